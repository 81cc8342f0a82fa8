"""What stands there and what it means: adding, masking, revealing, taking away."""

import re

from django.utils.translation import gettext as _

from fotfeste.constellations.board import commands as do
from fotfeste.constellations.board.words import MOST_GENERATION, Kind, Living, Tone

from . import vocabulary as v
from .answers import Heard, done, unclear
from .cursor import Cursor
from .scene import Named, Scene

ADD = ("add", "legg til", "ta med", "add a", "add an", "new", "ny", "nytt", "create")
AS = ("shown as", "masked as", "vist som", "dekket som", "med dekknavnet", "called", "under the name", "as", "som")
AND_PLACE = re.compile(r"\s(?:and|og|then|så)\s+(?:place|put|plasser|sett|still)\b", re.IGNORECASE)
LABEL = 60


def adding(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Add resource Stone', 'legg til person Mor, vist som A, generasjon 1'. The kind is never guessed."""
    if not cursor.eat(*ADD):
        return None
    cursor.eat("new", "ny", "nytt")
    word = cursor.eat(*v.KINDS)
    cursor.eat(":")
    label = cursor.until(",").rstrip(".!")[:LABEL]
    if AND_PLACE.search(label):
        return unclear(_("One thing at a time: first add it, then give it a place."))
    if not word:
        said = _("What is it? You could write “add person %(label)s” or “add resource %(label)s”.")
        return unclear(said % {"label": label or "…"})
    kind = v.KINDS[word]
    if not label and kind == Kind.SELF:
        label = _("Me")
    if not label:
        return unclear(_("What is it called? You could write the name behind it."))
    more = _Also(cursor)
    if more.left:
        return unclear(_("This part was not clear: “%(words)s”.") % {"words": more.left})
    said = _("%(label)s is added, beside the board. It has no place yet.")
    command = do.Add(label, kind, more.masked, more.generation, more.living, more.tone)
    return done(command, said % {"label": label})


class _Also:
    """What may come behind a label, between commas."""

    def __init__(self, cursor: Cursor):
        self.masked, self.generation, self.living, self.left = "", 0, Living.UNKNOWN, ""
        self.tone: Tone | None = None
        while True:
            cursor.skip()
            if cursor.is_done:
                return
            if not self._one(cursor):
                self.left = cursor.rest()
                return

    def _one(self, cursor: Cursor) -> bool:
        if cursor.eat(*AS):
            self.masked = cursor.until(",")[:LABEL]
        elif cursor.eat("generation", "generasjon"):
            found = v.whole(cursor, -MOST_GENERATION, MOST_GENERATION)
            self.generation = found or 0
            return found is not None
        elif word := cursor.eat(*v.LIVES):
            self.living = v.LIVES[word]
        elif word := cursor.eat(*v.TONES):
            self.tone = v.TONES[word]
        else:
            return False
        return True


def masking(cursor: Cursor, scene: Scene) -> Heard | None:
    if not cursor.eat("mask", "dekk", "masker", "show", "vis", "call", "kall"):
        return None
    named = scene.figure(cursor)
    if named is None or not cursor.eat("as", "som", *AS):
        return None
    if not named.one:
        return scene.which(named)
    masked = cursor.rest()[:LABEL]
    if not masked:
        return unclear(_("What may the others read instead? You could write “mask … as A”."))
    said = _("Where names are hidden, %(who)s is shown as %(masked)s.")
    return done(do.Mask(named.one, masked), said % {"who": scene.names.figure(named.one), "masked": masked})


def revealing(cursor: Cursor, scene: Scene) -> Heard | None:
    if not cursor.eat("reveal", "unmask", "avdekk", "avslør", "vis navnet på", "vis navnet til", "show the name of"):
        return None
    named = scene.figure(cursor)
    if named is None or not cursor.is_done:
        return None
    return _only_sure(scene, named) or done(
        do.Reveal(named.one), _("Everyone can see now that this is %(who)s.") % {"who": scene.names.figure(named.one)}
    )


def _only_sure(scene: Scene, named: Named) -> Heard | None:
    """What cannot be undone is done by a name written whole."""
    if not named.one:
        return scene.which(named)
    if named.sure:
        return None
    who = scene.names.figure(named.one)
    return unclear(_("Do you mean %(who)s? You could write the whole name.") % {"who": who})


def taking_away(cursor: Cursor, scene: Scene) -> Heard | None:
    """Out of the constellation. 'Remove' alone can mean two things, and is asked about."""
    if not cursor.eat("remove", "take away", "take", "delete", "fjern", "ta bort", "ta", "slett"):
        return None
    named = scene.figure(cursor)
    if named is None:
        return None
    whole = cursor.only("from the constellation", "out of the constellation", "from everything", "fra konstellasjonen",
                        "ut av konstellasjonen")  # fmt: skip
    if not whole and not cursor.is_done:
        return None
    if unsure := _only_sure(scene, named):
        return unsure
    who = scene.names.figure(named.one)
    if not whole and scene.figures[named.one]["on_board"]:
        said = _(
            "“Take %(who)s off the board” keeps it in the constellation. "
            "“Remove %(who)s from the constellation” does not."
        )
        return unclear(said % {"who": who})
    return done(
        do.TakeAway(named.one), _("%(who)s has left the constellation.") % {"who": scene.names.Figure(named.one)}
    )


def looks(cursor: Cursor, scene: Scene) -> Heard | None:
    """'Make Mother bigger', 'give Mother the colour fjord'."""
    if not cursor.eat("make", "gjør", "give", "gi", "let", "la"):
        return None
    named = scene.figure(cursor)
    if named is None:
        return None
    cursor.eat("be", "the colour", "the color", "fargen", "farge", "være", "litt", "a little")
    word = cursor.eat("bigger", "larger", "større", "smaller", "mindre", *v.TONES)
    if not word or not cursor.is_done:
        return None
    if not named.one:
        return scene.which(named)
    if word in v.TONES:
        return done(do.Appear(named.one, tone=v.TONES[word]), _("%(who)s has another colour now.")
                    % {"who": scene.names.Figure(named.one)})  # fmt: skip
    by = 15 if word in ("bigger", "larger", "større") else -15
    scale = min(max(scene.figures[named.one]["scale"] + by, 50), 150)
    said = _("%(who)s is bigger now.") if by > 0 else _("%(who)s is smaller now.")
    return done(do.Appear(named.one, scale=scale), said % {"who": scene.names.Figure(named.one)})


def issue(cursor: Cursor, scene: Scene) -> Heard | None:
    if not cursor.eat("the issue is", "the issue", "issue", "it is about", "this is about", "det handler om",
                      "det gjelder", "saken er", "saken", "intensjonen er", "the intention is"):  # fmt: skip
        return None
    words = cursor.rest()
    return done(do.SetIssue(words[:600]), _("Kept, as what this is about.")) if words else None
