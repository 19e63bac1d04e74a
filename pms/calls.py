"""The last calls to each remote PMS, noted by every process: where somebody looks when something is wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from pms import shared
from pms.errors import PmsRefused

KEPT = 50
EXPIRY = timedelta(days=7)
LONGEST = 200


@dataclass(frozen=True)
class Call:
    at: datetime
    operation: str
    result: str
    """ok, open (the breaker let nobody through), defect, or the name of the PmsError."""
    text: str
    """What the error says: never what a guest said, nor a body."""
    milliseconds: int


def note(hotel_id: int, kind: str, *, operation: str, result: str, seconds: float, error: Exception | None) -> None:
    """Without Redis nobody looks back."""
    row = [timezone.now().timestamp(), operation, result, _said(error), round(seconds * 1000)]
    with suppress(shared.RedisGone), shared.redis() as client:
        pipe = client.pipeline(transaction=False)
        pipe.lpush(_key(hotel_id, kind), json.dumps(row))
        pipe.ltrim(_key(hotel_id, kind), 0, KEPT - 1)
        pipe.expire(_key(hotel_id, kind), EXPIRY)
        pipe.execute()


def last(hotel_id: int, kind: str) -> list[Call]:
    """Newest first."""
    with suppress(shared.RedisGone), shared.redis() as client:
        rows = [json.loads(row) for row in client.lrange(_key(hotel_id, kind), 0, KEPT - 1)]
        return [Call(datetime.fromtimestamp(at, UTC), *row) for at, *row in rows]
    return []


def _said(error: Exception | None) -> str:
    if isinstance(error, PmsRefused):
        numbers = ", ".join(f"{name} {value}" for name, value in error.detail.items())
        return f"{error.reason} ({numbers})" if numbers else error.reason
    return str(error or "")[:LONGEST]


def _key(hotel_id: int, kind: str) -> str:
    return f"pms:calls:{hotel_id}:{kind}"
