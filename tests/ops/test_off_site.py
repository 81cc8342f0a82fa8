"""Backups in another place: they get there whole, a failure is said, and nothing is let go there that is not here.

The short ones need rclone, the long ones (FOTFESTE_LONG=1, `make check-long`) also an OpenSSH server and moto.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fotfeste.ops.checks.machine import off_site_findings
from tests.ops.home_copies import install
from tests.ops.homes import BASE, POSTGRES, Home
from tests.ops.serving import free_port

SCRIPT = BASE / "deploy/send-backups-away"
LONG = os.environ.get("FOTFESTE_LONG") == "1"
MOTO = BASE / "build/s3/bin/moto_server"
needs_rclone = pytest.mark.skipif(not shutil.which("rclone"), reason="rclone is not installed here")
needs_own_file = pytest.mark.skipif(bool(POSTGRES), reason="this home keeps its own SQLite file")


def name_of(days: float) -> str:
    return f"fotfeste-{datetime.now(UTC) - timedelta(days=days):%Y%m%dT%H%M%S}Z.backup"


def send(place: str, newest: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    clean = {**os.environ, "RCLONE_CONFIG": "/dev/null", **env}
    return subprocess.run(
        [str(SCRIPT), place, str(newest)], env=clean, capture_output=True, text=True, check=False, timeout=120
    )


def lay_backups(folder: Path, *days: float) -> Path:
    folder.mkdir(exist_ok=True)
    for each in days:
        (folder / name_of(each)).write_bytes(os.urandom(5000))
    return max(folder.iterdir())


@needs_rclone
def test_what_is_missing_is_sent_and_compared(tmp_path: Path) -> None:
    newest, there = lay_backups(tmp_path / "here", 3, 2, 1), tmp_path / "there"
    assert send(str(there), newest).returncode == 0
    assert {p.name: p.read_bytes() for p in there.iterdir()} == {
        p.name: p.read_bytes() for p in newest.parent.iterdir()
    }
    assert send(str(there), newest).returncode == 0, "and once more changes nothing"


@needs_rclone
def test_the_rule_there_is_the_rule_here(tmp_path: Path) -> None:
    """Older than 35 days, not among the newest seven, and not here any more: all three, or it stays."""
    newest, there = lay_backups(tmp_path / "here", 40, *range(1, 8)), tmp_path / "there"
    lay_backups(there, 36, 50, 34)
    (there / "somebody-elses-file").write_text("stays")
    still_here = min(newest.parent.iterdir()).name
    assert send(str(there), newest).returncode == 0
    left = {path.name for path in there.iterdir()}
    assert (
        still_here in left and "somebody-elses-file" in left and len(left) == 10
    )  # eight from here, the 34th day, that
    assert not [name for name in left if name_of(51) < name < name_of(35.5) and name != still_here]


@needs_rclone
def test_a_lost_folder_or_a_clock_ahead_takes_nothing_of_the_newest_seven_away(tmp_path: Path) -> None:
    there = tmp_path / "there"
    lay_backups(there, 100, 101, 102, 103, 104, 105)
    newest = lay_backups(tmp_path / "here", 0)
    assert send(str(there), newest).returncode == 0 and len(list(there.iterdir())) == 7


@needs_rclone
def test_half_a_file_never_has_a_backups_name(tmp_path: Path) -> None:
    newest, there = lay_backups(tmp_path / "here", 1), tmp_path / "there"
    there.mkdir()
    there.joinpath(f"unfinished-{newest.name}").write_bytes(b"half of it")
    assert send(str(there), newest).returncode == 0
    assert [path.name for path in there.iterdir()] == [newest.name]


@needs_rclone
def test_a_place_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    assert send("nowhere:folder", lay_backups(tmp_path / "here", 1)).returncode != 0


def ailing(folder: Path, lines: str) -> dict[str, str]:
    """An rclone in front of the real one, that does `lines` first; `$rclone` is the real one."""
    folder.mkdir()
    (folder / "rclone").write_text(f'#!/bin/sh\nrclone={shutil.which("rclone")}\n{lines}\nexec $rclone "$@"\n')
    (folder / "rclone").chmod(0o700)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


@needs_rclone
def test_what_did_not_arrive_whole_is_no_backup_there(tmp_path: Path) -> None:
    newest, there = lay_backups(tmp_path / "here", 1), tmp_path / "there"
    cut = 'if [ "$1" = copyto ]; then $rclone "$@" && truncate -s 4999 "$3"; exit; fi'
    assert send(str(there), newest, **ailing(tmp_path / "bin", cut)).returncode != 0
    assert [path.name for path in there.iterdir()] == [f"unfinished-{newest.name}"]
    assert send(str(there), newest).returncode == 0 and [path.name for path in there.iterdir()] == [newest.name]


@needs_rclone
def test_what_is_there_is_not_sent_again(tmp_path: Path) -> None:
    newest, there = lay_backups(tmp_path / "here", 2, 1), tmp_path / "there"
    shutil.copytree(newest.parent, there)
    no_copy = 'if [ "$1" = copyto ]; then exit 9; fi'
    assert send(str(there), newest, **ailing(tmp_path / "bin", no_copy)).returncode == 0


@needs_rclone
@pytest.mark.parametrize("number", [1, 2])
def test_a_list_that_breaks_off_is_a_failure_and_nothing_is_let_go(tmp_path: Path, number: int) -> None:
    """Half a list has other newest seven than the whole one."""
    newest, there = lay_backups(tmp_path / "here", 0), tmp_path / "there"
    lay_backups(there, *range(100, 110))
    before = {path.name for path in there.iterdir()}
    count = tmp_path / "count"
    half = (
        f'if [ "$1" = lsf ]; then echo x >> {count}; if [ $(wc -l < {count}) = {number} ]; then '
        '$rclone "$@" | sort | head -n 9; exit 5; fi; fi'
    )
    assert send(str(there), newest, **ailing(tmp_path / "bin", half)).returncode != 0
    assert {path.name for path in there.iterdir()} >= before


@needs_rclone
def test_only_what_is_called_as_a_backup_is_ever_let_go(tmp_path: Path) -> None:
    there = tmp_path / "there"
    newest = lay_backups(tmp_path / "here", *range(8))
    lay_backups(there, 100)
    (gone,) = there.iterdir()
    others = {"a-letter", f"{gone.name}.old", f"my-{gone.name}", f"unfinished-{gone.name}"}
    for name in others:
        (there / name).touch()
    assert send(str(there), newest).returncode == 0
    assert {path.name for path in there.iterdir()} - {path.name for path in newest.parent.iterdir()} == others


@needs_own_file
def test_a_backup_that_was_not_sent_is_there_and_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    install(home)
    failed = home.run("backup", FOTFESTE_AFTER_BACKUP="false --whatever")
    assert failed.returncode == 3 and "on this machine only" in failed.stderr
    assert len(list((home.path / "backups").glob("*.backup"))) == 1
    assert "Off-site: fotfeste-" in home.run("check", FOTFESTE_AFTER_BACKUP="false").stdout
    time.sleep(1)  # a backup's name counts in seconds
    away = tmp_path / "away"
    home.done("backup", FOTFESTE_AFTER_BACKUP=f"sh -c 'cp \"$0\" {away}'")
    assert away.read_bytes() == max((home.path / "backups").glob("*.backup")).read_bytes()
    assert "Off-site" not in home.run("check", FOTFESTE_AFTER_BACKUP="true").stdout
    assert "not be run" in home.run("backup", FOTFESTE_AFTER_BACKUP="/no/such/command").stderr


def test_the_check_compares_with_the_newest() -> None:
    folder = [Path("fotfeste-20261129T033000Z.backup"), Path("fotfeste-20261130T033000Z.backup")]
    assert list(off_site_findings(folder, folder[1].name)) == [] == list(off_site_findings([], ""))
    assert folder[1].name in next(iter(off_site_findings(folder, folder[0].name)))


# ---- real servers on loopback ---------------------------------------------------------------------------------------


@contextmanager
def running(command: list[str], port: int, env: dict[str, str] | None = None) -> Iterator[None]:
    import socket

    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, f"{command[0]} ended"
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def sftp_place(folder: Path) -> Iterator[str]:
    """OpenSSH's own server for this user alone; what rclone has to know of it."""
    port = free_port()
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    (folder / "sshd").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PasswordAuthentication no\nKbdInteractiveAuthentication no\nPidFile none\nUsePAM no\nStrictModes no\n"
        "PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nForceCommand internal-sftp\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)
    with running(["/usr/sbin/sshd", "-D", "-e", "-f", str(folder / "sshd")], port):
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        yield (
            f"[away]\ntype = sftp\nhost = 127.0.0.1\nport = {port}\nuser = {user}\nkey_file = {folder}/user\n"
            f"known_hosts_file = {folder}/known\nshell_type = none\n"
        )


