"""Draw module paths and public function names for a reading test: can a newcomer say what each holds or does?

Prints paths and qualified names, never code. The same seed draws the same names from the same tree; without one, the
seed is the hash of the commit that is checked out.
"""

import argparse
import ast
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def list_modules(product: Path) -> list[Path]:
    """Every module that holds something; migrations are named by Django."""
    paths = (path for path in product.rglob("*.py") if "migrations" not in path.parts)
    return sorted(path for path in paths if path.name != "__init__.py" or ast.parse(path.read_text()).body)


def list_functions(module: Path, product: Path) -> Iterator[str]:
    """Public functions and methods of a module by their dotted names; not what the language or Django names."""
    dotted = ".".join(module.relative_to(product.parent).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.parse(module.read_text()).body:
        members = node.body if isinstance(node, ast.ClassDef) and not _is_hidden(node) else [node]
        prefix = f"{dotted}.{node.name}" if isinstance(node, ast.ClassDef) else dotted
        functions = (m for m in members if isinstance(m, ast.FunctionDef | ast.AsyncFunctionDef))
        yield from (f"{prefix}.{function.name}" for function in functions if not function.name.startswith("_"))


def _is_hidden(node: ast.ClassDef) -> bool:
    """Private classes, and those that build on another one, which names most of their methods."""
    return node.name.startswith("_") or bool(node.bases)


def draw(product: Path, seed: str, count: int) -> tuple[list[str], list[str]]:
    """`count` module paths and `count` function names, or all where there are fewer."""
    modules = list_modules(product)
    functions = [name for module in modules for name in list_functions(module, product)]
    paths = [str(module.relative_to(product.parent)) for module in modules]
    dice = random.Random(seed)  # noqa: S311  # a draw that anyone can repeat
    return dice.sample(paths, min(count, len(paths))), dice.sample(functions, min(count, len(functions)))


def find_commit_hash() -> str:
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", help="any text; the commit's hash where none is given")
    parser.add_argument("--count", "-n", type=int, default=40, help="how many paths, and how many functions (40)")
    args = parser.parse_args()
    seed = args.seed or find_commit_hash()
    paths, functions = draw(ROOT / "fotfeste", seed, args.count)
    print(f"seed {seed}\n\n{len(paths)} modules", *paths, f"\n{len(functions)} functions", *functions, sep="\n")


if __name__ == "__main__":
    main()
