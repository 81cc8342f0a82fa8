"""Static files by generation: a start prepares a whole folder beside the one in use, and one rename of a link shows it.

A start whose files are the same as those the generation in use was made from keeps it, if it is still whole.

Whoever reads through the link finds a whole folder at any moment, also after a `kill -9`. A generation also holds the
hashed files of the one before it: workers that still run, and pages that are still open, ask for those.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "staticfiles.json"
CONTENTS = "contents.json"  # what a generation was made from, and what came of it
UNFINISHED_PREFIX = "unfinished-"
PUBLIC_UMASK = 0o022  # the proxy, another user, reads these files; nothing in them is anybody's


def publish_generation(link: Path, fill: Callable[[Path], None], source_digest: str = "") -> None:
    """Let `fill` make a new generation, then lead `link` to it. The one before stays until the next new one.

    `source_digest` names what `fill` works from; without one, a new generation is made each time.
    """
    folder = find_generations_folder(link)
    with _umask(PUBLIC_UMASK), _lock_folder(folder):
        if source_digest and _is_made_from(link, source_digest):
            return
        previous = _find_previous(link, folder)
        fresh = Path(tempfile.mkdtemp(prefix=UNFINISHED_PREFIX, dir=folder))
        fresh.chmod(0o755)
        fill(fresh)
        _write_contents(fresh, source_digest)
        if previous:
            _link_hashed_files(previous, fresh)
        _replace_link(link, fresh.rename(_next_name(folder)))
        _delete_older(folder, link)


def _is_made_from(link: Path, source_digest: str) -> bool:
    """And whole: a file that was deleted or cut short by hand comes back with the next start, as ever."""
    try:
        contents = json.loads((link / CONTENTS).read_text(encoding="utf-8"))
        return (
            link.is_symlink()
            and contents["source_digest"] == source_digest
            and contents["sizes"] == _sizes(link, contents["sizes"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write_contents(generation: Path, source_digest: str) -> None:
    names = [each.relative_to(generation).as_posix() for each in generation.rglob("*") if each.is_file()]
    contents = {"source_digest": source_digest, "sizes": _sizes(generation, names)}
    (generation / CONTENTS).write_text(json.dumps(contents), encoding="utf-8")


def _sizes(generation: Path, names: Iterable[str]) -> dict[str, int]:
    return {name: (generation / name).stat().st_size for name in names}


def find_generations_folder(link: Path) -> Path:
    return link.with_name(f"{link.name}-generations")


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    """One start after the other: two at once would clear away each other's unfinished folders."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _list_generations(folder: Path) -> list[Path]:
    """The newest last."""
    return sorted((each for each in folder.iterdir() if each.name.isdecimal()), key=lambda each: int(each.name))


def _next_name(folder: Path) -> Path:
    newest = max((int(each.name) for each in _list_generations(folder)), default=0)
    return folder / str(newest + 1)


def _find_previous(link: Path, folder: Path) -> Path | None:
    if link.is_dir():
        return link.resolve()
    return next(reversed(_list_generations(folder)), None)


def _link_hashed_files(previous: Path, fresh: Path) -> None:
    for name in _list_hashed_names(previous):
        for suffix in ("", ".gz", ".br"):
            source, target = previous / (name + suffix), fresh / (name + suffix)
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(source, target)


def _list_hashed_names(generation: Path) -> list[str]:
    """Of its own files, not of those it holds for the one before it. None where the manifest is broken or missing."""
    try:
        return list(json.loads((generation / MANIFEST).read_text(encoding="utf-8"))["paths"].values())
    except (OSError, ValueError, KeyError):
        return []


def _replace_link(link: Path, generation: Path) -> None:
    if link.is_dir() and not link.is_symlink():  # release 0.1 kept the files there themselves
        link.rename(generation.with_name("0"))
    prepared = link.with_name(f"{link.name}-next")
    prepared.unlink(missing_ok=True)
    prepared.symlink_to(generation.relative_to(link.parent))
    prepared.replace(link)


def _delete_older(folder: Path, link: Path) -> None:
    current = link.resolve()
    earlier = [each for each in _list_generations(folder) if each != current]
    for each in folder.iterdir():
        if each not in (current, *earlier[-1:]):
            shutil.rmtree(each, ignore_errors=True)
