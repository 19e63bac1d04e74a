"""What a stored row, or a value computed from stored rows, allows a reply to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import singledispatch
from typing import Any

from babel.numbers import get_currency_precision
from django.db.models import Model

from locks.models import RoomHold
from messaging.grounding.figures import Token
from messaging.grounding.names import rates_in
from messaging.grounding.numerals import COUNTED, SIGNS
from messaging.grounding.policies import policies
from messaging.grounding.reading import tokens
from messaging.models import Fact, Media, Message, Promise
from messaging.turn import Turn
from pms.models import Guest, Hotel
from pms.terms import CancellationPolicy, Contact, Money, Party, Stay
from reservations.models import ChangeQuote, Offer, Request, Reservation

State = Reservation.Status
DONE = {
    **dict.fromkeys((State.CONFIRMED, State.CHANGED, State.CHECKED_IN, State.CHECKED_OUT), ("booked", "changed")),
    State.CANCELLED: ("cancelled",),
    **dict.fromkeys((State.PENDING, State.NEEDS_STAFF), ("asked",)),
}
# What a guest has written proves no price, no rule, no booking and no deed.
UNPROVEN = {"amount", "percent", "policy", "did", "reference"}
# Notes of a turn that say what it read, not what it did.
LOOKED = {"fact", "offers", "no_rooms", "pms", "last_known", "cancellation_fee", "ungrounded"}
PESOS = {"ARS", "MXN", "CLP", "COP", "UYU", "USD"}


@singledispatch
def grounds(source: Any) -> set[Token]:
    """Any other row or frozen value: what its columns say."""
    if isinstance(source, Model):
        columns = [getattr(source, field.attname) for field in source._meta.concrete_fields]
        said = {token for value in columns for token in grounds(value)}
        return said | _decimals(columns, getattr(source, "currency", ""))
    named = fields(source) if is_dataclass(source) else ()
    return {token for field in named for token in grounds(getattr(source, field.name))}


@grounds.register
def _(source: Offer) -> set[Token]:
    amounts = {source.total, source.cancellation_fee, *(night.amount for night in source.per_night)}
    amounts |= {tax.amount for tax in source.tax_lines}
    dates = {source.arrival, source.departure, source.free_until}
    names = [tax.name for tax in source.tax_lines]
    return (
        {token for amount in amounts for token in _money(amount, source.currency)}
        | {token for when in dates if when for token in grounds(when)}
        | _named(*source.rate_plan_names.values(), *source.room_type_names.values(), *names)
        | {token for name in source.rate_plan_names.values() for token in rates_in(name)}
        | grounds(source.stay)
        | grounds(source.party)
        | _terms(source)
        | {("rooms", source.units_left), ("room", source.unit.upper())}
    )


@grounds.register
def _(source: Reservation) -> set[Token]:
    named = Contact(source.guest_name, source.guest_email, source.guest_phone)
    return (
        grounds(source.offer)
        | grounds(source.stay)
        | grounds(named)
        | _money(source.total, source.offer.currency)
        | {("reference", source.reference), ("reference", source.pms_number), ("room", source.unit.upper())}
        | {("did", kind) for kind in ("checked", *DONE.get(State(source.status), ()))}
    )


@grounds.register
def _(source: RoomHold) -> set[Token]:
    held = {("did", "held")} if source.is_live else set()
    return grounds(source.expires_at) | grounds(source.stay) | {("room", source.unit.upper())} | held


@grounds.register
def _(source: Request) -> set[Token]:
    """A wish that staff have before them, with whatever was written down of it."""
    deeds = {("did", kind) for kind in ("staff", "promise", "asked", "checked", "done")}
    return deeds | grounds(source.details) | (grounds(source.due_at) if source.due_at else set())


@grounds.register
def _(source: Promise) -> set[Token]:
    return grounds(source.due_at) | {("did", "promise"), ("did", "done")}


@grounds.register
def _(source: Turn) -> set[Token]:
    """What was done in it, by its notes."""
    deeds = {what for what, detail in source.trace if detail and what not in LOOKED}
    if deeds:
        deeds |= {"done"}
    if "request" in deeds or source.handover:
        deeds |= {"staff", "promise", "asked", "done"}
    if "hold" in deeds:
        deeds |= {"held"}
    for what, detail in source.trace:
        if what == "reservation" and isinstance(detail, dict):
            deeds |= {*DONE.get(detail.get("status", ""), ())}
    return {("did", deed) for deed in deeds} | (grounds(source.promise) if source.promise else set())


@grounds.register
def _(source: Message) -> set[Token]:
    """What was said already may be said again."""
    return {("did", "sent"), *tokens(source.text)}


@grounds.register
def _(source: Media) -> set[Token]:
    return {("did", "sent")}


@grounds.register
def _(source: ChangeQuote) -> set[Token]:
    amounts = (source.total, source.was_total, source.fee)
    return grounds(source.stay) | {token for amount in amounts for token in _money(amount, source.price.currency)}


@grounds.register
def _(source: Contact) -> set[Token]:
    """Whatever the guest is called."""
    return set(tokens(f"{source.name} {source.email} {source.phone}"))


@grounds.register
def _(source: Guest) -> set[Token]:
    return grounds(Contact(source.name, source.email, source.phone))


@grounds.register
def _(source: Fact) -> set[Token]:
    return set(tokens(source.text)) | {("policy", policy) for policy in policies(source.text, source.topic)}


@grounds.register
def _(source: Hotel) -> set[Token]:
    named = tokens(f"{source.name}, {source.phone}, {source.email}, {source.address}")
    times = {("time", (when.hour, when.minute)) for when in (source.check_in_from, source.check_out_until)}
    return times | set(named)


@grounds.register
def _(source: Stay) -> set[Token]:
    """What the guest asked for may be repeated to them."""
    return grounds(source.arrival) | grounds(source.departure) | {("nights", source.nights)}


@grounds.register
def _(source: Party) -> set[Token]:
    ages = {("ages", age) for age in source.children}
    return ages | {("adults", source.adults), ("children", len(source.children)), ("guests", source.size)}


@grounds.register
def _(source: Money) -> set[Token]:
    """Only for a fee computed by reservations; prices come from their Offer."""
    free = set() if source.amount else {("policy", (about, "free", True)) for about in ("cancellation_policy",)}
    return _money(source.amount, source.currency) | free


@grounds.register
def _(source: CancellationPolicy) -> set[Token]:
    return grounds(source.free_until) if source.free_until else set()


@grounds.register
def _(source: datetime) -> set[Token]:
    """By the clock of the hotel among the sources: see `ungrounded`."""
    return {("instant", source)}


@grounds.register
def _(source: date) -> set[Token]:
    named = {("date", (source.month, source.day)), ("dated", (source.year, source.month, source.day))}
    return named | {("day", source.day), ("weekday", (source.weekday(), source.day))}


@grounds.register
def _(source: time) -> set[Token]:
    return {("time", (source.hour, source.minute))}


@grounds.register
def _(source: timedelta) -> set[Token]:
    minutes = int(source.total_seconds() // 60)
    return {("minutes", minutes), ("hours", minutes // 60), ("days", source.days)}


@grounds.register
def _(source: int) -> set[Token]:
    """A whole number counts something; what an amount is comes with its currency."""
    counted = {(kind, source) for kind in COUNTED}
    return set() if isinstance(source, bool) else counted | {("number", str(source)), ("room", str(source))}


@grounds.register
def _(source: str) -> set[Token]:
    """Text is what a guest wrote or what the code named: it may be repeated."""
    said = {token for token in tokens(source) if token[0] not in UNPROVEN}
    return said | ({("number", source), ("room", source.upper())} if source.isalnum() and len(source) < 9 else set())


@grounds.register(list)
@grounds.register(tuple)
@grounds.register(set)
def _(source: Collection[Any]) -> set[Token]:
    """What is listed may be numbered."""
    numbered = {("number", str(number)) for number in range(1, len(source) + 1)}
    return numbered | {token for item in source for token in grounds(item)}


@grounds.register
def _(source: dict) -> set[Token]:  # type: ignore[type-arg]
    return {token for value in source.values() for token in grounds(value)}


def _named(*names: str) -> set[Token]:
    return {token for name in names for token in tokens(name)}


def _money(amount: Decimal, currency: str) -> set[Token]:
    """Also as it is written where the currency knows no cents."""
    unit = Decimal(1).scaleb(-get_currency_precision(currency)) if currency else Decimal("0.01")
    signs = {"", currency, *(("$",) if currency in PESOS else ())}
    return {("amount", (value, sign)) for value in (amount, amount.quantize(unit, ROUND_HALF_EVEN)) for sign in signs}


def _decimals(columns: Iterable[Any], currency: str) -> set[Token]:
    amounts = [value for value in columns if isinstance(value, Decimal)]
    currencies = [currency] if currency else [*{*SIGNS.values()}]
    return {token for amount in amounts for code in currencies for token in _money(amount, code.replace("$", ""))}


def _terms(offer: Offer) -> set[Token]:
    said = {("breakfast", "included", offer.breakfast)}
    if offer.free_until:
        said |= {("cancellation_policy", "free", True), ("refund", "have", True)}
    elif offer.cancellation_fee == offer.total:
        said |= {("refund", "have", False)}
    return {("policy", policy) for policy in said}
