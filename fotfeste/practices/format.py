"""The practice file format: one text a therapist can read, one language per file. Pure: no Django, no clock, no disk.

The schema is documented in docs/writing-practices.md. What is read here is shape only (names, kinds, ranges);
what may be *said* in a practice is the business of `check`.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fotfeste.practices.fields import Fields, PracticeError

__all__ = ["Cue", "Practice", "PracticeError", "Step", "parse"]

LANGUAGES = ("nb", "en")
FAMILIES = ("orienting", "breath", "mindfulness", "yoga", "movement", "parts")
DIRECTIONS = ("settles", "lifts", "either")
POSITIONS = ("chair", "floor", "standing", "lying")
ANCHORS = ("hands", "feet", "seat", "sound", "sight", "touch", "movement", "breath")

_FILE = re.compile(r"\A---\n(?P<matter>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## (?P<title>.+?) \{(?P<id>[a-z0-9-]+)\}\s*$")


@dataclass(frozen=True)
class Cue:
    """A breathing pattern in seconds, or the name of a sound. There is no third part: breath is never held."""

    breath_in_s: float | None = None
    breath_out_s: float | None = None
    sound: str | None = None

    @property
    def breaths_per_minute(self) -> float | None:
        """None when the cue is a sound."""
        if self.breath_in_s is None or self.breath_out_s is None:
            return None
        return 60 / (self.breath_in_s + self.breath_out_s)


@dataclass(frozen=True)
class Step:
    """One screen of a practice. `seconds` is a suggestion, never a countdown; `options` weigh the same."""

    id: str
    title: str
    text: str
    seconds: int
    options: tuple[str, ...]
    figure: str
    cue: Cue | None
    short: bool
    softer: str | None


@dataclass(frozen=True)
class Practice:
    """One practice in one language. `reviewed_by` is empty until a real professional has reviewed it."""

    slug: str
    language: str
    title: str
    purpose: str
    family: str
    direction: str
    level: int
    minutes_short: int
    minutes_usual: int
    positions: tuple[str, ...]
    anchors: tuple[str, ...]
    eyes_open: bool
    not_for: tuple[str, ...]
    discomfort: str
    source: str
    version: int
    reviewed_by: str | None
    reviewed_on: datetime.date | None
    steps: tuple[Step, ...]

    def variant(self, softer: bool) -> tuple[Step, ...]:
        """The steps to show: all of them, or the fewer and milder ones."""
        if not softer:
            return self.steps
        return tuple(replace(step, text=step.softer or step.text) for step in self.steps if step.short)


def parse(text: str, slug: str, language: str) -> Practice:
    """Read one file. Raises PracticeError at the first thing that is missing, misspelt or out of range."""
    file = f"{slug}.{language}.md"
    if language not in LANGUAGES:
        raise PracticeError(file, "", f"the language is one of {', '.join(LANGUAGES)}", language)
    parts = _FILE.match(text.replace("\r\n", "\n").lstrip("\ufeff"))
    if parts is None:
        raise PracticeError(file, "", "the file begins with front matter between two lines of ---")
    return _practice(Fields(parts["matter"], file), _steps(parts["body"], file), slug, language)


def _practice(matter: Fields, steps: tuple[Step, ...], slug: str, language: str) -> Practice:
    minutes = matter.group("minutes", ("short", "usual"))
    practice = Practice(
        slug=slug,
        language=language,
        title=matter.text("title"),
        purpose=matter.text("purpose"),
        family=matter.one_of("family", FAMILIES),
        direction=matter.one_of("direction", DIRECTIONS),
        level=matter.whole_number("level", 1, 5),
        minutes_short=minutes.whole_number("short", 1, 60),
        minutes_usual=minutes.whole_number("usual", 1, 60),
        positions=matter.several("positions", POSITIONS),
        anchors=matter.several("anchors", ANCHORS),
        eyes_open=matter.yes("eyes_open"),
        not_for=matter.several("not_for", None),
        discomfort=matter.text("discomfort"),
        source=matter.text("source"),
        version=matter.whole_number("version", 1, 10_000),
        reviewed_by=matter.text("reviewed_by", None),
        reviewed_on=matter.day("reviewed_on"),
        steps=steps,
    )
    matter.finish()
    return practice


def _steps(body: str, file: str) -> tuple[Step, ...]:
    sections: list[tuple[str, str, list[str]]] = []
    for line in body.splitlines():
        if heading := _HEADING.match(line):
            sections.append((heading["id"], heading["title"], []))
        elif line.startswith("#"):
            raise PracticeError(file, "", "a step heading reads: ## Title {id}", line.strip())
        elif sections:
            sections[-1][2].append(line.rstrip())
        elif line.strip():
            raise PracticeError(file, "", "text stands before the first step", line.split()[0])
    if not sections:
        raise PracticeError(file, "", "the practice has no steps")
    ids = [section[0] for section in sections]
    if twice := next((step for step in ids if ids.count(step) > 1), None):
        raise PracticeError(file, twice, "two steps have the same id", twice)
    return tuple(_step(step, title, lines, file) for step, title, lines in sections)


def _step(step: str, title: str, lines: list[str], file: str) -> Step:
    blank = lines.index("") if "" in lines else len(lines)
    fields = Fields("\n".join(lines[:blank]), file, step)
    text, softer, options = _prose(lines[blank:])
    if not text:
        raise PracticeError(file, step, "the step has no text")
    built = Step(
        id=step,
        title=title,
        text=text,
        seconds=fields.whole_number("seconds", 5, 600),
        options=options,
        figure=fields.text("figure"),
        cue=_cue(fields),
        short=fields.yes("short", default=False),
        softer=softer or None,
    )
    fields.finish()
    return built


def _cue(fields: Fields) -> Cue | None:
    sound = fields.text("sound", None)
    if "breath" not in fields:
        return Cue(sound=sound) if sound else None
    breath = fields.group("breath", ("in", "out"))
    return Cue(breath.number("in"), breath.number("out"), sound)


def _prose(lines: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Text, softer text (lines with >) and options (lines with -), lines joined to paragraphs."""
    text, softer, options = "", "", list[str]()
    for line in lines:
        if line.startswith("- "):
            options.append(line[2:].strip())
        elif line.startswith("  ") and options:
            options[-1] += " " + line.strip()
        elif line.startswith(">"):
            softer = f"{softer} {line[1:].strip()}".strip()
        elif not line.strip():
            text += "\n\n"
        else:
            text += line.strip() + " "
    return re.sub(r"\s*\n\n\s*", "\n\n", text).strip(), softer, tuple(options)
