"""What the fake WhatsApp remembers and decides: messages taken, their statuses, media, a guest's words on their way."""

from __future__ import annotations

import hashlib
import random
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from messaging.fakes import graph, limits, phone, statuses
from messaging.fakes.faults import Fault, Faults
from messaging.fakes.postman import Postman
from messaging.fakes.said import MIME_TYPES

KEPT = 100_000


@dataclass(frozen=True)
class Answer:
    """What the hotel is told, and after how many seconds; cut: nothing at all."""

    status: int
    body: Any
    delay: float = 0.0
    cut: bool = False


@dataclass
class Meta:
    webhook_url: str
    numbers: Callable[[], list[phone.Number]] = list
    statuses: Mapping[str, float] = field(default_factory=dict)
    """Which follow what was taken, each with its seconds. Failures are always told."""
    jitter: float = 0.0
    """The part of those seconds that is chance: with enough of it they come out of order."""
    enforce: bool = False
    """Keep Meta's window, throughput, pair rate and templates."""
    media_seconds: float = 300.0
    """Meta: the address of a file is good for five minutes, its id for days."""
    kept: int = KEPT
    seed: int | None = None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.faults = Faults(self.chance)
        self.limits = limits.Limits()
        self.postman = Postman(lambda: self.webhook_url)
        self.sent: deque[dict[str, Any]] = deque(maxlen=self.kept)
        self.marks: deque[dict[str, Any]] = deque(maxlen=self.kept)
        self.media: dict[str, tuple[str, bytes]] = {}
        self.secrets: dict[str, str] = {}
        self._lock = threading.Lock()
        # A phone left open counts on when the fake starts anew.
        self._count = int(time.time()) * 1000

    def take(self, number: str, body: dict[str, Any]) -> Answer:
        """A message or a read mark. Raises Refused for what Meta would not take."""
        graph.check(body)
        if body.get("status") == "read":
            self.marks.append({"n": self._next(), "at": time.time(), "phone_number_id": number, **body})
            return Answer(200, {"success": True})
        guest = phone.plain(body.get("to") or body["recipient"])
        fault = self.faults.take(number, guest)
        answer = self._accept(number, guest, body, fault) if fault.takes else {}
        status = fault.status
        if fault.error:
            refused = graph.refusal(fault.error)
            status, answer = refused.status, refused.body
        return Answer(status, answer if fault.body is None else fault.body, fault.delay, bool(fault.cut))

    def sent_to(self, addresses: list[str], after: int = 0) -> list[dict[str, Any]]:
        """With the status each has reached by now."""
        wanted, now = {phone.plain(address.strip()) for address in addresses}, time.time()
        chosen = [m for m in list(self.sent) if m["n"] > after and (not wanted or phone.plain(m["to"]) in wanted)]
        return [{**message, "status": _reached(message["statuses"], now)} for message in chosen]

    def guest(self, wish: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The status and the answer for who holds the guest's phone; what is wished: phone.payloads.

        `retry`: answered at once, brought until the webhook says 200.
        """
        numbers = {number.id: number.app_secret for number in self.numbers()}
        number = str(wish.get("phone_number_id") or next(iter(numbers), ""))
        secret = str(wish.get("app_secret") or numbers.get(number) or self.secrets.get(number, ""))
        if not secret:
            return 400, {"error": "To whom? Give phone_number_id and app_secret."}
        ids, letters = phone.payloads(number, self._with_files(wish))
        self._hear(number, letters)
        answer = {"id": ids[0], "ids": ids}
        if wish.get("retry"):
            self.secrets[number] = secret
            phone.say_until_heard(self.postman, secret, letters)
            return 202, answer
        told = phone.say(self.webhook_url, secret, letters, parallel=bool(wish.get("parallel")))
        status, words = max(told, key=lambda one: one[0])
        if status == 502:
            return 502, {"error": words}
        if status == 200:
            self.secrets[number] = secret
        return status, {"status": status, "body": words, "statuses": [one[0] for one in told], **answer}

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

    def _with_files(self, wish: dict[str, Any]) -> dict[str, Any]:
        """What is known of a file that was uploaded for the guest to send."""
        if "messages" in wish:
            return {**wish, "messages": [self._with_files(one) for one in wish["messages"]]}
        for kind in MIME_TYPES:
            if str(wish.get(kind)) in self.media:
                mime, content = self.media[str(wish[kind])]
                return {"mime_type": mime, "sha256": hashlib.sha256(content).hexdigest(), **wish}
        return wish

    def _accept(self, number: str, guest: str, body: dict[str, Any], fault: Fault) -> dict[str, Any]:
        now, type_ = time.time(), body.get("type", "text")
        to, template = body.get("to") or body["recipient"], {}
        if type_ == "template":
            template = self.limits.template(number, body[type_], needed=self.enforce)
        if self.enforce:
            self.limits.spend(number, guest, now)
        in_time = type_ == "template" or not self.enforce or self.limits.window_is_open(number, guest, now)
        failed = fault.failed or (0 if in_time else 131047)
        record = {
            "n": self._next(),
            "id": f"wamid.{uuid.uuid4().hex}",
            "at": now,
            "phone_number_id": number,
            "to": to,
            "type": type_,
            **shown(type_, body[type_]),
            "callback": body.get("biz_opaque_callback_data") or "",
            "category": template.get("category", "utility").lower() if type_ == "template" else "service",
            "error": failed,
            "statuses": self._times(now, {"failed": 0.1} if failed else self.statuses),
            "body": body,
        }
        self.sent.append(record)
        self._tell(record, now)
        known_as = {"wa_id": guest} if body.get("to") else {"user_id": to}
        contacts = [{"input": to, **known_as}]
        return {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": record["id"]}]}

    def _times(self, now: float, after: Mapping[str, float]) -> dict[str, float]:
        return {name: now + wait * (1 + self.jitter * self.chance.uniform(-1, 1)) for name, wait in after.items()}

    def _tell(self, record: dict[str, Any], now: float) -> None:
        secrets = self.secrets | {number.id: number.app_secret for number in self.numbers()}
        if secret := secrets.get(record["phone_number_id"]):
            for status, at in record["statuses"].items():
                self.postman.bring(secret, statuses.payload(record, status, at), after=at - now)

    def _hear(self, number: str, letters: list[list[dict[str, Any]]]) -> None:
        now = time.time()
        for payload in (payload for letter in letters for payload in letter):
            for message in payload["entry"][0]["changes"][0]["value"]["messages"]:
                names = {phone.plain(message.get("from", "")), message.get("from_user_id", "")} - {""}
                self.limits.hear(number, names, now)

    def _next(self) -> int:
        with self._lock:
            self._count += 1
            return self._count


def shown(type_: str, content: Any) -> dict[str, Any]:
    """What a guest sees of a message: its words and what can be pressed."""
    if type_ == "template":
        return {"text": " · ".join([content["name"], *limits.parameters(content)]), "buttons": []}
    if type_ == "contacts":
        return {"text": ", ".join(contact["name"]["formatted_name"] for contact in content), "buttons": []}
    if type_ != "interactive":
        words = [content.get(name) for name in ("body", "caption", "emoji", "name", "address")]
        return {"text": ", ".join(filter(None, words)), "buttons": []}
    action = content["action"]
    buttons = [button["reply"] for button in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    options = [{"id": option["id"], "title": option["title"]} for option in buttons + rows]
    return {"text": content["body"]["text"], "buttons": options}


def _reached(times: Mapping[str, float], now: float) -> str:
    return max((at, status) for status, at in {"accepted": 0.0, **times}.items() if at <= now)[1]
