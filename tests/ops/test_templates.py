"""A template that asks for a name nobody gives shows nothing and raises nothing; here it is seen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fotfeste.constellations.board.commands import SEAT_COMMANDS

PRODUCT = Path(__file__).resolve().parents[2] / "fotfeste"
OF_DJANGO = set(
    [
        "aria_describedby",
        "choice_label",
        "counter",
        "counter0",
        "errors",
        "extra_tags",
        "grouper",
        "has_usable_password",
        "id_for_label",
        "is_hidden",
        "non_field_errors",
        "optgroups",
        "super",
        "template_name",
        "url_name",
        "visible_fields",
        "widget_type",
        "first",
        "last",
        "allowCredentials",
        "publicKey",
        "request_options",
        "get_unused_codes",
    ]
)


def names_in(source: str) -> Iterator[str]:
    """What Python code defines, reads or says: attributes, functions, fields, keywords, words in quotes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def names_asked(template: str) -> set[str]:
    tags = re.findall(r"\{[{%](.*?)[%}]\}", template)
    bare = (re.sub(r"\"[^\"]*\"|'[^']*'", "", tag) for tag in tags)
    return {name for tag in bare for name in re.findall(r"\.([a-z_]\w*)", tag)}


def test_templates_ask_for_names_that_exist() -> None:
    known = {name for path in PRODUCT.rglob("*.py") for name in names_in(path.read_text(encoding="utf-8"))}
    known |= OF_DJANGO | {str(command.__struct_config__.tag) for command in SEAT_COMMANDS}
    asked = {path: names_asked(path.read_text(encoding="utf-8")) for path in PRODUCT.rglob("*.html")}
    assert len(asked) > 200
    missing = [f"{path.relative_to(PRODUCT)}: {name}" for path, names in asked.items() for name in names - known]
    assert not missing


def test_the_look_sees_a_name_nobody_gives() -> None:
    assert names_asked('{% if each.may_tell %}{{ "a.b" }}{{ one.two|day }}{% endif %} x.y') == {"may_tell", "two"}
