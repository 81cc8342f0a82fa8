"""The one stylesheet of the house: everything in use is in it, what is not in use stays out."""

import re

import pytest

from fotfeste.config.settings import BASE, NODE_MODULES
from fotfeste.web.styles import COMPONENTS, DIGDIR, LAYERS, OWN_AFTER, OWN_BEFORE, PRINT, build_house_stylesheet

WRITTEN = [file for kind in ("*.html", "*.py", "*.js") for file in BASE.rglob(kind)]
CLASS = re.compile(r"\bds-([a-z]+(?:-[a-z]+)*)")
TAKEN = [name for _layer, names in COMPONENTS for name in names]
NOT_CLASSES = {"base", "data-size-workaround"}  # plain elements and screen readers' text; sizes of headings
IN_BASE = {"sr-only"}
LAYER_OF_RULE = re.compile(r"@layer (ds\.[a-z]+)\{")


def read(name: str) -> str:
    root = NODE_MODULES / "@digdir/designsystemet-css/dist" if name.startswith(DIGDIR) else BASE / "static"
    return (root / name.removeprefix("digdir/")).read_text(encoding="utf-8")


needs_node = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="Designsystemet comes from npm")


@needs_node
def test_every_component_in_use_is_in_the_house() -> None:
    offered = set(re.findall(r"\.ds-([a-z]+(?:-[a-z]+)*)", read(f"{DIGDIR}index.css")))
    named = {name for file in WRITTEN for name in CLASS.findall(file.read_text())}
    components = set(TAKEN) - NOT_CLASSES
    assert not (named & offered) - components - IN_BASE
    assert named >= components, "no page uses it any more"
    for component in components | IN_BASE:
        assert f".ds-{component}" in build_house_stylesheet(read), component


@needs_node
def test_the_order_and_layers_are_those_of_designsystemets_own_bundle() -> None:
    bundle = read(f"{DIGDIR}index.css")
    assert bundle.startswith(LAYERS)
    places = {name: bundle.index(_first_rule(name)) for name in TAKEN}
    assert sorted(TAKEN, key=places.__getitem__) == TAKEN
    for layer, names in COMPONENTS:
        for name in names:
            assert LAYER_OF_RULE.findall(bundle, 0, places[name])[-1] == layer, name


def _first_rule(name: str) -> str:
    return read(f"{DIGDIR}{name}.css").split("}", 1)[0]


@needs_node
def test_what_no_page_uses_is_left_out_and_the_rest_is_whole() -> None:
    css = build_house_stylesheet(read)
    assert ".ds-combobox" not in css and ".ds-suggestion{" not in css and ".ds-alert" not in css
    assert css.count("{") == css.count("}")
    assert css.index("@layer reset, ds") == 0  # the order of the layers is said first
    assert css.index("@media print") > max(css.index("@layer components"), css.index(".ds-button"))


def test_each_part_of_the_house_exists() -> None:
    assert not [name for name in (*OWN_BEFORE, *OWN_AFTER, PRINT) if not (BASE / "static" / name).is_file()]
