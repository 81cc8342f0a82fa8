"""The `fotfeste` command, as real processes in real homes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
INIT = ["--name", "Prøvestedet", "--basis", "alternativ", "--address", "https://prove.example.org"]

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="these homes keep their own SQLite file")


def fotfeste(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DJANGO_"))}
    command = [sys.executable, "-m", "fotfeste", *arguments]
    return subprocess.run(
        command,
        cwd=BASE,
        env={**clean, **more},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("real") / "home"
    done = fotfeste("init", "--home", str(home), *INIT)
    assert done.returncode == 0, done.stderr
    assert "https://prove.example.org/invitation/" in done.stdout and "Back up the instance key" in done.stdout
    return home


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "home"
    done = fotfeste("demo", "--home", str(home), "--only-prepare")
    assert done.returncode == 0, done.stderr
    return home


def database(home: Path) -> bytes:
    return (home / "fotfeste.sqlite3").read_bytes()


def test_keys_are_for_their_owner_only(real: Path) -> None:
    assert {oct((real / name).stat().st_mode & 0o777) for name in ("instance.key", "secret.key")} == {"0o600"}


def test_init_does_not_run_twice(real: Path) -> None:
    before = database(real)
    again = fotfeste("init", "--home", str(real), *INIT)
    assert again.returncode == 2 and "already" in again.stderr
    assert database(real) == before


def test_init_does_not_make_a_new_key_for_an_old_database(real: Path, tmp_path: Path) -> None:
    home = tmp_path / "moved"
    shutil.copytree(real, home)
    (home / "instance.key").unlink()
    again = fotfeste("init", "--home", str(home), *INIT)
    assert again.returncode == 2 and not (home / "instance.key").exists()


@pytest.mark.parametrize(("field", "value"), [("--address", "http://prove.example.org"), ("--name", "")])
def test_init_says_what_is_wrong_and_makes_nothing(tmp_path: Path, field: str, value: str) -> None:
    answers = [*INIT]
    answers[answers.index(field) + 1] = value
    done = fotfeste("init", "--home", str(tmp_path / "home"), *answers)
    assert done.returncode == 2 and field in done.stderr
    assert not (tmp_path / "home" / "instance.key").exists()


def test_the_demo_refuses_a_real_database(real: Path) -> None:
    before = database(real)
    done = fotfeste("demo", "--home", str(real), "--only-prepare")
    assert done.returncode == 2 and "real installation" in done.stderr
    assert database(real) == before


def test_a_real_server_refuses_a_demo(demo: Path) -> None:
    done = fotfeste("serve", "--home", str(demo))
    assert done.returncode == 2 and "demo" in done.stderr


def test_a_real_server_asks_for_init_first(tmp_path: Path) -> None:
    done = fotfeste("serve", "--home", str(tmp_path / "empty"))
    assert done.returncode == 2 and "fotfeste init" in done.stderr


def test_the_demo_is_filled_once(demo: Path) -> None:
    before = (demo / "instance.key").read_bytes()
    assert fotfeste("demo", "--home", str(demo), "--only-prepare").returncode == 0
    assert (demo / "instance.key").read_bytes() == before


def test_the_demos_trails_are_whole(demo: Path) -> None:
    done = fotfeste("trail", "verify", FOTFESTE_HOME=str(demo))
    assert done.returncode == 0 and "whole" in done.stdout


def test_check_names_what_is_missing(real: Path) -> None:
    (real / "instance.key").chmod(0o644)
    try:
        done = fotfeste("check", "--home", str(real))
    finally:
        (real / "instance.key").chmod(0o600)
    assert done.returncode == 1 and "chmod 600" in done.stdout and "FOTFESTE_TLS" in done.stdout


def test_content_check_names_file_step_and_word(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(BASE / "fotfeste/practices/content", folder)
    file = next(iter(sorted(folder.glob("*.nb.md"))))
    file.write_text(file.read_text() + "\nDu kan lukke, men lukk øynene helst ikke.\n")
    done = fotfeste("content", "check", str(folder))
    assert done.returncode == 1 and file.name in done.stdout and "lukk øynene" in done.stdout


def test_a_lost_first_link_can_be_made_again_and_closes_the_old_one(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    assert fotfeste("init", "--home", home, "--new-link", "--address", "https://prove.example.org").returncode == 2
    first = fotfeste("init", "--home", home, *INIT).stdout
    again = fotfeste("init", "--home", home, "--new-link", "--address", "https://prove.example.org")
    assert again.returncode == 0 and "/invitation/" in again.stdout and again.stdout.strip() not in first


def test_beliefs_are_worked_out_again_in_a_real_home(real: Path) -> None:
    done = fotfeste("pace", "refold", "--home", str(real))
    assert (done.returncode, done.stdout) == (0, "0 equal, 0 stale, 0 differing, 0 refused\n"), done.stderr
