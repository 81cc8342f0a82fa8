"""What families, directions and positions are called on a page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FAMILY_LABELS = {
    "orienting": _("Orienting and grounding"),
    "breath": pgettext_lazy("family of practices", "Breath"),
    "mindfulness": _("Mindfulness, adapted"),
    "yoga": _("Trauma-aware yoga"),
    "movement": pgettext_lazy("family of practices", "Movement"),
    "parts": _("Inner parts"),
}
DIRECTION_LABELS = {
    "settles": pgettext_lazy("direction", "settles"),
    "lifts": pgettext_lazy("direction", "lifts a little"),
    "either": pgettext_lazy("direction", "settles or lifts"),
}
POSITION_LABELS = {
    "chair": pgettext_lazy("position", "in a chair"),
    "floor": pgettext_lazy("position", "on the floor"),
    "standing": pgettext_lazy("position", "standing"),
    "lying": pgettext_lazy("position", "lying down"),
}
# A quiet colour per family, from the theme; grounding has its own.
FAMILY_COLOURS = {
    "orienting": "spruce",
    "breath": "fjord",
    "mindfulness": "fjord",
    "yoga": "spruce",
    "movement": "dawn",
}
