"""A QloApps 1.6.1 to try everything with: its web service under /api/, and doors of our own that begin with __."""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from pms.fakes import answers, calls, desk, keys, trouble
from pms.fakes.answers import HTML, Answer, Bare, Refused
from pms.fakes.books import Books
from pms.fakes.keys import KEY, Rights
from pms.fakes.trouble import Fault, Trouble

__all__ = ["KEY", "Books", "Server"]

MAX_BODY = 1_000_000
OFF = (22, "The QloApps webservice is disabled. Please activate it in the QloApps Back Office")
REALM = (
    'Basic realm="Welcome to {} Webservice, please enter the authentication key as the login. No password required."'
)


class Server(ThreadingHTTPServer):
    """`url` is the shop's; the web service is at `url`/api/. Whoever asks for another host than its `domain` is sent
    to the web shop; without one every host is right."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(
        self,
        address: tuple[str, int],
        books: Books,
        *,
        rights: Mapping[str, Rights] | None = None,
        seed: int | None = None,
        domain: str = "",
    ) -> None:
        super().__init__(address, Handler)
        self.domain = domain
        self.books = books
        self.rights = rights or {KEY: keys.AGENT}
        self.trouble = Trouble(seed)

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def in_background(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Cut(Exception):
    """The connection ends here, without an answer."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        self._run()

    def do_HEAD(self) -> None:
        self._run()

    def do_POST(self) -> None:
        self._run()

    def do_PUT(self) -> None:
        self._run()

    def do_DELETE(self) -> None:
        self._run()

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: what was done stands at /__record."""

    def _run(self) -> None:
        path, _, query = self.path.partition("?")
        self.asked = dict(parse_qsl(query, keep_blank_values=True))
        self.parts = [part for part in path.split("/") if part]
        self.later: dict[str, str] = {}  # headers that go with an error
        try:
            # Read even when it will be refused: the connection stays open, and the next request begins behind it.
            self.body = self._body()
            self._write(self._door())
        except Refused as refused:
            self._write(answers.errors(refused, self._json_wanted()))
        except Bare as bare:
            self._write(bare.answer)
        except Cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    def _door(self) -> Answer:
        match self.parts:
            case ["api", *rest]:
                return self._api(rest)
            case [name] if name.startswith("__"):
                return self._our_own(name)
            case _:
                raise Bare(404, "<h1>Page not found</h1>")

    def _api(self, rest: list[str]) -> Answer:
        resource = rest[0] if rest else ""
        if self.server.domain not in ("", self.headers.get("Host")):
            self.later["Location"] = f"http://{self.server.domain}/index.php?url={'/'.join(rest)}"
            raise Bare(302)
        faults = {fault.kind: fault for fault in self.server.trouble.strike(resource, self.command)}
        self._before(faults)
        key = keys.given(self.headers.get("Authorization", ""), self.asked)
        if not key or key not in self.server.rights:
            self.later["WWW-Authenticate"] = REALM.format("PrestaShop" if key is None else "QloApps")
        rights = keys.rights_of(self.server.rights, key)
        call = calls.Call(self.command, self.asked, self.body, self._json_wanted(), f"{self.server.url}/api", faults)
        answer = calls.answer(self.server.books, rights, rest, call)
        if "cut_after" in faults:
            raise Cut
        return Answer(500, "", HTML) if "error_after" in faults else answer

    def _before(self, faults: dict[str, Fault]) -> None:
        if slow := faults.get("slow"):
            time.sleep(slow.seconds)
        if "cut_before" in faults:
            raise Cut
        if "away" in faults:
            raise Refused(503, OFF)
        if many := faults.get("too_many"):
            self.later["Retry-After"] = str(round(many.seconds))
            raise Bare(429, "Too Many Requests")
        if "error_before" in faults:
            raise Bare(500, answers.SERVER_ERROR)

    def _our_own(self, name: str) -> Answer:
        server = self.server
        try:
            match self.command, name:
                case "GET", "__record":
                    return plain(200, {"orders": desk.record(server.books), "faults": server.trouble.waiting()})
                case "POST", "__faults":
                    return plain(200, {"faults": server.trouble.add(self._object())})
                case "DELETE", "__faults":
                    server.trouble.clear()
                    return plain(200, {"faults": 0})
                case "POST", "__desk":
                    return plain(200, desk.work(server.books, self._object()))
        except (trouble.Invalid, desk.Wrong) as wrong:
            return plain(400, {"error": str(wrong)})
        return plain(404, {"error": "GET /__record, POST or DELETE /__faults, POST /__desk"})

    def _json_wanted(self) -> bool:
        wanted = self.headers.get("Output-Format") or self.headers.get("Io-Format") or self.asked.get("output_format")
        return (wanted or "").upper() == "JSON"

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not re.fullmatch(r"\d{1,9}", length) or int(length) > MAX_BODY:
            self.close_connection = True
            raise Bare(413, "Request Entity Too Large")
        return self.rfile.read(int(length))

    def _object(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise desk.Wrong("The body is not JSON") from error

    def _write(self, answer: Answer) -> None:
        body = answer.body.encode("utf-8", "replace")
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.mime)
        self.send_header("Content-Length", str(len(body)))
        if answer.mime != HTML:
            self.send_header("PSWS-Version", "1.6.1.23")
        for name, value in self.later.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def plain(status: int, body: Any) -> Answer:
    return Answer(status, json.dumps(body), "application/json")
