"""Keys, passwords and tokens stand in no page, no log and no message of a command, whatever goes wrong."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from fotfeste.kit.crypto import read_instance_key
from tests.cast import Cast
from tests.people.keys import SECRET, give_code_app

BASE = Path(__file__).resolve().parents[2]
KANARI = "kanari-hemmelig-92"


def read_log(caplog: pytest.LogCaptureFixture) -> str:
    formatter = logging.Formatter("%(levelname)s %(name)s %(message)s")
    return "\n".join(formatter.format(record) for record in caplog.records)


@pytest.mark.parametrize(
    ("broken", "path", "form"),
    [
        (
            "fotfeste.people.allauth_adapters.AccountAdapter.pre_authenticate",
            "/account/login/",
            {"login": "ana@example.org", "password": KANARI},
        ),
        (
            "fotfeste.people.invitation_views.find_invitation",
            f"/invitation/{KANARI}-x/",
            {"email": "a@b.no", "password": KANARI},
        ),
        ("fotfeste.body.moments.services.note_moment", "/moments/new/", {"row": "x", "words": KANARI}),
    ],
)
def test_an_error_in_a_page_tells_no_secret(
    cast: Cast,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
    path: str,
    form: dict[str, str],
) -> None:
    def breaks(*given: Any, **named: Any) -> None:
        password, key, seed = KANARI, read_instance_key(), SECRET
        raise RuntimeError(f"broke with {len(password) + len(key) + len(seed)} secret bytes at hand")

    give_code_app(cast.noor)
    client = Client(raise_request_exception=False)
    if "moments" in path:
        client.force_login(cast.ana)
    monkeypatch.setattr(broken, breaks)
    answer = client.post(path, form)
    said = answer.content.decode() + str(answer.headers)
    assert answer.status_code == 500 and "RuntimeError" not in said and "Traceback" not in said
    session = client.cookies["session"].value if "session" in client.cookies else KANARI
    for secret in (KANARI, read_instance_key().hex(), settings.SECRET_KEY, SECRET, session):
        assert secret not in said
        assert secret not in read_log(caplog) or (secret == KANARI and "/invitation/" in path), (
            "only a path may be named"
        )


def test_a_line_break_makes_no_entry_of_its_own(db: None, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/no-such%0aERROR%20forged%0d/")
    assert caplog.records and all(
        "\n" not in each.getMessage() and "\r" not in each.getMessage() for each in caplog.records
    )


def run_code(code: str, **more: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FOTFESTE_", "DJANGO_", "DATABASE_"))}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE,
        env={**clean, **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode != 0
    return run.stdout + run.stderr


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://ana:{KANARI}@db.example.org/fotfeste",
        f"postgresql://ana:{KANARI}@db.example.org:notaport/fotfeste",
        f"postgresql://ana:{KANARI}/x@db.example.org/fotfeste",
        f"postgresql://ana:{KANARI}@[::1/fotfeste",
        f"postgresql://ana:{KANARI}@127.0.0.1:1/fotfeste",
    ],
)
def test_a_bad_setting_tells_no_secret(tmp_path: Path, url: str) -> None:
    command = "import sys; from fotfeste.config.cli import main; sys.exit(main(['check', '--home', sys.argv[1]]))"
    serve = command.replace("'check'", "'serve'")
    said = run_code(serve.replace("sys.argv[1]", repr(str(tmp_path))), DATABASE_URL=url)
    assert said and KANARI not in said


@pytest.mark.parametrize("content", [KANARI, "a1b2" * 3, ""])
def test_a_bad_key_file_tells_nothing_of_the_key(tmp_path: Path, content: str) -> None:
    (tmp_path / "instance.key").write_text(content)
    code = "import django; django.setup(); from fotfeste.kit.crypto import read_instance_key; read_instance_key()"
    said = run_code(code, FOTFESTE_HOME=str(tmp_path), DJANGO_SETTINGS_MODULE="fotfeste.config.settings")
    assert "InstanceKeyMissing" in said and (not content or content not in said)
