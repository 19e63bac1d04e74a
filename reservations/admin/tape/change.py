"""What staff do with a stay: another stay or room after its price was shown, and check-in, check-out, no-show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pms.admin import words
from pms.admin.base import actor
from pms.errors import PmsError
from pms.models import Room
from pms.terms import Booked, Change, Money, Stay
from reservations import changes
from reservations.admin.tape import frame, stay
from reservations.admin.tape.stay import Subject
from reservations.admin.tape.words import CONCERNS, refusal, trouble
from reservations.errors import NotSettled, RoomHeld

TITLES = {
    "move": _("Other dates"),
    "room": _("Another room"),
    "depart": _("Early departure"),
    "check-in": _("Check in"),
    "check-out": _("Check out"),
    "no-show": _("No show"),
}
STEPS: dict[str, Callable[..., Booked]] = {
    "check-in": changes.check_in,
    "check-out": changes.check_out,
    "no-show": changes.no_show,
}
EXPLAINED = {
    "check-in": _("The guest is in the room from now on."),
    "check-out": _("The stay is over and the room is dirty from now on."),
    "no-show": _("The guest has not come. The room is sold again from tonight; what is due by the terms stays due."),
}
DONE = {
    "check-in": _("%(guest)s is checked in to room %(unit)s."),
    "check-out": _("%(guest)s is checked out of room %(unit)s, which is dirty now."),
    "no-show": _("%(guest)s is noted as a no-show; room %(unit)s is free."),
}
LONGEST = 365
No = (PmsError, RoomHeld, NotSettled)


class StayForm(forms.Form):
    arrival = forms.DateField()
    departure = forms.DateField()
    unit = forms.CharField(max_length=40)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        arrival, departure = cleaned.get("arrival"), cleaned.get("departure")
        if arrival and departure and not 0 < (departure - arrival).days <= LONGEST:
            raise forms.ValidationError(gettext("The departure must be after the arrival, and within a year."))
        return cleaned


@frame.staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    frame.require(request, frame.CHANGE)
    subject = stay.find(key)
    if verb not in subject.verbs():
        messages.error(request, gettext("That cannot be done with this stay now."))
        return back(request, subject)
    return _step(request, subject, verb) if verb in STEPS else _change(request, subject, verb)


def back(request: HttpRequest, subject: Subject) -> HttpResponse:
    return redirect(reverse("tape:stay", args=[subject.key]) + frame.kept(request))


def _step(request: HttpRequest, subject: Subject, verb: str) -> HttpResponse:
    """Asks first where the room is not ready, and whenever somebody comes without having pressed a button."""
    found = changes.concerns(subject.hotel, subject.unit, today=subject.today) if verb == "check-in" else []
    sure = request.method == "POST" and (not found or "anyway" in request.POST)
    if not sure:
        concerns = [CONCERNS[one] for one in found]
        return _page(request, subject, verb, template="step", concerns=concerns, text=EXPLAINED[verb])
    try:
        STEPS[verb](subject.hotel, subject.number, actor=actor(request))
    except No as error:
        messages.error(request, trouble(error))
    else:
        messages.success(request, str(DONE[verb]) % {"guest": subject.guest, "unit": subject.unit})
    return back(request, subject)


def _change(request: HttpRequest, subject: Subject, verb: str) -> HttpResponse:
    form = StayForm(_wanted(request, subject, verb))
    asked = verb == "depart" or any(name in request.GET or name in request.POST for name in StayForm.base_fields)
    change, error, rooms = None, "", {}
    try:
        if asked and form.is_valid():
            change = changes.quote(subject.hotel, subject.number, **_new(form))
            if request.method == "POST" and (answer := _apply(request, subject, verb, change)):
                return answer
    except No as no:
        error = trouble(no)
    if verb == "room" or error:
        rooms = _rooms(subject, form)
    context = {
        "form": form,
        "change": change,
        "error": error,
        "rooms": list(rooms.items()),
        "quoted": _quoted(subject, change),
    }
    return _page(
        request, subject, verb, template="change", status=409 if error and request.method == "POST" else 200, **context
    )


def _apply(request: HttpRequest, subject: Subject, verb: str, change: Change) -> HttpResponse | None:
    """None when the price is not the one that was agreed to: it is shown anew. Raises as changes.apply."""
    totals = _totals(change)
    agreed = totals.get(request.POST.get("price", ""))
    if agreed is None or request.POST.get("agreed") != _agreed(totals):
        messages.warning(request, gettext("Please look at the price again and choose one."))
        return None
    do = changes.depart_early if verb == "depart" else changes.apply
    booked = do(subject.hotel, change, total=agreed, actor=actor(request))
    told = {
        "guest": subject.guest,
        "nights": words.nights(booked.stay),
        "unit": booked.unit,
        "total": words.money(agreed),
    }
    messages.success(
        request, gettext("%(guest)s: %(nights)s, room %(unit)s, %(total)s. The guest was not told.") % told
    )
    return back(request, subject)


def _wanted(request: HttpRequest, subject: Subject, verb: str) -> dict[str, Any]:
    """What was asked for; what was not stays as it is."""
    asked = request.POST if request.method == "POST" else request.GET
    now = {"arrival": subject.stay.arrival, "departure": subject.stay.departure, "unit": subject.unit}
    if verb == "depart":
        return {**now, "departure": changes.last_day(subject.hotel, subject.stay)}
    return {name: asked.get(name) or value for name, value in now.items()}


def _new(form: StayForm) -> dict[str, Any]:
    wanted = form.cleaned_data
    return {"stay": Stay(wanted["arrival"], wanted["departure"]), "unit": wanted["unit"]}


def _rooms(subject: Subject, form: StayForm) -> dict[str, list[tuple[str, str, str]]]:
    """Free for the nights that are wanted, by the name of their type: the room and how clean it is."""
    if not form.is_valid():
        return {}
    wanted = _new(form)["stay"]
    if subject.in_house and subject.today < wanted.departure:
        wanted = Stay(max(subject.today, wanted.arrival), wanted.departure)
    try:
        free = changes.free_rooms(subject.hotel, wanted)
    except PmsError:
        return {}
    states = {room.number: room for room in Room.objects.filter(hotel=subject.hotel)}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for unit, kind in free:
        room = states[unit]
        shown = (unit, room.housekeeping, str(room.get_housekeeping_display()))
        found.setdefault(kind.names.get(subject.hotel.language, kind.code), []).append(shown)
    return found


def _totals(change: Change) -> dict[str, Money]:
    """What staff may agree with the guest."""
    totals = {"new": change.total}
    if change.fee.amount:
        totals["fee"] = replace(change.total, amount=change.total.amount + change.fee.amount)
    return totals if change.booked.total in totals.values() else {**totals, "keep": change.booked.total}


def _agreed(totals: dict[str, Money]) -> str:
    return " ".join(f"{name}:{total.amount}" for name, total in sorted(totals.items()))


def _quoted(subject: Subject, change: Change | None) -> dict[str, Any]:
    """The change as staff read it."""
    if change is None:
        return {}
    was, totals = change.booked, _totals(change)
    difference = change.total.amount - was.total.amount
    fewer = any(not change.stay.arrival <= night < change.stay.departure for night in was.stay.dates())
    return {
        "before": (words.nights(was.stay), was.unit, words.money(was.total)),
        "after": (words.nights(change.stay), change.unit, words.money(change.total)),
        "difference": ("+" if difference > 0 else "") + words.money(replace(change.total, amount=difference)),
        "same_price": difference == 0,
        "totals": {name: words.money(total) for name, total in totals.items()},
        "agreed": _agreed(totals),
        "fee": words.money(change.fee) if change.fee.amount else "",
        "free_of_fee": fewer and change.fee.amount == Decimal(0),
        "nothing": (change.stay, change.unit) == (was.stay, was.unit),
        "broken": [refusal(rule) for rule in change.broken],
    }


def _page(
    request: HttpRequest, subject: Subject, verb: str, *, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    frame_of = {
        "title": f"{TITLES[verb]} · {subject.guest}",
        "heading": TITLES[verb],
        "it": subject,
        "verb": verb,
        "nights": words.nights(subject.stay),
        "back": reverse("tape:stay", args=[subject.key]) + frame.kept(request),
        "kept_fields": [(name, value) for name, value in request.GET.items() if name in frame.KEPT and value],
    }
    return frame.page(request, f"admin/tape/{template}.html", status=status, **frame_of, **context)
