"""Late check-out and early check-in of a booked stay: whether the room is free then, and the hotel's own terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from locks import holds
from pms import gateway
from pms.terms import Money, Stay
from reservations import availability
from reservations.errors import NoRooms
from reservations.models import Reservation

LATE, EARLY = "late_checkout", "early_checkin"


@dataclass(frozen=True)
class Extra:
    kind: str
    day: date
    at: time
    """Until when the guest stays, or from when they have the room."""
    price: Money


def quote(reservation: Reservation, kind: str, *, at: time | None = None) -> Extra:
    """At the time wished, or at the best there is where that is too much.

    Raises NoRooms: taken, included (that is within the ordinary hours), no_terms; and PmsError.
    """
    hotel, stay = reservation.hotel, reservation.stay
    late = kind == LATE
    edge, amount = (
        (hotel.late_check_out_until, hotel.late_check_out_price)
        if late
        else (hotel.early_check_in_from, hotel.early_check_in_price)
    )
    if edge is None:
        raise NoRooms("no_terms")
    if at and (at <= hotel.check_out_until if late else at >= hotel.check_in_from):
        raise NoRooms("included")
    day = stay.departure if late else stay.arrival
    if not (_free_after(reservation, day) if late else _free_before(reservation, day)):
        raise NoRooms("taken")
    granted = edge if at is None else min(at, edge) if late else max(at, edge)
    return Extra(kind, day, granted, Money(amount, hotel.currency))


def _free_after(reservation: Reservation, departure: date) -> bool:
    """Nobody arrives in the room on that day, and nobody is deciding to."""
    hotel = reservation.hotel
    if reservation.unit in holds.live_units(hotel, Stay(departure, departure + timedelta(days=1))):
        return False
    return gateway.open_for(hotel).next_arrival(reservation.unit, departure) != departure


def _free_before(reservation: Reservation, arrival: date) -> bool:
    """Nobody sleeps in the room the night before."""
    hotel, night = reservation.hotel, Stay(arrival - timedelta(days=1), arrival)
    room = availability.room(hotel, reservation.unit)
    kind = room.room_type if room else reservation.offer.room_type
    held = holds.live_units(hotel, night)
    return reservation.unit not in held and reservation.unit in gateway.open_for(hotel).free_units(kind, night)
