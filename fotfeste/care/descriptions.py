"""What staff pages say in words: what a note is called, how often something was, a client's check-ins and practices."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fotfeste.body.check_in_answers import Answers
from fotfeste.body.models import CheckIn
from fotfeste.body.vocabulary import ACTIVATION, BODY_WORDS, FEELINGS, PLACES, WISHES
from fotfeste.care.queries import Traces
from fotfeste.kit.labels import labels_for_codes, number_word
from fotfeste.people.models import PracticeBasis
from fotfeste.practices.catalogue import load_practices
from fotfeste.practices.models import Run
from fotfeste.practices.run_record import Course

Words = str | Promise

NOTE_NAMES: dict[str, tuple[Words, Words, Words]] = {
    PracticeBasis.HEALTH_CARE: (
        gettext_lazy("Record note"),
        gettext_lazy("Record notes"),
        gettext_lazy("New record note"),
    ),
    PracticeBasis.ALTERNATIVE: (
        gettext_lazy("Client note"),
        gettext_lazy("Client notes"),
        gettext_lazy("New client note"),
    ),
    PracticeBasis.COURSE: (gettext_lazy("Course note"), gettext_lazy("Course notes"), gettext_lazy("New course note")),
}
PLAIN_NOTE: tuple[Words, Words, Words] = (gettext_lazy("Note"), gettext_lazy("Notes"), gettext_lazy("New note"))


def get_note_names(basis: str) -> tuple[Words, Words, Words]:
    """One, several and a new one, as this practice basis calls them."""
    return NOTE_NAMES.get(basis, PLAIN_NOTE)


def describe_check_in_count(n: int) -> str:
    return ngettext("one check-in", "%(n)s check-ins", n) % {"n": number_word(n)}


def describe_practice_count(n: int) -> str:
    return ngettext("one practice", "%(n)s practices", n) % {"n": number_word(n)}


def describe_stopped_count(n: int) -> str:
    return ngettext("stopped one practice", "stopped %(n)s practices", n) % {"n": number_word(n)}


def describe_worse_count(n: int) -> str:
    return ngettext("felt worse after one", "felt worse after %(n)s", n) % {"n": number_word(n)}


def describe_moment_count(n: int) -> str:
    return ngettext("one moment of safety", "%(n)s moments of safety", n) % {"n": number_word(n)}


def describe_softer_count(n: int) -> str:
    return ngettext("one of them softer", "%(n)s of them softer", n) % {"n": number_word(n)}


@dataclass(frozen=True)
class DescribedCheckIn:
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
        return has_both_safeties(self.answers)


def has_both_safeties(answers: Answers) -> bool:
    return None not in (answers.head_safe, answers.body_safe)


def _x(safety: int | None) -> str:
    """Along a line from 6 to 94. Text, because a number would get a decimal comma in Norwegian."""
    return f"{6 + 8.8 * (safety or 0):g}"


@dataclass(frozen=True)
class DescribedRun:
    at: datetime
    title: str
    length: str
    marks: tuple[str, ...]
    after: str


def describe_check_in(check_in: CheckIn) -> DescribedCheckIn:
    answers = check_in.answers or Answers()
    sensations = ", ".join([*labels_for_codes(BODY_WORDS, answers.words), *filter(None, [answers.own_words])])
    where = ", ".join(labels_for_codes(PLACES, answers.places))
    body = (
        _("%(words)s (%(places)s)") % {"words": sensations, "places": where}
        if sensations and where
        else sensations or where
    )
    feeling = str(FEELINGS.get(answers.feeling, answers.feeling))
    thought = _("“%(thought)s”") % {"thought": answers.thought} if answers.thought else ""
    lines = tuple(line for line in (body, feeling, thought) if line)
    wish = str(WISHES.get(answers.wish, answers.wish))
    return DescribedCheckIn(check_in.at, answers, str(ACTIVATION[answers.activation]), lines, wish)


def describe_run(run: Run, language: str) -> DescribedRun:
    course = run.course
    minutes = round(course.minutes)
    length = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    practice = load_practices(language).get(course.slug)
    title = practice.title if practice else course.slug  # taken off the shelf since
    return DescribedRun(run.started_at, title, length, tuple(_marks(run)), _after(course))


def _marks(run: Run) -> list[str]:
    course = run.course
    skipped = len(course.skipped)
    marks = [
        (_("the softer way"), course.softer),
        (ngettext("skipped one step", "skipped %(n)s steps", skipped) % {"n": number_word(skipped)}, skipped),
        (_("stopped"), course.ended == "stopped"),
        (_("not ended"), run.ended_at is None),
        (_("felt worse afterwards"), course.felt_worse),
        (_("settled afterwards"), course.settled),
    ]
    return [mark for mark, holds in marks if holds]


def _after(course: Course) -> str:
    """Where it went, in words: 'restless → a little stirred'."""
    before, after = str(ACTIVATION[course.before_activation]), str(ACTIVATION[course.activation])
    if before and after:
        return _("%(before)s before, %(after)s after") % {"before": before, "after": after}
    return _("%(after)s after") % {"after": after} if after else ""


def describe_counts(traces: Traces) -> str:
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
        (describe_check_in_count, len(traces.check_ins)),
        (describe_practice_count, count["done"]),
        (describe_softer_count, count["softer"]),
        (describe_stopped_count, count["stopped"]),
        (describe_worse_count, count["worse"]),
        (describe_moment_count, len(traces.moments)),
    ]
    return ", ".join(say(n) for say, n in said if n)


def describe_activation_wave(traces: Traces) -> str:
    """What the drawing of activation shows, for someone who does not see it."""
    values = [each.answers.activation for each in traces.check_ins if each.answers.activation is not None]
    if not values:
        return ""
    newest, low, high = (str(ACTIVATION[value]) for value in (values[0], min(values), max(values)))
    said = {"low": low, "high": high, "newest": newest}
    return _("Between “%(low)s” and “%(high)s”. Most recently “%(newest)s”.") % said


def describe_safety_gap(traces: Traces) -> str:
    both = [each.answers for each in traces.check_ins if has_both_safeties(each.answers)]
    if not both:
        return ""
    said = {"head": both[0].head_safe, "body": both[0].body_safe}
    return _("Most recently: the head knows %(head)d of 10, the body feels %(body)d of 10.") % said
