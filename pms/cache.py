"""What a remote PMS said in the last minutes, asked once for many. Never a base for booking."""

from __future__ import annotations

import hashlib
import pickle
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar
from uuid import uuid4

from pms import metrics, terms
from pms.errors import PmsRefused
from pms.shared import RedisGone, redis

T = TypeVar("T")

OFFERS_SECONDS = 300
ROOM_SECONDS = 3600
NO_SECONDS = 60  # a refusal, or a room that does not exist
GENERATION_SECONDS = 86400
ASKING_SECONDS = 10  # who dies while asking for others frees the place after this
WAIT_STEPS, STEP_SECONDS = 40, 0.05  # two seconds, then everybody asks for themselves
# Part of every key: an answer pickled before an update that changed our words is never read after it.
SHAPE = zlib.crc32(
    repr([(name, [f.name for f in fields(word)]) for name, word in vars(terms).items() if is_dataclass(word)]).encode()
)


@dataclass(frozen=True)
class Answer:
    generation: bytes
    value: Any
    refusal: PmsRefused | None = None

    def tell(self) -> Any:
        if self.refusal:
            raise self.refusal
        return self.value


class Answers:
    """Those of one hotel's PMS. They count while the hotel's generation is the one they were asked in."""

    def __init__(self, hotel_id: int, kind: str) -> None:
        self.prefix = f"pms:{SHAPE}:{hotel_id}:{kind}"
        self.generation_key = f"pms:{hotel_id}:{kind}:generation"

    def recall(self, operation: str, arguments: Any, ask: Callable[[], T], *, seconds: int, fresh: bool = False) -> T:
        """The kept answer, or that of `ask`, kept for `seconds`. `fresh`: ask in any case."""
        key = f"{self.prefix}:{operation}:{hashlib.sha256(repr(arguments).encode()).hexdigest()}"
        answer = None if fresh else self._wait(key, operation)
        (metrics.CACHE_HITS if answer else metrics.CACHE_MISSES).labels(operation).inc()
        value: T = (answer or self._ask(key, ask, seconds)).tell()
        return value

    def forget(self) -> None:
        """Something was booked or cancelled: a new generation."""
        with suppress(RedisGone), redis() as client:
            client.set(self.generation_key, uuid4().bytes, ex=GENERATION_SECONDS)

    def _wait(self, key: str, operation: str) -> Answer | None:
        """What is kept, now or as soon as the one who is asking has it; None: ask yourself."""
        for step in range(WAIT_STEPS):
            if kept := self._kept(key):
                return kept
            if self._claim(key):
                if kept := self._kept(key):  # came between the look and the claim
                    self._release(key)
                return kept
            if step == 0:
                metrics.CACHE_WAITS.labels(operation).inc()
            time.sleep(STEP_SECONDS)
        return None

    def _ask(self, key: str, ask: Callable[[], Any], seconds: int) -> Answer:
        generation = self._generation()  # before asking: what is booked meanwhile makes the answer old
        try:
            answer = _answer(generation, ask)
            self._keep(key, answer, NO_SECONDS if answer.value is None else seconds)
        finally:
            self._release(key)
        return answer

    def _kept(self, key: str) -> Answer | None:
        with suppress(RedisGone), redis() as client:
            found: list[Any] = client.mget(key, self.generation_key)
            answer: Answer | None = pickle.loads(found[0]) if found[0] else None
            if answer and answer.generation == found[1]:
                return answer
        return None

    def _generation(self) -> bytes:
        """Random, so that no lost key brings an old one back. Empty: nothing can be kept."""
        with suppress(RedisGone), redis() as client, client.pipeline() as pipe:
            pipe.set(self.generation_key, uuid4().bytes, ex=GENERATION_SECONDS, nx=True)
            pipe.get(self.generation_key)
            return bytes(pipe.execute()[1])
        return b""

    def _keep(self, key: str, answer: Answer, seconds: int) -> None:
        if answer.generation:
            with suppress(RedisGone), redis() as client:
                client.set(key, pickle.dumps(answer), ex=seconds)

    def _claim(self, key: str) -> bool:
        """May I ask for all? Without Redis everybody does."""
        with suppress(RedisGone), redis() as client:
            return bool(client.set(f"{key}:asking", 1, ex=ASKING_SECONDS, nx=True))
        return True

    def _release(self, key: str) -> None:
        with suppress(RedisGone), redis() as client:
            client.delete(f"{key}:asking")


def _answer(generation: bytes, ask: Callable[[], Any]) -> Answer:
    try:
        return Answer(generation, ask())
    except PmsRefused as refusal:
        return Answer(generation, None, refusal)
