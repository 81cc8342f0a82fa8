"""`fotfeste serve`: a real installation, behind a proxy that does TLS."""

import argparse
import os
import sys
from pathlib import Path

from fotfeste.site.installation import (
    WrongDatabase,
    is_founded,
    prepare_database,
    prepare_files,
    require_kind,
    use_home,
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("FOTFESTE_HOME", "var")))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> int:
    use_home(args.home.resolve(), demo=False)
    import django

    django.setup()
    try:
        refuse_unready()
    except WrongDatabase as wrong:
        print(wrong, file=sys.stderr)
        return 2
    prepare_database()
    prepare_files()
    _serve(args)
    return 0


def refuse_unready() -> None:
    """Raises WrongDatabase for a demo database, or where `fotfeste init` has not been run."""
    from django.conf import settings

    require_kind(demo=False)
    if not settings.FOTFESTE_KEY_FILE.exists() or not is_founded():
        raise WrongDatabase("There is no installation here yet. Run `fotfeste init` first.")


def _serve(args: argparse.Namespace) -> None:
    import uvicorn

    uvicorn.run(
        "fotfeste.site.asgi:application", host=args.host, port=args.port, log_level="warning", server_header=False,
        proxy_headers=True, forwarded_allow_ips="127.0.0.1",
    )  # fmt: skip
