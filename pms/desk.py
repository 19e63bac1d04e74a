"""What a front desk does with a booking of the local PMS: another stay or room, and guests who come, go or do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg.errors import ExclusionViolation

from pms import housekeeping, pricing, stock
from pms.errors import PmsRefused
from pms.models import Hotel, LocalBooking, NightlyRate, Restriction, Room, RoomType, Tax
from pms.terms import Booked, Change, Money, Stay

Status = LocalBooking.Status
# What may become what, and why not when the booking is something else.
BEFORE = {Status.CHECKED_IN: Status.CONFIRMED, Status.CHECKED_OUT: Status.CHECKED_IN, Status.NO_SHOW: Status.CONFIRMED}
REASONS = {
    Status.CONFIRMED: "not_arrived",
    Status.CHECKED_IN: "already_arrived",
    Status.CHECKED_OUT: "already_left",
    Status.CANCELLED: "already_cancelled",
    Status.NO_SHOW: "already_cancelled",
}
# Two changes that swap rooms would wait for each other's rows; a booking's INSERT never waits for a change's row.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('pms.desk'), %s)"


def quote(row: LocalBooking, *, stay: Stay, unit: str) -> Change:
    """What the change would cost, by pricing.changed. Raises PmsRefused also where it cannot be: the room is taken, the
    stay is over. The terms are the rate plan's own, for the nights given up."""
    today = row.hotel.now().date()
    room = _room(row.hotel, unit)
    _refuse_the_impossible(row, stay, room, today)
    taxes = list(Tax.objects.filter(hotel=row.hotel))
    sold = pricing.shared(row.total, row.stay, _rates(row, row.room.room_type, row.stay, taxes))
    if room.room_type_id == row.room.room_type_id:
        moves = stay.departure
    else:
        moves = today if row.status == Status.CHECKED_IN else stay.arrival
    here, there = (_rates(row, kind, stay, taxes) for kind in (row.room.room_type, room.room_type))
    try:
        price = pricing.changed(stay, sold, here, there, moves=moves)
    except KeyError as missing:
        raise PmsRefused("no_rates", date=str(missing.args[0])) from missing
    given_up = {night: amount for night, amount in sold.items() if not stay.arrival <= night < stay.departure}
    currency = row.hotel.currency
    return Change(
        booked=told(row),
        stay=stay,
        unit=unit,
        room_type=room.room_type.code,
        total=Money(price, currency),
        fee=Money(pricing.fee_for(row.rate_plan, given_up, arrival=row.stay.arrival, today=today), currency),
        broken=_broken(row, stay, room.room_type),
    )


def change(row: LocalBooking, *, stay: Stay, unit: str, total: Money, by: str) -> Booked:
    """In the caller's transaction. The exclusion constraint has the last word on the room."""
    if total.currency != row.hotel.currency or total.amount < 0:
        raise PmsRefused("no_rates")
    room, before, today, was = _room(row.hotel, unit), row.room, row.hotel.now().date(), told(row)
    _refuse_the_impossible(row, stay, room, today)
    if row.status == Status.CONFIRMED:
        row.room, row.period = room, DateRange(stay.arrival, stay.departure)
    else:
        _in_house(row, room, stay, today)
    row.total = total.amount
    try:
        with transaction.atomic():
            _keep(row, "room", "period", "total", "earlier_rooms", why=f"{by}: {_steps(was, told(row))}")
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise PmsRefused("sold_out") from error
        raise
    if row.room != before and row.status == Status.CHECKED_IN:
        housekeeping.mark(before, Room.Housekeeping.DIRTY, by=by)
    return told(row)


def advance(row: LocalBooking, status: Status, *, by: str) -> Booked:
    """The guest comes, goes, or has not come. In the caller's transaction, the row locked."""
    today = row.hotel.now().date()
    if row.status != BEFORE[status]:
        raise PmsRefused(REASONS[Status(row.status)])
    early = row.stay.arrival > today if status == Status.CHECKED_IN else row.stay.arrival >= today
    if early and status != Status.CHECKED_OUT:
        raise PmsRefused("too_early", date=row.stay.arrival.isoformat())
    # Who leaves on the day they came keeps the one night there is.
    if status == Status.CHECKED_OUT and row.stay.departure > max(today, row.stay.arrival + timedelta(days=1)):
        raise PmsRefused("leaves_later", date=row.stay.departure.isoformat())
    row.status = status
    _keep(row, "status", why=f"{by}: {status.label}")
    if status == Status.CHECKED_OUT:
        housekeeping.mark(row.room, Room.Housekeeping.DIRTY, by=by)
    return told(row)


