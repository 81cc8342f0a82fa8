"""`fotfeste check`: what is missing on this installation, and how to mend it."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from fotfeste.site.installation import use_home


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))


def run(args: argparse.Namespace) -> int:
    use_home(args.home.resolve(), demo=False)
    import django

    django.setup()
    found = list(findings())
    print("\n".join(found) or "Nothing is missing.")
    return 1 if found else 0


def findings() -> Iterator[str]:
    from django.conf import settings

    yield from _key_findings(settings.FOTFESTE_KEY_FILE)
    if not settings.FOTFESTE_TLS:
        yield "TLS: set FOTFESTE_TLS=1 once a proxy in front does TLS. Cookies and passkeys need it."
    if not settings.FOTFESTE_SMTP:
        yield "Mail: none is set up. Links are shown to hand over. Set FOTFESTE_SMTP=host:port to send them."
    yield from _help_findings()


def _key_findings(path: Path) -> Iterator[str]:
    if not path.exists():
        yield f"Key: no instance key at {path}. Put the backup back, or run `fotfeste init` in a new home."
    elif path.stat().st_mode & 0o077:
        yield f"Key: others on this machine can read {path}. Mend: chmod 600 {path}"


def _help_findings() -> Iterator[str]:
    from django.utils import timezone

    from fotfeste.safety.freshness import warning

    if text := warning(timezone.localdate()):
        yield text
