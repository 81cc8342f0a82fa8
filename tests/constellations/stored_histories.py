"""The same random histories, through the database: every step is asked of the house and kept in its log."""

import uuid
from datetime import UTC, datetime

from fotfeste.constellations.board import HOUSE, Command, Refusal
from fotfeste.constellations.board import commands as do
from fotfeste.constellations.models import Constellation, Seat
from fotfeste.constellations.store import execute
from fotfeste.constellations.store.execute import BatchResult, CommandRequest
from tests.cast import NOW, Cast
from tests.constellations.random_histories import History, Step


class StoredHistory(History):
    """Every seat is a guest's, so that what is tried is the board; who may come to it at all is tried elsewhere."""

    def __init__(self, cast: Cast, seed: int, steps: int = 12):
        super().__init__(seed, steps, busy=2)
        self.board = Constellation.objects.create(
            client=cast.ana, facilitator=cast.thea, mode="group", method="classic", created_at=NOW
        )
        self.repeated = 0

    def new_seat(self) -> str:
        return uuid.UUID(int=self.chance.getrandbits(128), version=4).hex

    def _step(self, actor: str, command: Command) -> Step:
        before = self.state
        if actor not in (HOUSE, *before.seats):
            return Step(before, actor, command, Refusal("nobody"), before)
        if isinstance(command, do.Knock):
            self._create_seat(command)
        elif actor == HOUSE and not isinstance(command, do.Begin):
            return Step(before, actor, command, Refusal("nobody"), before)
        again = self.chance.random() < 0.1
        done = self._send_twice(actor, command) if again else self._execute(actor, command)
        self.state = done.state
        answer = done.answers[0]
        return Step(
            before, actor, command, answer if isinstance(answer, Refusal) else list(done.new_events), self.state
        )

    def _execute(self, actor: str, command: Command, one: uuid.UUID | None = None) -> BatchResult:
        ask = CommandRequest(None if actor == HOUSE else uuid.UUID(actor), command, one or uuid.uuid4())
        return execute.execute_commands(
            self.board.pk, [ask], state=self.state, now=datetime.fromtimestamp(self.now_s, UTC)
        )

    def _send_twice(self, actor: str, command: Command) -> BatchResult:
        """The same command twice, as after a lost answer: the second time nothing happens."""
        one = uuid.uuid4()
        first = self._execute(actor, command, one)
        self.state = first.state
        again = self._execute(actor, command, one)
        if not isinstance(first.answers[0], Refusal) and first.new_events:
            assert again.answers == first.answers and not again.new_events
            self.repeated += 1
            return first
        return again

    def _create_seat(self, command: do.Knock) -> None:
        pk = uuid.UUID(command.seat)
        if not Seat.objects.filter(pk=pk).exists():
            Seat.objects.create(id=pk, constellation=self.board, client_id=self.board.client_id, role=command.role)
