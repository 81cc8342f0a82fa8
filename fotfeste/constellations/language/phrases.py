"""The words of the live page: phases, roles, kinds, places, what a body notices. Values are the board's; words follow
the language. None of them says what a picture means."""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fotfeste.body.vocabulary import BODY_WORDS, PLACES
from fotfeste.constellations.board.enums import Kind, Living, Moment, Phase, Posture, Presence, Right, Role, Tone
from fotfeste.constellations.board.view_types import ViewPerception

Label: TypeAlias = str | Promise
P = Phase

PHASES: Mapping[str, Label] = {
    P.SCREENING: pgettext_lazy("phase", "Before it begins"),
    P.ARRIVING: pgettext_lazy("phase", "Arriving"),
    P.INTENTION: pgettext_lazy("phase", "Intention"),
    P.CHOOSING: pgettext_lazy("phase", "Choosing"),
    P.PLACING: pgettext_lazy("phase", "Placing"),
    P.SENSING: pgettext_lazy("phase", "Sensing"),
    P.MOVING: pgettext_lazy("phase", "Moving"),
    P.CLOSING: pgettext_lazy("phase", "Closing"),
    P.DEROLING: pgettext_lazy("phase", "Stepping out"),
    P.AFTERCARE: pgettext_lazy("phase", "Afterwards"),
    P.CLOSED: pgettext_lazy("phase", "Closed"),
    P.GROUNDING: pgettext_lazy("phase", "Stopped"),
}
PHASE_ORDER = (P.ARRIVING, P.INTENTION, P.CHOOSING, P.PLACING, P.SENSING, P.MOVING, P.CLOSING, P.DEROLING, P.AFTERCARE)
# In the row of steps.
STEPS: Mapping[str, Label] = {
    P.ARRIVING: pgettext_lazy("step", "arriving"),
    P.INTENTION: pgettext_lazy("step", "intention"),
    P.CHOOSING: pgettext_lazy("step", "choosing"),
    P.PLACING: pgettext_lazy("step", "placing"),
    P.SENSING: pgettext_lazy("step", "sensing"),
    P.MOVING: pgettext_lazy("step", "moving"),
    P.CLOSING: pgettext_lazy("step", "closing"),
    P.DEROLING: pgettext_lazy("step", "stepping out"),
    P.AFTERCARE: pgettext_lazy("step", "afterwards"),
}

# What happens now: one calm sentence each.
PHASE_EXPLANATIONS: Mapping[str, Label] = {
    P.SCREENING: _("Here you can read what it is, and say yes or no. Nothing has begun."),
    P.ARRIVING: _("There is time to arrive. You might look around, and sit in a way that is all right."),
    P.INTENTION: _("A few words about what it is about. The whole story is not needed."),
    P.CHOOSING: _("What belongs here is chosen, one thing at a time. Something to lean on comes first."),
    P.PLACING: _("Each one is given a place, a direction and a distance. It can be changed all along."),
    P.SENSING: _("It is quiet on the board. Each one notices what the body tells, and may say it or not."),
    P.MOVING: _("Small movements, with time in between. Standing still is also a movement."),
    P.CLOSING: _("The picture comes to rest. Nothing has to be finished."),
    P.DEROLING: _("Everyone steps out of the role they have had, and is themselves again."),
    P.AFTERCARE: _("It is over. There is time to land before the day goes on."),
    P.CLOSED: _("The constellation is closed."),
    P.GROUNDING: _("Somebody has stopped. Everything rests now."),
}
LEADER_EXPLANATIONS: Mapping[str, Label] = {
    P.SCREENING: _("When the client has said yes to taking part, you can begin."),
    P.DEROLING: _("Each one steps out of the role in words. It cannot be closed before that."),
}
STEPPED_OUT_EXPLANATION: Label = _("You have stepped out. You are still here, and may come back when you like.")

