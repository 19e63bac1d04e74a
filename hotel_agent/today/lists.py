"""Who waits for a person, and who arrives today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from hotel_agent.today import links
from messaging.desk import lists as inbox
from messaging.desk import reasons
from pms.admin import words
from pms.admin.base import person
from pms.models import LocalBooking, Room
from reservations import day

SHOWN = 5
ARRIVALS = 8
HERE = LocalBooking.Status.CHECKED_IN


@dataclass(frozen=True)
class Waiting:
    guest: str
    why: str
    at: datetime
    since: str
    hotel: str
    link: str


@dataclass(frozen=True)
class Arrival:
    guest: str
    room: str
    room_type: str
    nights: str
    party: str
    state: words.Label
    hotel: str
    link: str


def waiting(request: HttpRequest) -> list[Waiting]:
    rows: Iterable[Any] = inbox.folder("waiting", person(request)).select_related("guest", "hotel")[:SHOWN]
    return [
        Waiting(
            str(row.guest),
            reasons.read(row.handover_reason).words,
            row.waits_since,
            timesince(row.waits_since, depth=1),
            row.hotel.name,
            links.inbox("waiting", row.pk),
        )
        for row in rows
    ]


def expected() -> list[day.Line]:
    """Today's arrivals; who is still to come stands first."""
    return sorted(day.lines("arrivals"), key=lambda line: line.state == HERE)


def arrivals(lines: list[day.Line]) -> list[Arrival]:
    return [_arrival(line) for line in lines[:ARRIVALS]]


def not_ready(lines: list[day.Line]) -> list[str]:
    """Rooms somebody is about to arrive in."""
    return [line.unit for line in lines if _state(line).raw == "not_ready"]


def _arrival(line: day.Line) -> Arrival:
    return Arrival(
        line.guest,
        line.unit,
        line.room_type,
        words.count_nights(line.stay.nights),
        words.party(line.party.adults, line.party.children),
        _state(line),
        line.hotel.name,
        links.stay(line.key, line.hotel.slug),
    )


def _state(line: day.Line) -> words.Label:
    """Where another system cleans the rooms, theirs is not known."""
    if line.state == HERE:
        return words.Label("here", _("In house"))
    if not line.housekeeping:
        return words.Label("expected", _("Expected"))
    if line.housekeeping == Room.Housekeeping.CLEAN and not line.out_of_order:
        return words.Label("ready", _("Room ready"))
    return words.Label("not_ready", _("Room not ready"))
