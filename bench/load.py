"""`make bench`: what the pages cost, beside a plain page on the same server in the same minutes. See README.md here."""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench import setting_up
from bench.crowd import Crowd
from bench.figures import Figure, table
from bench.growth.kinds import one_command, one_of_each
from bench.pages import calm_pages, flat_pages
from bench.serving import plain_project, served

if TYPE_CHECKING:
    from bench.population import House


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument("--notes", type=int, default=500_000)
    parser.add_argument("--living", type=int, default=200, help="clients with daily use")
    parser.add_argument("--days", type=int, default=365, help="how long they have used it daily")
    parser.add_argument("--workers", type=int, default=2, help="server processes for the crowd")
    parser.add_argument("--users", type=int, default=50, help="people at once")
    parser.add_argument("--seconds", type=float, default=45, help="how long they stay")
    parser.add_argument("--rounds", type=int, default=40, help="how often each page with a long history is asked for")
    parser.add_argument("--setup", action="store_true", help="also: from nothing to the first page (asks the network)")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"))
    return parser.parse_args()


def main() -> int:
    args = options()
    with tempfile.TemporaryDirectory(prefix="fotfeste-bench-") as folder:
        home = Path(folder) / "home"
        house = prepare_house(args, home)
        # The new processes take the home from the environment; Django in this one has it already.
        plain = plain_project(_made(Path(folder) / "plain"))
        figures = asyncio.run(measured(args, house, home, plain))
        figures.append(setting_up.restart(home))
        figures.append(one_command(house, args.rounds))
    if args.setup:
        figures.append(setting_up.figure())
    print(table(figures))
    args.json.parent.mkdir(parents=True, exist_ok=True)
    args.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1), encoding="utf-8")
    return 0


def prepare_house(args: argparse.Namespace, home: Path) -> "House":
    """A real installation (no demo) with a house full of people."""
    from fotfeste.ops.installation import prepare_database, set_environment, write_keys
    from fotfeste.ops.static_collection import prepare_static_files

    set_environment(home, demo=False)
    os.environ["DJANGO_SETTINGS_MODULE"] = "fotfeste.config.settings"
    write_keys(home, home / "instance.key")
    import django

    django.setup()
    prepare_database()
    prepare_static_files()
    from django.utils import timezone

    from bench.population import Size, settle

    began = timezone.now()
    house = settle(Size(args.clients, args.notes, args.living, args.days), began)
    _say(f"{house.clients} clients, {house.notes} notes, {house.rows} rows of use and notes", began, timezone.now())
    return house


def _say(what: str, began: datetime, ended: datetime) -> None:
    print(f"{what}: written in {(ended - began).total_seconds():.0f} s", file=sys.stderr, flush=True)


async def measured(args: argparse.Namespace, house: "House", home: Path, plain: Path) -> list[Figure]:
    with both(home, plain, workers=1) as (ours, theirs):
        figures = await calm_pages(house, ours, theirs) + await flat_pages(house, ours, theirs, args.rounds)
        figures += await one_of_each(house, ours, args.rounds)
        if args.workers == 1:
            return figures + await Crowd(house, ours, theirs, args.users).figures(args.seconds)
    with both(home, plain, args.workers) as (ours, theirs):
        return figures + await Crowd(house, ours, theirs, args.users).figures(args.seconds)


@contextmanager
def both(home: Path, plain: Path, workers: int) -> Iterator[tuple[int, int]]:
    """Our own server and the plain one, at the same time."""
    from fotfeste.ops.supervision import WORKER_ENVIRONMENT

    ours = {**WORKER_ENVIRONMENT, "FOTFESTE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "fotfeste.config.settings"}
    theirs = {"DJANGO_SETTINGS_MODULE": "plain.settings"}
    with (
        served("fotfeste.config.asgi.application", home, ours, workers) as our_port,
        served("plain.asgi.application", plain, theirs, workers) as their_port,
    ):
        yield our_port, their_port


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    raise SystemExit(main())
