"""Reading named fields strictly. Pure, like `format`, which it serves."""

import datetime
from collections.abc import Mapping
from typing import Any, NoReturn

import yaml

_REQUIRED: Any = object()


class PracticeError(ValueError):
    """A practice file that cannot be read: names file, step and word, so that its author finds the place."""

    def __init__(self, file: str, step: str, message: str, word: str = "") -> None:
        self.file, self.step, self.word, self.message = file, step, word, message
        super().__init__(f"{file}{f', step {step}' if step else ''}{f', “{word}”' if word else ''}: {message}")


class Fields:
    """Takes named fields one by one. What is left over when it finishes is a misspelling."""

    def __init__(self, raw: "str | Mapping[str, Any]", file: str, step: str = "", within: str = "") -> None:
        self.file, self.step, self.within = file, step, within
        try:
            found = yaml.safe_load(raw) if isinstance(raw, str) else raw
        except yaml.YAMLError as error:
            raise PracticeError(file, step, f"not valid YAML ({str(error).splitlines()[0]})") from error
        if not isinstance(found, Mapping):
            raise PracticeError(file, step, "fields read `name: value`, one a line", within)
        self.left: dict[str, Any] = dict(found)

    def __contains__(self, key: str) -> bool:
        return key in self.left

    def fail(self, key: str, message: str) -> NoReturn:
        raise PracticeError(self.file, self.step, message, f"{self.within}{key}")

    def take(self, key: str, default: Any = _REQUIRED) -> Any:
        value = self.left.pop(key, None)
        if value is None and default is _REQUIRED:
            self.fail(key, "this field is missing")
        return default if value is None else value

    def text(self, key: str, default: Any = _REQUIRED) -> Any:
        value = self.take(key, default)
        if value is default:
            return value
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "this field is a line of text")
        return value.strip()

    def whole_number(self, key: str, low: int, high: int) -> int:
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fail(key, f"this field is a whole number from {low} to {high}")
        return int(value)

    def number(self, key: str) -> float:
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 60:
            self.fail(key, "this field is a number of seconds")
        return float(value)

    def yes(self, key: str, default: Any = _REQUIRED) -> bool:
        value = self.take(key, default)
        if not isinstance(value, bool):
            self.fail(key, "this field is yes or no")
        return bool(value)

    def day(self, key: str) -> datetime.date | None:
        value = self.take(key, None)
        if value is not None and type(value) is not datetime.date:
            self.fail(key, "this field is a date, year-month-day, or empty")
        return value

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in allowed:
            self.fail(key, f"{value} is not one of {', '.join(allowed)}")
        return str(value)

    def several(self, key: str, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
        """A list; of `allowed` words and not empty, or of free lines and perhaps empty."""
        values = self.take(key)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.fail(key, "this field is a list")
        if allowed is None:
            return tuple(value.strip() for value in values)
        if not values or len(set(values)) < len(values) or not set(values) <= set(allowed):
            self.fail(key, f"this field lists some of {', '.join(allowed)}, each once")
        return tuple(values)

    def group(self, key: str, names: tuple[str, ...]) -> "Fields":
        """A small mapping such as {short: 2, usual: 4}. A name that does not belong is refused here."""
        value = self.take(key)
        inner = Fields(value if isinstance(value, Mapping) else {}, self.file, self.step, f"{key} ")
        if stray := next((name for name in inner.left if name not in names), None):
            inner.fail(str(stray), f"only {' and '.join(names)} belong here")
        return inner

    def finish(self) -> None:
        for key in self.left:
            self.fail(key, "this field is not part of the format")
