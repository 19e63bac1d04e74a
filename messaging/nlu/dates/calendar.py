"""Places a mentioned date in the calendar, seen from a hotel's today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from messaging.nlu.dates.mentions import Mention

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
LONGEST_ROLLED = 21
"""Nights. "Del 28 al 2" runs into the next month; "del 22 al 20" is rather a slip."""
LONGEST_ANSWERED = 60
"""Nights. Asked until when, "el 20 de enero" half a year later is another arrival."""
JUST_PAST = timedelta(days=21)
"""A date without a year that is over since no longer is a slip, not next year's."""
LONGEST = 200
"""Nights. "Del 22 de diciembre al 20 de diciembre" is a slip, not a year."""


COUNTED_WITH_TODAY = (8, 15)
"""Days. "En ocho días" is a week to many, "en quince" two."""
MONTH_STILL_AHEAD = 21


class Unclear(Exception):
    """The date cannot be placed; `args[0]` is what must be asked."""


@dataclass(frozen=True)
class Scope:
    """What all dates of a message share."""

    today: date
    week: date | None = None
    """The Monday of the week named: "la semana que viene"."""
    next_is_nearest: bool = True
    counts_today: bool = False
    """ "En quince días" may be two weeks."""
    night: bool = False
    """Between midnight and five: the night that has begun can still be had."""
    other: bool = False
    """Whatever is ambiguous is taken the second way."""

    @property
    def first(self) -> date:
        """The earliest night that can be had."""
        return self.today - timedelta(days=1) if self.night else self.today

    def place(self, mention: Mention, earliest: date) -> tuple[date, tuple[str, ...]]:
        """The first such date from `earliest` on, and the doubts about it. Raises Unclear."""
        if mention.offset is not None:
            return self._relative(mention)
        if mention.month is not None:
            return self._checked(mention, self._in_month(mention, earliest))
        if mention.day is not None:
            return self._day(mention, earliest)
        return self._weekday(mention, earliest)

    def _relative(self, mention: Mention) -> tuple[date, tuple[str, ...]]:
        """At one in the morning "tomorrow" may begin after sleeping, or after the next midnight."""
        offset = mention.offset or 0
        if self.counts_today and offset in COUNTED_WITH_TODAY:
            return self.today + timedelta(days=offset - (not self.other)), ("next_weekday",)
        late = timedelta(days=offset) + self.first
        if not self.night or offset > 2:
            return self._checked(mention, self.today + timedelta(days=offset))
        if mention.night:
            return late, ()
        later = self.today + timedelta(days=offset)
        if mention.weekday is not None and mention.weekday in (late.weekday(), later.weekday()):
            return (late if mention.weekday == late.weekday() else later), ()
        return (later if self.other else late), ("after_midnight",)

    def _checked(self, mention: Mention, found: date) -> tuple[date, tuple[str, ...]]:
        if found < self.first:
            raise Unclear("past")
        if mention.weekday is None or found.weekday() == mention.weekday:
            return found, ()
        return (self.nearest(mention.weekday, found) if self.other else found), ("weekday_mismatch",)

    def nearest(self, weekday: int, day: date) -> date:
        """The day that bears the weekday said, when the date said does not."""
        near = on_weekday(weekday, day - timedelta(days=3))
        return near if near >= self.first else near + timedelta(days=7)

    def _in_month(self, mention: Mention, earliest: date) -> date:
        years = (mention.year,) if mention.year else (earliest.year, earliest.year + 1)
        real = [day for year in years if (day := _date(year, mention.month, mention.day)) is not None]
        if not real:
            raise Unclear("impossible")
        if not mention.year and timedelta(0) < self.first - real[0] <= JUST_PAST:
            raise Unclear("past")
        return next((day for day in real if day >= earliest), real[-1])

    def _day(self, mention: Mention, earliest: date) -> tuple[date, tuple[str, ...]]:
        if mention.near == ">" and mention.weekday is None:
            earliest = max(earliest, (self.today.replace(day=1) + timedelta(days=31)).replace(day=1))
        days = list(_days_of_months(mention.day, earliest))
        if mention.near == "=" and mention.weekday is None and _month(days[0]) != _month(self.today):
            raise Unclear("past")
        if _month(days[0]) != _month(earliest) and (mention.day or 0) > earliest.day <= MONTH_STILL_AHEAD:
            raise Unclear("vague")  # "el 31", in the middle of a month without one
        if days[0] == self.today >= earliest and mention.weekday is None and not mention.near:
            return days[1 if self.other else 0], ("next_weekday",)
        fitting = [day for day in days[:2] if mention.weekday in (None, day.weekday())]
        return (fitting[0], ()) if fitting else self._checked(mention, days[0])

    def _weekday(self, mention: Mention, earliest: date) -> tuple[date, tuple[str, ...]]:
        weekday = mention.weekday or 0
        if self.week is not None:
            named = self.week + timedelta(days=weekday)
            return (named if named >= earliest else named + timedelta(days=7)), ()
        found = on_weekday(weekday, earliest)
        if earliest > self.today:
            return found, ()
        found = on_weekday(weekday, self.today)
        if found == self.today and mention.near != "=":
            doubt = () if mention.near else ("next_weekday",)
            return (found if self.other and doubt else found + timedelta(days=7)), doubt
        monday = self.today + timedelta(days=7 - self.today.weekday())
        if mention.near == ">" and not self.next_is_nearest and found < monday:
            return (found if self.other else found + timedelta(days=7)), ("next_weekday",)
        return found, ()


