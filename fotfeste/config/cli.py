"""The `fotfeste` command.

Each is one file in `ops/commands/` (the demo's in `demo/`) with `options(parser)` and `run(args) -> exit code`.
"""

import argparse
import os
import sys
from importlib import import_module
from typing import Any

from fotfeste.ops.installation import WrongDatabase

COMMANDS = {
    "init": "make a new installation: instance key, database, first owner",
    "serve": "serve a real installation",
    "demo": "serve the demo, with made-up people, on this machine only",
    "chores": "do the house's regular work that is due; `serve` does it by itself",
    "check": "say what is missing on this installation and how to mend it",
    "backup": "make a sealed, proved backup while the server runs",
    "restore": "put a backup back on an empty place",
    "version": "say which release this is, and of which one the database is",
    "trail": "verify the trail of who has read what",
    "pace": "work out again what is believed of each client, and compare",
    "content": "check the practices' texts",
    "messages": "list or compile translations",
    "django": "Django's own commands, for developers",
}
DEVELOPERS_COMMANDS = ("content", "messages", "django")
PRIVATE_UMASK = 0o077


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fotfeste.config.settings")
    if not {*arguments[:1]} & {*DEVELOPERS_COMMANDS}:
        os.umask(PRIVATE_UMASK)  # what the house and its children make is its owner's alone, however it was started
    if arguments[:1] == ["django"]:
        return _django(arguments[1:])
    args = build_parser(*arguments[:1]).parse_args(arguments)
    try:
        return int(_command(args.command).run(args))
    except WrongDatabase as wrong:
        print(wrong, file=sys.stderr)
        return 2


def build_parser(command: str = "") -> argparse.ArgumentParser:
    """Every command is named; only `command`, the one that is asked for, is loaded."""
    root = argparse.ArgumentParser(prog="fotfeste", description="Software for psychosomatic trauma therapy.")
    each = root.add_subparsers(dest="command", required=True, metavar="command")
    for name, text in COMMANDS.items():
        sub = each.add_parser(name, help=text, description=text)
        if name == command:
            _command(name).options(sub)
    return root


def _command(name: str) -> Any:
    """The demo brings its own command; the others lie together."""
    return import_module("fotfeste.demo.command" if name == "demo" else f"fotfeste.ops.commands.{name}")


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fotfeste django", *arguments])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
