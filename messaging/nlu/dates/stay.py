"""Puts mentioned dates together to a stay: arrival, departure, nights, and what must be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from messaging.nlu.context import Context
from messaging.nlu.dates import calendar, chosen, mentions
from messaging.nlu.dates.calendar import Scope, Unclear
from messaging.nlu.dates.mentions import Mention
from messaging.nlu.dates.tokens import GRAMMARS, Token, tokenise

_LENGTH = re.compile(r"(?<![I+*])(?P<n>[nsA])-?(?:(?P<N>N)|(?P<D>D)(?!-?[no])|(?P<S>S))|N:(?P<after>n)")
_LONGER = re.compile(r"(?P<n>[nsA])\+[ND]|\+(?P<m>[nsA])[ND]|(?P<k>[nsA])[ND]\+|\*[ND]")
_WEEKEND = re.compile(r"(?P<near>[=<>~]?)e(?P<after>[=<>~]?)")
_TODAY_IN_WEEKS = re.compile(r"(?:v|[nsA]S)[rR]")
_WEEK = re.compile(r">S|S>")
_ONE_NIGHT = re.compile(r"NOl?D?$")
_MONTH_ALONE = re.compile(r"(?:[IfpO=>|&u]l?O?|^[_.,]*)m|[MG]")
_VAGUE = re.compile(r"v|V[OlI]{0,2}[mMG]|I[nsA]S|[=>]?S[O<>]|[=>]S")
_AROUND = re.compile(r"([Sh])(?:Ol?D?|l?D?)$")
_MOST_NIGHTS = 14
_NO_DATE = re.compile(r"[OftpluI]!")


@dataclass(frozen=True)
class StayDates:
    """`nights`: as said, or counted when both dates are known. `loose`: a lone day, maybe of no stay at all."""

    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    ask: tuple[str, ...] = ()
    loose: bool = False

    @property
    def empty(self) -> bool:
        return not (self.arrival or self.departure or self.nights or self.ask)


@dataclass(frozen=True)
class _Message:
    """A message's tokens with all that its dates depend on."""

    tokens: Sequence[Token]
    kinds: str
    scope: Scope
    context: Context
    nights: int | None
    days: bool
    """The nights were said as days: "3 días" may be two nights."""


def read(folded: str, language: str, *, day_first: bool | None, today: date, context: Context) -> StayDates:
    """The stay a message names. `day_first` None: 12/3 must be asked."""
    tokens = tokenise(folded, language)
    kinds = mentions.kinds_of(tokens)
    nights, days = _length(tokens, kinds)
    week = today + timedelta(days=7 - today.weekday()) if _WEEK.search(kinds) else None
    scope = Scope(today, week, GRAMMARS[language].next_is_nearest)
    message = _Message(tokens, kinds, scope, context, nights, days)
    try:
        stay = _finished(message, _stay(message, _day_first(tokens, day_first)))
        return replace(stay, ask=tuple(dict.fromkeys(stay.ask)))
    except Unclear as doubt:
        return StayDates(nights=nights, ask=(str(doubt.args[0]),))


def _day_first(tokens: Sequence[Token], preferred: bool | None) -> bool:
    """A figure over twelve anywhere in the message tells the order of all its dates."""
    parts = [token.parts for token in tokens if token.parts and token.parts[0] <= 31]
    if any(p[0] > 12 for p in parts) or not parts:
        return True
    if any(p[1] > 12 for p in parts):
        return False
    if preferred is None and any(p[0] != p[1] for p in parts):
        raise Unclear("order_ambiguous")
    return preferred is not False


def _length(tokens: Sequence[Token], kinds: str) -> tuple[int | None, bool]:
    """Nights said, and whether they were said as days. Nights win over days, days over weeks."""
    found: dict[str, int] = {}
    for match in _LENGTH.finditer(kinds):
        unit = "N" if match["after"] or match["N"] else "D" if match["D"] else "S"
        value = tokens[match.start("after" if match["after"] else "n")].value
        found.setdefault(unit, value * 7 if unit == "S" else value)
    for unit in "NDS":
        if unit in found:
            return found[unit], unit == "D"
    return None, False


