"""A reservation was made: tell the guest which, and what is still to come."""

from __future__ import annotations

from messaging import promises
from messaging.turn import Reply, Turn
from pms import guests
from pms.terms import Contact
from reservations import booking
from reservations.models import Reservation

Status = Reservation.Status


def untold(turn: Turn) -> Reply | None:
    """What was booked for a yes whose turn was lost with its worker: a second room is not what the guest wants."""
    made = booking.made(turn.hotel, turn.frame.offer, holder=turn.holder) if turn.frame.offer else None
    return told(turn, made) if made else None


def told(turn: Turn, reservation: Reservation) -> Reply:
    contact = Contact(reservation.guest_name, reservation.guest_email, reservation.guest_phone)
    guests.remember(turn.guest, contact)
    turn.frame.forget_booking()
    turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
    if reservation.status == Status.NEEDS_STAFF:
        turn.handover = "the PMS booked something else than was offered"
    if reservation.status == Status.PENDING:
        turn.promise = promises.of_reservation(turn.conversation, reservation)
    return Reply(
        "booking_pending" if reservation.status in (Status.PENDING, Status.NEEDS_STAFF) else "confirmed",
        reservation=reservation,
        **promises.spoken(turn.promise),
        data={
            "reservation_id": reservation.reference,
            "reservation": {"status": reservation.status, "pms_number": reservation.pms_number},
            "lock_acquired": False,
        },
    )
