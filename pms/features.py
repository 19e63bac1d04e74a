"""Feature flags: a row here, and whether it is on at a hotel for one of its guests."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.utils.translation import gettext_lazy as _

from pms import metrics
from pms.models import Hotel
from pms.shared import RedisGone, redis

Name = Literal["agent_answers", "proactive_messages", "language_model"]
CACHE_SECONDS = 15  # so long a change may be overlooked, and only where Redis was away when it was made

# Of two rows the last one counts: a waffle flag that is set for everyone goes before what the hotel has set.
STORED = """
SELECT name, percent, 'hotel' FROM pms_hotelflag WHERE hotel_id = %s
UNION ALL SELECT name, CASE WHEN everyone THEN 100 ELSE 0 END, 'all hotels' FROM waffle_flag WHERE everyone IS NOT NULL
ORDER BY 3 DESC
"""


class UnknownFlag(KeyError):
    """No row of FEATURES has this name."""


@dataclass(frozen=True)
class Feature:
    default: bool
    what: Any


@dataclass(frozen=True)
class State:
    percent: int
    source: str
    """default, hotel, or all hotels"""


FEATURES: dict[str, Feature] = {
    "agent_answers": Feature(True, _("The agent answers guests. Off: everything they write goes to staff.")),
    "proactive_messages": Feature(
        True, _("The agent writes first to keep its promises. Off: staff are told that a guest waits.")
    ),
    "language_model": Feature(
        False, _("Where the rules are unsure a language model is asked what a message means, without anybody's data.")
    ),
}


def is_on(hotel: Hotel, name: Name, key: str = "") -> bool:
    """`key` is whom it is about: at 30 % the same three of ten have it, until the percentage changes."""
    on = _bucket(name, key or f"hotel:{hotel.pk}") < state(hotel, name).percent
    metrics.FLAG_CHECKS.labels(name, "on" if on else "off").inc()
    return on


def state(hotel: Hotel, name: str) -> State:
    """Raises UnknownFlag."""
    if name not in FEATURES:
        raise UnknownFlag(name)
    stored = _cached(hotel.pk).get(name)
    return State(*stored) if stored else State(100 if FEATURES[name].default else 0, "default")


def forget(hotel_id: int | None = None) -> None:
    """After a change, of one hotel or of all."""
    ids = Hotel.objects.values_list("pk", flat=True) if hotel_id is None else [hotel_id]
    with suppress(RedisGone), redis() as client:
        client.delete("features", *map(_key, ids))


def _cached(hotel_id: int) -> dict[str, list[Any]]:
    with suppress(RedisGone), redis() as client:
        if kept := client.get(_key(hotel_id)):
            found: dict[str, list[Any]] = json.loads(kept)
            return found
    stored = _stored(hotel_id)
    with suppress(RedisGone), redis() as client:
        client.set(_key(hotel_id), json.dumps(stored), ex=CACHE_SECONDS)
    return stored


def _stored(hotel_id: int) -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(STORED, [hotel_id])
        return {name: [percent, source] for name, percent, source in cursor.fetchall()}


def _key(hotel_id: int) -> str:
    return f"features:{hotel_id}"


def _bucket(name: str, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{name}:{key}".encode()).digest()[:4]) % 100