def _stay(message: _Message, day_first: bool) -> StayDates:
    kinds, expected = message.kinds, message.context.awaiting == "dates"
    if _TODAY_IN_WEEKS.search(kinds):
        raise Unclear("vague")
    said = mentions.find(message.tokens, kinds, day_first=day_first)
    said = chosen.days_only(said, message.tokens, kinds, expected=expected)
    if expected and len(said) == 1 and said[0].vague_day and _are_nights(message, said[0]):
        return StayDates(nights=said[0].day)
    said = _last_word(chosen.own_month(said, message.tokens, kinds), kinds)
    if any("|" in kinds[a.end : b.start] for a, b in pairwise(said)):
        raise Unclear("vague")
    if (found := _WEEKEND.search(kinds)) and "~" not in found.group():
        if "h" in kinds and not said and "=" not in found.group():
            raise Unclear("holiday")
        return _weekend(message, said, found)
    if len(said) > 1:
        return _two(message, said)
    if said:
        return _one(message, said[0], chosen.roles(said, kinds)[0])
    return _none(message)


def _are_nights(message: _Message, said: Mention) -> bool:
    """ "2", asked until when or how many nights, where it is no later day of the arrival's month."""
    arrival, day = message.context.arrival, said.day or 0
    if not arrival or day > _MOST_NIGHTS or set("lDOp") & set(message.kinds):
        return False
    return chosen.is_alone(said, message.tokens, message.kinds) and (
        message.context.departure is not None or day <= arrival.day
    )


def _last_word(said: list[Mention], kinds: str) -> list[Mention]:
    """After a correction ("mejor", "digo", "no") only what follows counts."""
    for at in range(len(said) - 1, 0, -1):
        if set("cz") & set(kinds[said[at - 1].end : said[at].start]):
            tail = said[at:]
            only_departure = len(tail) == 1 and kinds[said[at].start - 1] in "tux"
            return [said[0], *tail] if only_departure and at > 1 else tail
    return said


def _weekend(message: _Message, said: list[Mention], found: re.Match[str]) -> StayDates:
    near = found["near"] or found["after"]
    if len(said) > 1:
        monday = calendar.weekend(message.scope.today, near)[1] - timedelta(days=6) if near else None
        return _two(replace(message, scope=replace(message.scope, week=monday)), said)
    if said and said[0].weekday is None:
        day = message.scope.place(said[0], message.scope.today)[0]
        arrival, departure = calendar.weekend_around(day, message.scope.today)
    elif said:
        return _one(message, said[0], chosen.roles(said, message.kinds)[0])
    elif re.match(r"O?l?m", message.kinds[found.end() :]):
        raise Unclear("vague")
    else:
        arrival, departure = calendar.weekend(message.scope.today, near)
    if message.nights not in (None, (departure - arrival).days):
        raise Unclear("weekend")
    return StayDates(arrival, departure)


def _two(message: _Message, said: list[Mention]) -> StayDates:
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
    if roles[-1] == "departure" and _WEEK.search(kinds, said[-1].end - 1) and not chosen.is_range(first, last, kinds):
        return _next_week(message, first, last)
    return _range(message, first, last, plus=1 if nights else 0)


def _next_week(message: _Message, first: Mention, last: Mention) -> StayDates:
    """ "Arriving Wednesday, staying until Sunday next week": the week is the departure's."""
    arrival, doubts = replace(message.scope, week=None).place(first, message.scope.today)
    departure, more = message.scope.place(last, arrival + timedelta(days=1))
    return StayDates(arrival, departure, ask=doubts + more)


def _pair(said: list[Mention], roles: list[str], kinds: str) -> tuple[Mention, Mention]:
    """The two dates of the stay among several."""
    for one, other in pairwise(said):
        if chosen.is_range(one, other, kinds):
            return one, other
    if "departure" in roles and (leave := roles.index("departure")) > 0:
        return said[0], said[leave]
    raise Unclear("vague")


