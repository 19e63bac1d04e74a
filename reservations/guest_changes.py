"""A guest changes the dates or the room of what they have booked: quoted, stored, agreed to, done once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from locks import holds
from pms import gateway
from pms.errors import PmsRefused
from pms.models import Hotel
from pms.terms import Change, Money, Stay
from reservations import availability, changes, sync
from reservations.errors import MovedMeanwhile, NoRooms, NotSettled, RoomHeld
from reservations.models import ChangeQuote, Reservation

State = Reservation.Status
BY_THE_GUEST = (State.CONFIRMED, State.CHANGED)


def possible(reservation: Reservation) -> bool:
    """False: staff must do it, for the PMS changes nothing for us or the stay is not the guest's own to change."""
    return reservation.status in BY_THE_GUEST and changes.possible(reservation.hotel)


def quote(reservation: Reservation, stay: Stay, *, room_type: str = "") -> ChangeQuote:
    """In the room there is, else in another of the type. A guest is held to the rules of sale.

    Raises NoRooms with the reason, PmsUnavailable.
    """
    number, refused = reservation.pms_number, PmsRefused("sold_out")
    try:
        for unit in _units(reservation, stay, room_type):
            try:
                change = changes.quote(reservation.hotel, number, stay=stay, unit=unit)
            except PmsRefused as error:
                if error.reason != "sold_out":
                    raise
                continue
            if change.broken:
                raise change.broken[0]
            return _stored(reservation, change)
    except PmsRefused as error:
        refused = error
    except NotSettled as error:
        raise NoRooms("pending") from error
    raise NoRooms.because(refused) from refused


def apply(quote: ChangeQuote, *, actor: str) -> Reservation:
    """Do what was agreed to; asked again after a lost answer, it does nothing twice.

    Raises MovedMeanwhile when it would cost something else now, NoRooms when it cannot be had any more, and
    PmsUnavailable or PmsUnknown as reservations.changes.apply does.
    """
    reservation = quote.reservation
    try:
        change = changes.quote(reservation.hotel, reservation.pms_number, stay=quote.stay, unit=quote.unit)
        if (change.booked.stay, change.booked.unit) == (quote.stay, quote.unit):
            _follow(reservation, actor)
        elif change.broken:
            raise change.broken[0]
        elif _agreed(change) != quote.price:
            raise MovedMeanwhile
        else:
            changes.apply(reservation.hotel, change, total=quote.price, actor=actor)
    except PmsRefused as error:
        raise NoRooms.because(error) from error
    except RoomHeld as error:
        raise NoRooms("sold_out") from error
    ChangeQuote.objects.filter(pk=quote.pk, applied_at=None).update(applied_at=timezone.now())
    reservation.refresh_from_db()
    return reservation


def recall(hotel: Hotel, number: int | None) -> ChangeQuote | None:
    rows = ChangeQuote.objects.filter(hotel=hotel, pk=number or 0)
    return rows.select_related("reservation__offer", "reservation__hotel__pms_account").first()


def _units(reservation: Reservation, stay: Stay, room_type: str) -> Iterator[str]:
    """Units to ask for, the guest's own first where its type is wanted; none that somebody holds."""
    hotel, held = reservation.hotel, holds.live_units(reservation.hotel, stay)
    own = availability.room(hotel, reservation.unit)
    own_type = own.room_type if own else reservation.offer.room_type
    if room_type in ("", own_type) and reservation.unit not in held:
        yield reservation.unit
    free = gateway.open_for(hotel).free_units(room_type or own_type, stay)
    yield from (unit for unit in free if unit not in held and unit != reservation.unit)


def _stored(reservation: Reservation, change: Change) -> ChangeQuote:
    now = timezone.now()
    return ChangeQuote.objects.create(
        hotel=reservation.hotel,
        reservation=reservation,
        arrival=change.stay.arrival,
        departure=change.stay.departure,
        room_type=change.room_type,
        unit=change.unit,
        was_total=reservation.total,
        total=_agreed(change).amount,
        fee=change.fee.amount,
        created_at=now,
        valid_until=now + timedelta(minutes=settings.OFFER_MINUTES),
    )


def _agreed(change: Change) -> Money:
    """The PMS keeps one total: the fee for nights given up is inside."""
    return Money(change.total.amount + max(change.fee.amount, Decimal(0)), change.total.currency)


def _follow(reservation: Reservation, actor: str) -> None:
    """It was done before, and whoever did it could not write it down."""
    if booked := gateway.open_for(reservation.hotel).find(reservation.reference):
        sync.follow(reservation, booked, actor=actor)
