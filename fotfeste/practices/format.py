"""The practice file format: one text a therapist can read, one language per file. Pure: no Django, no clock, no disk.

The schema is documented in docs/writing-practices.md. What is read here is shape only (names, kinds, ranges);
what may be *said* in a practice is the business of `content_check`.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import UnsetType

from fotfeste.practices.front_matter import (
    FAMILIES,
    LANGUAGES,
    FrontMatter,
    PracticeError,
    StepFields,
    read_fields,
)

__all__ = ["FAMILIES", "LANGUAGES", "Cue", "Practice", "PracticeError", "Step", "parse_practice"]

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


def parse_practice(text: str, slug: str, language: str) -> Practice:
    """Read one file. Raises PracticeError at the first thing that is missing, misspelt or out of range."""
    file = f"{slug}.{language}.md"
    if language not in LANGUAGES:
        raise PracticeError(file, "", f"the language is one of {', '.join(LANGUAGES)}", language)
    parts = _FILE.match(text.replace("\r\n", "\n").lstrip("\ufeff"))
    if parts is None:
        raise PracticeError(file, "", "the file begins with front matter between two lines of ---")
    matter = read_fields(parts["matter"], FrontMatter, file)
    return _practice(matter, _steps(parts["body"], file), slug, language)


def _practice(matter: FrontMatter, steps: tuple[Step, ...], slug: str, language: str) -> Practice:
    return Practice(
        slug=slug,
        language=language,
        title=matter.title.strip(),
        purpose=matter.purpose.strip(),
        family=matter.family,
        direction=matter.direction,
        level=matter.level,
        minutes_short=matter.minutes.short,
        minutes_usual=matter.minutes.usual,
        positions=matter.positions,
        anchors=matter.anchors,
        eyes_open=matter.eyes_open,
        not_for=tuple(line.strip() for line in matter.not_for),
        discomfort=matter.discomfort.strip(),
        source=matter.source.strip(),
        version=matter.version,
        reviewed_by=matter.reviewed_by and matter.reviewed_by.strip(),
        reviewed_on=matter.reviewed_on,
        steps=steps,
    )


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
    fields = read_fields("\n".join(lines[:blank]), StepFields, file, step)
    text, softer, options = _prose(lines[blank:])
    if not text:
        raise PracticeError(file, step, "the step has no text")
    return Step(
        id=step,
        title=title,
        text=text,
        seconds=fields.seconds,
        options=options,
        figure=fields.figure.strip(),
        cue=_cue(fields),
        short=bool(fields.short),
        softer=softer or None,
    )


def _cue(fields: StepFields) -> Cue | None:
    sound = fields.sound and fields.sound.strip()
    if isinstance(fields.breath, UnsetType):
        return Cue(sound=sound) if sound else None
    return Cue(fields.breath.in_s, fields.breath.out_s, sound)


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
