"""Periodic work on holds and reservations."""

from celery import shared_task

from reservations import booking, sync


@shared_task
def expire_holds() -> int:
    return len(booking.release_expired())


@shared_task
def settle_pending() -> int:
    return len(sync.settle_pending())