ROLES: Mapping[str, Label] = {
    Role.FACILITATOR: pgettext_lazy("role", "leads"),
    Role.COHOST: pgettext_lazy("role", "leads together"),
    Role.CLIENT: pgettext_lazy("role", "client"),
    Role.ALONE: pgettext_lazy("role", "by oneself"),
    Role.REPRESENTATIVE: pgettext_lazy("role", "representative"),
    Role.OBSERVER: pgettext_lazy("role", "observer"),
}
PRESENCE: Mapping[str, Label] = {
    Presence.LOBBY: pgettext_lazy("presence", "waits outside"),
    Presence.STEPPED_OUT: pgettext_lazy("presence", "has stepped out"),
    Presence.LEFT: pgettext_lazy("presence", "has left"),
    Presence.REMOVED: pgettext_lazy("presence", "has left"),
}
KINDS: Mapping[str, Label] = {
    Kind.RESOURCE: pgettext_lazy("element", "something to lean on"),
    Kind.SELF: pgettext_lazy("element", "myself"),
    Kind.PERSON: pgettext_lazy("element", "a person"),
    Kind.PART: pgettext_lazy("element", "an inner part"),
    Kind.FEELING: pgettext_lazy("element", "a feeling"),
    Kind.SYMPTOM: pgettext_lazy("element", "something in the body"),
    Kind.GOAL: pgettext_lazy("element", "what I wish for"),
    Kind.PLACE: pgettext_lazy("element", "a place or a culture"),
    Kind.EVENT: pgettext_lazy("element", "something that happened"),
    Kind.GROUP: pgettext_lazy("element", "a group"),
    Kind.SECRET: pgettext_lazy("element", "something unknown"),
    Kind.MISSING: pgettext_lazy("element", "what is missing"),
}
# Under a figure's name on the board; who is a person needs no such line.
SHORT_KINDS: Mapping[str, Label] = {
    Kind.RESOURCE: pgettext_lazy("under a name", "support"),
    Kind.PART: pgettext_lazy("under a name", "inner part"),
    Kind.FEELING: pgettext_lazy("under a name", "feeling"),
    Kind.SYMPTOM: pgettext_lazy("under a name", "in the body"),
    Kind.GOAL: pgettext_lazy("under a name", "wish"),
    Kind.PLACE: pgettext_lazy("under a name", "place"),
    Kind.EVENT: pgettext_lazy("under a name", "event"),
    Kind.GROUP: pgettext_lazy("under a name", "group"),
    Kind.SECRET: pgettext_lazy("under a name", "unknown"),
    Kind.MISSING: pgettext_lazy("under a name", "what is missing"),
}
LIVING: Mapping[str, Label] = {
    Living.LIVING: pgettext_lazy("element", "living"),
    Living.DEAD: pgettext_lazy("element", "dead"),
}
GENERATIONS: Mapping[int, Label] = {
    0: pgettext_lazy("row", "own generation"),
    1: pgettext_lazy("row", "parents"),
    2: pgettext_lazy("row", "grandparents"),
    3: pgettext_lazy("row", "great-grandparents"),
    4: pgettext_lazy("row", "great-great-grandparents"),
    -1: pgettext_lazy("row", "children"),
    -2: pgettext_lazy("row", "grandchildren"),
    -3: pgettext_lazy("row", "great-grandchildren"),
    -4: pgettext_lazy("row", "great-great-grandchildren"),
}
TONES: Mapping[str, Label] = {
    Tone.STONE: pgettext_lazy("tone", "stone"),
    Tone.SPRUCE: pgettext_lazy("tone", "spruce"),
    Tone.FJORD: pgettext_lazy("tone", "fjord"),
    Tone.DAWN: pgettext_lazy("tone", "dawn"),
}
POSTURES: Mapping[str, Label] = {
    Posture.STANDING: pgettext_lazy("posture", "standing"),
    Posture.SITTING: pgettext_lazy("posture", "sitting"),
    Posture.KNEELING: pgettext_lazy("posture", "kneeling"),
    Posture.LYING: pgettext_lazy("posture", "lying"),
}
MOMENTS: Mapping[str, Label] = {
    Moment.FIRST: pgettext_lazy("picture", "First picture"),
    Moment.TURNING: pgettext_lazy("picture", "A turning"),
    Moment.CLOSING: pgettext_lazy("picture", "Closing picture"),
}
RIGHTS: Mapping[str, Label] = {
    Right.LEAD: pgettext_lazy("right", "lead the phases and let people in"),
    Right.ELEMENTS: pgettext_lazy("right", "add, name and take away"),
    Right.FIGURES: pgettext_lazy("right", "move the figures"),
    Right.PERCEPTIONS: pgettext_lazy("right", "write down what others notice"),
    Right.SENTENCES: pgettext_lazy("right", "offer sentences"),
    Right.SEES: pgettext_lazy("right", "see the names and the issue"),
    Right.INSIDE: pgettext_lazy("right", "look through a figure's eyes"),
}

LEFT_TO_RIGHT: Mapping[int, Label] = {
    120: pgettext_lazy("place", "far left"),
    360: pgettext_lazy("place", "left"),
    600: pgettext_lazy("place", "in the middle"),
    840: pgettext_lazy("place", "right"),
    1080: pgettext_lazy("place", "far right"),
}
TOP_TO_BOTTOM: Mapping[int, Label] = {
    100: pgettext_lazy("place", "at the top"),
    300: pgettext_lazy("place", "upper half"),
    500: pgettext_lazy("place", "halfway"),
    700: pgettext_lazy("place", "lower half"),
    900: pgettext_lazy("place", "at the bottom"),
}
HEADINGS: Mapping[int, Label] = {
    0: pgettext_lazy("direction", "to the top"),
    45: pgettext_lazy("direction", "to the top right"),
    90: pgettext_lazy("direction", "to the right"),
    135: pgettext_lazy("direction", "to the bottom right"),
    180: pgettext_lazy("direction", "to the bottom"),
    225: pgettext_lazy("direction", "to the bottom left"),
    270: pgettext_lazy("direction", "to the left"),
    315: pgettext_lazy("direction", "to the top left"),
}


def perception_phrases(perception: ViewPerception) -> list[str]:
    """What was noticed, in words: where, how, how strong, what it wants. Codes become words."""
    where, how = perception.region, perception.quality
    strong = "" if perception.intensity is None else str(_("{n} of 10")).format(n=perception.intensity)
    said = (PLACES.get(where, where), BODY_WORDS.get(how, how), strong, perception.impulse)
    return [str(each) for each in said if each]
