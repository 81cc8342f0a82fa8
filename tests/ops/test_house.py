"""The house keeps its own rules: sizes, rooms, permission in one place, translations, docs that stay true."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fotfeste.config.template_settings import ROOMS
from fotfeste.ops.catalogs import TRANSLATED
from fotfeste.ops.translations import find_translation_faults

BASE = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (BASE / "fotfeste").rglob("*.py") if "migrations" not in p.parts)
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_ELEMENT = 250, 40, 80, 150
LONGEST_NUMERIC_FUNCTION = 60


def relative_name(path: Path) -> str:
    return str(path.relative_to(BASE / "fotfeste"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_and_functions_stay_short() -> None:
    long = [relative_name(p) for p in SOURCES if p.read_text(encoding="utf-8").count("\n") > LONGEST_FILE]
    for path in SOURCES:
        most = LONGEST_NUMERIC_FUNCTION if "engine" in path.parts else LONGEST_FUNCTION
        long += [
            f"{relative_name(path)}:{f.name}" for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 > most
        ]
    assert not long


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        ("**/templates/**/*.html", LONGEST_TEMPLATE),
        ("static/js/elements/*.js", LONGEST_ELEMENT),
        ("static/js/offline/offline-*.js", LONGEST_ELEMENT),
        ("static/js/**/*.js", LONGEST_FILE),
    ],
)
def test_templates_and_elements_stay_short(pattern: str, most: int) -> None:
    files = list((BASE / "fotfeste").glob(pattern))
    assert files
    assert not [relative_name(p) for p in files if p.read_text(encoding="utf-8").count("\n") > most]


def test_there_are_no_signals_and_no_inline_scripts() -> None:
    """Data for the browser goes through Django's `json_script`, which lets no markup end it early."""
    for path in SOURCES:
        assert "django.dispatch" not in path.read_text(encoding="utf-8"), relative_name(path)
    inline = re.compile(r"\sstyle=|\son[a-z]+=\"|<script(?![^>]*src=)", re.I)
    for path in (BASE / "fotfeste").rglob("*.html"):
        assert not inline.search(path.read_text(encoding="utf-8")), relative_name(path)


COMPOSERS = ("config", "web", "demo")  # they put rooms together: routes, what a phone may keep, the demo's doors


def borrowed_pages(path: Path) -> Iterator[str]:
    """Views and forms that a file takes from another room than its own."""
    own = path.relative_to(BASE / "fotfeste").parts[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fotfeste."):
            parts = [*(node.module or "").split("."), *(each.name for each in node.names)]
            if parts[1] not in (own, "kit") and {"views", "forms"} & set(parts):
                yield f"{relative_name(path)}: {node.module}"


def test_rooms_never_use_each_others_views_or_forms() -> None:
    rooms = [path for path in SOURCES if path.relative_to(BASE / "fotfeste").parts[0] not in COMPOSERS]
    assert not [found for path in rooms for found in borrowed_pages(path)]
    assert any(borrowed_pages(BASE / "fotfeste/web/offline.py"))  # where it is done, it is seen


def test_room_packages_are_empty() -> None:
    for room in ROOMS:
        assert (BASE / "fotfeste" / room / "__init__.py").read_text() == ""


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_is_translated(language: str) -> None:
    assert not list(find_translation_faults(language))


def test_docs_name_every_room_and_setting() -> None:
    architecture, readme = (BASE / "ARCHITECTURE.md").read_text(), (BASE / "README.md").read_text()
    for room in ROOMS:
        assert f"`{room}`" in readme and room in architecture
    assert readme.count("\n") <= 120 and architecture.count("\n") <= 150
    sources = ("config/settings.py", "ops/commands/check.py", "people/openid/configuration.py")
    settings = "".join((BASE / "fotfeste" / source).read_text() for source in sources)
    operator = (BASE / "docs/operator.md").read_text()
    assert not [
        n for n in set(re.findall(r"\"(FOTFESTE_[A-Z_]+|DATABASE_URL)\"", settings)) if f"`{n}`" not in operator
    ]


def test_every_direct_dependency_has_its_reason() -> None:
    declared = re.findall(r'^  "([a-z0-9-]+)(?:\[[a-z,]+\])?[>=]', (BASE / "pyproject.toml").read_text(), re.M)
    dev = {
        "django-stubs",
        "hypothesis",
        "import-linter",
        "mypy",
        "playwright",
        "pytest",
        "pytest-django",
        "ruff",
        "psycopg",
    }
    architecture = (BASE / "ARCHITECTURE.md").read_text()
    assert not [name for name in set(declared) - dev if name not in architecture]


def test_nothing_of_others_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=BASE, capture_output=True, text=True, check=False).stdout.split()
    assert not [name for name in tracked if "node_modules/" in name or name.endswith((".min.js", ".min.css", ".woff2"))]
    for lock in ("package-lock.json", "requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        assert "://" not in re.sub(r'"(url|homepage)": "[^"]*"', "", (BASE / lock).read_text()), (
            f"{lock} holds an address"
        )
