"""Rows of bars that are tables too: rooms sold on the next nights, and who wrote in which hour of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pms.admin import words
from pms.models import Hotel, PmsAccount

NIGHTS = 14
HOURS = 24
MAX_ROWS = 6  # hotels that get a row of their own; with more of them only the sum is readable

# Every booking and hold of the fortnight once, then by hotel: no look at the index for each night.
SOLD = """
WITH mine AS (SELECT * FROM unnest(%(hotels)s::bigint[], %(todays)s::date[]) AS mine (hotel_id, today)),
stays AS (
    SELECT hotel_id, period, 'sold' AS kind FROM pms_localbooking
    WHERE hotel_id = ANY(%(hotels)s) AND period && %(span)s::daterange
        AND status IN ('confirmed', 'checked_in', 'checked_out')
    UNION ALL
    SELECT hotel_id, period, 'held' FROM locks_roomhold
    WHERE hotel_id = ANY(%(hotels)s) AND period && %(span)s::daterange AND status = 'live' AND expires_at > now()
    UNION ALL
    SELECT r.hotel_id, daterange(coalesce(r.arrival, o.arrival), coalesce(r.departure, o.departure)), 'ours'
    FROM reservations_reservation AS r JOIN reservations_offer AS o ON o.id = r.offer_id
    WHERE r.hotel_id = ANY(%(remote)s) AND r.status IN ('confirmed', 'changed', 'checked_in')
        AND daterange(coalesce(r.arrival, o.arrival), coalesce(r.departure, o.departure)) && %(span)s::daterange
)
SELECT mine.hotel_id, ahead, kind, count(*)
FROM mine JOIN stays USING (hotel_id) CROSS JOIN generate_series(0, %(last)s) AS ahead
WHERE stays.period @> mine.today + ahead
GROUP BY 1, 2, 3
UNION ALL
SELECT hotel_id, 0, 'rooms', count(*) FROM pms_room WHERE hotel_id = ANY(%(hotels)s) AND NOT out_of_order GROUP BY 1
"""
# A conversation counts once an hour; by the hotel's own clock, also on the days that clock is changed.
WROTE = """
WITH mine AS (
    SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[]) AS mine (hotel_id, midnight, zone)
)
SELECT mine.hotel_id, extract(hour FROM m.created_at AT TIME ZONE mine.zone)::int AS hour,
    count(DISTINCT c.id), count(DISTINCT e.conversation_id)
FROM mine
JOIN messaging_conversation AS c ON c.hotel_id = mine.hotel_id AND c.last_message_at >= mine.midnight
JOIN messaging_message AS m ON m.conversation_id = c.id AND m.direction = 'in' AND m.created_at >= mine.midnight
LEFT JOIN messaging_conversationevent AS e ON e.conversation_id = c.id AND e.kind = 'handed_over'
    AND e.at >= mine.midnight
    AND date_trunc('hour', e.at AT TIME ZONE mine.zone) = date_trunc('hour', m.created_at AT TIME ZONE mine.zone)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Part:
    """A piece of a bar, in per cent of its height from the top."""

    kind: str
    top: float
    height: float


@dataclass(frozen=True)
class Bar:
    shown: str
    said: str
    parts: tuple[Part, ...]
    lit: bool = False


@dataclass(frozen=True)
class Heading:
    above: str
    below: str
    said: str
    lit: bool = False


@dataclass(frozen=True)
class Chart:
    title: str
    headings: Sequence[Heading]
    bars: Sequence[Bar]
    rows: Sequence[tuple[str, Sequence[str]]] = ()
    legend: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = field(default_factory=list)
    icon: str = ""


def occupancy(hotels: Sequence[Hotel]) -> Chart:
    todays = {hotel.pk: hotel.now().date() for hotel in hotels}
    remote = remote_kinds(hotels)
    counts = _sold(todays, list(remote))
    rooms = {hotel.pk: counts[hotel.pk, 0]["rooms"] for hotel in hotels if hotel.pk not in remote}
    first = min(todays.values())
    days = [first + timedelta(days=n) for n in range(NIGHTS)]
    local = [hotel for hotel in hotels if rooms.get(hotel.pk)]
    capacity = sum(rooms.values())
    bars = [_night(days[n], [counts[hotel.pk, n] for hotel in local], capacity) for n in range(NIGHTS)]
    return Chart(
        _("Occupancy of the next 14 nights"),
        [
            Heading(date_format(day, "D"), date_format(day, "j"), words.day(day), day.weekday() in (4, 5))
            for day in days
        ],
        bars if local else [],
        _by_hotel(hotels, rooms, counts),
        [("sold", _("Rooms sold, in %")), ("held", _("Held for guests who decide"))],
        [_only_ours(hotel, remote[hotel.pk], counts) for hotel in hotels if hotel.pk in remote][:MAX_ROWS],
        "bar_chart",
    )


