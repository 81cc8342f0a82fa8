"""What becomes of a typed line: something to do, something to tell, or something to ask back."""

from dataclasses import dataclass

from fotfeste.constellations.board import Command


@dataclass(frozen=True)
class LineResult:
    """`say` is told when the commands were taken; `about` names the figure to describe as it stands then."""

    commands: tuple[Command, ...] = ()
    say: str = ""
    about: str = ""
    is_clear: bool = True


def command_result(command: Command, say: str = "", about: str = "", *more: Command) -> LineResult:
    return LineResult((command, *more), say, about)


def answer_result(say: str) -> LineResult:
    """A question that was answered: nothing changes."""
    return LineResult(say=say)


def unclear_result(say: str) -> LineResult:
    """A question back. What was typed stays in the field."""
    return LineResult(say=say, is_clear=False)
