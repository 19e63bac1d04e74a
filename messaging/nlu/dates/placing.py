"""Which dates of the calendar the mentioned ones are: one of them, or the two of a range."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from messaging.nlu.dates import calendar, chosen
from messaging.nlu.dates.calendar import Scope, Unclear
from messaging.nlu.dates.mentions import Mention
from messaging.nlu.dates.message import Message, StayDates
from messaging.nlu.text import words

_WEEK = re.compile(r">S|S>")
_ONE_NIGHT = re.compile(r"NOl?D?$")
_OPENING = words("hora horas horario abre abren abierto abierta cierra aberto aberta funciona open opens opening hours")
_WEEK_OF = re.compile(r"S(?:Ol?D?|l?D?)$")


def two(message: Message, said: list[Mention]) -> StayDates:
    kinds = message.kinds
    roles = chosen.roles(said, kinds)
    first, last = said[0], said[-1]
    listed = all(chosen.is_list(a, b, kinds) for a, b in pairwise(said))
    if roles[0] == "departure" and roles[1] != "departure":
        first, last = said[1], said[0]
    elif len(said) > 2 and not listed:
        first, last = _pair(said, roles, kinds)
    named = _ONE_NIGHT.search(kinds[: said[0].start]) or kinds[said[-1].end : said[-1].end + 1] == "N"
    asked = message.context.awaiting == "dates" and chosen.nights_of_weekdays(said, kinds)
    nights = listed and (bool(named) or asked or message.nights == len(said))
    joint = kinds[said[0].end : said[1].start]
    nights = nights or ("&" in joint and (said[0].night or (bool(named) and not set(joint) - set("_,&lDO"))))
    if roles[-1] == "departure" and _WEEK.search(kinds, said[-1].end - 1):
        if not chosen.is_range(first, last, kinds):
            return _next_week(message, first, last)
        if not re.search(r"[fOb]l?$", kinds[: first.start]):
            stay = _range(message, first, last, plus=0) if message.scope.other else _next_week(message, first, last)
            return replace(stay, ask=("next_weekday",))
    return _range(message, first, last, plus=1 if nights else 0)


def _next_week(message: Message, first: Mention, last: Mention) -> StayDates:
    """ "Arriving Wednesday, staying until Sunday next week": the week is the departure's."""
    arrival, doubts = replace(message.scope, week=None).place(first, message.scope.today)
    departure, more = message.scope.place(last, arrival + timedelta(days=1))
    return StayDates(arrival, departure, ask=doubts + more)


def _pair(said: list[Mention], roles: list[str], kinds: str) -> tuple[Mention, Mention]:
    """The two dates of the stay among several; two stays are none."""
    ranges = [(one, other) for one, other in pairwise(said) if chosen.is_range(one, other, kinds)]
    if len(ranges) > 1 and ranges[-1][0].start >= ranges[0][1].end:
        raise Unclear("vague")
    if ranges:
        return ranges[0]
    if "departure" in roles and (leave := roles.index("departure")) > 0:
        return said[0], said[leave]
    raise Unclear("vague")


def _range(message: Message, first: Mention, last: Mention, *, plus: int) -> StayDates:
    scope = message.scope
    if last.near in ("=", ">") and last.vague_day and first.vague_day:
        first = replace(first, near=last.near)
    if last.vague_day and last.year:
        first, last = replace(first, year=first.year or last.year), replace(last, year=None)
    if last.month is not None and (first.vague_day or (last.year and first.month and not first.year)):
        departure, asks = scope.place(last, scope.first)
        arrival = calendar.last_day_before(first, departure)
        if arrival < scope.first:
            raise Unclear("past")
        wrong = first.weekday is not None and arrival.weekday() != first.weekday
        if wrong and scope.other:
            arrival = min(scope.nearest(first.weekday or 0, arrival), departure - timedelta(days=1))
        return StayDates(arrival, departure + timedelta(days=plus), ask=asks + ("weekday_mismatch",) * wrong)
    arrival, doubts = scope.place(first, scope.first)
    if message.context.arrival and last.month is None:
        arrival = _near(arrival, first, message.context.arrival, scope)
    departure, more = scope.place(last, arrival + timedelta(days=1))
    nights = (departure - arrival).days
    if nights == 0 and first != last and message.nights:
        return StayDates(arrival, ask=doubts)
    rolled = last.vague_day and departure.month != arrival.month
    if nights <= 0 or nights > (calendar.LONGEST_ROLLED if rolled else calendar.LONGEST):
        raise Unclear("impossible")
    hours = first.may_be_hours and last.may_be_hours and message.nights is None
    if first.bare and last.bare and any(token.text in _OPENING for token in message.tokens):
        return StayDates()
    return StayDates(arrival, departure + timedelta(days=plus), ask=doubts + more, loose=hours)


def one(message: Message, said: Mention, role: str) -> StayDates:
    scope, context, kinds = message.scope, message.context, message.kinds
    if role == "departure" or _answers_departure(message, said, role):
        earliest = max(context.arrival or scope.today, scope.today) + timedelta(days=1)
        departure, asks = scope.place(said, earliest)
        if context.arrival and not 0 < (departure - context.arrival).days <= calendar.LONGEST:
            raise Unclear("impossible")
        if context.arrival and said.vague_day and (departure - context.arrival).days > calendar.LONGEST_ROLLED:
            raise Unclear("vague")
        return StayDates(None, departure, ask=asks, loose=not said.month and message.nights is None)
    if _WEEK_OF.search(kinds[: said.start]) and message.nights is None:
        raise Unclear("vague")
    arrival, asks = scope.place(said, scope.first)
    if context.arrival:
        arrival = _near(arrival, said, context.arrival, scope)
    one_night = _ONE_NIGHT.search(kinds[: said.start]) or kinds[said.end : said.end + 1] == "N"
    if (one_night or said.night) and not role and message.nights is None:
        return StayDates(arrival, arrival + timedelta(days=1), ask=asks, loose=not one_night)
    return StayDates(arrival, ask=asks, loose=not said.month and message.nights is None)


def _answers_departure(message: Message, said: Mention, role: str) -> bool:
    """Asked until when, a lone later date is the departure."""
    context = message.context
    if context.awaiting != "dates" or not context.arrival or context.departure or role or "c" in message.kinds:
        return False
    if message.nights is not None or said.night:
        return False
    if said.month is None:
        return True
    try:
        found = message.scope.place(said, max(context.arrival, message.scope.today) + timedelta(days=1))[0]
    except Unclear:
        return True
    return 0 < (found - context.arrival).days <= calendar.LONGEST_ANSWERED


def _near(found: date, said: Mention, arrival: date, scope: Scope) -> date:
    """ "No, mejor el 21": the 21st next to the arrival under way, not the first one from today."""
    if said.near or said.offset is not None or said.month is not None or scope.week:
        return found
    window = timedelta(days=15 if said.day else 3)
    later = scope.place(said, max(scope.today, arrival - window))[0]
    return min((found, later), key=lambda day: abs((day - arrival).days))
