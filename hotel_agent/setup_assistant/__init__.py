"""What is missing before a hotel can go live: for its page, for the Today page and for the command."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache
from django_scopes import scope
from redis.exceptions import RedisError

from hotel_agent.setup_assistant import checks, papers
from hotel_agent.setup_assistant.check import ADVICE, DONE, MISSING, Check
from pms.models import Hotel

KEPT_SECONDS = 7200  # the clock looks every hour, and every look at the page counts


@dataclass(frozen=True)
class Report:
    hotel: Hotel
    groups: list[tuple[str, list[Check]]]

    @property
    def all(self) -> list[Check]:
        return [one for _title, group in self.groups for one in group]

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.all)

    @property
    def done(self) -> int:
        return self.count(DONE)

    @property
    def missing(self) -> int:
        return self.count(MISSING)

    @property
    def advice(self) -> int:
        return self.count(ADVICE)

    @property
    def ready(self) -> bool:
        return not self.missing

    @property
    def percent(self) -> int:
        return 100 * self.done // len(self.all)


def reports(hotels: Sequence[Hotel]) -> list[Report]:
    """Of several hotels with as many queries as of one."""
    found = [Report(one.hotel, checks.of(one)) for one in papers.gather(hotels)]
    with suppress(RedisError):
        cache.set_many({_key(one.hotel): one.missing for one in found}, KEPT_SECONDS)
    return found


def look_at_all() -> int:
    """For `last_seen`: how many hotels are ready."""
    ready = 0
    for hotel in Hotel.objects.all():
        with scope(hotel=hotel):
            ready += sum(report.ready for report in reports([hotel]))
    return ready


def last_seen(hotels: Sequence[Hotel]) -> list[tuple[Hotel, int]]:
    """Hotels that lacked something when they were last looked at, and how much. Asks no table."""
    try:
        known = cache.get_many([_key(hotel) for hotel in hotels])
    except RedisError:
        return []
    return [(hotel, missing) for hotel in hotels if (missing := known.get(_key(hotel), 0))]


def _key(hotel: Hotel) -> str:
    return f"setup:missing:{hotel.pk}"
