"""What the harness saw itself, beside the database: what was promised with a 200, what guests wanted and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Wish:
    """One guest at one hotel, and how many reservations they set out to make."""

    phone: str
    phone_number_id: str
    wants: int
    story: str = ""


@dataclass(frozen=True)
class Row:
    """A booking as a PMS has it."""

    hotel: str
    reference: str
    unit: str
    arrival: date
    departure: date
    total: Decimal
    live: bool = True


@dataclass
class Evidence:
    since: datetime
    """The demo's own past is no part of it."""
    accepted: dict[str, str] = field(default_factory=dict)
    """Id of every message the webhook answered 200 for, with the number it went to."""
    refused: dict[str, int] = field(default_factory=dict)
    """Messages the webhook answered anything else for in the end, with that status."""
    wishes: list[Wish] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    """Every message WhatsApp took, as its own record has it."""
    booked: list[Row] = field(default_factory=list)
    """Every booking of the PMS that is not ours."""


@dataclass(frozen=True)
class Count:
    """One promise: how often it was broken, or how much there was of something."""

    name: str
    value: int
    must_be_zero: bool = True
    examples: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        return self.must_be_zero and self.value > 0


def broken(name: str, examples: Iterable[object]) -> Count:
    """Each example is one time too many."""
    found = sorted({str(example) for example in examples})
    return Count(name, len(found), examples=tuple(found[:5]))


def figure(name: str, value: int, examples: Iterable[str] = ()) -> Count:
    return Count(name, value, must_be_zero=False, examples=tuple(examples))
