"""The service worker is one classic script: nothing of a module may be left in it."""

import pytest

from fotfeste.web.classic_script import NotAClassicScriptError, convert_to_classic_script


def test_imports_go_also_over_several_lines_and_exports_become_declarations() -> None:
    imports = 'import {\n  one, // first\n  two,\n} from "./a.js";\nimport "./b.js";\n'
    assert (
        convert_to_classic_script(f"{imports}export async function act() {{}}\nexport const x = 1;\n")
        == "async function act() {}\nconst x = 1;\n"
    )


def test_types_in_comments_stay() -> None:
    source = '/** @typedef {import("./a.js").A} A */\n// import nothing\nconst where = "https://a.example"; // export\n'
    assert convert_to_classic_script(source) == source


@pytest.mark.parametrize(
    "left",
    [
        "export default act;",
        "export { act };",
        'export * from "./a.js";',
        'const a = await import("./a.js");',
        "const here = import.meta.url;",
        'import { a } from "./a.js"',
    ],
)
def test_what_a_classic_script_cannot_have_is_refused(left: str) -> None:
    with pytest.raises(NotAClassicScriptError, match="cannot have: "):
        convert_to_classic_script(f"const b = 1;\n{left}\n")