@contextmanager
def s3_place(folder: Path) -> Iterator[str]:
    port = free_port()
    with running([str(MOTO), "-H", "127.0.0.1", "-p", str(port)], port):
        yield (
            "[away]\ntype = s3\nprovider = Other\naccess_key_id = test\nsecret_access_key = test\n"
            f"endpoint = http://127.0.0.1:{port}\nregion = us-east-1\nforce_path_style = true\n"
        )


@needs_rclone
@needs_own_file
@pytest.mark.skipif(not LONG, reason="a long one: FOTFESTE_LONG=1, see make check-long")
@pytest.mark.parametrize(
    ("place", "folder"),
    [
        pytest.param(
            sftp_place, "{}/far", marks=pytest.mark.skipif(not Path("/usr/sbin/sshd").exists(), reason="no sshd here")
        ),
        pytest.param(s3_place, "bucket/far", marks=pytest.mark.skipif(not MOTO.exists(), reason="no moto here")),
    ],
)
def test_the_house_comes_back_from_the_other_place(tmp_path: Path, place: Callable[..., object], folder: str) -> None:
    """Backup, sent, the first machine gone, fetched, restored: the same rows, and the key was never there."""
    home, config = Home(tmp_path / "home"), tmp_path / "rclone.conf"
    install(home)
    with place(tmp_path) as description:  # type: ignore[attr-defined]
        config.write_text(description)
        where = f"away:{folder.format(tmp_path)}"
        script = f"env -u AWS_CA_BUNDLE {SCRIPT} {where}"  # whatever this machine says of other storages
        home.env = {"RCLONE_CONFIG": str(config), "FOTFESTE_AFTER_BACKUP": script}
        home.done("backup")
        time.sleep(1)
        contents = home.done("backup").splitlines()[-1]
        assert "Off-site" not in home.run("check").stdout
        shutil.move(home.path / "instance.key", tmp_path / "the-key-in-the-safe")
        shutil.rmtree(home.path)
        rclone = ["env", "-u", "AWS_CA_BUNDLE", "rclone", "--config", str(config)]
        assert len(subprocess.check_output([*rclone, "lsf", where], text=True).split()) == 2
        subprocess.run([*rclone, "copy", where, str(tmp_path / "fetched")], check=True)
    new = Home(tmp_path / "new")
    new.path.mkdir(mode=0o700)
    shutil.copy(tmp_path / "the-key-in-the-safe", new.path / "instance.key")
    newest = str(max((tmp_path / "fetched").iterdir()))
    assert contents in new.done("backup", "--verify", newest)
    new.done("restore", newest, "--without-tombstones")
    new.done("trail", "verify")
