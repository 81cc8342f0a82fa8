"""One's own copy: everything every room keeps, to read and to use; given to nobody else; kept nowhere."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.http import Http404
from django.test import Client
from django.utils import translation

from fotfeste.body.models import Moment
from fotfeste.kit.fields import SealedText
from fotfeste.kit.keeper import keepers
from fotfeste.kit.keyring import keyring
from fotfeste.people.models import Person
from fotfeste.privacy.export import build_copy, build_file_name
from fotfeste.privacy.trail import record
from tests.cast import NOW, Cast
from tests.history import make_year_of_use

WORDS = "lyset 🐦 مرحبا på kjøkkenet"


def read_zip(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


@pytest.fixture
def client_with_history(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("tests.history.DAYS", 24)
    monkeypatch.setattr("tests.history.NOTES", 12)
    make_year_of_use(cast, until=NOW)
    Moment.objects.create(client=cast.ana, at=NOW, words=WORDS)
    record(actor=cast.thea, client=cast.ana, what="check-ins", why="preparing", now=NOW)
    return cast


def files(cast: Cast) -> dict[str, str]:
    with keyring():
        return read_zip(build_copy(actor=cast.ana, client=cast.ana, now=NOW))


@pytest.mark.parametrize(("language", "page"), [("nb", "les-meg.html"), ("en", "read-me.html")])
def test_it_is_all_there_in_her_language(client_with_history: Cast, language: str, page: str) -> None:
    with translation.override(language):
        found = files(client_with_history)
    assert set(json.loads(found["data.json"])) == {"made_at"} | {keeper.room for keeper in keepers()}
    assert WORDS in found[page] and WORDS in found["data.json"] and WORDS in found["tables/moments.csv"]
    for heading in {"nb": ("Innsjekker", "Øyeblikk av trygghet"), "en": ("Check-ins", "Moments of safety")}[language]:
        assert f"<h2>{heading}</h2>" in found[page]
    assert "Thea" in found[page]
    assert 'href="copy.css"' in found[page] and found["copy.css"]


def test_every_table_has_a_heading_in_words(client_with_history: Cast) -> None:
    from fotfeste.privacy.readable_export import HEADINGS

    for keeper in keepers():
        assert set(keeper.collect(client_with_history.ana)) <= set(HEADINGS), keeper.room


def test_tables_hold_every_row(client_with_history: Cast) -> None:
    found = files(client_with_history)
    rooms = json.loads(found["data.json"])
    for room, tables in rooms.items():
        for name, rows in tables.items() if room != "made_at" else ():
            if rows:
                assert len(list(csv.DictReader(io.StringIO(found[f"tables/{name}.csv"])))) == len(rows), name


@pytest.mark.parametrize("start", ["=1+1", "+47", "-5", "@x", "\t=1"])
def test_a_spreadsheet_runs_nothing(client_with_history: Cast, start: str) -> None:
    Moment.objects.all().delete()
    Moment.objects.create(client=client_with_history.ana, at=NOW, words=start)
    (row,) = csv.DictReader(io.StringIO(files(client_with_history)["tables/moments.csv"]))
    assert row["words"] == f"'{start}"
    assert json.loads(files(client_with_history)["data.json"])["body"]["moments"][0]["words"] == start


def test_markup_in_her_words_stays_words(client_with_history: Cast) -> None:
    Moment.objects.create(client=client_with_history.ana, at=NOW, words="<script>alert(1)</script>")
    assert "<script>" not in files(client_with_history)["les-meg.html"]


def test_nothing_of_anyone_elses(client_with_history: Cast) -> None:
    Moment.objects.create(client=client_with_history.noor, at=NOW, words="noe helt annet hos Noor")
    assert "Noor" not in str(files(client_with_history))


def test_nobody_else_gets_it(cast: Cast) -> None:
    for actor in (cast.thea, cast.noor, cast.sol):
        with pytest.raises(Http404):
            build_copy(actor=actor, client=cast.ana, now=NOW)


def test_one_click_gives_a_file_with_a_neutral_name_that_is_not_kept(client_with_history: Cast, client: Client) -> None:
    client.force_login(client_with_history.ana)
    answer = client.post("/copy/")
    assert answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"
    name = answer["Content-Disposition"]
    assert build_file_name(NOW) == "kopi-2026-11-23.zip" and "kopi-" in name
    assert WORDS in read_zip(answer.content)["les-meg.html"]
    assert client.get("/copy/")["Content-Type"].startswith("text/html"), "looking makes nothing"


def test_someone_who_has_written_nothing_gets_a_copy_too(cast: Cast) -> None:
    found = read_zip(build_copy(actor=cast.noor, client=cast.noor, now=NOW))
    assert "noor@example.org" in found["les-meg.html"]


# Nothing that belongs to a client may lie in a table no keeper knows.


def tables_about_people() -> set[type[Any]]:
    """Models, those of packages too, with a link to a person or to what is linked to one, or with sealed text."""
    return {
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if (
            getattr(field, "remote_field", None)
            and field.related_model in {Person, SocialAccount}
            and not field.auto_created
        )
        or isinstance(field, SealedText)
    }


def test_every_table_about_people_has_a_keeper() -> None:
    kept = {model for keeper in keepers() for model in keeper.models}
    assert not {model.__name__ for model in tables_about_people() - kept}


def test_a_table_left_out_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Moment in tables_about_people()
    fewer = [keeper for keeper in keepers() if keeper.room != "body"]
    assert tables_about_people() - {model for keeper in fewer for model in keeper.models}


def test_tables_of_packages_are_noticed_too() -> None:
    assert {Authenticator, EmailAddress, SocialAccount, SocialToken} <= tables_about_people()


def test_a_link_to_an_institution_is_in_the_copy_should_there_ever_be_one(client_with_history: Cast) -> None:
    SocialAccount.objects.create(user=client_with_history.ana, provider="https://id.example.no", uid="subject-1")
    found = files(client_with_history)
    (link,) = json.loads(found["data.json"])["people"]["sign_in_at_institution"]
    assert (link["issuer"], link["subject"]) == ("https://id.example.no", "subject-1")
    assert "https://id.example.no" in found["les-meg.html"]
