"""`make dist`, and then as people install: `pip install` of the wheel in an empty place without node; it serves."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings

from fotfeste.ops.catalogs import find_po_files
from tests.ops.serving import BASE, INIT, free_port, read_bytes, read_page, until

pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this home keeps its own SQLite file"),
    pytest.mark.skipif(not settings.NODE_MODULES.is_dir(), reason="Designsystemet comes from npm"),
]


LEFT_OVER = "fotfeste/left_over.py"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built where an earlier build has left a module that is no longer in the source."""
    folder, left_over = tmp_path_factory.mktemp("dist"), BASE / "build/lib" / LEFT_OVER
    left_over.parent.mkdir(parents=True, exist_ok=True)
    left_over.write_text("")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    subprocess.run(
        ["make", "dist", f"DIST={folder}"], cwd=BASE, env=clean, check=True, capture_output=True, timeout=180
    )
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return next(dist.glob("fotfeste-*.whl"))


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, dist: Path) -> Path:
    """Of an environment into which `pip install` brought the wheel and what it says it needs, in locked versions."""
    place = dist / "installed"
    pins = dist / "pins.txt"
    pins.write_text("\n".join(re.findall(r"^[a-z0-9-]+==[^\\\n]+", (dist / "requirements.txt").read_text(), re.M)))
    subprocess.run([sys.executable, "-m", "venv", place], check=True, timeout=60)
    install = [f"{place}/bin/pip", "install", "--quiet", "--no-compile", "--constraint", str(pins), str(wheel)]
    subprocess.run(install, check=True, timeout=300)
    return place / "bin"


def environment(bin_folder: Path) -> dict[str, str]:
    """Nothing of this machine's programs can be found: no node, no git, no make."""
    return {"PATH": str(bin_folder), "LANG": "C.UTF-8", "FOTFESTE_HOME": str(bin_folder.parent.parent / "home")}


@contextmanager
def running(bin_folder: Path) -> Iterator[int]:
    port, place = free_port(), bin_folder.parent
    command = [f"{bin_folder}/fotfeste", "serve", "--port", str(port)]
    with (place.parent / "log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(bin_folder), cwd=place, stderr=log, stdin=subprocess.DEVNULL
        )
    try:
        until(lambda: process.poll() is not None or is_answering(port), 60)
        assert process.poll() is None, (place.parent / "log").read_text()
        yield port
    finally:
        process.terminate()
        process.wait(40)


def is_answering(port: int) -> bool:
    try:
        return bool(read_page(port, "/help/"))
    except OSError:
        return False


def read_file_times(bin_folder: Path) -> dict[str, int]:
    """Of what was installed; Python's own caches are no part of it."""
    site = next((bin_folder.parent / "lib").glob("python*")) / "site-packages/fotfeste"
    files = (each for each in site.rglob("*") if each.is_file() and "__pycache__" not in each.parts)
    return {str(each): each.stat().st_mtime_ns for each in files}


def test_the_wheel_carries_assets_compiled_texts_and_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        contents = {archive.read(name) for name in names if "LICENSE" in name}
    compiled = {str(file.with_suffix(".mo").relative_to(BASE)) for file in find_po_files("nb").values()}
    assert compiled and compiled <= names
    assert LEFT_OVER not in names
    assert not [name for name in names if name.startswith(("tests", "tools", "bench")) or "node_modules" in name]
    for package in json.loads((BASE / "package.json").read_text())["dependencies"]:
        assert (settings.NODE_MODULES / package / "LICENSE").read_bytes() in contents, f"the licence of {package}"
    assert (BASE / "LICENSE").read_bytes() in contents


def test_it_installs_without_node_and_serves_pages_with_all_they_need(bin_folder: Path) -> None:
    before = read_file_times(bin_folder)
    init = [f"{bin_folder}/fotfeste", "init", *INIT]
    subprocess.run(init, env=environment(bin_folder), cwd=bin_folder, check=True, capture_output=True, timeout=60)
    with running(bin_folder) as port:
        page = read_page(port, "/help/")
        assert "Trenger du hjelp nå?" in page
        sheet = re.findall(r'href="(/static/css/house[^"]+)"', page)[0]
        script = re.findall(r'src="(/static/js/start[^"]+)"', page)[0]
        style = read_page(port, sheet)
        font = urljoin(sheet, re.findall(r"url\(\"?([^)\"]+\.woff2)", style)[0])
        modules = json.loads(re.findall(r'<script type="importmap"[^>]*>(.*?)</script>', page, re.S)[0])["imports"]
        assert "@layer" in style and "import" in read_page(port, script)
        assert read_bytes(port, font)[:4] == b"wOF2"
        assert len(modules) > 10 and all(read_page(port, path) for path in modules.values())
    assert read_file_times(bin_folder) == before
