"""A wire between an adapter and its PMS, on which answers are lost, or come from something else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

KEPT = ("content-type", "retry-after")


class Wire(ThreadingHTTPServer):
    """`loses`: what is in a request's body that is done there and never answered. `instead`: status, headers and
    body of whoever answers in the PMS's place."""

    daemon_threads = True

    def __init__(self, there: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.there = there
        self.loses = b""
        self.lost = 0
        self.instead: tuple[int, dict[str, str], bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Wire
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._pass_on()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def _pass_on(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, headers, body = self.server.instead or self._asked(sent)
        if self.server.loses and self.server.loses in sent:
            self.server.lost += 1
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _asked(self, sent: bytes) -> tuple[int, dict[str, str], bytes]:
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        answer = httpx.request(self.command, self.server.there + self.path, content=sent, headers=headers, timeout=30)
        kept = {name: value for name, value in answer.headers.items() if name in KEPT}
        return answer.status_code, kept, answer.content


@contextmanager
def wired(there: str) -> Iterator[Wire]:
    with Wire(there) as wire:
        threading.Thread(target=wire.serve_forever, args=(0.02,), daemon=True).start()
        yield wire
        wire.shutdown()
