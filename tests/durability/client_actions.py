"""What people do at once: check-ins, moments, practices, drafts, consents; notes, limits. One errand is a few forms."""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from fotfeste.body.models import AskMe, CheckIn, Moment
from fotfeste.care.models import Addition, Note
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import find_practice, list_menu_items
from fotfeste.practices.models import Run
from fotfeste.privacy.models import ConsentTo
from fotfeste.safety.models import HarmEntry
from tests.durability.claims import (
    ANSWERED,
    ENDED,
    Ledger,
    came_to,
    claim_check_in,
    claim_consent,
    claim_draft,
    claim_limits,
    claim_note,
    claim_row,
    minutes_for,
)
from tests.durability.writers import Errand, Post

SLUG = "litt-lengre-ut"
MENU = [item["slug"] for item in list_menu_items()]
DRAFT = "unsent"


def words(what: str) -> str:
    """Never said before."""
    return f"{what}, lyset på kjøkkenet 🌿 {uuid.uuid4().hex}"


@dataclass
class Daily:
    """What one client does, one errand at a time."""

    client: Person
    therapist: Person
    ledger: Ledger
    dice: random.Random
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def list_errands(self) -> list[Callable[[], Errand]]:
        often = [self.check_in, self.check_in, self.moment, self.practise]
        return [*often, self.moment_and_then_words, self.ask_me, self.tell, self.draft]

    def check_in(self) -> Errand:
        row, said = self.ledger.new_row(CheckIn), words("trygg nok")
        yield Post("/now/body/", {"go": "fresh"}, "/now/body/")
        yield Post("/now/body/", {"row": row, "activation": 2, "own_words": f"{said} i magen"}, "/now/safety/")
        yield Post("/now/safety/", {"row": row, "head_safe": 7, "body_safe": 3}, "/now/feelings/")
        whole = {"own_words": f"{said} i magen", "thought": said, "head_safe": 7, "body_safe": 3, "activation": 2}
        yield Post("/now/feelings/", {"row": row, "thought": said}, "/choose/", claim_check_in(row, **whole))

    def moment(self) -> Errand:
        row, said = self.ledger.new_row(Moment), words("et øyeblikk")
        yield Post("/moments/new/", {"row": row, "words": said}, "/traces/", claim_row(Moment, row, words=said))

    def moment_and_then_words(self) -> Errand:
        row, said = self.ledger.new_row(Moment), words("etterpå")
        yield Post("/moments/new/", {"row": row}, f"/moments/{row}/", claim_row(Moment, row, client_id=self.client.pk))
        yield Post(f"/moments/{row}/", {"words": said}, "/traces/", claim_row(Moment, row, words=said))

    def ask_me(self) -> Errand:
        row, said = self.ledger.new_row(AskMe), words("spør meg")
        yield Post("/next-time/", {"row": row, "words": said}, "/next-time/", claim_row(AskMe, row, words=said))

    def tell(self) -> Errand:
        row, said = self.ledger.new_row(HarmEntry), words("ikke bra")
        fields = {"row": row, "to": f"therapist:{self.therapist.pk}", "words": said}
        yield Post(
            "/tell/", fields, f"/tell/{row}/", claim_row(HarmEntry, row, words=said, reader_id=self.therapist.pk)
        )

    def practise(self) -> Errand:
        row = self.ledger.new_row(Run)
        page = f"/run/{row}/"
        yield Post(f"/practise/{SLUG}/begin/", {"row": row}, page, came_to(row, 0))
        steps = [step.id for step in find_practice(SLUG, "nb").steps]
        for number, step in enumerate(steps, start=1):
            if self.dice.random() < 0.05:
                yield Post(f"{page}go/", {"move": "stop", "step": step}, page, came_to(row, ENDED))
                return
            place = number if number < len(steps) else ENDED
            yield Post(f"{page}go/", {"move": "next", "step": step}, page, came_to(row, place))
        answers = {"activation": 1, "safety": 6, "felt": "fine"}
        yield Post(f"{page}afterwards/", answers, f"{page}finished/", came_to(row, ANSWERED))

    def draft(self) -> Errand:
        number = next(self.numbers)
        claim = claim_draft(self.client, DRAFT, number)
        yield Post(f"/draft/{DRAFT}/", {"words": number}, claim=claim, quiet=True)


def consent(client: Person, to: ConsentTo, held: bool = True) -> Callable[[], Errand]:
    """Yes and no in turn. Nothing is given up here: each answer builds on the one before."""
    answers = count(1)

    def errand() -> Errand:
        number = next(answers)
        answer = "no" if number % 2 == held else "yes"
        yield Post(f"/consents/{to}/", {"answer": answer}, "/consents/", claim_consent(client, to, number), must=True)

    return errand


def note(client: Person, ledger: Ledger) -> Callable[[], Errand]:
    """Begun, saved in the background, signed as it was shown, added to."""

    def errand() -> Errand:
        row, tab, said, more = ledger.new_row(Note), uuid.uuid4(), words("vi så oss rundt"), words("rettet")
        page = f"/notes/{row}/"
        fields = {"row": row, "tab": tab, "body": f"{said} 1"}
        yield Post(f"/clients/{client.pk}/notes/new/", fields, claim=claim_note(row, said, 1), quiet=True)
        saved = yield Post(page, {"tab": tab, "body": f"{said} 2"}, claim=claim_note(row, said, 2), quiet=True)
        seen = {"seen": saved.body["saved_at"]}
        yield Post(f"{page}sign/", seen, page, claim_note(row, said, 2, signed=True))
        addition = ledger.new_row(Addition)
        claim = claim_row(Addition, addition, body=more, note_id=row)
        yield Post(f"{page}add/", {"row": addition, "body": more}, page, claim)

    return errand


def limits(client: Person) -> Callable[[], Errand]:
    numbers = count(1)

    def errand() -> Errand:
        number = next(numbers)
        fields = {"menu": MENU, **minutes_for(number)}
        yield Post(f"/clients/{client.pk}/limits/", fields, f"/clients/{client.pk}/", claim_limits(client, number))

    return errand
