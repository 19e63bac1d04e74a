"""Puts mentioned dates together to a stay: arrival, departure, nights, and what must be asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from messaging.nlu.dates import calendar, chosen, feasts, mentions, placing
from messaging.nlu.dates.calendar import Unclear
from messaging.nlu.dates.mentions import Mention
from messaging.nlu.dates.message import Message, StayDates
from pms.terms import Stay

_LONGER = re.compile(r"(?P<n>[nsA])\+[ND]|\+(?P<m>[nsA])[ND]|(?P<k>[nsA])[ND]\+|\*[ND]")
_WEEKEND = re.compile(r"(?P<near>[=<>~]?)e(?P<after>[=<>~]?)")
_TODAY_IN_WEEKS = re.compile(r"(?:v|[nsAF]S?)[rR]|ASf(?:[rR]|w(?!l?[nod]))")
_MONTH_ALONE = re.compile(r"(?:[IfpO=>|&u]l?O?|^[_.,]*)m|[MG]")
_VAGUE = re.compile(r"v|F|V[OlI]{0,2}[mMG]|I[nsA]S|[=>]?S[O<>]|[=>]S")
_FEAST_OF_MONTH = re.compile(r"h(?:[OI]{0,2}l?|_)(?P<month>m)")
_FEAST_OF_DAY = re.compile(r"h(?:Ol?D?|l?D?)$")
_EITHER = re.compile(r"[nos]\|[lD]{0,2}$")
_WEEKS = re.compile("semana|week")
_MOST_NIGHTS = 14
_NO_DATE = re.compile(r"[OftpluI]!")


def read(message: Message) -> StayDates:
    """The stay a message names, one way: `message.other` is the second way."""
    try:
        stay = finished(message, _stay(message))
    except Unclear as doubt:
        stay = StayDates(nights=message.nights, ask=(str(doubt.args[0]),))
    if message.custom and stay.arrival:
        stay = replace(stay, ask=("holiday", *stay.ask))
    return replace(stay, ask=tuple(dict.fromkeys(stay.ask)))


def _stay(message: Message) -> StayDates:
    kinds, expected = message.kinds, message.context.awaiting == "dates"
    if _TODAY_IN_WEEKS.search(kinds):
        raise Unclear("vague")
    day_first = message.day_first if message.day_first is not None else not message.scope.other
    said = mentions.find(message.tokens, kinds, day_first=day_first)
    said = chosen.days_only(said, message.tokens, kinds, expected=expected)
    if expected and len(said) == 1 and said[0].vague_day and _are_nights(message, said[0]):
        return StayDates(nights=said[0].day)
    said = _one_day_once(_last_word(chosen.own_month(said, message.tokens, kinds), kinds), message)
    either = any("|" in kinds[a.end : b.start] for a, b in pairwise(said))
    either = either or any(mention.day and _EITHER.search(kinds[: mention.start]) for mention in said)
    if either or _of_some_week(message, said):
        raise Unclear("vague")
    if message.feast is not None:
        return _feast(message, said)
    if (found := _WEEKEND.search(kinds)) and "~" not in found.group():
        return _weekend(message, said, found)
    return _plain(message, said)


def _of_some_week(message: Message, said: list[Mention]) -> bool:
    """ "De viernes a domingo, pero de la otra semana": its weekdays are not those to come."""
    weeks = any(token.kind == "v" and _WEEKS.search(token.text) for token in message.tokens)
    return weeks and any(mention.weekday is not None and mention.day is None for mention in said)


def _plain(message: Message, said: list[Mention]) -> StayDates:
    if len(said) > 1:
        return placing.two(message, said)
    if said:
        return placing.one(message, said[0], chosen.roles(said, message.kinds)[0])
    return _none(message)


def _feast(message: Message, said: list[Mention]) -> StayDates:
    """Its nights are a custom: proposed, never taken for granted. Dates said beside it are its own."""
    feast, kinds = message.feast or feasts.Feast.ANY, message.kinds
    if not said and len(message.feasts - {feasts.Feast.ANY, feasts.Feast.UNKNOWN}) > 1:
        raise Unclear("holiday")
    match = _FEAST_OF_MONTH.search(kinds)
    month, day = (message.tokens[match.start("month")].value if match else None), None
    if len(said) != 2 and said and said[0].day and _FEAST_OF_DAY.search(kinds[: said[0].start]):
        month, day = said[0].month or _next_month(message, said[0]), said[0].day
        said = said[1:]
    found = feasts.readings(feast, message.where, month=month, day=day)
    if not said:
        return _proposed(message, found)
    if not found:
        return _plain(message, said)
    if any(mention.month is not None for mention in said):
        return _plain(message, said)
    first, last = found[-1].arrival - timedelta(days=4), found[-1].departure + timedelta(days=4)
    near = [_within(mention, first.month, last.month, first.day) for mention in said]
    week = found[0].arrival - timedelta(days=found[0].arrival.weekday())
    return _plain(replace(message, scope=replace(message.scope, week=week)), near)


def _within(mention: Mention, first_month: int, last_month: int, first_day: int) -> Mention:
    """ "En Semana Santa, llegamos el 25": of the feast's month."""
    if not mention.vague_day:
        return mention
    return replace(mention, month=first_month if (mention.day or 0) >= first_day else last_month)


def _next_month(message: Message, said: Mention) -> int:
    return message.scope.place(said, message.scope.first)[0].month


