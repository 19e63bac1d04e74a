"""Scripted guests: they write by WhatsApp as Meta brings it, wait for what the hotel answers, and react to that."""

from __future__ import annotations

import asyncio
import json
import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import httpx

from hotel_agent.chaos.evidence import Evidence
from messaging.fakes import phone

PATIENCE = 40.0  # seconds a guest waits for an answer before writing again
RETRIES = (0.3, 0.6, 1.0, 2.0)  # seconds between Meta's tries, here a little quicker than Meta's


@dataclass(frozen=True)
class Hotel:
    """As a guest's phone knows it."""

    slug: str
    language: str
    phone_number_id: str
    app_secret: str


@dataclass(frozen=True)
class Reply:
    text: str
    buttons: tuple[str, ...] = ()

    def button(self, intent: str) -> str:
        """The id of the first button of that intent, or nothing."""
        return next((id_ for id_ in self.buttons if id_.partition(":")[0] == intent), "")

    def choices(self) -> list[str]:
        return [id_ for id_ in self.buttons if id_.startswith("choose_room:")]


class Line:
    """The telephone line all guests share: paces what goes out, hands round what comes in."""

    def __init__(
        self, webhook: str, evidence: Evidence, rate: float, seed: int, heard: Callable[[str, str], None]
    ) -> None:
        self.webhook = webhook
        self.heard = heard
        self.replays: list[Future[int]] = []
        self.evidence = evidence
        self.pause = 1 / rate
        self.luck = random.Random(seed)
        self.posted: list[tuple[bytes, str]] = []
        """Everything ever posted, with its signature: what a replay draws from."""
        self.mailboxes: dict[tuple[str, str], asyncio.Queue[Reply]] = defaultdict(asyncio.Queue)
        self.loop = asyncio.get_running_loop()
        self.client = httpx.AsyncClient(timeout=20, trust_env=False, limits=httpx.Limits(max_connections=200))
        self.free_at = 0.0

    async def turn(self) -> None:
        """Wait for one's place: so many messages per second, whoever they are from."""
        now = asyncio.get_running_loop().time()
        self.free_at = max(self.free_at, now) + self.pause
        await asyncio.sleep(self.free_at - now)

    def hand_round(self, sent: Sequence[dict[str, Any]]) -> None:
        for message in sent:
            mailbox = message["phone_number_id"], message["to"].lstrip("+")
            buttons = tuple(button["id"] for button in message["buttons"])
            self.mailboxes[mailbox].put_nowait(Reply(message["text"], buttons))

    def replay(self, number: int) -> None:
        """Bring so many old webhooks again, from any thread."""
        for posted in self.luck.sample(self.posted, min(number, len(self.posted))):
            self.replays.append(asyncio.run_coroutine_threadsafe(self.post(*posted), self.loop))

    async def last_replays(self) -> None:
        await asyncio.gather(*map(asyncio.wrap_future, self.replays))

    async def post(self, raw: bytes, signature: str) -> int:
        """As Meta does: again and again until somebody answers; the status of the answer."""
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        for attempt in range(10_000):
            try:
                answer = await self.client.post(self.webhook, content=raw, headers=headers)
            except httpx.HTTPError:
                status = 0
            else:
                status = answer.status_code
            if status and status < 500:
                return status
            await asyncio.sleep(RETRIES[min(attempt, len(RETRIES) - 1)])
        raise TimeoutError("the webhook never answered")


@dataclass
class Guest:
    """One phone at one hotel."""

    line: Line
    hotel: Hotel
    phone: str
    name: str
    language: str
    luck: random.Random
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def mailbox(self) -> asyncio.Queue[Reply]:
        return self.line.mailboxes[self.hotel.phone_number_id, self.phone]

    async def say(self, text: str = "", *, button: str = "", copies: int = 1) -> None:
        """A message, on its way in several copies when Meta stutters."""
        await self.line.turn()
        self.last = {"text": text, "button_id": button} if button else {"text": text}
        wish = {**self.last, "from": self.phone, "name": self.name, "id": f"wamid.{uuid.uuid4().hex}"}
        payload = phone.envelope(self.hotel.phone_number_id, wish)
        raw = json.dumps(payload, ensure_ascii=False).encode()
        posted = raw, phone.signature(self.hotel.app_secret, raw)
        self.line.posted.append(posted)
        self.line.heard(self.hotel.phone_number_id, self.phone)
        for status in await asyncio.gather(*(self.line.post(*posted) for _ in range(copies))):
            evidence = self.line.evidence
            if status == 200:
                evidence.accepted[wish["id"]] = self.hotel.phone_number_id
            else:
                evidence.refused[wish["id"]] = status

    async def hear(self, seconds: float = PATIENCE) -> Reply | None:
        """The newest of what has arrived since; None when nothing comes."""
        try:
            reply = await asyncio.wait_for(self.mailbox.get(), seconds)
        except TimeoutError:
            return None
        while not self.mailbox.empty():
            reply = self.mailbox.get_nowait()
        return reply

    async def insist(self) -> Reply | None:
        """Hear; when nothing comes, write the same again, twice at most."""
        for _ in range(2):
            if reply := await self.hear():
                return reply
            await self.say(self.last.get("text", ""), button=self.last.get("button_id", ""))
        return await self.hear()