def one_at_a_time(hotel: Hotel) -> None:
    """Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [hotel.pk])


def told(row: LocalBooking) -> Booked:
    return Booked(
        number=row.number,
        reference=row.reference,
        status=row.status,
        unit=row.room.number,
        room_type=row.room.room_type.code,
        stay=row.stay,
        total=Money(row.total, row.hotel.currency),
        guest_name=row.guest_name,
    )


def _room(hotel: Hotel, unit: str) -> Room:
    room = Room.objects.filter(hotel=hotel, number=unit).select_related("room_type").first()
    if room is None:
        raise PmsRefused("not_found")
    return room


def _refuse_the_impossible(row: LocalBooking, stay: Stay, room: Room, today: date) -> None:
    if row.status not in (Status.CONFIRMED, Status.CHECKED_IN):
        raise PmsRefused(REASONS[Status(row.status)])
    here, moves = row.status == Status.CHECKED_IN, room != row.room
    if here and stay.arrival != row.stay.arrival:
        raise PmsRefused("already_arrived")
    if stay.arrival < min(today, row.stay.arrival) or stay.departure < today or (moves and stay.departure == today):
        raise PmsRefused("past")
    if moves and room.out_of_order:
        raise PmsRefused("sold_out")
    first = (max(today, stay.arrival) if moves else row.period.lower) if here else stay.arrival
    others = LocalBooking.objects.filter(hotel=row.hotel, room=room, status__in=LocalBooking.LIVE).exclude(pk=row.pk)
    if first < stay.departure and others.filter(period__overlap=DateRange(first, stay.departure)).exists():
        raise PmsRefused("sold_out")


def _in_house(row: LocalBooking, room: Room, stay: Stay, today: date) -> None:
    """Nights slept stay where they were slept."""
    first = row.period.lower
    if room != row.room and today > first:
        row.earlier_rooms = [*row.earlier_rooms, [row.room.number, first.isoformat(), today.isoformat()]]
        first = today
    elif stay.departure <= first:
        # Changed rooms today, and leaves today: no night was slept in this room.
        number, since, _ = row.earlier_rooms[-1]
        row.earlier_rooms = row.earlier_rooms[:-1]
        room, first = _room(row.hotel, number), date.fromisoformat(since)
    row.room, row.period = room, DateRange(first, stay.departure)


def _rates(row: LocalBooking, kind: RoomType, stay: Stay, taxes: Sequence[Tax]) -> dict[date, Decimal]:
    """What the nights cost today in a room of this type, with taxes; a night without a rate is missing."""
    rates = NightlyRate.objects.filter(
        hotel=row.hotel, rate_plan=row.rate_plan, room_type=kind, date__gte=stay.arrival, date__lt=stay.departure
    )
    return {day: pricing.with_taxes(amount, taxes, row.party) for day, amount in rates.values_list("date", "amount")}


def _broken(row: LocalBooking, stay: Stay, kind: RoomType) -> tuple[PmsRefused, ...]:
    """Only what the change itself would break: what was sold once is sold."""
    no: list[PmsRefused] = []
    if kind.pk != row.room.room_type_id and not kind.sleeps(row.party):
        no.append(PmsRefused("too_many_guests", max_guests=kind.max_guests, max_adults=kind.max_adults))
    if stay != row.stay or kind.pk != row.room.room_type_id:
        near = Restriction.objects.filter(hotel=row.hotel, first__lte=stay.departure, last__gte=stay.arrival)
        refused = stock.refusal(list(near.order_by("pk")), kind, stay)
        no += [refused] if refused else []
    return tuple(no)


def _steps(was: Booked, now: Booked) -> str:
    pairs = [
        (f"{was.stay.arrival} – {was.stay.departure}", f"{now.stay.arrival} – {now.stay.departure}"),
        (was.unit, now.unit),
        (str(was.total.amount), str(now.total.amount)),
    ]
    return ", ".join(f"{old} → {new}" for old, new in pairs if old != new)


def _keep(row: LocalBooking, *fields: str, why: str) -> None:
    # Not update(): that would leave no line in the booking's history.
    row._change_reason = why[:100]  # type: ignore[attr-defined]
    row.save(update_fields=[*fields, "updated_at"])
