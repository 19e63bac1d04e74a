"""Periodic work on holds and reservations."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from pms.errors import PmsError
from pms.models import Hotel, PmsAccount
from reservations import booking, connection, pulse, sync

log = structlog.get_logger(__name__)


@shared_task
def expire_holds() -> int:
    return len(booking.release_expired())


@shared_task
def settle_pending() -> int:
    return len(sync.settle_pending())


@shared_task
def pull_changes() -> None:
    """A task for each hotel: a slow PMS keeps no other waiting."""
    for hotel_id in Hotel.objects.values_list("pk", flat=True):
        pull_changes_of.apply_async((hotel_id,), queue="pms", expires=60)


@shared_task
def pull_changes_of(hotel_id: int) -> int:
    with scope(hotel=hotel_id):
        try:
            return len(sync.pull(Hotel.objects.select_related("pms_account").get(pk=hotel_id)))
        except PmsError as error:
            log.warning("not_pulled", hotel=hotel_id, error=type(error).__name__)
            return 0


@shared_task
def check_stays() -> None:
    """Of hotels whose PMS is not ours."""
    with scopes_disabled():
        hotels = list(PmsAccount.objects.exclude(kind="local").values_list("hotel", flat=True))
    for hotel_id in hotels:
        check_stays_of.apply_async((hotel_id,), queue="pms", expires=600)


@shared_task
def check_stays_of(hotel_id: int) -> int:
    with scope(hotel=hotel_id):
        try:
            return len(sync.check(Hotel.objects.select_related("pms_account").get(pk=hotel_id)))
        except PmsError as error:
            log.warning("not_checked", hotel=hotel_id, error=type(error).__name__)
            return 0


@shared_task
def examine_stale() -> None:
    for hotel in connection.stale():
        with scope(hotel=hotel):
            connection.ask_examination(hotel, language=hotel.language)
        examine.apply_async((hotel.pk,), queue="pms", expires=connection.PATIENCE.total_seconds())


@shared_task
def examine(hotel_id: int) -> None:
    with scope(hotel=hotel_id):
        connection.examine(Hotel.objects.select_related("pms_account").get(pk=hotel_id))


@shared_task
def feel_pulse() -> int:
    """How many PMS answer."""
    if timezone.now().minute == 0:
        pulse.forget()
    return sum(pulse.look(Hotel.objects.select_related("pms_account")).values())
