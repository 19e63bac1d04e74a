"""What the agent leaves to a person: to see it, and to decide. Every decision asks the PMS first what it has now.

One at a time per reservation, and compared with what was seen: of two who decide, one wins and the other is told.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from locks import leases
from locks.errors import LeaseTaken
from pms import gateway
from pms.errors import PmsRefused
from pms.terms import Booked
from reservations import booking, sync
from reservations.booking import Inside
from reservations.errors import BeingDecided, Decided, MovedMeanwhile, NoRooms, NotCancellable, NotThere
from reservations.models import Request, Reservation, ReservationEvent

Status = Reservation.Status
CORRECTABLE = ("guest_name", "guest_email", "guest_phone", "total")
# While it is pending its contact is on its way to the PMS; after it nobody comes any more.
STANDING = (Status.NEEDS_STAFF, Status.CONFIRMED, Status.CHANGED, Status.CHECKED_IN)


def reservations() -> QuerySet[Reservation]:
    """Of one's own hotels, with `since` when, and `seen` what the PMS was last found to have."""
    return with_findings(Reservation.objects.filter(_waiting()))


def with_findings(rows: QuerySet[Reservation]) -> QuerySet[Reservation]:
    events = ReservationEvent.objects.filter(reservation=OuterRef("pk"), status=Status.NEEDS_STAFF)
    found = events.filter(reason__in=sync.FOUND.values()).order_by("-at", "-pk")
    return rows.annotate(
        since=Coalesce(Subquery(events.order_by("at", "pk").values("at")[:1]), "created_at"),
        seen=Subquery(found.values("reason")[:1]),
    )


def requests() -> QuerySet[Request]:
    return Request.objects.filter(status=Request.Status.OPEN)


def count() -> int:
    """In one query: every page of the back office asks it."""
    waiting = Reservation.objects.filter(_waiting()).order_by().values("pk")
    return waiting.union(requests().order_by().values("pk"), all=True).count()


def reasons(reservation: Any) -> list[str]:
    """Why a person must look: unknown, cancelled, price, dates. Of a row with its findings."""
    if reservation.status == Status.PENDING:
        return ["unknown"]
    if reservation.seen == booking.CANCELLED_THERE:
        return ["cancelled"]
    offer = reservation.offer
    differs = {"price": reservation.total != offer.total, "dates": reservation.stay != offer.stay}
    return [reason for reason, so in differs.items() if so] or ["other"]


def look(reservation: Reservation, *, actor: str) -> bool:
    """Ask the PMS again; whether anything is new. Raises Decided, BeingDecided, PmsError."""
    if reservation.status == Status.PENDING:
        try:
            return booking.settle(reservation, actor=actor).status != Status.PENDING
        except NoRooms:
            reservation.refresh_from_db()
            return True
    with _alone(reservation, {Status.NEEDS_STAFF}):
        try:
            _there(reservation, actor)
        except (MovedMeanwhile, NotThere):
            return True
        return False


def approve(
    reservation: Reservation,
    total: Decimal,
    *,
    actor: str,
    reason: str = "",
    inside: Inside = lambda reservation: None,
) -> None:
    """Confirmed at `total`, which is the PMS's price or one the hotel honours instead.

    Raises Decided, BeingDecided, MovedMeanwhile, NotThere, PmsError.
    """
    with _alone(reservation, {Status.NEEDS_STAFF}):
        theirs = _there(reservation, actor).total.amount
        honoured = theirs if total != theirs else None
        price = f"approved at {total}" + (f", the PMS has {theirs}" if honoured else "")
        _decide(
            reservation,
            Status.CONFIRMED,
            actor=actor,
            reason=f"{price}: {reason}" if reason else price,
            changes={"total": total, "pms_total": honoured},
            inside=inside,
        )


