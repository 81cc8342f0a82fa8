"""The page without a net, its worker and the manifest: the same for everyone, and asked of no database."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fotfeste.body.check_in.forms import STEP_FORMS
from fotfeste.practices.catalogue import load_practices
from fotfeste.web.offline_form_labels import offline_form_labels
from tests.cast import Cast

SHELL, WORKER, MANIFEST = reverse("offline"), reverse("service_worker"), reverse("manifest")
NONCE = re.compile(r'nonce="[^"]+"')


def page_of(client: Client, language: str = "nb") -> str:
    answer = client.get(SHELL, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return NONCE.sub("", answer.content.decode())


def test_the_shell_is_the_same_for_everyone_and_asks_no_database(cast: Cast, django_assert_num_queries: object) -> None:
    stranger, ana = Client(), Client()
    ana.force_login(cast.ana)
    page = page_of(stranger)
    assert page == page_of(ana)
    assert "csrf" not in page and str(cast.ana.pk) not in page and not re.search(r"\bAna\b", page)


@pytest.mark.parametrize("path", [SHELL, WORKER, MANIFEST])
def test_none_of_them_touches_the_database_or_leaves_a_cookie(path: str) -> None:
    answer = Client().get(path)  # without the database fixture a query is an error
    assert answer.status_code == 200 and not answer.cookies


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_practice_is_carried_with_all_its_words(language: str) -> None:
    page = page_of(Client(), language)
    found = re.search(r'<script id="carried" type="application/json">(.*?)</script>', page, re.S)
    assert found
    carried = json.loads(found[1])
    assert carried["language"] == language
    for slug, practice in load_practices(language).items():
        steps = carried["practices"][slug]["steps"]
        assert [(step["id"], step["text"], step["softer"]) for step in steps] == [
            (step.id, step.text, step.softer or "") for step in practice.steps
        ]
        assert all(carried["figures"][step["figure"]].startswith("<svg") for step in steps)


def test_the_worker_is_asked_for_anew_and_lists_only_files_and_two_pages() -> None:
    answer = Client().get(WORKER)
    assert answer["Cache-Control"] == "no-store" and answer["Content-Type"].startswith("text/javascript")
    found = re.search(r"self\.WORKER_CONFIG = (\{.*?\});\n", answer.content.decode())
    assert found
    kept = json.loads(found[1])
    assert all(path.startswith("/static/") for path in kept["statics"])
    assert (kept["shell"], kept["help"]) == ("/offline/", "/help/")


@pytest.mark.parametrize(
    ("face", "language", "name"), [("own", "nb", "Fotfeste"), ("plain", "nb", "Notater"), ("plain", "en", "Notes")]
)
def test_the_manifest_says_the_chosen_name(face: str, language: str, name: str) -> None:
    answer = Client().get(MANIFEST, {"face": face, "language": language})
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["short_name"], told["lang"]) == (name, name, language)
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert face == "own" or "otfeste" not in answer.content.decode()


def test_a_plain_face_is_chosen_in_me_and_shows_in_the_tab(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    client.post(reverse("face"), {"face": "plain", "next": "/me/"})
    page = client.get(reverse("home:me")).content.decode()
    assert "<title>Meg · Notater</title>" in page and "icons/plain" in page and "face=plain" in page
    client.post(reverse("face"), {"face": "nonsense"})
    assert client.cookies["face"].value == "plain"


@pytest.mark.parametrize(
    "path", ["body:check_in_whole", "body:moment", "body:ask_me", "practices:begin", "practices:go"]
)
def test_what_could_not_be_sent_has_a_name_in_me(path: str) -> None:
    words = {"practices:begin": ["jording"], "practices:go": ["00000000-0000-0000-0000-000000000000"]}
    sent_to = reverse(path, args=words.get(path))
    assert [kind["title"] for kind in offline_form_labels() if sent_to.startswith(kind["at"])]


def test_every_answer_of_a_check_in_is_readable_in_me(cast: Cast, client: Client) -> None:
    client.force_login(cast.ana)
    found = re.search(
        r'<script id="kept-kinds" type="application/json">(.*?)</script>',
        client.get(reverse("home:me")).content.decode(),
        re.S,
    )
    assert found
    asks = json.loads(found[1])[0]["asks"]
    assert set(asks) == {name for form in STEP_FORMS.values() for name in form.base_fields}
    assert asks["words"]["says"]["heavy"] == "tung" and asks["activation"]["says"]["0"]
    assert all(asked["label"] for asked in asks.values()) and asks["thought"]["says"] == {}


def test_workers_may_only_come_from_the_house() -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["worker-src"] == ["'self'"]
