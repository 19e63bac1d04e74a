"""Hold a room, confirm it exactly once, cancel it. The only writer of Reservation and its events.

No network inside a transaction: write what is wanted, ask the PMS, write what it said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from locks import holds, leases
from locks.errors import HoldConflict, HoldExpired, LeaseTaken
from locks.models import RoomHold
from pms import gateway, guests
from pms.errors import PmsError, PmsRefused
from pms.models import Guest, Hotel
from pms.terms import Booked, Contact, Order
from reservations.errors import NoRooms, NotCancellable
from reservations.metrics import RESERVATIONS
from reservations.models import Offer, Reservation, ReservationEvent
from reservations.references import new_reference

Status = Reservation.Status
PENDING_DAYS = 7
LEASE_SECONDS = 120  # longer than looking up and booking together may take
CANCELLED_THERE = "the PMS has it cancelled"
# What else is to be written in the transaction of a step: the guest's message, say.
Inside = Callable[[Reservation], object]


def hold(offer: Offer, guest: Guest, *, holder: str, unit: str = "", beside: Collection[int] = ()) -> RoomHold:
    """Hold the first free unit of the offer, `unit` before the others. One hold at a time per holder, but for those
    `beside`, which stay: other rooms of the same booking.

    Raises NoRooms when the PMS or other guests have left none, PmsUnavailable.
    """
    pms = gateway.open_for(offer.hotel)
    free = pms.free_units(offer.room_type, offer.stay)
    standing = None if beside else held(offer.hotel, holder)
    own = {row.unit for row in all_held(offer.hotel, holder, beside)} if beside else set()
    for candidate in sorted(set(free) - own, key=lambda name: (name != (unit or offer.unit), free.index(name))):
        if standing and candidate == standing.unit:
            # One's own hold would refuse the new one; any other is let go only once there is a better.
            release(offer.hotel, holder, reason="another stay was chosen")
        try:
            placed = holds.place(
                offer.hotel, candidate, offer.stay, room_type=offer.room_type, guest=guest, holder=holder
            )
        except HoldConflict:
            continue
        # Sold between the question and the hold: the PMS is asked again before anybody is told.
        if not _still_free(pms, offer, placed):
            continue
        release(offer.hotel, holder, but=(placed.pk, *beside), reason="another room or stay was chosen")
        return placed
    raise NoRooms("sold_out")


def held(hotel: Hotel, holder: str) -> RoomHold | None:
    """The live hold of this holder, if any."""
    found = RoomHold.objects.filter(hotel=hotel, holder=holder, status=RoomHold.Status.LIVE).order_by("-pk").first()
    return found if found and found.is_live else None


def all_held(hotel: Hotel, holder: str, ids: Collection[int]) -> list[RoomHold]:
    """Of these holds those that are live, in the order they were placed."""
    rows = RoomHold.objects.filter(hotel=hotel, holder=holder, pk__in=ids, status=RoomHold.Status.LIVE).order_by("pk")
    return [row for row in rows.select_related("hotel") if row.is_live]


def release(hotel: Hotel, holder: str, *, reason: str, but: Collection[int] = ()) -> int:
    """Let go of whatever this holder still has, save some and what waits for the PMS; how many that were."""
    live = RoomHold.objects.filter(hotel=hotel, holder=holder, status=RoomHold.Status.LIVE)
    live = live.exclude(reservations__status=Status.PENDING).exclude(pk__in=but)
    return sum(holds.release(row, actor=holder, reason=reason) for row in live)


def release_expired() -> list[RoomHold]:
    return holds.expire_overdue()


def confirm(offer: Offer, held: RoomHold, contact: Contact, *, actor: str) -> Reservation:
    """Book what is held. Asked twice, it books once and answers the same reservation.

    Raises HoldExpired, or NoRooms after a clear refusal of the PMS. A reservation that comes back `pending`
    was not answered by the PMS yet: `settle` finds out later.
    """
    with transaction.atomic():
        row = holds.lock(held)
        # Whoever waited for the lock finds what the other one has written.
        standing = Reservation.objects.filter(hold=row).exclude(status__in=[Status.REFUSED, Status.CANCELLED]).first()
        reservation = standing or _begin(offer, row, contact, actor)
    return settle(reservation, actor=actor)


def settle(reservation: Reservation, *, actor: str) -> Reservation:
    """Find out what the PMS has under our reference, book if nothing, and write the outcome.

    One at a time: a PMS that books the same reference twice would do so for two who found nothing.
    """
    if reservation.status != Status.PENDING:
        return reservation
    try:
        with leases.hold(reservation.hotel, f"reservation:{reservation.reference}", seconds=LEASE_SECONDS):
            reservation.refresh_from_db(fields=["status"])
            return _ask(reservation, actor) if reservation.status == Status.PENDING else _fresh(reservation)
    except LeaseTaken:
        return _fresh(reservation)


def cancellation_fee(reservation: Reservation) -> Decimal:
    """What cancelling costs today, by the policy of the offer that was booked."""
    free_until = reservation.offer.free_until
    today = reservation.hotel.now().date()
    return Decimal(0) if free_until and today <= free_until else reservation.offer.cancellation_fee


def cancel(
    reservation: Reservation, *, actor: str, reason: str = "", inside: Inside = lambda reservation: None
) -> Reservation:
    """Raises NotCancellable, PmsUnavailable or PmsUnknown."""
    if reservation.status != Status.CONFIRMED:
        raise NotCancellable(reservation.status)
    try:
        gateway.open_for(reservation.hotel).cancel(reservation.pms_number)
    except PmsRefused as error:
        if error.reason != "already_cancelled":
            raise NotCancellable(error.reason) from error
    move(reservation, {Status.CONFIRMED}, Status.CANCELLED, actor=actor, reason=reason, inside=inside)
    return reservation


def of_guest(guest: Guest) -> list[Reservation]:
    """Newest first; only what still stands."""
    live = Reservation.objects.filter(guest__in=guests.family(guest)).exclude(
        status__in=[Status.REFUSED, Status.CANCELLED]
    )
    return list(live.select_related("offer", "hotel").order_by("-created_at")[:5])


def made(hotel: Hotel, offer: int, *, holder: str) -> Reservation | None:
    """What this holder has booked of the offer, if it stands."""
    rows = Reservation.objects.filter(hotel=hotel, offer=offer, hold__holder=holder).select_related("offer", "hotel")
    return rows.exclude(status__in=[Status.REFUSED, Status.CANCELLED]).first()


def by_reference(hotel: Hotel, reference: str) -> Reservation | None:
    rows = Reservation.objects.filter(hotel=hotel).select_related("offer", "hotel", "hold")
    return rows.filter(reference=reference.upper()).first() or rows.filter(pms_number=reference).first()


def _still_free(pms: gateway.Gateway, offer: Offer, placed: RoomHold) -> bool:
    """Lets go of it when not, and when the PMS does not say: nobody would ever hear of that hold."""
    try:
        free = placed.unit in pms.free_units(offer.room_type, offer.stay)
    except PmsError:
        holds.release(placed, actor=placed.holder, reason="the PMS did not answer")
        raise
    if not free:
        holds.release(placed, actor=placed.holder, reason="sold meanwhile")
    return free


def _begin(offer: Offer, held: RoomHold, contact: Contact, actor: str) -> Reservation:
    if not held.is_live:
        raise HoldExpired(held.unit)
    reservation = Reservation.objects.create(
        hotel=offer.hotel,
        reference=new_reference(),
        offer=offer,
        hold=held,
        guest_id=held.guest_id,
        guest_name=contact.name,
        guest_email=contact.email,
        guest_phone=contact.phone,
        unit=held.unit,
        total=offer.total,
    )
    record(reservation, actor, "confirmed by the guest")
    # Out of others' reach until the PMS has answered, also when the one who asks it dies meanwhile.
    holds.keep(held, days=PENDING_DAYS, actor=actor, reason=reservation.reference)
    return reservation


def _ask(reservation: Reservation, actor: str) -> Reservation:
    try:
        pms = gateway.open_for(reservation.hotel)
        found = pms.find(reservation.reference)
        # One that is cancelled may be the double of a race, which `book` puts in order.
        booked = found if found and found.status != "cancelled" else pms.book(_order(reservation))
    except PmsRefused as error:
        _finish(reservation, Status.REFUSED, error.reason, actor=actor)
        raise NoRooms.because(error) from error
    except PmsError as error:
        return _unanswered(reservation, actor, f"not answered: {type(error).__name__}")
    return _finish(reservation, *_verdict(reservation, booked), actor=actor, booked=booked)


def _fresh(reservation: Reservation) -> Reservation:
    """As somebody else has left it, or is about to."""
    reservation.refresh_from_db()
    if reservation.status == Status.REFUSED:
        raise NoRooms("sold_out")
    return reservation


def _order(reservation: Reservation) -> Order:
    offer = reservation.offer
    contact = Contact(reservation.guest_name, reservation.guest_email, reservation.guest_phone)
    return Order(
        reservation.reference,
        offer.room_type,
        offer.rate_plan,
        reservation.unit,
        offer.stay,
        offer.party,
        contact,
    )


def _verdict(reservation: Reservation, booked: Booked) -> tuple[Status, str]:
    if booked.status == "cancelled":
        return Status.NEEDS_STAFF, CANCELLED_THERE
    if booked.total.amount != reservation.offer.total:
        return Status.NEEDS_STAFF, f"offered {reservation.offer.total}, booked {booked.total.amount}"
    if booked.room_type != reservation.offer.room_type:
        return Status.NEEDS_STAFF, f"offered room type {reservation.offer.room_type}, booked {booked.room_type}"
    if booked.stay != reservation.stay:
        return Status.NEEDS_STAFF, f"booked {booked.stay.arrival} to {booked.stay.departure}"
    return Status.CONFIRMED, ""


def _finish(
    reservation: Reservation, status: Status, reason: str, *, actor: str, booked: Booked | None = None
) -> Reservation:
    """The second transaction: the outcome, the hold's end and the events stand or fall together."""
    with transaction.atomic():
        if booked:
            holds.convert(reservation.hold, actor=actor, reason=reservation.reference)
        else:
            holds.release(reservation.hold, actor=actor, reason=reason)
        changes = _as_booked(reservation, booked) if booked else {}
        move(reservation, {Status.PENDING}, status, actor=actor, reason=reason, changes=changes)
    return reservation


