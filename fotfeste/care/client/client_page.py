"""How one client's traces are said on her page: words for check-ins, practices and the period as a whole."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fotfeste.body.answers import Answers
from fotfeste.body.models import CheckIn
from fotfeste.body.vocabulary import FEELINGS, activation_word, places_of, wish_of, words_of
from fotfeste.care import labels
from fotfeste.care.client.queries import Traces
from fotfeste.practices.catalogue import UnknownPracticeError, find
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course


@dataclass(frozen=True)
class ShownCheckIn:
    """One check-in as a small card; `head_x` and `body_x` place its two dots."""

    at: datetime
    answers: Answers
    wave: str
    lines: tuple[str, ...]
    wish: str

    @property
    def head_x(self) -> str:
        return _x(self.answers.head_safe)

    @property
    def body_x(self) -> str:
        return _x(self.answers.body_safe)

    @property
    def has_both(self) -> bool:
        return self.answers.gap is not None


def _x(safety: int | None) -> str:
    """Along a line from 6 to 94. Text, because a number would get a decimal comma in Norwegian."""
    return f"{6 + 8.8 * (safety or 0):g}"


@dataclass(frozen=True)
class ShownRun:
    at: datetime
    title: str
    length: str
    marks: tuple[str, ...]
    after: str


def shown_check_in(check_in: CheckIn) -> ShownCheckIn:
    answers = check_in.answers or Answers()
    sensations = ", ".join([*words_of(answers.words), *([answers.own_words] if answers.own_words else [])])
    where = ", ".join(places_of(answers.places))
    body = (
        _("%(words)s (%(places)s)") % {"words": sensations, "places": where}
        if sensations and where
        else sensations or where
    )
    feeling = str(FEELINGS.get(answers.feeling, answers.feeling))
    thought = _("“%(thought)s”") % {"thought": answers.thought} if answers.thought else ""
    lines = tuple(line for line in (body, feeling, thought) if line)
    wish = wish_of(answers.wish) or answers.wish
    return ShownCheckIn(check_in.at, answers, activation_word(answers.activation), lines, wish)


def shown_run(run: Run, language: str) -> ShownRun:
    course = run.course
    minutes = round(course.minutes)
    length = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return ShownRun(run.started_at, _title(course.slug, language), length, tuple(_marks(run)), _after(course))


def _title(slug: str, language: str) -> str:
    try:
        return find(slug, language).title
    except UnknownPracticeError:  # taken off the shelf since
        return slug


def _marks(run: Run) -> list[str]:
    course = run.course
    skipped = len(course.skipped)
    marks = [
        (_("the softer way"), course.softer),
        (ngettext("skipped one step", "skipped %(n)s steps", skipped) % {"n": labels.number(skipped)}, skipped),
        (_("stopped"), course.ended == "stopped"),
        (_("not ended"), run.ended_at is None),
        (_("felt worse afterwards"), course.felt_worse),
        (_("settled afterwards"), course.settled),
    ]
    return [mark for mark, holds in marks if holds]


def _after(course: Course) -> str:
    """Where it went, in words: 'restless → a little stirred'."""
    before, after = activation_word(course.before_activation), activation_word(course.activation)
    if before and after:
        return _("%(before)s before, %(after)s after") % {"before": before, "after": after}
    return _("%(after)s after") % {"after": after} if after else ""


def in_short(traces: Traces) -> str:
    """The period in one line. Counts only; what they mean is for the two to talk about."""
    courses = [run.course for run in traces.runs if run.ended_at]
    count = Counter(
        {
            "done": sum(course.ended != "stopped" for course in courses),
            "softer": sum(course.softer for course in courses),
            "stopped": sum(course.ended == "stopped" for course in courses),
            "worse": sum(bool(course.felt_worse) for course in courses),
        }
    )
    said = [
        (labels.check_ins, len(traces.check_ins)),
        (labels.practices_done, count["done"]),
        (labels.practices_softer, count["softer"]),
        (labels.practices_stopped, count["stopped"]),
        (labels.practices_worse, count["worse"]),
        (labels.moments, len(traces.moments)),
    ]
    return ", ".join(say(n) for say, n in said if n)


def wave_in_words(traces: Traces) -> str:
    """What the drawing of activation shows, for someone who does not see it."""
    values = [each.answers.activation for each in traces.check_ins if each.answers.activation is not None]
    if not values:
        return ""
    newest, low, high = (activation_word(value) for value in (values[0], min(values), max(values)))
    said = {"low": low, "high": high, "newest": newest}
    return _("Between “%(low)s” and “%(high)s”. Most recently “%(newest)s”.") % said


def gap_in_words(traces: Traces) -> str:
    both = [each.answers for each in traces.check_ins if each.answers.gap is not None]
    if not both:
        return ""
    said = {"head": both[0].head_safe, "body": both[0].body_safe}
    return _("Most recently: the head knows %(head)d of 10, the body feels %(body)d of 10.") % said
