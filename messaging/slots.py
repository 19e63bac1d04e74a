"""Slots as JSON: what a turn's record, a correction or a scenario says, read back and refused in clear words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from messaging.turn import Slots
from pms.terms import Party

ADULT = 18
MOST = 500
LONGEST = 254
SHIFT = re.compile(r"(?:arrival|departure|stay)[+-][1-9]")


class SlotError(ValueError):
    """`slot` is the one that cannot be; the message says why."""

    def __init__(self, slot: str, why: str) -> None:
        super().__init__(why)
        self.slot = slot


def read(said: Mapping[str, Any]) -> Slots:
    """Raises SlotError. What is empty was not said."""
    if not isinstance(said, Mapping):
        raise SlotError("slots", _("Slots are names with values"))
    named = {name: value for name, value in said.items() if value not in (None, "", [], {})}
    for name in named:
        if name not in READERS:
            raise SlotError(str(name), _("There is no slot “%(name)s”") % {"name": name})
    slots = Slots(**{name: READERS[name](name, value) for name, value in named.items()})
    if slots.arrival and slots.departure and slots.departure <= slots.arrival:
        raise SlotError("departure", _("The departure is after the arrival"))
    return slots


def plain(slots: Slots) -> dict[str, Any]:
    """As it is stored: only what was said."""
    return {
        name: asdict(value)
        if isinstance(value, Party)
        else value.isoformat()
        if isinstance(value, date | time)
        else value
        for name, value in slots.said().items()
    }


def shifted(shift: str, arrival: date, departure: date) -> tuple[date, date]:
    """A stay moved as a `shift` says; the two days may be in the wrong order then."""
    at = max(shift.find("+"), shift.find("-"))
    edge, days = shift[:at], timedelta(days=int(shift[at:]))
    return (arrival if edge == "departure" else arrival + days, departure if edge == "arrival" else departure + days)


def without_stay(slots: Slots) -> Slots:
    return replace(slots, arrival=None, departure=None, nights=None, shift="", month=None)


def _day(slot: str, value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise SlotError(slot, _("A date is written as 2026-12-31")) from error


def _number(slot: str, value: Any, *, least: int = 1, most: int = MOST) -> int:
    try:
        number = int(str(value))
    except ValueError as error:
        raise SlotError(slot, _("This is a whole number")) from error
    if not least <= number <= most:
        raise SlotError(slot, _("From %(least)d to %(most)d") % {"least": least, "most": most})
    return number


def _nights(slot: str, value: Any) -> int:
    return _number(slot, value, most=365)


def _choice(slot: str, value: Any) -> int:
    """-1 is the last one, -2 the other one."""
    return int(value) if str(value) in ("-1", "-2") else _number(slot, value)


def _party(slot: str, value: Any) -> Party:
    if not isinstance(value, Mapping) or set(value) - {"adults", "children"}:
        raise SlotError(slot, _("A party is adults and the ages of children"))
    children = value.get("children") or ()
    if not isinstance(children, list | tuple):
        raise SlotError("children", _("Ages stand in a list: [4, 7]"))
    ages = tuple(_number("children", age, least=0, most=ADULT - 1) for age in children)
    return Party(_number("adults", value.get("adults") or 1), ages)


def _split(slot: str, value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise SlotError(slot, _("The people of each room stand in a list: [3, 2]"))
    return tuple(_number(slot, people) for people in value)


def _month(slot: str, value: Any) -> int:
    return _number(slot, value, most=12)


def _shift(slot: str, value: Any) -> str:
    if not SHIFT.fullmatch(str(value)):
        raise SlotError(slot, _("Nights more or less are written as departure+1"))
    return str(value)


def _text(slot: str, value: Any) -> str:
    if not isinstance(value, str | int):
        raise SlotError(slot, _("This is a text"))
    text = str(value).strip()
    if len(text) > LONGEST:
        raise SlotError(slot, _("At most %(count)d characters") % {"count": LONGEST})
    return text


def _time(slot: str, value: Any) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError as error:
        raise SlotError(slot, _("A time is written as 19:30")) from error


def _things(slot: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise SlotError(slot, _('Things stand in a list: ["towels", "pillow"]'))
    return tuple(_text(slot, thing) for thing in value)


def _reference(slot: str, value: Any) -> str:
    """Upper case; the placeholder of a scenario stays as it is."""
    text = _text(slot, value)
    return text if text.startswith("<") else text.upper()


READERS: dict[str, Callable[[str, Any], Any]] = {
    "arrival": _day,
    "departure": _day,
    "nights": _nights,
    "shift": _shift,
    "month": _month,
    "party": _party,
    "room": _text,
    "rate": _text,
    "rooms": _number,
    "split": _split,
    "choice": _choice,
    "topic": _text,
    "name": _text,
    "whose": _text,
    "email": _text,
    "phone": _text,
    "reference": _reference,
    "things": _things,
    "hour": _time,
    "toward": _text,
    "tax_id": _text,
    "card": lambda slot, value: bool(value),
}
