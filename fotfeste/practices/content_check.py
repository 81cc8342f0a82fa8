"""What may be said in a practice, and whether both languages say the same. Every fault names file, step and word."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from fotfeste.practices import wording_rules
from fotfeste.practices.format import LANGUAGES, Practice, PracticeError, Step, parse_practice

CONTENT = Path(__file__).parent / "content"
FIGURES = Path(__file__).parents[1] / "static" / "figures"
SOURCES = Path(__file__).parent / "sources.yaml"

LONGEST_MINUTES = 10
FEWEST_ANCHORS = 3
HEAVIEST_LIX = 35
SLOWEST_BREATH, FASTEST_BREATH = 4, 10  # per minute
FIRST_STEP, LAST_STEP = "arrive", "return"

Found = Iterator[tuple[str, str, str]]  # step, word, message


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend: where it stands and what to do about it."""

    file: str
    step: str
    word: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.step and f"step {self.step}") if part)
        return f"{place}: {f'“{self.word}”: ' if self.word else ''}{self.message}"


def report_faults(path: Path = CONTENT) -> tuple[int, str]:
    """Exit code and text for the command line: 0 when nothing is to be mended."""
    faults = check_folder(path)
    if faults:
        return 1, "\n".join([*map(str, faults), f"{len(faults)} to mend."])
    practices = len({file.name.split(".")[0] for file in Path(path).glob("*.md")})
    return 0, f"{practices} practices, {' and '.join(LANGUAGES)}: nothing to mend."


def check_folder(path: Path, figures: Path = FIGURES) -> list[Fault]:
    """All faults in a folder of practices, sorted by file. An empty folder is a fault: something is misplaced."""
    files = sorted(Path(path).glob("*.md"))
    if not files:
        return [Fault(str(path), "", "", "there are no practices here")]
    faults: list[Fault] = []
    read: dict[str, dict[str, Practice]] = {}
    for file in files:
        slug, _, language = file.stem.partition(".")
        try:
            practice = parse_practice(file.read_text(encoding="utf-8"), slug, language)
        except PracticeError as error:
            faults.append(Fault(file.name, error.step, error.word, error.message))
        except UnicodeDecodeError:
            faults.append(Fault(file.name, "", "", "the file is not UTF-8 text"))
        else:
            read.setdefault(slug, {})[language] = practice
            faults += [Fault(file.name, *found) for found in _faults_in(practice, figures)]
    faults += _missing({file.name for file in files})
    for pair in read.values():
        faults += _differences(pair)
    return sorted(faults)


def _missing(names: set[str]) -> Iterator[Fault]:
    for slug in {name.split(".")[0] for name in names}:
        for language in LANGUAGES:
            if f"{slug}.{language}.md" not in names:
                yield Fault(f"{slug}.{language}.md", "", language, "this translation is missing")


def _faults_in(practice: Practice, figures: Path) -> Found:
    yield from _wording(practice)
    yield from _options(practice)
    yield from _breath(practice)
    yield from _orienting(practice)
    yield from _length(practice)
    yield from _reading(practice)
    yield from _front_matter(practice)
    for step in practice.steps:
        if not (figures / f"{step.figure}.svg").is_file():
            yield step.id, step.figure, "there is no such figure"


def _narration(practice: Practice) -> Iterator[tuple[str, str]]:
    """What the practice says in its own voice: everything but the options and the title."""
    yield "", practice.purpose
    yield "", practice.discomfort
    for line in practice.not_for:
        yield "", line
    for step in practice.steps:
        yield step.id, step.title
        yield step.id, step.text
        yield step.id, step.softer or ""


def _wording(practice: Practice) -> Found:
    options = [(step.id, option) for step in practice.steps for option in step.options]
    for step_id, text in [("", practice.title), *_narration(practice), *options]:
        for word, why in wording_rules.find_unwelcome_words(text, practice.language):
            yield step_id, word, why
    for step_id, text in _narration(practice):
        for word in wording_rules.find_bare_commands(text, practice.language):
            yield step_id, word, "a sentence opens with a bare command; invite instead"


def _options(practice: Practice) -> Found:
    stay = wording_rules.load_lexicon(practice.language).stay
    for step in practice.steps:
        if len(set(step.options)) < 2:
            yield step.id, "options", "a step offers at least two different options"
        if not any(stay.search(option) for option in step.options):
            yield step.id, "options", "one option means: stay as you are"


def _breath(practice: Practice) -> Found:
    breath = wording_rules.load_lexicon(practice.language).breath
    for step in practice.steps:
        rate = step.cue.breaths_per_minute if step.cue else None
        if rate is None:
            continue
        if not SLOWEST_BREATH <= rate <= FASTEST_BREATH:
            bounds = f"between {SLOWEST_BREATH} and {FASTEST_BREATH}"
            yield step.id, f"{rate:.1f}", f"breaths per minute stay {bounds} when people practise alone"
        if all(breath.search(option) for option in step.options):
            yield step.id, "breath", "breath is not neutral for everyone; one option leaves it alone"


