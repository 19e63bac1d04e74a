"""A WhatsApp to try everything with: Meta's Graph API for the hotel, and a phone for the guest."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from messaging.fakes import graph
from messaging.fakes.meta import Meta

__all__ = ["Meta", "Server"]

PAGE = Path(__file__).with_name("phone.html")
MAX_BODY = 16_000_000
Asked = dict[str, list[str]]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], meta: Meta) -> None:
        super().__init__(address, Handler)
        self.meta = meta

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def server_close(self) -> None:
        self.meta.postman.close()
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Who waits no longer for a slow answer is no error of ours.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def in_background(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def do_DELETE(self) -> None:
        self._answer(self._delete)

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: what was sent stands at /sent."""

    def _answer(self, door: Callable[[Asked], None]) -> None:
        address = urlsplit(self.path)
        path = re.sub(r"^/v\d+\.\d+(?=/)", "", address.path)
        self.parts = [part for part in path.split("/") if part]
        try:
            # Read even when it will be refused: the connection stays open, and the next request begins behind it.
            self.body = self._body()
            door(parse_qs(address.query))
        except graph.Refused as refused:
            self._json(refused.status, refused.body)

    def _get(self, asked: Asked) -> None:
        meta, after = self.server.meta, int(asked.get("after", ["0"])[0])
        match self.parts:
            case []:
                self._write(200, PAGE.read_bytes(), "text/html; charset=utf-8")
            case ["sent"]:
                self._json(200, meta.sent_to(asked.get("to", []), after))
            case ["marks"]:
                self._json(200, [mark for mark in list(meta.marks) if mark["n"] > after])
            case ["faults"]:
                self._json(200, meta.faults.left())
            case ["templates"]:
                self._json(200, list(meta.limits.templates.values()))
            case ["webhooks"]:
                self._json(200, meta.postman.counts())
            case ["hotels"]:
                self._json(200, [{"phone_number_id": n.id, "hotel": n.hotel} for n in meta.numbers()])
            case ["media-file"]:
                self._bearer()
                self._file(asked)
            case [media_id]:
                self._bearer()
                self._json(200, self._about(media_id))
            case _:
                raise graph.unknown_path()

    def _post(self, asked: Asked) -> None:
        meta = self.server.meta
        match self.parts:
            case ["guest"]:
                self._json(*meta.guest(self._object()))
            case ["faults"]:
                self._json(200, {"faults": meta.faults.add(self._object().get("faults", []))})
            case ["templates"]:
                self._approve(self._object())
            case ["webhooks"]:
                meta.postman.hurry()
                self._json(200, meta.postman.counts())
            case [phone_number_id, "messages"]:
                self._bearer()
                self._message(phone_number_id, self._object())
            case [_, "media"]:
                self._bearer()
                self._json(200, {"id": meta.upload(self.headers.get("Content-Type", ""), self.body)})
            case _:
                raise graph.unknown_path()

    def _delete(self, asked: Asked) -> None:
        match self.parts:
            case ["sent"]:
                self.server.meta.sent.clear()
            case ["faults"]:
                self.server.meta.faults.clear()
            case _:
                raise graph.unknown_path()
        self._json(200, {"success": True})

    def _message(self, phone_number_id: str, body: dict[str, Any]) -> None:
        answer = self.server.meta.take(phone_number_id, body)
        time.sleep(answer.delay)
        if answer.cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._json(answer.status, answer.body)

    def _approve(self, wish: dict[str, Any]) -> None:
        """{phone_number_id, templates: [{name, language, category, parameters: how many}]}"""
        for template in wish.get("templates", []):
            self.server.meta.limits.approve(str(wish.get("phone_number_id", "")), template)
        self._json(200, {"success": True})

    def _file(self, asked: Asked) -> None:
        mime, content = self.server.meta.file(asked.get("id", [""])[0])
        if float(asked.get("until", ["0"])[0]) < time.time():
            raise graph.Refused(100, "The URL has expired", status=404)
        self._write(200, content, mime)

    def _about(self, media_id: str) -> dict[str, Any]:
        mime, content = self.server.meta.file(media_id)
        until = time.time() + self.server.meta.media_seconds
        return {
            "messaging_product": "whatsapp",
            "id": media_id,
            "url": f"{self.server.url}/media-file?id={media_id}&until={until:.3f}",
            "mime_type": mime,
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": len(content),
        }

    def _bearer(self) -> None:
        graph.check_bearer(self.headers.get("Authorization", ""))

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            self.close_connection = True
            raise graph.Refused(100, "Too large", status=413)
        return self.rfile.read(int(length))

    def _object(self) -> dict[str, Any]:
        try:
            body = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise graph.Refused(100, "The body is not JSON") from error
        if not isinstance(body, dict):
            raise graph.Refused(100, "The body is not an object")
        return body

    def _json(self, status: int, body: Any) -> None:
        raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        self._write(status, raw.encode(), "application/json")

    def _write(self, status: int, body: bytes, mime: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", mime)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
