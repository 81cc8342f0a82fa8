"""What stands there and what it means: adding, masking, revealing, taking away."""

import re

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.enums import MAX_GENERATION, Kind, Living, Tone

from . import vocabulary as v
from .context import LineContext, NameMatch
from .cursor import Cursor
from .line_result import LineResult, command_result, unclear_result
from .phrase_tables import PHRASES

phrases = PHRASES.elements
AND_PLACE = re.compile(rf"\s(?:{'|'.join(phrases.and_then)})\s+(?:{'|'.join(phrases.place)})\b", re.IGNORECASE)
MAX_LABEL_LENGTH = 60


def read_add(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Add resource Stone', 'legg til person Mor, vist som A, generasjon 1'. The kind is never guessed."""
    if not cursor.eat(*phrases.add):
        return None
    cursor.eat(*phrases.new)
    word = cursor.eat(*v.KINDS)
    cursor.eat(":")
    label = cursor.take_until(",").rstrip(".!")[:MAX_LABEL_LENGTH]
    if AND_PLACE.search(label):
        return unclear_result(_("One thing at a time: first add it, then give it a place."))
    if not word:
        said = _("What is it? You could write “add person %(label)s” or “add resource %(label)s”.")
        return unclear_result(said % {"label": label or "…"})
    kind = v.KINDS[word]
    if not label and kind == Kind.SELF:
        label = _("Me")
    if not label:
        return unclear_result(_("What is it called? You could write the name behind it."))
    more = _AddOptions(cursor)
    if more.left:
        return unclear_result(_("This part was not clear: “%(words)s”.") % {"words": more.left})
    said = _("%(label)s is added, beside the board. It has no place yet.")
    command = do.Add(label, kind, more.masked, more.generation, more.living, more.tone)
    return command_result(command, said % {"label": label})


class _AddOptions:
    """What may come behind a label, between commas."""

    def __init__(self, cursor: Cursor):
        self.masked, self.generation, self.living, self.left = "", 0, Living.UNKNOWN, ""
        self.tone: Tone | None = None
        while True:
            cursor.skip()
            if cursor.is_done:
                return
            if not self._read_option(cursor):
                self.left = cursor.rest()
                return

    def _read_option(self, cursor: Cursor) -> bool:
        if cursor.eat(*phrases.shown_as):
            self.masked = cursor.take_until(",")[:MAX_LABEL_LENGTH]
        elif cursor.eat(*phrases.generation):
            found = v.read_whole_number(cursor, -MAX_GENERATION, MAX_GENERATION)
            self.generation = found or 0
            return found is not None
        elif word := cursor.eat(*v.LIVING_STATES):
            self.living = v.LIVING_STATES[word]
        elif word := cursor.eat(*v.TONES):
            self.tone = v.TONES[word]
        else:
            return False
        return True


def read_mask(cursor: Cursor, context: LineContext) -> LineResult | None:
    if not cursor.eat(*phrases.mask):
        return None
    named = context.match_figure(cursor)
    if named is None or not cursor.eat(*phrases.shown_as):
        return None
    if not named.key:
        return context.ask_which_figure(named)
    masked = cursor.rest()[:MAX_LABEL_LENGTH]
    if not masked:
        return unclear_result(_("What may the others read instead? You could write “mask … as A”."))
    said = _("Where names are hidden, %(who)s is shown as %(masked)s.")
    return command_result(do.Mask(named.key, masked), said % {"who": context.names.figure(named.key), "masked": masked})


def read_reveal(cursor: Cursor, context: LineContext) -> LineResult | None:
    if not cursor.eat(*phrases.reveal):
        return None
    named = context.match_figure(cursor)
    if named is None or not cursor.is_done:
        return None
    return _require_exact_name(context, named) or command_result(
        do.Reveal(named.key), _("Everyone can see now that this is %(who)s.") % {"who": context.names.figure(named.key)}
    )


def _require_exact_name(context: LineContext, named: NameMatch) -> LineResult | None:
    """What cannot be undone is done by a name written whole."""
    if not named.key:
        return context.ask_which_figure(named)
    if named.is_exact:
        return None
    who = context.names.figure(named.key)
    return unclear_result(_("Do you mean %(who)s? You could write the whole name.") % {"who": who})


def read_take_away(cursor: Cursor, context: LineContext) -> LineResult | None:
    """Out of the constellation. 'Remove' alone can mean two things, and is asked about."""
    if not cursor.eat(*phrases.take_away):
        return None
    named = context.match_figure(cursor)
    if named is None:
        return None
    whole = cursor.is_only(*phrases.from_constellation)
    if not whole and not cursor.is_done:
        return None
    if unsure := _require_exact_name(context, named):
        return unsure
    who = context.names.figure(named.key)
    if not whole and context.figures[named.key].on_board:
        said = _(
            "“Take %(who)s off the board” keeps it in the constellation. "
            "“Remove %(who)s from the constellation” does not."
        )
        return unclear_result(said % {"who": who})
    return command_result(
        do.TakeAway(named.key),
        _("%(who)s has left the constellation.") % {"who": context.names.capitalized_figure(named.key)},
    )


def read_appearance(cursor: Cursor, context: LineContext) -> LineResult | None:
    """'Make Mother bigger', 'give Mother the colour fjord'."""
    if not cursor.eat(*phrases.make):
        return None
    named = context.match_figure(cursor)
    if named is None:
        return None
    cursor.eat(*phrases.become)
    word = cursor.eat(*phrases.bigger, *phrases.smaller, *v.TONES)
    if not word or not cursor.is_done:
        return None
    if not named.key:
        return context.ask_which_figure(named)
    if word in v.TONES:
        return command_result(
            do.Appear(named.key, tone=v.TONES[word]),
            _("%(who)s has another colour now.") % {"who": context.names.capitalized_figure(named.key)},
        )
    by = 15 if word in phrases.bigger else -15
    scale = min(max(context.figures[named.key].scale + by, 50), 150)
    said = _("%(who)s is bigger now.") if by > 0 else _("%(who)s is smaller now.")
    return command_result(
        do.Appear(named.key, scale=scale), said % {"who": context.names.capitalized_figure(named.key)}
    )


def read_issue(cursor: Cursor, context: LineContext) -> LineResult | None:
    if not cursor.eat(*phrases.issue):
        return None
    words = cursor.rest()
    return command_result(do.SetIssue(words[:600]), _("Kept, as what this is about.")) if words else None
