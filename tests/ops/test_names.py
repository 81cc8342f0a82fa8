"""Names a newcomer guesses: nothing is called by a bare participle, no module or function by a private metaphor."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PRODUCT = TESTS.parent / "fotfeste"
IRREGULAR = (
    "told|handed|kept|asked|sent|shown|drawn|held|found|made|seen|said|given|laid|led|written|spoken|carried|gone|begun|"
    "taken|known|heard|felt|grown|lived|met|left|chosen|lost|won|built|woken|worn"
)
PARTICIPLE = re.compile(rf"_?(?:{IRREGULAR}|[a-z]{{2,}}ed)")
NOUNS = {"need", "seed", "speed", "feed", "embed"}
FORM_FIELDS = {"confirmed", "seen", "settled"}  # parameters that carry the name of the form's field
METAPHORS = {
    "handed", "waited", "once", "whole", "passing", "journal", "trouble", "bodies", "kept", "parcel", "shelf", "asking",
    "folding", "looking", "known", "witness", "standing", "doing", "logbook", "seated", "tempo", "trailing", "spoken",
    "lens", "sight", "house", "telling", "ways", "own", "reading", "carried", "course", "storms", "errands", "lived",
}  # fmt: skip  # modules of release 0.1 that had to be learned before one could find anything


OLD_FUNCTIONS = {
    "storms", "errands", "lens", "sight", "telling", "doing", "asking", "folding", "looking", "standing", "trailing",
    "came_by", "come_to", "copy_of", "did", "end_after", "forget_again", "home_of", "in_turn", "is_hers",
    "keep_on", "keep_quiet", "key_of", "law_keeps", "lean_files", "left_open", "let_go_of", "look_after", "names_of",
    "not_kept", "one_keyring", "pairs", "say", "say_so", "shelf", "speak", "still_held", "still_needed", "typed_in",
    "what_is_due", "whose", "why",
}  # fmt: skip  # functions of release 0.1 that said nothing without their body
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[Function]:
    """Module-level functions, methods and inner functions alike."""
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_participle(name: str) -> bool:
    return name not in NOUNS and bool(PARTICIPLE.fullmatch(name))


def unclear_functions(source: str) -> Iterator[str]:
    return (f.name for f in functions(source) if is_participle(f.name) or f.name.lstrip("_") in OLD_FUNCTIONS)


def unclear_parameters(source: str) -> Iterator[str]:
    """Of public functions and constructors, `function(parameter)`."""
    for function in functions(source):
        if function.name == "__init__" or not function.name.startswith("_"):
            arguments = function.args
            names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
            yield from (f"{function.name}({n})" for n in names if is_participle(n) and n not in FORM_FIELDS)


def modules(folder: Path = PRODUCT) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def test_no_function_goes_by_a_bare_participle_or_a_private_metaphor() -> None:
    paths = [*modules(), *modules(TESTS)]
    found = {
        f"{path.relative_to(TESTS.parent)}:{name}" for path in paths for name in unclear_functions(path.read_text())
    }
    assert not found


def test_no_parameter_of_a_public_function_is_a_bare_participle() -> None:
    found = {
        f"{path.relative_to(PRODUCT)}:{name}" for path in modules() for name in unclear_parameters(path.read_text())
    }
    assert not found


def test_the_lint_sees_what_it_should() -> None:
    code = "def told(): ...\nclass A:\n    async def _signed(self): ...\ndef need(): ...\ndef read_told(): ..."
    assert list(unclear_functions(code)) == ["told", "_signed"]
    assert list(unclear_functions("def storms():\n    def _shelf(): ...\ndef build_shelf(): ...")) == [
        "storms",
        "_shelf",
    ]
    code = "def read(told, *, seed, kept=1): ...\ndef _read(told): ...\nclass A:\n    def __init__(self, found): ..."
    assert list(unclear_parameters(code)) == ["read(told)", "read(kept)", "__init__(found)"]


def test_no_module_goes_by_a_private_metaphor() -> None:
    paths = [*modules(), *modules(TESTS)]
    assert not [str(path.relative_to(TESTS.parent)) for path in paths if path.stem in METAPHORS]
