"""One change to uvicorn's HTTP connections, for restarts that lose nothing (docs/adr/0008)."""

from uvicorn.protocols.http.h11_impl import H11Protocol

LISTENS_ON_S = 2.0
CLOSE_HEADER = (b"connection", b"close")


class GracefulH11(H11Protocol):
    """A worker that leaves still answers what arrives on connections it has accepted.

    uvicorn closes every connection without a running request at once: a request that is on its way then meets a closed
    door. Here such a connection is heard for a moment longer, and each last answer says `Connection: close`.
    """

    leaving = False

    def shutdown(self) -> None:
        self.leaving = True
        if self._is_idle():
            self.loop.call_later(LISTENS_ON_S, self._close_if_idle)
        else:
            self._make_last()

    def handle_events(self) -> None:
        super().handle_events()
        if self.leaving and not self._is_idle():
            self._make_last()

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _make_last(self) -> None:
        self.cycle.keep_alive = False
        if CLOSE_HEADER not in self.cycle.scope["headers"]:
            self.cycle.scope["headers"] = [*self.cycle.scope["headers"], CLOSE_HEADER]  # uvicorn answers it in kind

    def _close_if_idle(self) -> None:
        if self._is_idle() and not self.transport.is_closing():
            super().shutdown()
