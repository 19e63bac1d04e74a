"""Prices and selling rules by the calendar of the hotel's country: seasons, weekends, feasts, long weekends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

import holidays

from hotel_agent.demo.sheets import HotelSheet, PlanSheet, Season, TypeSheet

FRIDAY, SATURDAY, MONDAY = 4, 5, 0
FEAST = Decimal("1.30")


@dataclass(frozen=True)
class Rule:
    """A restriction to be: arrivals from `first` to `last`."""

    first: date
    last: date
    min_nights: int = 1
    closed_to_arrival: bool = False
    simplest_type_too: bool = False


def price(sheet: HotelSheet, room: TypeSheet, plan: PlanSheet, night: date) -> Decimal:
    amount = room.price * plan.factor * season(sheet.seasons, night)
    if night.weekday() in (FRIDAY, SATURDAY):
        amount *= sheet.weekend
    if is_feast(sheet.country, sheet.region, night):
        amount *= FEAST
    return max(round(amount / sheet.step), 1) * Decimal(sheet.step)


def season(seasons: tuple[Season, ...], night: date) -> Decimal:
    today = (night.month, night.day)
    return next((s.factor for s in seasons if _within(today, s.first, s.last)), Decimal(1))


def rules(sheet: HotelSheet, first: date, last: date) -> list[Rule]:
    """What holds between two dates. The simplest room type is always sold for two nights: a visitor who
    tries the demo on any day finds a room."""
    years = range(first.year, last.year + 1)
    found = [rule for year in years for rule in _rules(sheet.country, sheet.region, year)]
    return [rule for rule in found if rule.last >= first and rule.first <= last]


def is_feast(country: str, region: str, night: date) -> bool:
    return any(first <= night <= last for first, last in feasts(country, region, night.year))


@lru_cache
def feasts(country: str, region: str, year: int) -> tuple[tuple[date, date], ...]:
    """First and last night of New Year, Carnival and Holy Week."""
    good_friday = next(day for day, name in public_holidays(country, region, year) if "Good Friday" in name)
    return (
        (date(year, 1, 1), date(year, 1, 1)),
        (good_friday - timedelta(days=49), good_friday - timedelta(days=46)),
        (good_friday - timedelta(days=2), good_friday + timedelta(days=1)),
        (date(year, 12, 29), date(year, 12, 31)),
    )


@lru_cache
def public_holidays(country: str, region: str, year: int) -> tuple[tuple[date, str], ...]:
    known = holidays.country_holidays(country, subdiv=region, years=[year], language="en_US")
    return tuple(sorted(known.items()))


def _rules(country: str, region: str, year: int) -> Iterator[Rule]:
    new_year, carnival, holy_week, new_years_eve = feasts(country, region, year)
    yield Rule(*new_year, closed_to_arrival=True)
    for feast in (carnival, holy_week, new_years_eve):
        yield Rule(*feast, min_nights=3)
        yield Rule(*feast, min_nights=2, simplest_type_too=True)
    for day, _ in public_holidays(country, region, year):
        if is_feast(country, region, day):
            continue
        if day.weekday() == MONDAY:
            yield Rule(day - timedelta(days=3), day - timedelta(days=2), min_nights=2)
        elif day.weekday() == FRIDAY:
            yield Rule(day - timedelta(days=1), day, min_nights=2)


def _within(day: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last  # over New Year
