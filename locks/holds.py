"""A room held for one guest and some nights, with a TTL. The only writer of RoomHold and HoldEvent.

Every function stands in one short transaction of its own and leaves its line in the trail.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from locks.errors import HoldConflict, HoldExpired, TooManyExtensions
from locks.metrics import OPERATIONS
from locks.models import HoldEvent, RoomHold
from pms.models import Guest, Hotel
from pms.terms import Stay

MAX_EXTENSIONS = 2
Kind = HoldEvent.Kind
Status = RoomHold.Status

# Never a plain INSERT that catches IntegrityError: under contention that deadlocks (seconds of waiting).
INSERT = """
INSERT INTO locks_roomhold
    (hotel_id, unit, room_type, period, guest_id, holder, status, expires_at, extensions, created_at)
VALUES (%s, %s, %s, %s, %s, %s, 'live', %s, 0, %s)
ON CONFLICT DO NOTHING RETURNING id
"""
# Every search of every guest asks this.
LIVE_UNITS = """
SELECT unit FROM locks_roomhold
WHERE period && %s AND hotel_id = %s AND status = 'live' AND expires_at > %s AND holder <> %s
"""


def place(
    hotel: Hotel, unit: str, stay: Stay, *, room_type: str, guest: Guest, holder: str, actor: str = ""
) -> RoomHold:
    """Hold a unit for `hotel.hold_minutes`. Raises HoldConflict, which is in the trail then."""
    actor = actor or f"guest:{guest.pk}"
    now = timezone.now()
    period = DateRange(stay.arrival, stay.departure)
    with transaction.atomic():
        # An overdue hold must not refuse a guest because a job has not run yet.
        _expire(RoomHold.objects.filter(hotel=hotel, unit=unit, period__overlap=period), actor="place")
        expires_at = now + timedelta(minutes=hotel.hold_minutes)
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [hotel.pk, unit, room_type, period, guest.pk, holder, expires_at, now])
            row = cursor.fetchone()
        hold = None
        if row:
            hold = RoomHold(
                pk=row[0], hotel=hotel, unit=unit, room_type=room_type, period=period, guest=guest, holder=holder,
                expires_at=expires_at, created_at=now,
            )  # fmt: skip
            _record(hold, Kind.ACQUIRE, actor, holder)
        else:
            HoldEvent.objects.create(
                hotel=hotel, unit=unit, period=period, kind=Kind.CONFLICT, actor=actor, reason=holder
            )
    OPERATIONS.labels("acquire", "ok" if hold else "conflict").inc()
    if hold is None:
        raise HoldConflict(unit)
    return hold


def extend(hold: RoomHold, *, actor: str) -> RoomHold:
    """Another `hold_minutes` from now, at most twice. Raises TooManyExtensions or HoldExpired."""
    with transaction.atomic():
        live = lock(hold)
        if not live.is_live:
            raise HoldExpired(hold.unit)
        if live.extensions >= MAX_EXTENSIONS:
            OPERATIONS.labels("extend", "too_many").inc()
            raise TooManyExtensions(hold.unit)
        live.extensions += 1
        live.expires_at = timezone.now() + timedelta(minutes=hold.hotel.hold_minutes)
        live.save(update_fields=["extensions", "expires_at"])
        _record(live, Kind.EXTEND, actor, f"{live.extensions} of {MAX_EXTENSIONS}")
    OPERATIONS.labels("extend", "ok").inc()
    return live


def keep(hold: RoomHold, *, days: int, actor: str, reason: str) -> None:
    """Past its TTL, while a reservation of it waits for the PMS. In the caller's transaction."""
    hold.expires_at = timezone.now() + timedelta(days=days)
    hold.save(update_fields=["expires_at"])
    _record(hold, Kind.EXTEND, actor, reason)


def release(hold: RoomHold, *, actor: str, reason: str = "") -> bool:
    """Let it go; False when it was not live any more, which changes nothing."""
    return _end(hold, Status.RELEASED, Kind.RELEASE, actor, reason)


def convert(hold: RoomHold, *, actor: str, reason: str = "") -> bool:
    """It became a reservation. Call it in the transaction that confirms; False when it was not live."""
    return _end(hold, Status.CONVERTED, Kind.CONVERT, actor, reason)


def lock(hold: RoomHold) -> RoomHold:
    """The hold as it stands, locked until the caller's transaction ends."""
    return RoomHold.objects.select_for_update().get(pk=hold.pk)


def expire_overdue() -> list[RoomHold]:
    """The periodic clean-up, over all hotels. Nothing depends on it: `place` expires what stands in its way."""
    with scopes_disabled(), transaction.atomic():
        return _expire(RoomHold.objects.all(), actor="job:expire")


def live_units(hotel: Hotel, stay: Stay, *, but: str = "") -> set[str]:
    """Units somebody holds for some of these nights; `but` leaves out one holder's own."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE_UNITS, [DateRange(stay.arrival, stay.departure), hotel.pk, timezone.now(), but])
        return {row[0] for row in cursor.fetchall()}


def _end(hold: RoomHold, status: Status, kind: Kind, actor: str, reason: str) -> bool:
    with transaction.atomic(savepoint=False):
        ended = RoomHold.objects.filter(pk=hold.pk, status=Status.LIVE).update(status=status)
        if ended:
            _record(hold, kind, actor, reason)
    OPERATIONS.labels(kind.value, "ok" if ended else "not_live").inc()
    hold.status = status if ended else hold.status
    return bool(ended)


def _expire(holds: QuerySet[RoomHold], *, actor: str) -> list[RoomHold]:
    overdue = list(holds.filter(status=Status.LIVE, expires_at__lte=timezone.now()).select_for_update(skip_locked=True))
    RoomHold.objects.filter(pk__in=[hold.pk for hold in overdue]).update(status=Status.EXPIRED)
    for hold in overdue:
        hold.status = Status.EXPIRED
        _record(hold, Kind.EXPIRE, actor, "")
        OPERATIONS.labels("expire", "ok").inc()
    return overdue


def _record(hold: RoomHold, kind: Kind, actor: str, reason: str) -> None:
    HoldEvent.objects.create(
        hotel_id=hold.hotel_id,
        hold=hold,
        unit=hold.unit,
        period=hold.period,
        kind=kind,
        actor=actor,
        reason=reason,
    )
