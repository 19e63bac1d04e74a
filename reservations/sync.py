"""Settles what the PMS has not answered yet, and follows what the desk does with our reservations."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_scopes import scope, scopes_disabled

from pms import gateway
from pms.models import Hotel, PmsAccount
from reservations import booking
from reservations.errors import NoRooms
from reservations.models import Reservation

PATIENCE = timedelta(seconds=30)
LIMIT = timedelta(minutes=30)  # a person must look at what is pending for longer
OVERLAP = timedelta(minutes=5)  # what was on its way when the PMS was asked, and clocks that differ
FIRST_TIME = timedelta(days=1)


def settle_pending() -> list[Reservation]:
    """Every reservation still pending after PATIENCE, over all hotels; what has an outcome now."""
    return [row for row in _pending_for(PATIENCE) if _settled(row)]


def overdue() -> list[Reservation]:
    """Pending for longer than LIMIT, over all hotels: still looked up, but staff must know."""
    return _pending_for(LIMIT)


def pull(hotel: Hotel) -> list[Reservation]:
    """What the desk changed since the last time. Raises PmsError: then the same is asked again."""
    account, _ = PmsAccount.objects.get_or_create(hotel=hotel)
    asked_at = timezone.now()
    since = account.synced_at - OVERLAP if account.synced_at else asked_at - FIRST_TIME
    booked = {row.reference: row for row in gateway.open_for(hotel).changes(since)}
    ours = Reservation.objects.filter(hotel=hotel, reference__in=list(booked))
    changed = [row for row in ours if booking.follow(row, booked[row.reference], actor="pms")]
    PmsAccount.objects.filter(pk=account.pk).update(synced_at=asked_at)
    return changed


def _pending_for(time: timedelta) -> list[Reservation]:
    with scopes_disabled():
        rows = Reservation.objects.filter(status="pending", created_at__lt=timezone.now() - time)
        return list(rows.select_related("hotel__pms_account", "offer", "hold"))


def _settled(reservation: Reservation) -> bool:
    with scope(hotel=reservation.hotel):
        try:
            return booking.settle(reservation, actor="job:sync").status != Reservation.Status.PENDING
        except NoRooms:
            return True
