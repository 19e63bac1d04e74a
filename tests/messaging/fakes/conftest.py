"""A webhook that remembers what it was brought, and a fake WhatsApp that brings it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from messaging.fakes.phone import Number
from messaging.fakes.postman import signature
from messaging.fakes.whatsapp import Meta, Server

HOTEL = Number("106540352242922", "app-secret", "casa-azul")
GUEST = "34600111222"


class Webhook(ThreadingHTTPServer):
    """Answers `answers` one by one, then 200; with `together` only once so many are there at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.brought: list[Any] = []
        self.answers: list[int] = []
        self.together: threading.Barrier | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def values(self, name: str) -> list[Any]:
        """All messages or statuses, in the order they came."""
        changes = [change for payload in self.brought for entry in payload["entry"] for change in entry["changes"]]
        return [one for change in changes for one in change["value"].get(name, [])]


class _Handler(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.together:
            self.server.together.wait(timeout=5)
        signed = self.headers["X-Hub-Signature-256"] == f"sha256={signature(HOTEL.app_secret, raw)}"
        status = (self.server.answers.pop(0) if self.server.answers else 200) if signed else 403
        if status == 200:
            self.server.brought.append(json.loads(raw))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with Webhook() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def meta(fake_whatsapp: Server, webhook: Webhook) -> Meta:
    fake_whatsapp.meta.webhook_url = webhook.url
    fake_whatsapp.meta.numbers = lambda: [HOTEL]
    return fake_whatsapp.meta


@pytest.fixture
def fake(fake_whatsapp: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=fake_whatsapp.url, headers={"Authorization": "Bearer token"}) as client:
        yield client


@pytest.fixture
def send(fake: httpx.Client) -> Callable[..., httpx.Response]:
    def send(body: str = "Hola", to: str = GUEST, **changes: Any) -> httpx.Response:
        message = {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": body}, **changes}
        return fake.post(f"/{HOTEL.id}/messages", json=message)

    return send


def eventually(done: Callable[[], Any], *, within: float = 5.0) -> None:
    until = time.monotonic() + within
    while not done():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.01)
