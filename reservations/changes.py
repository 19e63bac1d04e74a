"""What staff do with a stay that is booked: other dates, another room, the guest comes and goes.

The PMS decides and keeps it; our Reservation, where there is one, follows with the actor. Nobody tells the guest here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from locks import holds
from locks.errors import HoldConflict
from locks.models import RoomHold
from pms import gateway, guests
from pms.errors import PmsError, PmsUnknown
from pms.models import Guest, Hotel, LocalBooking, Room, RoomType
from pms.terms import Booked, Change, Money, Stay
from reservations import sync
from reservations.errors import NotSettled, RoomHeld
from reservations.models import Reservation


def possible(hotel: Hotel) -> bool:
    """False: the PMS changes nothing for us. Staff do it there, and reservations.sync follows."""
    return gateway.open_for(hotel).capabilities.changes_stays


def quote(hotel: Hotel, number: str, *, stay: Stay, unit: str) -> Change:
    """What it would cost, and which rules it breaks. Raises PmsRefused where it cannot be, NotSettled."""
    change = gateway.open_for(hotel).quote_change(number, stay=stay, unit=unit)
    reservation = _ours(hotel, change.booked)
    return _as_agreed(reservation, change) if reservation else change


def apply(hotel: Hotel, change: Change, *, total: Money, actor: str) -> Booked:
    """Do what was quoted at the price that staff have agreed.

    Raises RoomHeld while a guest decides on the room, PmsRefused, PmsUnavailable (nothing has changed) or PmsUnknown
    (that cannot be told yet: the room stays held for some minutes, and reservations.sync finds out).
    """
    reservation = _ours(hotel, change.booked)
    with _kept_for_us(hotel, change, reservation, actor):
        booked = gateway.open_for(hotel).change(
            change.booked.number, stay=change.stay, unit=change.unit, total=total, by=actor
        )
    return _followed(reservation, booked, actor)


def last_day(hotel: Hotel, stay: Stay) -> date:
    """When somebody departs who leaves now. On the day of their arrival they keep the one night there is."""
    return max(hotel.now().date(), stay.arrival + timedelta(days=1))


def depart_early(hotel: Hotel, change: Change, *, total: Money, actor: str) -> Booked:
    """Give up the nights that are left and check out. Raises as `apply`; checking out alone may fail, then again."""
    booked = apply(hotel, change, total=total, actor=actor)
    return check_out(hotel, booked.number, actor=actor)


def check_in(hotel: Hotel, number: str, *, actor: str) -> Booked:
    """Raises PmsRefused: too_early, already_…; PmsUnavailable, PmsUnknown."""
    booked = gateway.open_for(hotel).check_in(number, by=actor)
    return _followed(_ours(hotel, booked), booked, actor)


def check_out(hotel: Hotel, number: str, *, actor: str) -> Booked:
    """Raises PmsRefused: leaves_later, not_arrived, already_left; PmsUnavailable, PmsUnknown."""
    booked = gateway.open_for(hotel).check_out(number, by=actor)
    return _followed(_ours(hotel, booked), booked, actor)


def no_show(hotel: Hotel, number: str, *, actor: str) -> Booked:
    """Raises PmsRefused: too_early, already_…; PmsUnavailable, PmsUnknown."""
    booked = gateway.open_for(hotel).no_show(number, by=actor)
    return _followed(_ours(hotel, booked), booked, actor)


def free_rooms(hotel: Hotel, stay: Stay) -> list[tuple[str, RoomType]]:
    """Rooms nobody has booked or holds for these nights, in the order of their types. Raises PmsError."""
    pms, held = gateway.open_for(hotel), holds.live_units(hotel, stay)
    kinds = RoomType.objects.filter(hotel=hotel).order_by("position", "pk")
    return [(unit, kind) for kind in kinds for unit in pms.free_units(kind.code, stay) if unit not in held]


def concerns(hotel: Hotel, unit: str, *, today: date) -> list[str]:
    """Why a guest should not be sent to this room yet: dirty, inspect, out_of_order, occupied."""
    room = Room.objects.filter(hotel=hotel, number=unit).first()
    if room is None:
        return []
    found = [room.housekeeping] if room.housekeeping != Room.Housekeeping.CLEAN else []
    inside = LocalBooking.objects.filter(hotel=hotel, room=room, status=LocalBooking.Status.CHECKED_IN)
    if inside.filter(period__startswith__lte=today).exists():
        found.append("occupied")
    return [*found, "out_of_order"] if room.out_of_order else found


def reservation_of(hotel: Hotel, reference: str) -> Reservation | None:
    """Ours, of what the PMS has; None for what the desk has booked itself."""
    rows = Reservation.objects.filter(hotel=hotel, reference=reference)
    return rows.select_related("offer", "guest", "hold").first()


def _ours(hotel: Hotel, booked: Booked) -> Reservation | None:
    reservation = reservation_of(hotel, booked.reference)
    if reservation and reservation.status == Reservation.Status.PENDING:
        raise NotSettled(reservation.reference)
    return reservation


def _followed(reservation: Reservation | None, booked: Booked, actor: str) -> Booked:
    if reservation:
        sync.follow(reservation, booked, actor=actor)
    return booked


def _as_agreed(reservation: Reservation, change: Change) -> Change:
    """Another price than the PMS's that staff honour goes along. The fee is never more than the guest has read: the
    rate plan may have become stricter since."""
    honoured = reservation.total - change.booked.total.amount
    free_until, most = reservation.offer.free_until, reservation.offer.cancellation_fee
    free = free_until and reservation.hotel.now().date() <= free_until
    return replace(
        change,
        booked=replace(change.booked, total=reservation.price),
        total=replace(change.total, amount=max(Decimal(0), change.total.amount + honoured)),
        fee=replace(change.fee, amount=Decimal(0) if free else min(change.fee.amount, most)),
    )


@contextmanager
def _kept_for_us(hotel: Hotel, change: Change, reservation: Reservation | None, actor: str) -> Iterator[None]:
    """A short hold on the nights to be taken: no guest can be given them meanwhile, and none of theirs is overrun."""
    nights = _to_take(hotel, change)
    if nights is None:
        yield
        return
    holder = f"change:{change.booked.number}"
    guest = reservation.guest if reservation else _guest_of(hotel, change.booked, holder)
    try:
        hold = holds.place(
            hotel, change.unit, nights, room_type=change.room_type, guest=guest, holder=holder, actor=actor
        )
    except HoldConflict as error:
        raise RoomHeld(change.unit) from error
    try:
        yield
    except PmsUnknown:
        raise  # it may have been done: the hold ends by time
    except PmsError as error:
        holds.release(hold, actor=actor, reason=str(error))
        raise
    holds.convert(hold, actor=actor, reason=change.booked.number)


def _to_take(hotel: Hotel, change: Change) -> Stay | None:
    """Nights in the room that the guest has not got yet; None when nothing is taken from others."""
    was, stay = change.booked.stay, change.stay
    if change.unit == change.booked.unit and was.arrival <= stay.arrival and stay.departure <= was.departure:
        return None
    in_house = change.booked.status == Reservation.Status.CHECKED_IN
    first = max(hotel.now().date(), stay.arrival) if in_house else stay.arrival
    return Stay(first, stay.departure) if first < stay.departure else None


def _guest_of(hotel: Hotel, booked: Booked, holder: str) -> Guest:
    """The desk's own bookings have no Guest, and a hold needs one: the same one each time."""
    earlier = RoomHold.objects.filter(hotel=hotel, holder=holder).select_related("guest").first()
    return earlier.guest if earlier else guests.introduce(hotel.pk, [], name=booked.guest_name)
