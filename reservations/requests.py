"""A guest's wish that a person must settle: a group, a transfer receipt. The only writer of Request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from pms.models import Guest
from reservations.errors import Decided
from reservations.models import Request, Reservation

RECEIPT, GROUP, CHANGE = "receipt", "group", "change"
WITHIN = {RECEIPT: timedelta(hours=2), GROUP: timedelta(hours=24), CHANGE: timedelta(hours=4)}
Status = Request.Status


def open_request(
    guest: Guest, kind: str, *, asked_by: str, details: dict[str, Any], reservation: Reservation | None = None
) -> Request:
    """Asked again before anybody has settled it, it stays one: with all the messages and the newest wishes."""
    with transaction.atomic():
        same = Request.objects.filter(guest=guest, kind=kind, asked_by=asked_by, reservation=reservation)
        standing = same.filter(status=Status.OPEN).select_for_update().first()
        if standing is None:
            due_at = timezone.now() + WITHIN[kind]
            return Request.objects.create(
                hotel_id=guest.hotel_id,
                guest=guest,
                kind=kind,
                asked_by=asked_by,
                details=details,
                reservation=reservation,
                due_at=due_at,
            )
        messages = [*standing.details.get("messages", []), *details.get("messages", [])]
        standing.details |= details | ({"messages": sorted({*messages})} if messages else {})
        standing.save(update_fields=["details"])
        return standing


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
