"""A reservation was made: tell the guest which, and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from locks.models import RoomHold
from messaging import promises
from messaging.intents import things
from messaging.turn import Reply, Turn
from pms import guests
from pms.terms import Contact, Money
from reservations import booking, requests
from reservations.errors import NoRooms
from reservations.models import Offer, Request, Reservation

Status = Reservation.Status


def reserve(turn: Turn, offer: Offer, held: RoomHold, contact: Contact) -> Reservation:
    """Raises HoldExpired, and NoRooms after a refusal: this very turn tells of it, so that nobody does so again."""
    try:
        return booking.confirm(offer, held, contact, actor=turn.actor)
    except NoRooms:
        for refused in Reservation.objects.filter(hold=held, status=Status.REFUSED):
            turn.note("reservation", {"id": refused.pk, "status": refused.status})
        raise


def untold(turn: Turn) -> Reply | None:
    """What was booked for a yes whose turn was lost with its worker: a second room is not what the guest wants."""
    made = booking.made(turn.hotel, turn.frame.offer, holder=turn.holder) if turn.frame.offer else None
    return told(turn, made) if made else None


def told_all(turn: Turn, reservations: Sequence[Reservation], lost: Sequence[Offer]) -> Reply:
    """Several rooms of one booking, and those that could not be had at the last moment."""
    first = reservations[0]
    guests.remember(turn.guest, Contact(first.guest_name, first.guest_email, first.guest_phone))
    turn.frame.forget_booking()
    for reservation in reservations:
        if reservation.status == Status.NEEDS_STAFF:
            turn.handover = "the PMS booked something else than was offered"
        if reservation.status != Status.PENDING:
            turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
        elif turn.promise is None:
            # Of the others the sweep for untold reservations makes the promise: a turn makes one.
            turn.promise = promises.of_reservation(turn.conversation, reservation)
            turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
    done = [row for row in reservations if row.status not in (Status.PENDING, Status.NEEDS_STAFF)]
    total = sum((row.total for row in done), Decimal(0))
    return Reply(
        "confirmed_rooms",
        done=done,
        waiting=[row for row in reservations if row not in done],
        lost=list(lost),
        stay=first.stay,
        name=first.guest_name,
        total=Money(total, first.offer.currency),
        **promises.spoken(turn.promise),
        data={"reservation_ids": [row.reference for row in reservations], "lock_acquired": False},
    )


def told(turn: Turn, reservation: Reservation) -> Reply:
    # Whoever stays may be another than who writes: their name is not learnt as that of the guest.
    name = "" if turn.frame.for_other else reservation.guest_name
    contact = Contact(name, reservation.guest_email, reservation.guest_phone)
    guests.remember(turn.guest, contact)
    noted = _needs(turn, reservation)
    turn.frame.forget_booking()
    turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
    if reservation.status == Status.NEEDS_STAFF:
        turn.handover = "the PMS booked something else than was offered"
    if reservation.status == Status.PENDING:
        turn.promise = promises.of_reservation(turn.conversation, reservation)
    return Reply(
        "booking_pending" if reservation.status in (Status.PENDING, Status.NEEDS_STAFF) else "confirmed",
        reservation=reservation,
        noted=noted,
        things=[thing for request in noted for thing in request.details["things"]],
        **promises.spoken(turn.promise),
        data={
            "reservation_id": reservation.reference,
            "reservation": {"status": reservation.status, "pms_number": reservation.pms_number},
            "lock_acquired": False,
        },
    )


def _needs(turn: Turn, reservation: Reservation) -> list[Request]:
    """What was said to be needed for this stay is a wish of its own: a person sees to it."""
    noted = []
    for kind, family in ((requests.COT, things.READY), (requests.ACCESSIBILITY, things.ACCESS)):
        if wanted := [thing for thing in turn.frame.needs if thing in family]:
            details = {"things": wanted}
            noted.append(
                requests.open_request(turn.guest, kind, asked_by=turn.holder, details=details, reservation=reservation)
            )
            turn.note("request", {"id": noted[-1].pk, "kind": kind})
    return noted
