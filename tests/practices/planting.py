"""Planting a fault in a copy of the content, and looking for it."""

from pathlib import Path

from fotfeste.practices.content_check import Fault, check_folder


def plant(shelf: Path, name: str, old: str, new: str) -> list[Fault]:
    file = shelf / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"nothing to replace in {name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check_folder(shelf)


def assert_found(faults: list[Fault], file: str, step: str, word: str) -> None:
    assert (file, step, word) in [(fault.file, fault.step, fault.word) for fault in faults], faults
