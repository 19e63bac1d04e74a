"""Nothing is said that nobody stored: every amount, date and time in a reply must have a source.

Words are read back as a guest would read them, so a figure written into a template is caught as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import singledispatch
from typing import Any

from locks.models import RoomHold
from messaging.dangers.numbers import Numbers
from messaging.models import Fact, Message, Promise
from pms.models import Hotel
from pms.terms import Contact, Money, RoomDetails, Stay
from reservations.models import ChangeQuote, Offer, Reservation

MONTHS = {
    name: number
    for names in (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
AMOUNT = re.compile(r"(?:[€$£%]|(?<![\w-])[A-Z]{2,3}\$?)\s?(\d[\d.,]*)|(?<![\w-])(\d[\d.,]*)\s?(?:[€$£%]|[A-Z]{3}\b)")
DATE = re.compile(
    rf"(\d{{1,2}})(?: de | )({'|'.join(MONTHS)})|(\d{{4}})-(\d\d)-(\d\d)|\b(\d{{1,2}})/(\d{{1,2}})\b", re.I
)
TIME = re.compile(r"\b(\d{1,2})[:h](\d\d)\b")

Token = tuple[str, Any]


def ungrounded(words: str, sources: Iterable[Any]) -> list[Token]:
    """What the words claim and no source says: [("amount", Decimal("95.00")), …]."""
    known = {token for source in sources for token in grounds(source)}
    return [token for token in tokens(words) if token not in known]


def tokens(words: str) -> Iterator[Token]:
    """Amounts, (month, day) dates and (hour, minute) times, as read in text of any of our languages."""
    for match in AMOUNT.finditer(words.replace("\xa0", " ").replace("\u202f", " ")):
        yield from _amount(match[1] or match[2])
    for match in DATE.finditer(words):
        named_day, month, year, iso_month, iso_day, day, slash_month = match.groups()
        if month:
            yield "date", (MONTHS[month.lower()], int(named_day))
        elif year:
            yield "date", (int(iso_month), int(iso_day))
        else:
            yield "date", (int(slash_month), int(day))
    for match in TIME.finditer(words):
        yield "time", (int(match[1]), int(match[2]))


@singledispatch
def grounds(source: Any) -> set[Token]:
    """What a stored row, or a value computed from stored rows, allows a reply to say."""
    return set()


@grounds.register
def _(source: Offer) -> set[Token]:
    amounts = {source.total, source.cancellation_fee, *(night.amount for night in source.per_night)}
    amounts |= {tax.amount for tax in source.tax_lines}
    dates = {source.arrival, source.departure, source.free_until}
    named = " ".join(
        [*(tax.name for tax in source.tax_lines), *source.rate_plan_names.values(), *source.room_type_names.values()]
    )
    return {("amount", amount) for amount in amounts} | _dates(dates) | set(tokens(named))


@grounds.register
def _(source: Reservation) -> set[Token]:
    named = Contact(source.guest_name, source.guest_email, source.guest_phone)
    return grounds(source.offer) | grounds(source.stay) | {("amount", source.total)} | grounds(named)


@grounds.register
def _(source: ChangeQuote) -> set[Token]:
    return grounds(source.stay) | {("amount", amount) for amount in (source.total, source.was_total, source.fee)}


@grounds.register
def _(source: RoomDetails) -> set[Token]:
    return set(tokens(" ".join(source.names.values())))


@grounds.register
def _(source: Contact) -> set[Token]:
    """Whatever the guest is called."""
    return set(tokens(f"{source.name} {source.email} {source.phone}"))


@grounds.register
def _(source: Numbers) -> set[Token]:
    return set(tokens(source.spoken()))


@grounds.register
def _(source: Fact) -> set[Token]:
    return set(tokens(source.text))


@grounds.register
def _(source: Message) -> set[Token]:
    """What was said already may be said again."""
    return set(tokens(source.text))


@grounds.register
def _(source: Hotel) -> set[Token]:
    named = tokens(f"{source.name} {source.phone} {source.email} {source.address}")
    return {("time", (when.hour, when.minute)) for when in (source.check_in_from, source.check_out_until)} | set(named)


@grounds.register
def _(source: RoomHold) -> set[Token]:
    until = source.expires_at.astimezone(source.hotel.zone)
    return {("time", (until.hour, until.minute))}


@grounds.register
def _(source: Promise) -> set[Token]:
    by = source.due_at.astimezone(source.hotel.zone)
    return {("time", (by.hour, by.minute))}


@grounds.register
def _(source: Stay) -> set[Token]:
    """What the guest asked for may be repeated to them."""
    return _dates({source.arrival, source.departure})


@grounds.register
def _(source: date) -> set[Token]:
    return _dates({source})


@grounds.register
def _(source: Money) -> set[Token]:
    """Only for a fee computed by reservations; prices come from their Offer."""
    return {("amount", source.amount)}


@grounds.register(list)
@grounds.register(tuple)
def _(source: Iterable[Any]) -> set[Token]:
    return {token for item in source for token in grounds(item)}


@grounds.register
def _(source: dict) -> set[Token]:  # type: ignore[type-arg]
    return grounds(list(source.values()))


def _dates(dates: Iterable[date | None]) -> set[Token]:
    return {("date", (when.month, when.day)) for when in dates if when}


def _amount(text: str) -> Iterator[Token]:
    """1.234,50 and 1,234.50 alike: the last mark before one or two digits is the decimal one."""
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", text.rstrip(".,")).groups()  # type: ignore[union-attr]
    try:
        yield "amount", Decimal(re.sub(r"[.,]", "", whole) + (f".{cents}" if mark else ""))
    except InvalidOperation:
        return
