"""What the pages of the tape chart share: who may come in, which hotel, and the way back to the same chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from pms.admin.base import own_hotels
from pms.models import Hotel

View = Callable[..., HttpResponse]
SEE, CHANGE, ROOMS = "reservations.view_reservation", "reservations.change_reservation", "pms.change_room"
KEPT = ("hotel", "from", "days", "floor", "type", "density")


def staff_only(view: View) -> View:
    """For who may see reservations; every query below is inside their hotels."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request, SEE)
        return view(request, *args, **kwargs)

    return admin.site.admin_view(guarded)


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def hotel_of(request: HttpRequest) -> Hotel | None:
    """The one that was asked for, else the first; None for who works at no hotel."""
    hotels = own_hotels()
    return next((hotel for hotel in hotels if hotel.slug == request.GET.get("hotel")), hotels[0] if hotels else None)


def kept(request: HttpRequest, **changes: Any) -> str:
    """The query of the chart one came from, so that every page leads back to the same place; empty removes."""
    query = request.GET.copy()
    for name in [name for name in query if name not in KEPT or not query[name]]:
        del query[name]
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else ""


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    query = kept(request)
    frame = {**admin.site.each_context(request), "kept": query, "chart": reverse("tape:chart") + query}
    return TemplateResponse(request, template, {**frame, **context}, status=status)
