"""The styles every page has, as one file. They stay apart in the source; on the wire each file costs a request.

Designsystemet comes from npm with a file for each component; those of components no page uses stay out. Each goes into
the cascade layer, and stands in the order, that Designsystemet gives it in its own bundle; ours comes after it.
"""

import re
from collections.abc import Callable, Iterator

HOUSE = "css/house.css"
DIGDIR = "digdir/src/"
PRINT = "css/print.css"
OWN_BEFORE = ("css/base.css",)
OWN_AFTER = ("css/theme.css", "css/shell.css", "css/pieces.css", "css/chips.css")
LAYERS = "@layer ds.theme, ds.base, ds.components;"
# A test finds a class that is in use and missing here, and an order that is not Designsystemet's.
COMPONENTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ds.base", ("base", "heading", "label")),
    ("ds.components", ("link",)),
    ("ds.base", ("validation-message",)),
    (
        "ds.components",
        (
            "data-size-workaround",
            "button",
            "input",
            "field",
            "fieldset",
            "skip-link",
            "details",
            "list",
            "card",
            "chip",
            "tag",
            "error-summary",
        ),
    ),
)
_NOTES = re.compile(r'@charset "[^"]*";|/\*.*?\*/\s*', re.S)
_INDENTS = re.compile(r"(?<=[{};,])\s*\n\s*")  # where space means nothing


def build_house_stylesheet(read: Callable[[str], str]) -> str:
    """The one file. `read` gives a part by its name."""
    return "\n".join(_INDENTS.sub("", _NOTES.sub("", part)) for part in _parts(read))


def list_component_files() -> list[str]:
    return [f"{DIGDIR}{name}.css" for _layer, names in COMPONENTS for name in names]


def _parts(read: Callable[[str], str]) -> Iterator[str]:
    yield from map(read, OWN_BEFORE)
    yield LAYERS
    for layer, components in COMPONENTS:
        yield f"@layer {layer}{{{''.join(read(f'{DIGDIR}{name}.css').strip() for name in components)}}}"
    yield from map(read, OWN_AFTER)
    yield f"@media print {{\n{read(PRINT)}}}\n"
