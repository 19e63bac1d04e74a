"""/admin/: what a front desk looks for in the morning, each piece for who may see it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from hotel_agent.today import charts, links, lists, numbers, outcome, steps
from messaging.desk import alarms
from pms.admin.base import own_hotels


def page(request: HttpRequest) -> HttpResponse:
    """With ?part=today only what is in the frame: the page fetches itself anew."""
    inside = board(request)
    if request.GET.get("part") == "today":
        return render(request, "admin/today/board.html", inside)
    live_port = urlsplit(settings.LIVE_URL).port or ""
    # The frame last: its side bar counts nothing that the board has counted.
    context = {**inside, "title": _("Today"), "live_port": live_port, **admin.site.each_context(request)}
    return TemplateResponse(request, "admin/index.html", context)


def board(request: HttpRequest) -> dict[str, Any]:
    hotels, may = own_hotels(), request.user.has_perm
    if not hotels:
        return {"several": False, "tiles": [], "steps": []}
    stays, talks = may("reservations.view_reservation"), may("messaging.view_conversation")
    expected = lists.expected() if stays else []
    waiting = lists.waiting(request) if talks else None
    return {
        "several": len(hotels) > 1,
        "tiles": numbers.tiles(request),
        "steps": steps.next_best(steps.Seen(request, hotels, waiting or [], expected)),
        "waiting": waiting,
        "alarms": alarms.ringing() if talks else [],
        "arrivals": lists.arrivals(expected) if stays else None,
        "more_arrivals": max(0, len(expected) - lists.ARRIVALS),
        "all_arrivals": links.day("arrivals"),
        "occupancy": charts.occupancy(hotels) if stays else None,
        "conversations": charts.conversations(hotels) if talks else None,
        "connections": outcome.connections(hotels) if may("pms.view_hotel") else None,
        "alone": outcome.alone(hotels) if stays else None,
        "costs": outcome.costs_of(hotels) if may("pms.change_hotel") else [],
    }