def conversations(hotels: Sequence[Hotel]) -> Chart:
    nows = {hotel.pk: hotel.now() for hotel in hotels}
    midnights = [now.replace(hour=0, minute=0, second=0, microsecond=0) for now in nows.values()]
    with connection.cursor() as cursor:
        cursor.execute(WROTE, [list(nows), midnights, [hotel.timezone for hotel in hotels]])
        found = {(hotel, hour): (wrote, handed) for hotel, hour, wrote, handed in cursor.fetchall()}
    sums = [tuple(map(sum, zip(*[found.get((pk, hour), (0, 0)) for pk in nows], strict=True))) for hour in range(HOURS)]
    highest = max(4, *(wrote for wrote, _handed in sums))
    own = [[found.get((hotel.pk, hour), (0, 0))[0] for hour in range(HOURS)] for hotel in hotels]
    now = nows[hotels[0].pk].hour if len(hotels) == 1 else -1
    return Chart(
        _("Conversations by the hour, today"),
        [Heading(f"{hour}", "", f"{hour:02}:00", hour == now) for hour in range(HOURS)],
        [_hour(hour, wrote, handed, highest) for hour, (wrote, handed) in enumerate(sums)]
        if any(map(any, sums))
        else [],
        [(hotel.name, [str(number or "") for number in row]) for hotel, row in zip(hotels, own, strict=True)]
        if 1 < len(hotels) <= MAX_ROWS
        else [],
        [("agent", _("Answered by the agent")), ("staff", _("Handed over to staff"))],
        icon="stacked_bar_chart",
    )


def remote_kinds(hotels: Iterable[Hotel]) -> dict[int, str]:
    """Of hotels whose rooms another system sells: all we know of its bookings is what we have made."""
    accounts = PmsAccount.objects.filter(hotel__in=[hotel.pk for hotel in hotels]).exclude(kind="local")
    return dict(accounts.values_list("hotel_id", "kind"))


Counts = dict[tuple[int, int], dict[str, int]]


def _sold(todays: dict[int, date], remote: list[int]) -> Counts:
    first, last = min(todays.values()), max(todays.values()) + timedelta(days=NIGHTS)
    counts: Counts = defaultdict(lambda: dict.fromkeys(("sold", "held", "ours", "rooms"), 0))
    with connection.cursor() as cursor:
        names: dict[str, Any] = {"hotels": list(todays), "todays": list(todays.values()), "remote": remote}
        cursor.execute(SOLD, {**names, "span": f"[{first},{last})", "last": NIGHTS - 1})
        for hotel, ahead, kind, number in cursor.fetchall():
            counts[hotel, ahead][kind] = number
    return counts


def _night(night: date, counts: list[dict[str, int]], rooms: int) -> Bar:
    sold, held = (sum(count[kind] for count in counts) for kind in ("sold", "held"))
    share = _percent(sold, rooms)
    said = _("%(night)s: %(sold)s of %(rooms)s rooms sold, %(held)s held") % {
        "night": words.day(night),
        "sold": sold,
        "rooms": rooms,
        "held": held,
    }
    kept = min(_percent(held, rooms), 100 - share)
    parts = (Part("sold", 100 - share, share), Part("held", 100 - share - kept, kept))
    return Bar(str(share), said, tuple(part for part in parts if part.height), night.weekday() in (4, 5))


def _hour(hour: int, wrote: int, handed: int, highest: int) -> Bar:
    said = ngettext(
        "%(hour)02d:00: %(wrote)s conversation, %(handed)s handed over",
        "%(hour)02d:00: %(wrote)s conversations, %(handed)s handed over",
        wrote,
    ) % {"hour": hour, "wrote": wrote, "handed": handed}
    whole, top = _percent(wrote, highest), _percent(handed, highest)
    parts = (Part("staff", 100 - whole, top), Part("agent", 100 - whole + top, whole - top))
    return Bar(str(wrote or ""), said, tuple(part for part in parts if part.height))


def _by_hotel(hotels: Sequence[Hotel], rooms: dict[int, int], counts: Counts) -> list[tuple[str, list[str]]]:
    if not 1 < len(hotels) <= MAX_ROWS:
        return []
    known = [hotel for hotel in hotels if rooms.get(hotel.pk)]
    return [
        (hotel.name, [str(_percent(counts[hotel.pk, n]["sold"], rooms[hotel.pk])) for n in range(NIGHTS)])
        for hotel in known
    ]


def _only_ours(hotel: Hotel, kind: str, counts: Counts) -> str:
    nights = sum(counts[hotel.pk, n]["ours"] for n in range(NIGHTS))
    said = ngettext(
        "%(hotel)s is sold by %(pms)s: known here is what the agent booked, %(nights)s room-night.",
        "%(hotel)s is sold by %(pms)s: known here is what the agent booked, %(nights)s room-nights.",
        nights,
    )
    return said % {"hotel": hotel.name, "pms": kind, "nights": nights}


def _percent(part: int, whole: int) -> int:
    return min(100, round(100 * part / whole)) if whole else 0
