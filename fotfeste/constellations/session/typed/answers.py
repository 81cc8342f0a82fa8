"""What becomes of a typed line: something to do, something to tell, or something to ask back."""

from dataclasses import dataclass

from fotfeste.constellations.board import Command


@dataclass(frozen=True)
class Heard:
    """`say` is told when the commands were taken; `about` names the figure to describe as it stands then."""

    commands: tuple[Command, ...] = ()
    say: str = ""
    about: str = ""
    is_clear: bool = True


def done(command: Command, say: str = "", about: str = "", *more: Command) -> Heard:
    return Heard((command, *more), say, about)


def told(say: str) -> Heard:
    """A question that was answered: nothing changes."""
    return Heard(say=say)


def unclear(say: str) -> Heard:
    """A question back. What was typed stays in the field."""
    return Heard(say=say, is_clear=False)