def _range(message: _Message, first: Mention, last: Mention, *, plus: int) -> StayDates:
    scope = message.scope
    if last.near == ">" and last.vague_day and first.vague_day:
        first = replace(first, near=">")
    if last.vague_day and last.year:
        first, last = replace(first, year=first.year or last.year), replace(last, year=None)
    if last.month is not None and (first.vague_day or (last.year and first.month and not first.year)):
        departure, asks = scope.place(last, scope.today)
        arrival = calendar.last_day_before(first, departure)
        if arrival < scope.today:
            raise Unclear("past")
        wrong = first.weekday is not None and arrival.weekday() != first.weekday
        return StayDates(arrival, departure + timedelta(days=plus), ask=asks + ("weekday_mismatch",) * wrong)
    arrival, doubts = scope.place(first, scope.today)
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
    return StayDates(arrival, departure + timedelta(days=plus), ask=doubts + more, loose=hours)


def _one(message: _Message, said: Mention, role: str) -> StayDates:
    scope, context, kinds = message.scope, message.context, message.kinds
    if role == "departure" or _answers_departure(message, said, role):
        earliest = max(context.arrival or scope.today, scope.today) + timedelta(days=1)
        departure, asks = scope.place(said, earliest)
        if context.arrival and not 0 < (departure - context.arrival).days <= calendar.LONGEST:
            raise Unclear("impossible")
        if context.arrival and said.vague_day and (departure - context.arrival).days > calendar.LONGEST_ROLLED:
            raise Unclear("vague")
        return StayDates(None, departure, ask=asks, loose=not said.month and message.nights is None)
    if (around := _AROUND.search(kinds[: said.start])) and message.nights is None:
        raise Unclear("vague" if around[1] == "S" else "holiday")
    arrival, asks = scope.place(said, scope.today)
    if context.arrival:
        arrival = _near(arrival, said, context.arrival, scope)
    one_night = _ONE_NIGHT.search(kinds[: said.start]) or kinds[said.end : said.end + 1] == "N" or said.night
    if one_night and not role and message.nights is None:
        return StayDates(arrival, arrival + timedelta(days=1), ask=asks)
    return StayDates(arrival, ask=asks, loose=not said.month and message.nights is None)


def _answers_departure(message: _Message, said: Mention, role: str) -> bool:
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


def _none(message: _Message) -> StayDates:
    kinds, context = message.kinds, message.context
    if (longer := _LONGER.search(kinds)) and context.departure and context.departure >= message.scope.today:
        number = next((longer.start(name) for name in "nmk" if longer[name]), None)
        value = message.tokens[number].value if number is not None else 1
        return StayDates(None, context.departure + timedelta(days=value))
    if _NO_DATE.search(kinds):
        raise Unclear("impossible")
    if "h" in kinds:
        raise Unclear("holiday")
    if _VAGUE.search(kinds):
        raise Unclear("vague")
    if _MONTH_ALONE.search(kinds):
        raise Unclear("month_only")
    return StayDates()


def _finished(message: _Message, stay: StayDates) -> StayDates:
    """Count the nights, or count by them; ask where they contradict."""
    nights, arrival, departure = message.nights, stay.arrival, stay.departure
    if arrival and departure:
        counted = (departure - arrival).days
        agrees = nights is None or nights == counted or (message.days and nights == counted + 1)
        return replace(stay, nights=counted if agrees else nights, ask=stay.ask + ("nights_mismatch",) * (not agrees))
    if nights and arrival:
        return replace(stay, departure=arrival + timedelta(days=nights), nights=nights, loose=False)
    if nights and departure and not message.context.arrival:
        arrival = departure - timedelta(days=nights)
        if arrival < message.scope.today:
            raise Unclear("past")
        return replace(stay, arrival=arrival, nights=nights)
    ends = message.context.departure
    missing = arrival is not None and not (ends and ends > arrival)
    longer = departure is not None and _LONGER.search(message.kinds)
    return replace(stay, nights=None if longer else nights or stay.nights, ask=stay.ask + ("departure",) * missing)
