"""A guest's wish that a person must settle: a group, a transfer receipt, towels. The only writer of Request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pms.models import Guest
from reservations.errors import Decided
from reservations.models import Request, Reservation

RECEIPT, GROUP, CHANGE = "receipt", "group", "change"
COT, ACCESSIBILITY = "cot", "accessibility"
Status = Request.Status


@dataclass(frozen=True)
class Terms:
    """Who settles it, and within how long."""

    department: str
    within: timedelta
    before: timedelta | None = None
    """So long before the time that the guest named, where one was."""


MINUTES, HOURS = timedelta(minutes=1), timedelta(hours=1)
KINDS = {
    RECEIPT: Terms("administration", 2 * HOURS),
    GROUP: Terms("reception", 24 * HOURS),
    CHANGE: Terms("reception", 4 * HOURS),
    "late_checkout": Terms("reception", 4 * HOURS),
    "early_checkin": Terms("reception", 4 * HOURS),
    "towels": Terms("housekeeping", 20 * MINUTES),
    "cleaning": Terms("housekeeping", 60 * MINUTES),
    COT: Terms("housekeeping", 12 * HOURS),
    "maintenance": Terms("maintenance", 30 * MINUTES),
    "complaint": Terms("reception", 15 * MINUTES),
    "wake_up_call": Terms("reception", 60 * MINUTES, before=15 * MINUTES),
    "luggage": Terms("reception", 60 * MINUTES),
    "lost_property": Terms("reception", 4 * HOURS),
    "photos": Terms("reception", 2 * HOURS),
    ACCESSIBILITY: Terms("reception", 12 * HOURS),
    "transfer": Terms("concierge", 2 * HOURS),
    "payment": Terms("administration", 2 * HOURS),
    "invoice": Terms("administration", 24 * HOURS),
}
DEPARTMENTS = tuple(dict.fromkeys(terms.department for terms in KINDS.values()))
# Said again they are more of the same wish, not another instead.
JOINED = ("messages", "things")


def open_request(
    guest: Guest,
    kind: str,
    *,
    asked_by: str,
    details: dict[str, Any],
    reservation: Reservation | None = None,
    same: int | None = None,
) -> Request:
    """Asked again before anybody has settled it, it stays one: with all the messages and the newest wishes.

    `same`: the request that more is told of; it may get its reservation by that.
    """
    with transaction.atomic():
        of_guest = Request.objects.filter(guest=guest, kind=kind, asked_by=asked_by, status=Status.OPEN)
        alike = of_guest.filter(pk=same) if same else of_guest.filter(reservation=reservation)
        standing = alike.select_for_update().first()
        if standing is None:
            return Request.objects.create(
                hotel_id=guest.hotel_id,
                guest=guest,
                kind=kind,
                asked_by=asked_by,
                details=details,
                reservation=reservation,
                due_at=_due_at(kind, details),
            )
        joined = {name: [*standing.details.get(name, []), *details.get(name, [])] for name in JOINED}
        standing.details |= details | {name: list(dict.fromkeys(values)) for name, values in joined.items() if values}
        if "at" in details:
            standing.due_at = _due_at(kind, details)
        standing.reservation = reservation or standing.reservation
        standing.save(update_fields=["details", "due_at", "reservation"])
        return standing


def withdraw(request: int, *, actor: str) -> None:
    """The guest does not want it after all; what somebody has settled stays as it is."""
    with suppress(Decided, Request.DoesNotExist):
        settle(Request(pk=request), Status.REFUSED, actor=actor, reason="withdrawn by the guest")


def settle(
    request: Request,
    status: Request.Status,
    *,
    actor: str,
    reason: str,
    inside: Callable[[Request], object] = lambda request: None,
) -> Request:
    """Done or refused; `inside` is called in the same transaction. Raises Decided when somebody was faster."""
    with transaction.atomic():
        row: Any = Request.objects.select_for_update(of=("self",)).select_related("hotel", "guest").get(pk=request.pk)
        if row.status != Status.OPEN:
            raise Decided(row.settled_by, row.get_status_display())
        row.status, row.settled_at, row.settled_by, row.reason = status, timezone.now(), actor, reason[:200]
        row._change_reason = reason[:100]
        row.save(update_fields=["status", "settled_at", "settled_by", "reason"])
        inside(row)
    settled: Request = row
    return settled


def overdue() -> QuerySet[Request]:
    return Request.objects.filter(status=Status.OPEN, due_at__lt=timezone.now())


def _due_at(kind: str, details: dict[str, Any]) -> datetime:
    """By its clock; what is wished for a named time is due by then."""
    terms = KINDS[kind]
    due = timezone.now() + terms.within
    if "at" not in details:
        return due
    at = datetime.fromisoformat(details["at"])
    return at - terms.before if terms.before else min(due, at)
