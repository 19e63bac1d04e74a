"""Settles what the PMS has not answered yet."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_scopes import scope, scopes_disabled

from reservations import booking
from reservations.errors import NoRooms
from reservations.models import Reservation

PATIENCE = timedelta(seconds=30)


def settle_pending() -> list[Reservation]:
    """Every reservation still pending after PATIENCE, over all hotels; what has an outcome now."""
    with scopes_disabled():
        pending = list(
            Reservation.objects.filter(status="pending", created_at__lt=timezone.now() - PATIENCE).select_related(
                "hotel", "offer", "hold"
            )
        )
    return [row for row in pending if _settled(row)]


def _settled(reservation: Reservation) -> bool:
    with scope(hotel=reservation.hotel):
        try:
            return booking.settle(reservation, actor="job:sync").status != Reservation.Status.PENDING
        except NoRooms:
            return True
