"""One client's days: a check-in, perhaps a practice after it, and how it was then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from fotfeste.body.check_in.services import save_check_in
from fotfeste.body.check_in_answers import ACTIVATION_MAX, ACTIVATION_MIN, SCALE_MAX, Answers
from fotfeste.body.moments.services import note_moment
from fotfeste.demo.people_and_days.calendar import Calendar, Happening
from fotfeste.pace.services import make_offers
from fotfeste.people.models import Person
from fotfeste.practices.catalogue import GROUNDING, list_menu_items
from fotfeste.practices.models import Run
from fotfeste.practices.services import begin_run, finish_run, move_run
from fotfeste.safety.models import AnchorKind
from fotfeste.safety.services import add_anchor

LANGUAGE = "nb"
OFFER = "offer"  # one of those offered that day
A_STEP = timedelta(seconds=40)
MOVES = {
    "done": ("next",),
    "softer": ("next", "soften", "next"),
    "skipped": ("next", "skip", "next"),
    "stopped": ("next", "next", "stop"),
    "worse": ("next", "next", "next", "stop"),
}


def make_answers(
    activation: int | None,
    head: int | None,
    body: int | None,
    words: str = "",
    *,
    at: str = "",
    own: str = "",
    feeling: str = "",
    thought: str = "",
    wish: str = "",
) -> Answers:
    """A check-in in one line: body words and places with spaces between."""
    return Answers(
        words=tuple(words.split()),
        own_words=own,
        places=tuple(at.split()),
        feeling=feeling,
        thought=thought,
        activation=activation,
        head_safe=head,
        body_safe=body,
        wish=wish,
    )


@dataclass(frozen=True)
class Day:
    """A check-in at an hour some days ago, and perhaps a practice: OFFER or a slug, and how it went (see MOVES)."""

    ago: int
    hour: int
    answers: Answers
    practice: str = ""
    way: str = "done"


@dataclass(frozen=True)
class ClientDays:
    client: Person
    days: Calendar

    def make_days(self, days: tuple[Day, ...]) -> Iterator[Happening]:
        for day in days:
            yield Happening(self.days.at(day.ago, day.hour), partial(self._check_in, day))

    def make_moments(self, moments: tuple[tuple[int, int, str], ...]) -> Iterator[Happening]:
        for ago, hour, words in moments:
            yield Happening(self.days.at(ago, hour), partial(self._moment, words))

    def make_anchors(self, anchors: tuple[tuple[int, AnchorKind, str], ...]) -> Iterator[Happening]:
        for ago, kind, words in anchors:
            yield Happening(self.days.at(ago, 20), partial(self._anchor, kind, words))

    def _moment(self, words: str, at: datetime) -> None:
        note_moment(actor=self.client, client=self.client, row=self.days.new_id(), words=words, now=at)

    def _anchor(self, kind: AnchorKind, words: str, at: datetime) -> None:
        add_anchor(actor=self.client, client=self.client, row=self.days.new_id(), kind=kind, words=words, now=at)

    def _check_in(self, day: Day, at: datetime) -> None:
        row = self.days.new_id()
        save_check_in(actor=self.client, client=self.client, row=row, answers=day.answers, now=at)
        if day.practice:
            self._practise(day, at + 3 * A_STEP)

    def _practise(self, day: Day, at: datetime) -> None:
        slug, dose_id = self._choose_practice(day, at)
        run = begin_run(
            actor=self.client,
            client=self.client,
            row=self.days.new_id(),
            slug=slug,
            softer=False,
            dose_id=dose_id,
            language=LANGUAGE,
            now=at,
        )
        run = self._walk_through(run, day.way, at)
        self._report_afterwards(run, day, run.ended_at or at)

    def _choose_practice(self, day: Day, at: datetime) -> tuple[str, UUID | None]:
        """What she takes from the offers; a named practice is taken from the library unless it was offered."""
        displayed = make_offers(
            actor=self.client,
            client=self.client,
            menu=list_menu_items(),
            activation=day.answers.activation,
            safety=day.answers.body_safe,
            now=at,
            language=LANGUAGE,
        )
        offers = [offer.slug for offer in displayed.offers]
        if day.practice == OFFER:
            return (self.days.rng.choice(offers) if offers else GROUNDING), displayed.dose_id
        return day.practice, displayed.dose_id if day.practice in (*offers, GROUNDING) else None

    def _walk_through(self, run: Run, way: str, at: datetime) -> Run:
        """The moves of that way, then onwards to the end."""
        moves = iter(MOVES[way])
        while not run.ended_at:
            at += A_STEP
            move = next(moves, "next")
            run = move_run(actor=self.client, run=run, move=move, step=run.course.step, now=at)
        return run

    def _report_afterwards(self, run: Run, day: Day, at: datetime) -> None:
        """Somewhat nearer to calm afterwards; further from it when it felt worse. Sometimes she does not answer."""
        before, safe = day.answers.activation, day.answers.body_safe
        if before is None or safe is None:
            return
        worse = day.way == "worse"
        step = (1 if before >= 0 else -1) * (1 if worse else -min(abs(before), self.days.rng.choice((1, 1, 2))))
        finish_run(
            actor=self.client,
            run=run,
            now=at + A_STEP,
            activation=max(ACTIVATION_MIN, min(ACTIVATION_MAX, before + step)),
            safety=max(0, min(SCALE_MAX, safe + (-1 if worse else self.days.rng.choice((0, 1, 1, 2))))),
            settled=not worse and day.way != "stopped",
            felt_worse=worse,
        )