def refuse(reservation: Reservation, *, actor: str, reason: str, inside: Inside = lambda reservation: None) -> None:
    """Nothing of it stands any more, in the PMS either.

    Raises Decided, BeingDecided, NotCancellable, PmsError: then nothing was changed.
    """
    with _alone(reservation, {Status.NEEDS_STAFF}):
        status = Status.CANCELLED if _withdrawn(reservation) else Status.REFUSED
        _decide(reservation, status, actor=actor, reason=reason, inside=inside)


def correct(
    reservation: Reservation,
    changes: Mapping[str, Any],
    *,
    actor: str,
    reason: str,
    inside: Inside = lambda reservation: None,
) -> None:
    """Other columns of CORRECTABLE than `reservation` has, which must still be what the row has.

    The PMS hears nothing of it. Raises Decided, BeingDecided, MovedMeanwhile, ValidationError.
    """
    with _alone(reservation, STANDING, fresh=False), transaction.atomic():
        row = Reservation.objects.select_for_update().get(pk=reservation.pk)
        if any(getattr(row, name) != getattr(reservation, name) for name in CORRECTABLE):
            raise MovedMeanwhile(reservation.reference)
        written = dict(changes)
        if "total" in changes:
            theirs = row.total if row.pms_total is None else row.pms_total
            written["pms_total"] = None if changes["total"] == theirs else theirs
        told = ", ".join(f"{_title(name)} {getattr(row, name)} → {new}" for name, new in changes.items())
        _validate(row, written)
        reservation.status = row.status
        _decide(
            reservation, Status(row.status), actor=actor, reason=f"{told}: {reason}", changes=written, inside=inside
        )


def decided(reservation: Reservation) -> Decided:
    """By whom it was moved on."""
    event = reservation.events.first()
    return Decided(event.actor if event else "", str(reservation.get_status_display()))


def _waiting() -> Q:
    late = Q(status=Status.PENDING, created_at__lt=timezone.now() - sync.LIMIT)
    return Q(status=Status.NEEDS_STAFF) | late


@contextmanager
def _alone(reservation: Reservation, allowed: Container[str], *, fresh: bool = True) -> Iterator[None]:
    """While nobody else settles, decides or corrects it."""
    try:
        with leases.hold(reservation.hotel, f"reservation:{reservation.reference}", seconds=booking.LEASE_SECONDS):
            now = Reservation.objects.get(pk=reservation.pk)
            if now.status not in allowed:
                raise decided(now)
            if fresh:
                reservation.refresh_from_db()
            yield
    except LeaseTaken as error:
        raise BeingDecided(reservation.reference) from error


def _decide(reservation: Reservation, new: Status, **step: Any) -> None:
    """What the desk has done meanwhile comes first: a guest may be in house by now."""
    if not booking.move(reservation, {reservation.status}, new, **step):
        raise decided(reservation)


def _there(reservation: Reservation, actor: str) -> Booked:
    """What the PMS has now. Raises NotThere, and MovedMeanwhile once what has changed is written down."""
    booked = gateway.open_for(reservation.hotel).find(reservation.reference)
    if booked is None or booked.status == "cancelled":
        sync.note_found(reservation, booking.CANCELLED_THERE, actor=actor)
        raise NotThere(reservation.reference)
    if sync.follow(reservation, booked, actor=actor):
        raise MovedMeanwhile(reservation.reference)
    return booked


def _withdrawn(reservation: Reservation) -> bool:
    """Whether it stood in the PMS until now."""
    if not reservation.pms_number:
        return False
    try:
        gateway.open_for(reservation.hotel).cancel(reservation.pms_number)
    except PmsRefused as no:
        if no.reason in ("already_cancelled", "not_found"):
            return False
        raise NotCancellable(no.reason) from no
    return True


def _validate(reservation: Reservation, changes: Mapping[str, Any]) -> None:
    """Raises ValidationError."""
    tried = copy(reservation)
    for name, value in changes.items():
        setattr(tried, name, value)
    tried.clean_fields(exclude=[field.name for field in tried._meta.fields if field.name not in changes])
    if tried.total < 0:
        raise ValidationError({"total": ValidationError(_("A price is not below zero."))})


def _title(name: str) -> str:
    return name.removeprefix("guest_")
