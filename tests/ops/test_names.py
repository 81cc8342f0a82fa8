"""Names a newcomer guesses: no function is called by a bare participle, no module by a private metaphor."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PRODUCT = Path(__file__).resolve().parents[2] / "fotfeste"
IRREGULAR = (
    "told|handed|kept|asked|sent|shown|drawn|held|found|made|seen|said|given|laid|led|written|spoken|carried|gone|begun|"
    "taken|known|heard|felt|grown|lived|met|left|chosen|lost|won|built|woken|worn"
)
PARTICIPLE = re.compile(rf"_?(?:{IRREGULAR}|[a-z]{{2,}}ed)")
NOUNS = {"need", "seed", "speed", "feed", "embed"}
METAPHORS = {
    "handed", "waited", "once", "whole", "passing", "journal", "trouble", "bodies", "kept", "parcel", "shelf", "asking",
    "folding", "looking", "known", "witness", "standing", "doing", "logbook", "seated", "tempo", "trailing", "spoken",
    "lens", "sight", "house", "telling", "ways", "own", "reading", "carried", "course", "storms", "errands", "lived",
}  # fmt: skip  # modules of release 0.1 that had to be learned before one could find anything


def participles(source: str) -> Iterator[str]:
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return (f.name for f in functions if f.name not in NOUNS and PARTICIPLE.fullmatch(f.name))


def modules() -> list[Path]:
    return [path for path in PRODUCT.rglob("*.py") if "migrations" not in path.parts]


def test_no_function_is_a_bare_participle() -> None:
    found = {f"{path.relative_to(PRODUCT)}:{name}" for path in modules() for name in participles(path.read_text())}
    assert not found


def test_the_lint_sees_what_it_should() -> None:
    code = "def told(): ...\nclass A:\n    async def _signed(self): ...\ndef need(): ...\ndef read_told(): ..."
    assert list(participles(code)) == ["told", "_signed"]


def test_no_module_goes_by_a_private_metaphor() -> None:
    assert not [str(path.relative_to(PRODUCT)) for path in modules() if path.stem in METAPHORS]
