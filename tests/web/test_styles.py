"""The one stylesheet of the house: everything in use is in it, what is not in use stays out."""

import re

import pytest

from fotfeste.config.settings import BASE, NODE_MODULES
from fotfeste.web.styles import DIGDIR, PARTS, PRINT, USED, blocks, house

WRITTEN = [file for kind in ("*.html", "*.py", "*.js") for file in BASE.rglob(kind)]
COMPONENT = re.compile(r"\bds-([a-z]+(?:-[a-z]+)*)")


def read(name: str) -> str:
    root = NODE_MODULES / "@digdir/designsystemet-css/dist" if name == DIGDIR else BASE / "static"
    return (root / name.removeprefix("digdir/")).read_text(encoding="utf-8")


needs_node = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="Designsystemet comes from npm")


@needs_node
def test_every_component_in_use_is_in_the_house() -> None:
    offered = set(re.findall(r"\.ds-([a-z]+(?:-[a-z]+)*)", read(DIGDIR)))
    named = {name for file in WRITTEN if file.name != "styles.py" for name in COMPONENT.findall(file.read_text())}
    assert not (named & offered) - USED
    assert named >= USED, "no page uses it any more"
    for component in USED:
        assert f".ds-{component}" in house(read), component


@needs_node
def test_what_no_page_uses_is_left_out_and_the_rest_is_whole() -> None:
    css = house(read)
    assert ".ds-combobox" not in css and ".ds-suggestion{" not in css
    assert css.count("{") == css.count("}")
    assert "".join(blocks(read(DIGDIR))) == read(DIGDIR).strip()
    assert css.index("@layer reset, ds") == 0  # the order of the layers is said first
    assert css.index("@media print") > max(css.index("@layer components"), css.index(".ds-button"))


def test_each_part_of_the_house_exists() -> None:
    assert not [name for name in PARTS if name != DIGDIR and not (BASE / "static" / name).is_file()]
    assert PARTS[-1] == PRINT
