"""What a demo hotel's sheet says: its rooms, prices, taxes, facts and guests, without any dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

Words = dict[str, str]


def say(es: str, pt: str, en: str) -> Words:
    """The same thing in the three languages of every hotel."""
    return {"es": es, "pt": pt, "en": en}


@dataclass(frozen=True)
class TypeSheet:
    code: str
    names: Words
    descriptions: Words
    sleeps: tuple[int, int]
    """Adults at most; guests at most, children counted."""
    price: int
    """Of a flexible night on a working day in the middle season."""
    rooms: str
    """Numbers, best sold first; the first digit is the floor."""


@dataclass(frozen=True)
class PlanSheet:
    code: str
    names: Words
    factor: Decimal
    breakfast: bool
    free_until_days: int | None


@dataclass(frozen=True)
class Season:
    """From `first` to `last` (month, day), both in, of any year; the first that fits counts."""

    first: tuple[int, int]
    last: tuple[int, int]
    factor: Decimal


@dataclass(frozen=True)
class TaxSheet:
    name: str
    kind: str
    value: Decimal
    included: bool


@dataclass(frozen=True)
class HotelSheet:
    slug: str
    name: str
    language: str
    country: str
    region: str
    """Of the public holidays, as in ISO 3166-2."""
    timezone: str
    currency: str
    city: str
    address: str
    place: tuple[Decimal, Decimal]
    """Latitude and longitude."""
    phone: str
    email: str
    color: str
    check_in_from: time
    check_out_until: time
    late_check_out_until: time
    late_check_out_price: Decimal
    types: tuple[TypeSheet, ...]
    plans: tuple[PlanSheet, ...]
    taxes: tuple[TaxSheet, ...]
    seasons: tuple[Season, ...]
    weekend: Decimal
    """Factor of the nights of Friday and Saturday."""
    step: int
    """Prices end in multiples of it."""
    out_of_order: tuple[str, str]
    facts: dict[str, Words]
    source: str
    first_names: str
    last_names: str
    mobile: str
    """A guest's mobile number; each # is a digit."""
    talk: dict[str, tuple[str, ...]]
    """What guests write in its conversations, by story."""
