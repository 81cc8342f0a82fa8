"""The styles every page has, as one file. They stay apart in the source; on the wire each file costs a request.

Designsystemet comes whole from npm. It is one block after another in cascade layers, a block per component; those of
components no page uses are left out. Its own order stays, and ours comes after it.
"""

import re
from collections.abc import Callable, Iterator

HOUSE = "css/house.css"
DIGDIR = "digdir/src/index.css"
PRINT = "css/print.css"
PARTS = ("css/base.css", DIGDIR, "css/theme.css", "css/shell.css", "css/pieces.css", "css/chips.css", PRINT)
# A test finds a class that is in use and missing here.
USED = frozenset(
    {
        "button",
        "card",
        "chip",
        "details",
        "error-summary",
        "field",
        "fieldset",
        "heading",
        "input",
        "label",
        "link",
        "list",
        "skip-link",
        "sr-only",
        "tag",
        "validation-message",
    }
)
_BASE = "@layer ds.base"  # tokens and plain text: always needed
_CLASS = re.compile(r"\.ds-([a-z]+(?:-[a-z]+)*)")
_NOTES = re.compile(r'@charset "[^"]*";|/\*.*?\*/\s*', re.S)


def house(read: Callable[[str], str]) -> str:
    """The one file. `read` gives a part by its name."""
    return "\n".join(_NOTES.sub("", _part(name, read(name))) for name in PARTS)


def _part(name: str, css: str) -> str:
    if name == PRINT:
        return f"@media print {{\n{css}}}\n"
    return in_use(css) if name == DIGDIR else css


def in_use(css: str) -> str:
    """Designsystemet without the blocks that begin with a component we do not use."""
    return "".join(block for block in blocks(css) if block.startswith(_BASE) or not _is_of_others(block))


def _is_of_others(block: str) -> bool:
    first_selector = re.search(r"[^{}]*\.ds-[^{}]*(?=\{)", block)
    return first_selector is not None and USED.isdisjoint(_CLASS.findall(first_selector[0]))


def blocks(css: str) -> Iterator[str]:
    """What stands at the outermost level, one statement or braced block at a time."""
    depth = begun = 0
    for mark in re.finditer(r"[{};]", css):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            yield css[begun : mark.end()].lstrip()
            begun = mark.end()
