"""The instance key: there, for its owner only, backed up, not among the backups. And who may read the home."""

import hashlib
import json
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

DATABASE = "Database"
RECORD_NAME = "key-is-backed-up.json"


def key_findings(key: Path, home: Path, backups: Path) -> Iterator[str]:
    if not key.exists():
        yield f"Key: no instance key at {key}. Put the backup back, or run `fotfeste init` in a new home."
        return
    yield from _permission_findings("Key", key, 0o600)
    if key.resolve().is_relative_to(backups.resolve()):
        yield f"Key: it lies among the backups ({backups}) and goes where they go. Move it, set FOTFESTE_KEY_FILE."
    if not is_key_backed_up(key, home):
        yield (
            f"Key backup: nobody has confirmed a copy of {key}. Copy it away from this machine and from the backups, "
            "then run `fotfeste check --key-is-backed-up`."
        )


def record_key_backup(key: Path, home: Path, today: date) -> None:
    """Beside the home's other files: the day, and a fingerprint, so that a new key is asked about again."""
    (home / RECORD_NAME).write_text(json.dumps({"on": today.isoformat(), "key": _fingerprint(key)}))


def is_key_backed_up(key: Path, home: Path) -> bool:
    try:
        return bool(json.loads((home / RECORD_NAME).read_text())["key"] == _fingerprint(key))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _fingerprint(key: Path) -> str:
    """Of 32 random bytes: nobody finds them from it."""
    return hashlib.sha256(b"fotfeste key backup " + key.read_bytes().strip()).hexdigest()


def home_permission_findings(home: Path, files: dict[str, Path]) -> Iterator[str]:
    """`files`: what lies there, by the name an operator knows it under."""
    if not home.is_dir():
        yield f"Home: there is no folder {home}. Set FOTFESTE_HOME, or run `fotfeste init`."
        return
    yield from _permission_findings("Home", home, 0o700)
    for name, path in files.items():
        if path.is_file():
            # a closed folder keeps the file that SQLite makes
            if name != DATABASE or _is_readable_by_others(path.parent):
                yield from _permission_findings(name, path, 0o600)
            if path.stat().st_uid != home.stat().st_uid:
                yield f"{name}: {path} belongs to somebody else than {home}. Mend: chown --reference={home} {path}"


def _is_readable_by_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _permission_findings(name: str, path: Path, mode: int) -> Iterator[str]:
    if _is_readable_by_others(path):
        yield f"{name}: others on this machine can read {path}. Mend: chmod {mode:o} {path}"
