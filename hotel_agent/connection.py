"""/admin/connection/: how a hotel's PMS answers, what was asked of it last, and what an examination found."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotel_agent.today import outcome
from messaging import queues
from pms.admin import words
from pms.admin.base import chosen_hotel, own_hotels
from pms.calls import Call
from pms.models import Hotel
from reservations import connection
from reservations.connection import Connection, Door
from reservations.models import ReservationEvent

LEVELS = {
    "error": (gettext_lazy("Wrong"), "error"),
    "warning": (gettext_lazy("Worth a look"), "warning"),
    "ok": (gettext_lazy("As it should be"), "check_circle"),
}
RESULTS = {
    "ok": pgettext_lazy("of a call", "Answered"),
    "open": gettext_lazy("Not let through"),
    "defect": gettext_lazy("Our own mistake"),
    "PmsRefused": gettext_lazy("Refused"),
    "PmsUnavailable": gettext_lazy("No answer"),
    "PmsUnknown": gettext_lazy("Outcome unknown"),
    "PmsMisconfigured": gettext_lazy("Set up wrongly"),
    "PmsBusy": gettext_lazy("Too busy"),
}
CALM = ("ok", "PmsRefused")  # a no is an answer


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("pms.view_pmsaccount"):
        raise PermissionDenied
    hotel = chosen_hotel(request)
    if hotel and request.method == "POST":
        return _examine(request, hotel)
    context = {
        **admin.site.each_context(request),
        "title": _("PMS connection"),
        "hotels": own_hotels(),
        "hotel": hotel,
        **(_shown(hotel) if hotel else {}),
    }
    return TemplateResponse(request, "admin/connection/page.html", context)


def _examine(request: HttpRequest, hotel: Hotel) -> HttpResponse:
    if connection.ask_examination(hotel, language=get_language() or hotel.language):
        queues.wake("reservations.tasks.examine", hotel.pk, queue="pms")
    else:
        messages.info(request, _("It is being examined already."))
    return redirect(f"{reverse('connection')}?hotel={hotel.slug}")


def _shown(hotel: Hotel) -> dict[str, Any]:
    seen = connection.look(hotel)
    examined = seen.examination.examined_at if seen.examination else None
    return {
        "seen": seen,
        "host": urlsplit(seen.account.address).hostname if seen.account else "",
        "door": _door(hotel, seen.door) if seen.door else None,
        "pulse": outcome.connections([hotel])[0],
        "followed": _ago(seen.account.synced_at) if seen.account else "",
        "examined": _ago(examined),
        "levels": _levels(seen),
        "pending": [(row, _ago(row.created_at), words.nights(row.stay)) for row in seen.pending],
        "settled": [_settled(event, hotel) for event in seen.settled],
        "calls": [_call(call, hotel) for call in seen.calls],
    }


def _ago(at: Any) -> str:
    return _("%(time)s ago") % {"time": timesince(at, timezone.now(), depth=1)} if at else ""


def _door(hotel: Hotel, door: Door) -> dict[str, str]:
    if door.state == "open":
        until = words.clock(door.until, hotel) if door.until else ""
        said = _("It did not answer: nobody asks it until %(time)s, and guests get a promise instead of a price.")
        return {"state": "down", "title": _("Does not answer"), "said": said % {"time": until or "…"}}
    if door.state == "half-open":
        return {"state": "partly", "title": _("Is tried again"), "said": _("One call finds out whether it is back.")}
    if door.failures:
        said = ngettext("The last call failed.", "The last %(count)s calls failed.", door.failures)
        return {"state": "partly", "title": _("Answers"), "said": said % {"count": door.failures}}
    return {"state": "up", "title": _("Answers"), "said": _("Every call is let through.")}


def _levels(seen: Connection) -> list[dict[str, Any]]:
    """The worst first; what is in order can be folded away."""
    rows = {level: [row for row in seen.findings if row.level == level] for level in LEVELS}
    return [
        {"level": level, "title": title, "icon": icon, "rows": rows[level]}
        for level, (title, icon) in LEVELS.items()
        if rows[level]
    ]


def _settled(event: ReservationEvent, hotel: Hotel) -> dict[str, Any]:
    return {
        "reservation": event.reservation,
        "status": event.get_status_display(),
        "reason": event.reason,
        "at": words.moment(event.at, hotel),
    }


def _call(call: Call, hotel: Hotel) -> dict[str, Any]:
    at = call.at.astimezone(hotel.zone)
    return {
        "call": call,
        "result": RESULTS.get(call.result, call.result),
        "bad": call.result not in CALM,
        "at": f"{at:%H:%M:%S}" if at.date() == hotel.now().date() else words.moment(at, hotel),
    }
