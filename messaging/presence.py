"""Which of the staff look at a conversation, and which of them type in it: in Redis, for seconds, by hotel."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pms import shared

VIEWING, TYPING = "viewing", "typing"
SECONDS = {VIEWING: 20.0, TYPING: 6.0}


@dataclass(frozen=True)
class Mark:
    """One browser page of somebody at a conversation."""

    conversation: int
    user: int
    name: str
    page: str


@dataclass
class Present:
    """At one conversation: names by user."""

    viewing: dict[int, str] = field(default_factory=dict)
    typing: dict[int, str] = field(default_factory=dict)


def note(hotel_id: int, mark: Mark, *kinds: str) -> bool:
    """Does this, until the seconds are over or it is said again; False when it was known. All here raise RedisGone."""
    now = time.time()
    with shared.redis() as redis, redis.pipeline(transaction=False) as pipe:
        pipe.zremrangebyscore(_key(hotel_id), "-inf", now)
        pipe.zadd(_key(hotel_id), {_member(kind, mark): now + SECONDS[kind] for kind in kinds})
        pipe.expire(_key(hotel_id), 60)
        return bool(pipe.execute()[1])


def forget(hotel_id: int, mark: Mark, *kinds: str) -> bool:
    """Does it no more; False when that was known."""
    with shared.redis() as redis:
        return bool(redis.zrem(_key(hotel_id), *(_member(kind, mark) for kind in kinds)))


def at(hotel_id: int) -> dict[int, Present]:
    found: dict[int, Present] = defaultdict(Present)
    with shared.redis() as redis:
        members: list[Any] = redis.zrangebyscore(_key(hotel_id), time.time(), "+inf")
    for member in members:
        kind, conversation, user, name, _ = json.loads(member)
        getattr(found[conversation], kind)[user] = name
    return found


def _key(hotel_id: int) -> str:
    return f"presence:{hotel_id}"


def _member(kind: str, mark: Mark) -> str:
    return json.dumps([kind, mark.conversation, mark.user, mark.name, mark.page])
