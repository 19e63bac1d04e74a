"""Which of the guest's own reservations a message is about: asked once, and only when there are several."""

from __future__ import annotations

from collections.abc import Sequence

from messaging.turn import Reply, Turn
from pms import guests
from reservations import booking
from reservations.models import Reservation

State = Reservation.Status


def all_of(turn: Turn) -> list[Reservation]:
    """Only this guest's; a reference narrows it and opens nobody else's."""
    rows = booking.of_guest(turn.guest)
    reference = turn.slots.reference
    return [row for row in rows if row.reference == reference] if reference else rows


def ahead(turn: Turn) -> list[Reservation]:
    """Those whose last day has not passed, the next stay first."""
    today = turn.hotel.now().date()
    over = (State.CHECKED_OUT, State.NO_SHOW)
    rows = [row for row in all_of(turn) if row.status not in over and row.stay.departure >= today]
    return sorted(rows, key=lambda row: row.stay.arrival)


def cancelled(turn: Turn) -> Reservation | None:
    """The last one of this guest that was cancelled, of the number that was named."""
    rows = Reservation.objects.filter(guest__in=guests.family(turn.guest), status=State.CANCELLED)
    reference = turn.slots.reference
    named = rows.filter(reference=reference) if reference else rows
    return named.select_related("offer", "hotel").order_by("-created_at").first()


def meant(turn: Turn, rows: Sequence[Reservation]) -> list[Reservation]:
    """Of these, what was named by its number in the list that was shown, its dates or its month."""
    slots, shown = turn.slots, turn.frame.own
    if slots.choice is not None and shown:
        at = slots.choice - 1 if slots.choice > 0 else slots.choice
        chosen = shown[at] if -len(shown) <= at < len(shown) else None
        return [row for row in rows if row.pk == chosen]
    for named in (
        [row for row in rows if (row.stay.arrival, row.stay.departure) == (slots.arrival, slots.departure)],
        [row for row in rows if slots.arrival in (row.stay.arrival, row.stay.departure)] if shown else [],
        [row for row in rows if slots.month in (row.stay.arrival.month, row.stay.departure.month)],
    ):
        if named:
            return named
    return list(rows)


def ask_which(turn: Turn, intent: str, rows: Sequence[Reservation]) -> Reply:
    """The answer comes back to `intent`, by text or by button."""
    turn.frame.own, turn.frame.awaiting = [row.pk for row in rows], f"which_{intent}"
    options = [{"number": number, "row": row} for number, row in enumerate(rows, start=1)]
    return Reply("which_reservation", intent=intent, options=options, reservations=list(rows))