def _orienting(practice: Practice) -> Found:
    room = wording_rules.load_lexicon(practice.language).room
    for step, expected in ((practice.steps[0], FIRST_STEP), (practice.steps[-1], LAST_STEP)):
        if step.id != expected:
            yield step.id, expected, f"the practice begins with the step {FIRST_STEP} and ends with {LAST_STEP}"
        elif not (room.search(step.text) and room.search(step.softer or step.text)):
            yield step.id, expected, "this step turns towards the room: something seen, heard or stood on"
        elif not step.short:
            yield step.id, "short", "the softer variant begins and ends with orienting too"


def _length(practice: Practice) -> Found:
    if not practice.minutes_short <= practice.minutes_usual <= LONGEST_MINUTES:
        yield "", "minutes", f"short is at most usual, and usual at most {LONGEST_MINUTES} when people practise alone"
    for softer, minutes, name in ((False, practice.minutes_usual, "usual"), (True, practice.minutes_short, "short")):
        steps = practice.variant(softer)
        suggested = sum(step.seconds for step in steps) / 60
        if abs(suggested - minutes) > 1:
            yield "", f"minutes {name}", f"the seconds of its steps add up to {suggested:.1f} minutes"
    if not 3 <= len(practice.variant(True)) < len(practice.steps):
        yield "", "short", "the softer variant has at least three steps, and fewer than the whole"


def _reading(practice: Practice) -> Found:
    text = "\n".join([practice.purpose, practice.discomfort, *map(_all_of, practice.steps)])
    if (ease := wording_rules.compute_lix(text)) > HEAVIEST_LIX:
        heaviest = max(practice.steps, key=lambda step: wording_rules.compute_lix(_all_of(step)))
        message = f"LIX is {ease:.0f}, at most {HEAVIEST_LIX}; this is its heaviest step"
        yield heaviest.id, wording_rules.find_longest_word(_all_of(heaviest)), message


def _all_of(step: Step) -> str:
    return "\n".join([step.title, step.text, step.softer or "", *step.options])


def _front_matter(practice: Practice) -> Found:
    if len(practice.anchors) < FEWEST_ANCHORS:
        yield "", "anchors", f"a practice has at least {FEWEST_ANCHORS} anchors"
    if not practice.eyes_open:
        yield "", "eyes_open", "a practice people do alone can be done with open eyes"
    if practice.source not in yaml.safe_load(SOURCES.read_text(encoding="utf-8")):
        yield "", practice.source, "this source is not among those that may be named (sources.yaml)"
    if (practice.reviewed_by is None) != (practice.reviewed_on is None):
        yield "", "reviewed_by", "a review has both a person and a date, or neither"


_SAME = ["family", "direction", "level", "minutes_short", "minutes_usual", "positions", "anchors", "eyes_open"]
_SAME += ["source", "version", "reviewed_by", "reviewed_on"]
_SAME_STEP = ["seconds", "figure", "cue", "short"]


def _differences(pair: dict[str, Practice]) -> Iterator[Fault]:
    """What differs between the two languages. The first language is the measure, except for a step it lacks itself."""
    if len(pair) < len(LANGUAGES):
        return
    first, second = (pair[language] for language in LANGUAGES)
    file = f"{second.slug}.{second.language}.md"
    for name in _SAME:
        if getattr(first, name) != getattr(second, name):
            yield Fault(file, "", name, f"this differs from {first.language}")
    if len(first.not_for) != len(second.not_for):
        yield Fault(file, "", "not_for", f"{first.language} has another number of lines")
    yield from _missing_steps(first, second)
    yield from _missing_steps(second, first)
    if sorted(step.id for step in first.steps) == sorted(step.id for step in second.steps):
        for one, other in zip(first.steps, second.steps, strict=True):
            yield from (
                Fault(file, other.id, word, f"this differs from {first.language}") for word in _unlike(one, other)
            )


def _missing_steps(whole: Practice, other: Practice) -> Iterator[Fault]:
    there = {step.id for step in other.steps}
    for step in whole.steps:
        if step.id not in there:
            yield Fault(
                f"{other.slug}.{other.language}.md", step.id, step.id, f"this step stands only in {whole.language}"
            )


def _unlike(one: Step, other: Step) -> Iterator[str]:
    if one.id != other.id:
        yield "order"
        return
    yield from (name for name in _SAME_STEP if getattr(one, name) != getattr(other, name))
    if len(one.options) != len(other.options):
        yield "options"
    if bool(one.softer) != bool(other.softer):
        yield "softer"
