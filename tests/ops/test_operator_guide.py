"""docs/operator.md, held against the house: its settings, its commands, its length."""

import argparse
import json
import os
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from fotfeste.config.cli import COMMANDS
from tests.ops.proxying import GUIDE, block
from tests.ops.serving import BASE, environment, fotfeste

TEXT = GUIDE.read_text(encoding="utf-8")
DEPLOY = BASE / "deploy"
FILE_NAMES = {"nginx": "nginx-site.conf"}


def settings_shown() -> dict[str, str]:
    shown = re.search(r"```sh\n(FOTFESTE_HOME=.*?)```", TEXT, re.S)
    assert shown
    return dict(line.split("=", 1) for line in shown[1].splitlines())


def test_it_stays_readable() -> None:
    assert re.sub(r"<!-- .*? -->\n```.*?```", "", TEXT, flags=re.S).count("\n") <= 190  # what is read, without files
    table = set(re.findall(r"^\| `((?:FOTFESTE_|DATABASE_)[A-Z_]+)` \|", TEXT, re.M))
    assert set(settings_shown()) <= table
    assert set(re.findall(r"\b(FOTFESTE_[A-Z_]+|DATABASE_URL)\b", TEXT)) <= table


def test_the_paths_of_settings_units_and_nginx_agree() -> None:
    shown = settings_shown()
    assert f"alias {shown['FOTFESTE_STATIC']}/;" in block("nginx")
    service = block("unit: fotfeste.service")
    for name in ("FOTFESTE_KEY_FILE", "FOTFESTE_TOMBSTONES", "FOTFESTE_BACKUPS"):
        folder = str(Path(shown[name]).parent) if name != "FOTFESTE_BACKUPS" else shown[name]
        assert folder in service, f"the unit does not let the house write {name}"
    assert not Path(shown["FOTFESTE_KEY_FILE"]).is_relative_to(shown["FOTFESTE_BACKUPS"])


def test_the_files_it_shows_are_those_in_deploy() -> None:
    shown = {marker.split(": ")[-1] for marker in re.findall(r"<!-- (.+?) -->", TEXT)}
    assert {FILE_NAMES.get(name, name) for name in shown} == {path.name for path in DEPLOY.iterdir()}
    for marker in re.findall(r"<!-- (.+?) -->", TEXT):
        name = marker.split(": ")[-1]
        assert block(marker) == (DEPLOY / FILE_NAMES.get(name, name)).read_text(encoding="utf-8"), name


def test_the_containers_write_to_their_volumes_only() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    house, image = compose["services"]["house"], (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    volumes = json.loads(re.findall(r"^VOLUME (.+)$", image, re.M)[0])
    assert house["read_only"] and house["cap_drop"] == ["ALL"] and "\nUSER fotfeste\n" in image
    assert [each.split(":")[1] for each in house["volumes"]] == volumes
    settings = dict(re.findall(r"(FOTFESTE_[A-Z_]+)=(\S+)", image))
    assert settings == {name: settings_shown()[name] for name in settings}
    assert all(any(path.startswith(volume) for volume in volumes) for path in settings.values())
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["house"]
    assert compose["services"]["proxy"]["network_mode"] == "service:house"


def commands_shown() -> set[str]:
    return set(re.findall(r"(?:fotfeste|fot) (init|serve|check|trail|backup|restore|chores)\b[^`\n|&]*", TEXT))


def test_every_command_it_names_exists() -> None:
    named = commands_shown()
    assert {"init", "serve", "check", "trail", "backup", "restore"} <= named
    for name in named & set(COMMANDS):
        for option in re.findall(rf"(?:fotfeste|fot) {name}\b[^`\n|&]*?(--[a-z-]+)", TEXT):
            assert option in subparser_help(name), f"fotfeste {name} has no {option}"


def subparser_help(name: str) -> str:
    alone = argparse.ArgumentParser()
    import_module(f"fotfeste.ops.commands.{name}").options(alone)
    return alone.format_help()


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this home keeps its own SQLite file")
def test_its_commands_run_as_written_in_an_empty_place(tmp_path: Path) -> None:
    """Each `fot …` line of the guide that needs no second machine, with the guide's settings moved into this folder."""
    moved = {
        name: value.replace("/var/", f"{tmp_path}/var/").replace("/etc/", f"{tmp_path}/etc/")
        for name, value in settings_shown().items()
    }
    for name in ("FOTFESTE_HOME", "FOTFESTE_KEY_FILE", "FOTFESTE_BACKUPS"):
        folder = Path(moved[name]) if name != "FOTFESTE_KEY_FILE" else Path(moved[name]).parent
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    said = run_guide_line(moved, re.findall(r"^fot (init .*)$", TEXT, re.M)[0])
    assert "https://fotfeste.example.no/invitation/" in said and moved["FOTFESTE_KEY_FILE"] in said
    assert "Key backup" in run_guide_line(moved, "check", expect=1)
    assert "Remembered" in run_guide_line(moved, "check --key-is-backed-up")
    if "backup" in COMMANDS:
        run_guide_line(moved, "backup")
    left = run_guide_line(moved, "check", expect=1)
    assert "Key" not in left and "TLS" not in left and "Name" not in left and "Home" not in left
    assert "Database" not in left and "Secret" not in left and "Tombstones" not in left
    assert "whole" in run_guide_line(moved, "trail verify")


def run_guide_line(settings: dict[str, str], line: str, expect: int = 0) -> str:
    words = [each.strip('"') for each in re.findall(r'"[^"]*"|\S+', line)]
    done = subprocess.run(
        fotfeste(*words),
        cwd=BASE,
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == expect, done.stderr + done.stdout
    return done.stdout


def test_cron_hears_nothing_only_while_all_is_well(tmp_path: Path) -> None:
    done = subprocess.run(
        fotfeste("check", "--quiet", "--home", str(tmp_path / "none")),
        cwd=BASE,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "no folder" in done.stdout
    odd = subprocess.run(
        fotfeste("check", "--home", str(tmp_path)),
        cwd=BASE,
        env=environment(FOTFESTE_TIME_ZONE="Oslo"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert odd.returncode == 1 and "Europe/Oslo" in odd.stdout and "Traceback" not in odd.stderr
