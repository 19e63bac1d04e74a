"""Brings signed webhooks until they are answered 200: at least once and with growing pauses, as Meta does."""

from __future__ import annotations

import hashlib
import heapq
import hmac
import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx

COURIERS = 16
# Meta goes on for seven days; a fake that is back on the next minute serves an impatient test better.
LONGEST_PAUSE = 60.0


@dataclass(order=True)
class Letter:
    """Payloads of one sender, brought one after the other."""

    due: float
    turn: int
    bodies: list[bytes] = field(compare=False)
    secret: str = field(compare=False)
    tries: int = field(default=0, compare=False)


class Postman:
    """`url` is asked each time: the product may move, and be away for as long as it likes."""

    def __init__(self, url: Callable[[], str]) -> None:
        self.url = url
        self.delivered = 0
        self.refused = 0
        self._letters: list[Letter] = []
        self._turns = itertools.count()
        self._under_way = 0
        self._open = True
        self._couriers: list[threading.Thread] = []
        self._changed = threading.Condition()

    def bring(self, secret: str, *payloads: Any, after: float = 0.0) -> None:
        """In the background; `after` so many seconds."""
        bodies = [serialized(payload) for payload in payloads]
        with self._changed:
            heapq.heappush(self._letters, Letter(time.monotonic() + after, next(self._turns), bodies, secret))
            if not self._couriers:
                self._couriers = [threading.Thread(target=self._work, daemon=True) for _ in range(COURIERS)]
                for courier in self._couriers:
                    courier.start()
            self._changed.notify()

    def hurry(self) -> None:
        """What waits goes now: the next attempt of what was refused too."""
        with self._changed:
            for letter in self._letters:
                letter.due = 0.0
            heapq.heapify(self._letters)
            self._changed.notify_all()

    def counts(self) -> dict[str, int]:
        with self._changed:
            waiting = len(self._letters) + self._under_way
        return {"waiting": waiting, "delivered": self.delivered, "refused": self.refused}

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def _work(self) -> None:
        while letter := self._next():
            self._deliver(letter)
            with self._changed:
                self._under_way -= 1
                if letter.bodies:
                    heapq.heappush(self._letters, letter)
                    self._changed.notify()

    def _next(self) -> Letter | None:
        with self._changed:
            while self._open:
                wait = self._letters[0].due - time.monotonic() if self._letters else None
                if wait is not None and wait <= 0:
                    self._under_way += 1
                    return heapq.heappop(self._letters)
                self._changed.wait(wait)
        return None

    def _deliver(self, letter: Letter) -> None:
        while letter.bodies:
            if post(self.url(), letter.secret, letter.bodies[0])[0] != 200:
                self.refused += 1
                letter.due = time.monotonic() + min(2.0**letter.tries, LONGEST_PAUSE)
                letter.tries += 1
                return
            self.delivered += 1
            letter.bodies.pop(0)


def post(url: str, secret: str, body: bytes) -> tuple[int, str]:
    """The status and the words of the answer; 502 when nobody is there."""
    headers = {"X-Hub-Signature-256": f"sha256={signature(secret, body)}", "Content-Type": "application/json"}
    try:
        answer = client().post(url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return 502, f"{url}: {type(error).__name__}"
    return answer.status_code, answer.text


def serialized(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode()


def signature(secret: str, raw: bytes) -> str:
    return hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


@cache
def client() -> httpx.Client:
    return httpx.Client(timeout=10, trust_env=False)
