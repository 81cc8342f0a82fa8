"""Browsers of the people of a constellation, and a page used without JavaScript: read a form, fill it, send it."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from fotfeste.constellations.models import Constellation, Seat
from fotfeste.people.guests import SEAT
from fotfeste.people.models import Person


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def guest_browser(seat: Seat) -> Client:
    browser = Client()
    session = browser.session
    session[SEAT] = str(seat.pk)
    session.save()
    return browser


def get_page(browser: Client, one: Constellation, name: str = "board") -> str:
    answer = browser.get(reverse(f"constellations:{name}", args=[one.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def submit_form(browser: Client, one: Constellation, do: str, **fields: Any) -> Any:
    """A form as the page has it: only what it offers can be sent. Asserts that it is offered."""
    forms = [form for form in parse_forms(get_page(browser, one)) if form.get("do") == do and _can_submit(form, fields)]
    assert forms, f"the page offers no {do} with {fields}"
    hidden = {name: value for name, value in forms[0].items() if isinstance(value, str)}
    return browser.post(reverse("constellations:do", args=[one.pk]), hidden | {k: str(v) for k, v in fields.items()})


def press_stop(browser: Client, one: Constellation) -> Any:
    return browser.post(reverse("constellations:stop", args=[one.pk]))


def post_command(browser: Client, one: Constellation, do: str, **fields: Any) -> Any:
    """Whatever the page offers."""
    return browser.post(reverse("constellations:do", args=[one.pk]), {"id": str(uuid4()), "do": do, **fields})


def _can_submit(form: dict[str, Any], fields: dict[str, Any]) -> bool:
    return all(_is_value_allowed(form.get(name), str(value)) for name, value in fields.items())


def _is_value_allowed(there: Any, value: str) -> bool:
    """A text field takes anything; a hidden field its own value; a select or buttons one of theirs."""
    return there == value or (isinstance(there, set) and (value in there or "*" in there))


def parse_forms(html: str) -> list[dict[str, Any]]:
    reader = _FormParser()
    reader.feed(html)
    return reader.forms


class _FormParser(HTMLParser):
    """Hidden fields as strings; what can be chosen or written as sets ('*' for any words)."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._form: dict[str, Any] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = {}
            self.forms.append(self._form)
        elif self._form is not None:
            self._add_field(self._form, tag, said)

    def _add_field(self, form: dict[str, Any], tag: str, said: dict[str, str]) -> None:
        name = said.get("name", "")
        if tag == "input" and said.get("type") == "hidden":
            form[name] = said.get("value", "")
        elif tag in ("input", "textarea"):
            form[name] = {"*"}
        elif tag == "select":
            self._select = name
        elif (tag == "option" and self._select) or (tag == "button" and name):
            form.setdefault(self._select or name, set()).add(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
