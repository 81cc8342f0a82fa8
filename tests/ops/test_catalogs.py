"""Translations: one catalogue for each room, compiled before the house runs, and never written to where it runs."""

import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from fotfeste.ops.catalogs import compile_catalogs, find_po_files

BASE = Path(__file__).resolve().parents[2]
PLANTED = """
#, fuzzy
msgid "A fuzzy one"
msgstr "En uviss"

msgctxt "family of practices"
msgid "Breath"
msgstr "Noe annet"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package as it lies where it is installed, with its translations compiled."""
    shutil.copytree(BASE / "fotfeste", tmp_path / "fotfeste", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "node_modules").symlink_to(BASE / "node_modules")
    return tmp_path / "fotfeste"


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    home = copy.parent / "home"
    environment = {**os.environ, "PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"FOTFESTE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fotfeste.config.settings"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=copy.parent, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(file): (file.stat().st_size, file.stat().st_mtime_ns) for file in folder.rglob("*")}


def test_each_room_with_translations_is_read_by_django() -> None:
    folders = {file.parents[2] for file in find_po_files("nb").values()}
    assert folders and folders <= set(settings.LOCALE_PATHS)


def test_a_catalogue_is_compiled_beside_its_source_and_only_when_it_is_older(copy: Path) -> None:
    source = find_po_files("nb", copy)["practices"]
    compiled = source.with_suffix(".mo")
    compiled.unlink()
    compile_catalogs(copy)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).pgettext("family of practices", "Breath") == "Pust"
    before = snapshot(copy)
    compile_catalogs(copy)
    assert snapshot(copy) == before
    source.write_text(source.read_text().replace('msgstr "Pust"', 'msgstr "Pusten"'))
    compile_catalogs(copy)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).pgettext("family of practices", "Breath") == "Pusten"
    assert not list(source.parent.glob(f"*.{os.getpid()}"))


@pytest.mark.skipif(not settings.NODE_MODULES.is_dir(), reason="Designsystemet comes from npm")
def test_preparing_a_house_writes_nothing_beside_the_installed_code(copy: Path) -> None:
    before = snapshot(copy)
    prepare = "import django; django.setup(); from fotfeste.ops import static_collection as s; s.prepare_static_files()"
    done = run(copy, "-c", prepare)
    assert done.returncode == 0, done.stderr
    assert (copy.parent / "home/static/502.html").is_file()
    assert snapshot(copy) == before


def test_without_compiled_translations_nothing_starts(copy: Path) -> None:
    find_po_files("nb", copy)["home"].with_suffix(".mo").unlink()
    for command in (["demo", "--only-prepare", "--home", str(copy.parent / "home")], ["serve"]):
        refused = run(copy, "-m", "fotfeste", *command)
        assert refused.returncode == 1 and "The translations are not compiled" in refused.stderr
    assert not (copy.parent / "home").exists()


def test_what_is_wrong_with_the_translations_is_named(copy: Path) -> None:
    files = find_po_files("nb", copy)
    stray = copy / "locale/nb/elsewhere.po"
    stray.parent.mkdir(parents=True)
    stray.write_text("")
    files["safety"].write_text(files["safety"].read_text() + PLANTED)
    files["practices"].write_text(files["practices"].read_text().replace('"Mindfulness, adapted"', '"Never said"'))
    told = run(copy, "-m", "fotfeste", "messages", "missing")
    assert told.returncode == 1
    for fault in (
        "safety: empty or fuzzy: 'A fuzzy one'",
        "safety: translated otherwise in practices: 'Breath'",
        "safety: no longer used: 'A fuzzy one'",
        "practices: no longer used: 'Never said'",
        "not translated: 'Mindfulness, adapted'",
        "fotfeste/locale/nb/elsewhere.po: not read",
    ):
        assert fault in told.stdout, told.stdout
    assert len(told.stdout.splitlines()) == 6
