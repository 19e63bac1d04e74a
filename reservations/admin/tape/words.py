"""What staff read of states and refusals on the tape chart."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pms.admin import words
from pms.errors import PmsRefused, PmsUnknown
from reservations.errors import NotSettled, RoomHeld

STATES = {
    "held": _("Held"),
    "pending": _("Waits for the PMS"),
    "confirmed": _("Confirmed"),
    "overdue": _("Should have arrived"),
    "in_house": _("In house"),
    "overstays": _("Should have left"),
    "checked_out": _("Checked out"),
    "no_show": _("No show"),
    "cancelled": _("Cancelled"),
    "ended": _("Released or over"),
}
ICONS = {
    "held": "hourglass_top",
    "pending": "sync",
    "confirmed": "",
    "overdue": "priority_high",
    "in_house": "hotel",
    "overstays": "priority_high",
    "checked_out": "check",
    "no_show": "person_off",
}
COLOURS = {
    "held": "warning",
    "pending": "warning",
    "confirmed": "info",
    "overdue": "danger",
    "in_house": "success",
    "overstays": "danger",
    "checked_out": "",
    "no_show": "warning",
    "cancelled": "danger",
    "ended": "",
}
REFUSALS = {
    "sold_out": _("The room is not free for all of these nights."),
    "no_rates": _("There is no rate for every one of these nights."),
    "past": _("That is in the past."),
    "not_found": _("The PMS does not know this booking or this room."),
    "not_here": _("This PMS is changed at its own desk only."),
    "already_cancelled": _("This booking does not stand any more."),
    "already_arrived": _("The guest is in house already."),
    "already_left": _("The guest has left already."),
    "not_arrived": _("The guest has not checked in."),
    "closed": _("These nights are closed for sale."),
}
WITH_A_DATE = {
    "too_early": _("The arrival is on %(date)s."),
    "leaves_later": _("Nights are left until %(date)s: use “Early departure” to give them up."),
    "no_rates": _("There is no rate for %(date)s."),
    "closed_to_arrival": _("Nobody is to arrive on %(date)s."),
    "closed_to_departure": _("Nobody is to depart on %(date)s."),
}
CONCERNS = {
    "dirty": _("The room is dirty."),
    "inspect": _("The room is to be inspected."),
    "occupied": _("Another guest has not checked out of this room yet."),
    "out_of_order": _("The room is out of order."),
}


def refusal(no: PmsRefused) -> str:
    """Why the PMS says no, or which of its rules a change breaks."""
    detail: dict[str, Any] = {**no.detail}
    if no.reason in WITH_A_DATE and "date" in detail:
        return str(WITH_A_DATE[no.reason]) % {"date": words.day(date.fromisoformat(str(detail["date"])))}
    if no.reason == "min_nights":
        return gettext("Arrivals of this day are sold for at least %(nights)s.") % {
            "nights": words.count_nights(int(detail["nights"]))
        }
    if no.reason == "too_many_guests":
        return gettext("This room sleeps %(count)s at most.") % {"count": detail["max_guests"]}
    return str(REFUSALS.get(no.reason, no.reason))


def trouble(error: Exception) -> str:
    """Why something was not done, and what is true now."""
    if isinstance(error, PmsRefused):
        return refusal(error)
    if isinstance(error, RoomHeld):
        return gettext(
            "A guest is deciding on this room right now. Choose another one, or wait until the hold is over."
        )
    if isinstance(error, NotSettled):
        return gettext("The PMS has not answered this booking itself yet.")
    if isinstance(error, PmsUnknown):
        return gettext(
            "The PMS did not answer, so nobody knows yet whether it was done. Do not repeat it: what the PMS has will "
            "show here in some minutes."
        )
    return gettext("The PMS does not answer. Nothing was changed.")