def _as_booked(reservation: Reservation, booked: Booked) -> dict[str, Any]:
    changes = {"pms_number": booked.number, "unit": booked.unit, "total": booked.total.amount}
    moved = booked.stay != reservation.stay
    return changes | ({"arrival": booked.stay.arrival, "departure": booked.stay.departure} if moved else {})


def move(
    reservation: Reservation,
    old: Container[str],
    new: Status,
    *,
    actor: str,
    reason: str,
    changes: Mapping[str, Any] | None = None,
    inside: Inside = lambda reservation: None,
) -> bool:
    """Compare and set: of two who move it at once, one writes the event. The row as it was goes into the history."""
    with transaction.atomic():
        row: Any = Reservation.objects.select_for_update().get(pk=reservation.pk)
        if moved := row.status in old:
            values = {"status": new, **(changes or {})}
            for name, value in values.items():
                setattr(row, name, value)
                setattr(reservation, name, value)
            row._change_reason = reason[:100]
            row.save(update_fields=list(values))
            record(reservation, actor, reason)
            inside(reservation)
    if moved:
        RESERVATIONS.labels(new.value).inc()
    else:
        reservation.refresh_from_db()
    return moved


def record(reservation: Reservation, actor: str, reason: str) -> None:
    """A line in its history, in the caller's transaction."""
    ReservationEvent.objects.create(
        hotel_id=reservation.hotel_id,
        reservation=reservation,
        status=reservation.status,
        actor=actor,
        reason=reason[:200],
    )


def _unanswered(reservation: Reservation, actor: str, reason: str) -> Reservation:
    """Asked every minute, the history says it once."""
    if not reservation.events.filter(reason=reason).exists():
        record(reservation, actor, reason)
    return reservation