def _proposed(message: Message, found: tuple[Stay, ...]) -> StayDates:
    if message.nights and found:
        length = timedelta(days=message.nights)
        fitted = dict.fromkeys(_of_length(stay, length) for stay in found)
        earliest = min(stay.arrival for stay in found)
        found = tuple(fitted if len(fitted) > 1 else {**fitted, Stay(earliest, earliest + length): None})
    if not found:
        raise Unclear("holiday")
    stay = found[-1 if message.scope.other else 0]
    return StayDates(stay.arrival, stay.departure, ask=("holiday",))


def _are_nights(message: Message, said: Mention) -> bool:
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
        joint = set(kinds[said[at - 1].end : said[at].start])
        if "|" not in joint and set("cz") & joint:
            tail = said[at:]
            only_departure = len(tail) == 1 and kinds[said[at].start - 1] in "tux"
            return [said[0], *tail] if only_departure and at > 1 else tail
    return said


def _of_length(stay: Stay, nights: timedelta) -> Stay:
    """A longer one begins later, a shorter one ends later."""
    longer = stay.departure - stay.arrival > nights
    return Stay(stay.departure - nights, stay.departure) if longer else Stay(stay.arrival, stay.arrival + nights)


def _one_day_once(said: list[Mention], message: Message) -> list[Mention]:
    """ "De hoy viernes al domingo", "22/01 (sexta) a 24/01": a day and its weekday are one."""
    found = said[:1]
    for mention in said[1:]:
        before = found[-1]
        if mention.day is None and mention.offset is None and _beside(before, mention, message):
            closed = message.tokens[mention.end : mention.end + 1]
            end = mention.end + (closed[0].text == ")" if closed else 0)
            found[-1] = replace(before, weekday=mention.weekday, end=end) if before.day else before
        elif exact := _dated_today(before, mention, message):
            found[-1] = exact
        else:
            found.append(mention)
    return found


def _dated_today(before: Mention, mention: Mention, message: Message) -> Mention | None:
    """ "Mañana 23": the date itself, where it is that of tomorrow."""
    if before.offset is None or not mention.vague_day or set(message.kinds[before.end : mention.start]) - set(",lD"):
        return None
    day = message.scope.today + timedelta(days=before.offset)
    return replace(mention, start=before.start, month=day.month) if day.day == mention.day else None


def _beside(day: Mention, weekday: Mention, message: Message) -> bool:
    joint = "".join(token.text for token in message.tokens[day.end : weekday.start])
    if day.weekday is not None or joint not in ("", ",", "("):
        return False
    return day.offset is None or weekday.weekday == (message.scope.today + timedelta(days=day.offset)).weekday()


def _weekend(message: Message, said: list[Mention], found: re.Match[str]) -> StayDates:
    near, today = found["near"] or found["after"], message.scope.today
    if len(said) > 1:
        monday = calendar.weekend(today, near)[-1][1] - timedelta(days=6) if near else None
        return placing.two(replace(message, scope=replace(message.scope, week=monday)), said)
    if said and said[0].weekday is None:
        ways = calendar.weekend_around(message.scope.place(said[0], message.scope.first)[0], today)
    elif said:
        monday = calendar.weekend(today, near)[-1][1] - timedelta(days=6) if near else None
        message = replace(message, scope=replace(message.scope, week=monday))
        return placing.one(message, said[0], chosen.roles(said, message.kinds)[0])
    elif re.match(r"O?l?m", message.kinds[found.end() :]):
        raise Unclear("vague")
    else:
        ways = calendar.weekend_by_night(today, near) if message.scope.night else calendar.weekend(today, near)
    nights = message.nights
    if nights and len(ways) == 1 and nights != (ways[0][1] - ways[0][0]).days:
        ways = calendar.weekend_of(nights, *ways[0])
    ways = [way for way in ways if way[0] >= message.scope.first]
    if not ways:
        raise Unclear("weekend")
    arrival, departure = ways[-1 if message.scope.other else 0]
    return StayDates(arrival, departure, ask=("weekend",) * (len(ways) > 1))


def _none(message: Message) -> StayDates:
    kinds, context = message.kinds, message.context
    if (longer := _LONGER.search(kinds)) and context.departure and context.departure >= message.scope.today:
        number = next((longer.start(name) for name in "nmk" if longer[name]), None)
        value = message.tokens[number].value if number is not None else 1
        return StayDates(None, context.departure + timedelta(days=value))
    if _NO_DATE.search(kinds):
        raise Unclear("impossible")
    if _VAGUE.search(kinds):
        raise Unclear("vague")
    if _MONTH_ALONE.search(kinds):
        raise Unclear("month_only")
    return StayDates()


def finished(message: Message, stay: StayDates) -> StayDates:
    """Count the nights, or count by them; ask where they contradict."""
    nights, arrival, departure = message.nights, stay.arrival, stay.departure
    if arrival and departure:
        counted = (departure - arrival).days
        agrees = nights is None or nights == counted or (message.days and nights == counted + 1)
        if agrees:
            return replace(stay, nights=counted)
        departure = arrival + timedelta(days=nights or 0) if message.scope.other else departure
        return replace(stay, departure=departure, nights=nights, ask=(*stay.ask, "nights_mismatch"))
    if nights and arrival:
        return replace(stay, departure=arrival + timedelta(days=nights), nights=nights, loose=False)
    if nights and departure and not message.context.arrival:
        arrival = departure - timedelta(days=nights)
        if arrival < message.scope.first:
            raise Unclear("past")
        return replace(stay, arrival=arrival, nights=nights)
    ends = message.context.departure
    missing = arrival is not None and not (ends and ends > arrival)
    longer = departure is not None and _LONGER.search(message.kinds)
    return replace(stay, nights=None if longer else nights or stay.nights, ask=stay.ask + ("departure",) * missing)
