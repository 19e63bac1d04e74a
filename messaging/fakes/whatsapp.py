"""A WhatsApp to try everything with: Meta's Graph API for the hotel, and a phone for the guest."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from messaging.fakes import graph, phone

PAGE = Path(__file__).with_name("phone.html")
MAX_BODY = 16_000_000
KEPT = 10_000


@dataclass
class Meta:
    """What one fake remembers. `faults` are used up one by one by the next messages sent."""

    webhook_url: str
    numbers: Callable[[], list[phone.Number]] = list
    sent: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    faults: deque[dict[str, Any]] = field(default_factory=deque)
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def accept(self, phone_number_id: str, body: dict[str, Any]) -> dict[str, Any]:
        to = body.get("to") or body["recipient"]
        type_ = body.get("type", "text")
        wamid = f"wamid.{uuid.uuid4().hex}"
        about = {"id": wamid, "at": time.time(), "phone_number_id": phone_number_id, "to": to, "type": type_}
        self.sent.append({**about, **shown(type_, body[type_])})
        known_as = {"wa_id": to.lstrip("+")} if body.get("to") else {"user_id": to}
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, **known_as}],
            "messages": [{"id": wamid}],
        }

    def sent_to(self, numbers: list[str]) -> list[dict[str, Any]]:
        wanted = {number.strip().lstrip("+") for number in numbers}
        return [message for message in list(self.sent) if not wanted or message["to"].lstrip("+") in wanted]

    def upload(self, content_type: str, form: bytes) -> str:
        message = message_from_bytes(b"Content-Type: %s\r\n\r\n" % content_type.encode() + form, policy=policy.default)
        for part in message.walk():
            if part.get_param("name", header="content-disposition") == "file":
                media_id = str(uuid.uuid4().int)[:15]
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                self.media[media_id] = (part.get_content_type(), content)
                return media_id
        raise graph.missing("file")

    def file(self, media_id: str) -> tuple[str, bytes]:
        if media_id not in self.media:
            raise graph.Refused(100, f"Object with ID '{media_id}' does not exist")
        return self.media[media_id]


def shown(type_: str, content: dict[str, Any]) -> dict[str, Any]:
    """What a guest sees of a message: its words and what can be pressed."""
    if type_ != "interactive":
        return {"text": content.get("body") or content.get("caption") or content.get("name") or "", "buttons": []}
    action = content["action"]
    buttons = [button["reply"] for button in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    options = [{"id": option["id"], "title": option["title"]} for option in buttons + rows]
    return {"text": content["body"]["text"], "buttons": options}


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

    def _answer(self, door: Callable[[dict[str, list[str]]], None]) -> None:
        address = urlsplit(self.path)
        path = re.sub(r"^/v\d+\.\d+(?=/)", "", address.path)
        self.parts = [part for part in path.split("/") if part]
        try:
            # Read even when it will be refused: the connection stays open, and the next request begins behind it.
            self.body = self._body()
            door(parse_qs(address.query))
        except graph.Refused as refused:
            self._json(refused.status, refused.body)

    def _get(self, asked: dict[str, list[str]]) -> None:
        meta = self.server.meta
        match self.parts:
            case []:
                self._write(200, PAGE.read_bytes(), "text/html; charset=utf-8")
            case ["sent"]:
                self._json(200, meta.sent_to(asked.get("to", [])))
            case ["hotels"]:
                self._json(200, [{"phone_number_id": n.id, "hotel": n.hotel} for n in meta.numbers()])
            case ["media-file"]:
                self._bearer()
                mime, content = meta.file(asked.get("id", [""])[0])
                self._write(200, content, mime)
            case [media_id]:
                self._bearer()
                self._json(200, self._about(media_id))
            case _:
                raise graph.unknown_path()

    def _post(self, asked: dict[str, list[str]]) -> None:
        meta = self.server.meta
        match self.parts:
            case ["guest"]:
                self._json(*phone.say(meta.webhook_url, meta.numbers(), self._object()))
            case ["faults"]:
                meta.faults.extend(self._object().get("faults", []))
                self._json(200, {"faults": len(meta.faults)})
            case [phone_number_id, "messages"]:
                self._bearer()
                self._message(phone_number_id, self._object())
            case [_, "media"]:
                self._bearer()
                self._json(200, {"id": meta.upload(self.headers.get("Content-Type", ""), self.body)})
            case _:
                raise graph.unknown_path()

    def _delete(self, asked: dict[str, list[str]]) -> None:
        if self.parts != ["sent"]:
            raise graph.unknown_path()
        self.server.meta.sent.clear()
        self._json(200, {"success": True})

    def _message(self, phone_number_id: str, body: dict[str, Any]) -> None:
        """A fault is {status, body, delay in seconds, stored: taken although the answer says otherwise}."""
        meta = self.server.meta
        graph.check(body)
        if body.get("status") == "read":
            return self._json(200, {"success": True})
        fault = meta.faults.popleft() if meta.faults else {}
        status = fault.get("status", 200)
        answer = meta.accept(phone_number_id, body) if fault.get("stored", status < 300) else {}
        time.sleep(fault.get("delay", 0))
        return self._json(status, fault.get("body", answer))

    def _about(self, media_id: str) -> dict[str, Any]:
        mime, content = self.server.meta.file(media_id)
        return {
            "messaging_product": "whatsapp",
            "id": media_id,
            "url": f"{self.server.url}/media-file?id={media_id}",
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
