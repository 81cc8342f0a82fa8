"""Thea's notes about Ana: two signed, one of them with an addition, and one draft. Made up."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from fotfeste.care.models import Note
from fotfeste.care.notes.services import add_to_note, begin_note, sign_note
from fotfeste.demo.people_and_days.calendar import Calendar, Happening
from fotfeste.demo.people_and_days.people import People

FIRST = """\
Snakket om uka som har gått. Hun merker uro høyt i brystet når telefonen ringer, \
og at den slipper litt når hun kjenner føttene mot gulvet.

Vi gjorde jording sammen, sittende. Hun stoppet selv etter to minutter og syntes det var godt å kunne.

Avtalt: korte øvelser, og ingenting på dager hun ikke vil. Rammene er satt lett."""

SECOND = """\
Hun forteller om to øyeblikk av trygghet, ett hjemme og ett ute. Hodet vet fortsatt mer enn kroppen kjenner. \
Hun legger merke til avstanden uten å bli så urolig av den.

Prøvde litt mer og litt mindre trykk med hendene. Hun likte å bestemme når det var nok.

Åpner for yoga på stol og litt bevegelse, fortsatt korte økter. Tar det opp igjen om tre uker."""

CORRECTION = "Retting: Det var tre øyeblikk. Det tredje var på bussen."

THIRD = (
    "Rolig time. Hun lurer på hvordan hun kan merke at det er nok. Skriv mer om det vi prøvde med ryggen mot veggen."
)


def write_notes(people: People, days: Calendar) -> Iterator[Happening]:
    yield Happening(days.at(33, 15, 10), partial(_sign_note, people, days, FIRST))
    yield Happening(days.at(19, 15, 20), partial(_sign_note, people, days, SECOND))
    yield Happening(days.at(18, 9, 15), partial(_correct_note, people, days))
    yield Happening(days.at(5, 15, 10), partial(_draft_note, people, days, THIRD))


def _draft_note(people: People, days: Calendar, body: str, at: datetime) -> Note:
    return begin_note(actor=people.thea, client=people.ana, row=days.new_id(), body=body, tab=days.new_id(), now=at)


def _sign_note(people: People, days: Calendar, body: str, at: datetime) -> None:
    note = _draft_note(people, days, body, at)
    sign_note(actor=people.thea, note=note, seen=note.changed_at, now=at)


def _correct_note(people: People, days: Calendar, at: datetime) -> None:
    note = Note.objects.filter(client=people.ana, signed_at__isnull=False).latest("signed_at")
    add_to_note(actor=people.thea, note=note, row=days.new_id(), body=CORRECTION, now=at)
