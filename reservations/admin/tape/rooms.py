"""A room's own page: clean or not, sold or not, and who comes next."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from pms import housekeeping
from pms.admin import words
from pms.admin.base import actor
from pms.models import LocalBooking, Room
from reservations import tape
from reservations.admin.tape import frame
from reservations.admin.tape.words import COLOURS, STATES

NEXT = 8


@frame.staff_only
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    room = _found(pk)
    today = room.hotel.now().date()
    stays = [
        (row.guest_name, words.nights(row.stay), _label(tape.shown_as(row.status, row.stay, today)), row.number)
        for row in _ahead(room)[:NEXT]
    ]
    held = tape.live_holds(room.hotel).filter(unit=room.number).select_related("guest").order_by("period")
    holds = [(str(row.guest), words.nights(row.stay), _label("held"), f"H{row.pk}") for row in held[:NEXT]]
    return frame.page(
        request,
        "admin/tape/room.html",
        title=gettext("Room %(number)s") % {"number": room.number},
        room=room,
        kind=room.room_type.names.get(room.hotel.language, room.room_type.code),
        states=Room.Housekeeping.choices,
        stays=[*holds, *stays],
        may_change=request.user.has_perm(frame.ROOMS),
    )


@frame.staff_only
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    frame.require(request, frame.ROOMS)
    room = _found(pk)
    if verb in Room.Housekeeping.values:
        housekeeping.mark(room, verb, by=actor(request))
        told = gettext("Room %(number)s: %(state)s.") % {
            "number": room.number,
            "state": room.get_housekeeping_display(),
        }
        messages.success(request, told)
    elif verb in ("out-of-order", "in-order"):
        housekeeping.set_out_of_order(room, verb == "out-of-order", by=actor(request))
        _tell_order(request, room)
    else:
        raise Http404
    return redirect(reverse("tape:room", args=[room.pk]) + frame.kept(request))


def _tell_order(request: HttpRequest, room: Room) -> None:
    if not room.out_of_order:
        messages.success(request, gettext("Room %(number)s is sold again.") % {"number": room.number})
        return
    messages.success(request, gettext("Room %(number)s is out of order and not sold.") % {"number": room.number})
    if count := _ahead(room).count() + tape.live_holds(room.hotel).filter(unit=room.number).count():
        told = ngettext(
            "%(count)s stay in it stands and needs another room.",
            "%(count)s stays in it stand and need another room.",
            count,
        )
        messages.warning(request, told % {"count": count})


def _ahead(room: Room) -> QuerySet[LocalBooking]:
    live = LocalBooking.objects.filter(room=room, status__in=("confirmed", "checked_in"))
    return live.filter(period__endswith__gte=room.hotel.now().date()).order_by("period")


def _label(state: str) -> dict[str, str]:
    return {"type": COLOURS[state], "text": str(STATES[state])}


def _found(pk: int) -> Room:
    """Of another hotel is as good as not there."""
    room = Room.objects.select_related("hotel__pms_account", "room_type").filter(pk=pk).first()
    if room is None:
        raise Http404(gettext("There is no such room."))
    return room
