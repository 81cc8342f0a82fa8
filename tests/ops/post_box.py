"""A small mail server for tests: takes every mail and keeps it as it came."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class PostBox:
    port: int
    mails: list[bytes] = field(default_factory=list)
    is_open: bool = True


class _Talk(socketserver.StreamRequestHandler):
    box: PostBox

    def handle(self) -> None:
        if not self.box.is_open:
            return
        self._reply("220 here")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                self._reply("354 go on")
                self.box.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._reply("221 bye" if line == b"QUIT" else "250 good")
            if line == b"QUIT":
                return

    def _reply(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def post_box() -> Iterator[PostBox]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        box = PostBox(server.server_address[1])
        server.RequestHandlerClass = type("Talk", (_Talk,), {"box": box})
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        server.shutdown()
