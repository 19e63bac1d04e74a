"""Arrivals and departures: a day of the front desk on one page, as a file, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pms.admin import export, words
from pms.admin.base import own_hotels
from pms.models import Room
from reservations import day
from reservations.day import Line

SEE = "reservations.view_reservation"
TITLES = {
    "arrivals": (gettext_lazy("Arrivals"), "login"),
    "departures": (gettext_lazy("Departures"), "logout"),
    "in_house": (gettext_lazy("In house"), "hotel"),
}
FARTHEST = timedelta(days=3650)


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    which = request.GET.get("list", "arrivals")
    which = which if which in day.LISTS else "arrivals"
    hotels = own_hotels()
    today = hotels[0].now().date() if hotels else timezone.now().date()
    chosen, mistaken = _asked(request, today)
    # Without a date each hotel goes by its own clock.
    lines = day.lines(which, chosen)
    shown = chosen or today
    if request.GET.get("as") == "csv":
        return export.csv_file(f"{which}-{shown.isoformat()}", _head(), _cells(lines))
    context = {
        **admin.site.each_context(request),
        "title": _("Arrivals and departures"),
        "which": which,
        "which_title": TITLES[which][0],
        "tabs": [(name, *TITLES[name], count) for name, count in day.count(chosen).items()],
        "date": shown,
        "shown": words.long_day(shown),
        "is_today": shown == today,
        "mistaken": mistaken,
        "before": (shown - timedelta(days=1)).isoformat(),
        "after": (shown + timedelta(days=1)).isoformat(),
        "rows": [_row(line) for line in lines],
        "several": len(hotels) > 1,
        "hotels": ", ".join(hotel.name for hotel in hotels),
        "elsewhere": ", ".join(hotel.name for hotel in day.elsewhere()),
        "printed": words.moment(timezone.now(), hotels[0]) if hotels else "",
    }
    return TemplateResponse(request, "admin/day/page.html", context)


def _asked(request: HttpRequest, today: date) -> tuple[date | None, bool]:
    """The day, if another than today was asked for; and whether it was none."""
    asked = request.GET.get("date", "")
    if not asked:
        return None, False
    with suppress(ValueError):
        chosen = date.fromisoformat(asked)
        if abs(chosen - today) < FARTHEST:
            return (chosen if chosen != today else None), False
    return None, True


def _row(line: Line) -> dict[str, Any]:
    address = reverse("tape:stay", args=[line.key])
    return {
        "line": line,
        "link": f"{address}?hotel={line.hotel.slug}",
        "nights": words.nights(line.stay),
        "party": words.party(line.party.adults, line.party.children),
        "price": words.money(line.price),
        "clean": _clean(line),
        "conversation": words.holder(line.reservation.hold.holder) if line.reservation else "",
        "notes": _notes(line),
        "channel": _channel(line),
    }


def _clean(line: Line) -> str:
    return str(Room.Housekeeping(line.housekeeping).label) if line.housekeeping else ""


def _channel(line: Line) -> str:
    return _("Agent") if line.reservation else _("Front desk")


def _notes(line: Line) -> list[str]:
    notes = {
        _("To review"): line.to_review,
        _("Breakfast"): line.breakfast,
        _("Out of order"): line.out_of_order,
    }
    return [note for note, so in notes.items() if so]


def _head() -> list[str]:
    return [
        *(_("Hotel"), _("Room"), _("Room type"), _("Housekeeping"), _("Arrival"), _("Departure"), _("Nights")),
        *(_("Guest"), _("Phone"), _("E-mail"), _("Adults"), _("Children (ages)"), _("Status"), _("Booked by")),
        *(_("Total"), _("Currency"), _("Number"), _("Reservation"), _("Notes")),
    ]


def _cells(lines: list[Line]) -> Iterator[list[Any]]:
    for line in lines:
        stay, party = line.stay, line.party
        yield [
            *(line.hotel.name, line.unit, line.room_type, _clean(line), stay.arrival, stay.departure, stay.nights),
            *(line.guest, line.phone, line.email, party.adults, " ".join(map(str, party.children))),
            *(line.state_title, _channel(line), line.price.amount, line.price.currency, line.number),
            *(line.reservation.reference if line.reservation else "", ", ".join(_notes(line))),
        ]


app_name = "day"
urlpatterns = [path("", admin.site.admin_view(page), name="page")]
