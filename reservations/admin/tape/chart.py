"""The chart itself: rooms × days as a page, and its inside alone for who refreshes it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date, format_skeleton
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from pms.admin import words
from pms.admin.base import own_hotels
from pms.models import Hotel
from reservations import tape
from reservations.admin.tape import frame
from reservations.admin.tape.words import ICONS, STATES
from reservations.tape import Bar, Chart, Line, Window

SPANS = (14, 21, 31)
BEFORE = timedelta(days=2)  # who arrived yesterday is still of interest
FAR = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Drawn:
    """A bar as it stands in the page."""

    bar: Bar
    address: str
    icon: str
    short: str
    """Nights, or what a hold has left."""
    told: str


@frame.staff_only
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    hotel = frame.hotel_of(request)
    if hotel is None:
        return frame.page(request, "admin/tape/page.html", title=gettext("Tape chart"), hotel=None)
    chart = tape.read(hotel, window(request, hotel))
    template = "chart" if request.headers.get("X-Background") else "page"
    return frame.page(request, f"admin/tape/{template}.html", **_context(request, chart))


def window(request: HttpRequest, hotel: Hotel) -> Window:
    """As the address says; nonsense is today, three weeks, the whole hotel."""
    ask, today = request.GET, hotel.now().date()
    first = today - BEFORE
    with suppress(ValueError):
        first = min(max(date.fromisoformat(ask.get("from", "")), today - FAR), today + FAR)
    days = next((span for span in SPANS if str(span) == ask.get("days")), SPANS[1])
    floor = ask.get("floor", "")
    floor_number = int(floor) if floor.removeprefix("-").isdecimal() and len(floor) < 6 else None
    return Window(first, days, floor_number, ask.get("type", ""))


def _context(request: HttpRequest, chart: Chart) -> dict[str, Any]:
    seen = chart.window
    return {
        "title": gettext("Tape chart"),
        "site_title": admin.site.site_title,
        "hotel": chart.hotel,
        "hotels": own_hotels() if len(own_hotels()) > 1 else [],
        "table": chart,
        "halves": 2 * chart.window.days,
        "compact": request.GET.get("density") == "compact",
        "head": [_day(day, chart.today) for day in chart.days],
        "months": [(month, 2 * len(list(days))) for month, days in groupby(map(_month, chart.days))],
        "rows": [_row(line, request, chart.room_types) for line in chart.lines],
        "unassigned": _row(chart.unassigned, request, chart.room_types),
        "legend": [(state, STATES[state], icon) for state, icon in ICONS.items()],
        "as_of": words.clock(timezone.now(), chart.hotel),
        "live_port": urlsplit(settings.LIVE_URL).port or "",
        "steps": {
            "back": frame.kept(request, **{"from": seen.first - timedelta(days=7)}),
            "today": frame.kept(request, **{"from": ""}),
            "on": frame.kept(request, **{"from": seen.first + timedelta(days=7)}),
        },
        "spans": [(span, frame.kept(request, days=span), span == seen.days) for span in SPANS],
        "densities": (frame.kept(request, density=""), frame.kept(request, density="compact")),
        "no_filter": frame.kept(request, floor="", type=""),
    }


def _day(day: tape.Day, today: date) -> dict[str, Any]:
    return {
        "date": day.date,
        "number": day.date.day,
        "weekday": format_date(day.date, "ccc", locale=words.locale()),
        "told": words.long_day(day.date),
        "free": day.free,
        "today": day.date == today,
        "weekend": day.date.weekday() >= 5,
    }


def _month(day: tape.Day) -> str:
    return format_skeleton("yMMMM", day.date, locale=words.locale()).capitalize()


def _row(line: Line, request: HttpRequest, names: dict[str, str]) -> dict[str, Any]:
    room = line.room
    return {
        "line": line,
        "room": room,
        "type": names.get(line.room_type, line.room_type),
        "address": reverse("tape:room", args=[room.pk]) + frame.kept(request) if room else "",
        "bars": [_drawn(bar, frame.kept(request)) for bar in line.bars],
    }


def _drawn(bar: Bar, query: str) -> Drawn:
    told = [bar.guest, words.nights(bar.stay), str(STATES[bar.state]), *([bar.unit] if bar.unit else [])]
    short = pgettext("nights, as short as can be", "%(count)sn") % {"count": bar.stay.nights}
    if bar.until:
        short = words.minutes(words.minutes_left(bar.until))
        told.append(short)
    return Drawn(bar, reverse("tape:stay", args=[bar.key]) + query, ICONS[bar.state], short, " · ".join(told))