def on_weekday(weekday: int, earliest: date) -> date:
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _days_of_months(day: int | None, earliest: date) -> Iterator[date]:
    """The next dates with that day of the month, for a year."""
    for months in range(13):
        years, month = divmod(earliest.month - 1 + months, 12)
        found = _date(earliest.year + years, month + 1, day)
        if found is not None and found >= earliest:
            yield found


def last_day_before(mention: Mention, departure: date) -> date:
    """The arrival whose month, or year, is that of the departure: "del 30 al 2 de enero"."""
    if mention.month is None:
        days = [_date(departure.year, departure.month, mention.day)]
        year, month = divmod(departure.year * 12 + departure.month - 2, 12)
        days.append(_date(year, month + 1, mention.day))
    else:
        days = [_date(departure.year - years, mention.month, mention.day) for years in (0, 1)]
    real = [day for day in days if day is not None and day < departure]
    if not real or (departure - real[0]).days > (LONGEST_ROLLED if real[0].month != departure.month else 31):
        raise Unclear("impossible")
    return real[0]


def weekend(today: date, near: str) -> list[tuple[date, date]]:
    """Friday to Sunday, or what is left of it. On a Sunday "this weekend" may be tonight or the coming one."""
    friday = today + timedelta(days=FRIDAY - today.weekday())
    if near == ">":
        return [_from(friday + timedelta(days=7), today)]
    if today.weekday() == SUNDAY:
        return [(today, today + timedelta(days=1)), _from(friday + timedelta(days=7), today)]
    return [_from(friday, today)]


def weekend_by_night(today: date, near: str) -> list[tuple[date, date]]:
    """Between midnight and five on a Saturday or Sunday, "this weekend" may still be the night that has begun."""
    ways = weekend(today, near)
    if near == ">" or today.weekday() < SATURDAY:
        return ways
    return [*weekend(today - timedelta(days=1), near), ways[-1]]


def weekend_around(day: date, today: date) -> list[tuple[date, date]]:
    """What is left of the weekend a date belongs to: "el finde del 20"; of a working day the ones beside it."""
    friday = day - timedelta(days=day.weekday() - FRIDAY)
    fridays = [friday] if day.weekday() >= FRIDAY else [friday - timedelta(days=7), friday]
    return [_from(one, today) for one in fridays if one + timedelta(days=2) > today]


def weekend_of(nights: int, friday: date, departure: date) -> list[tuple[date, date]]:
    """A weekend of one night or of three can be two things."""
    one, two = timedelta(days=1), timedelta(days=2)
    if nights == 1 and friday + two == departure:
        return [(friday, friday + one), (friday + one, departure)]
    if nights == 3 and friday.weekday() == FRIDAY:
        return [(friday, departure + one), (friday - one, departure)]
    if friday.weekday() > FRIDAY:
        return [(friday, friday + timedelta(days=nights))]
    return []


def _from(friday: date, today: date) -> tuple[date, date]:
    return max(friday, today), friday + timedelta(days=2)
