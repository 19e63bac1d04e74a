"""Doors for workers: they take ids, may run twice, and hold no logic."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from locks.errors import LeaseTaken
from messaging import (
    inbox,
    ladder,
    media,
    nlu,
    orchestrator,
    outbox,
    ownership,
    promises,
    queues,
    recovery,
    session,
    vacancies,
)
from messaging.errors import SendFailed
from messaging.metrics import OUTBOX_AGE, SESSION_ERRORS
from messaging.models import Conversation
from pms.errors import PmsError
from pms.models import Hotel
from reservations import overrun, waitlist

# Older than the quiet time and a slow turn together: what is unanswered by then was forgotten by somebody.
OVERDUE = timedelta(seconds=15)
LATELY = timedelta(minutes=15)
AGENTS = (Conversation.Owner.AGENT, Conversation.Owner.CLOSED)


@worker_init.connect
def warm_up(**_: Any) -> None:
    """The first guest does not wait for what understanding loads."""
    nlu.warm_up()


@shared_task
def hear(hotel_id: int, conversation_id: int) -> None:
    """Show the guest that they are heard while the quiet time runs; the turn waits for nothing else."""
    wait = settings.BURST_QUIET_TIME
    queues.wake("messaging.tasks.answer", hotel_id, conversation_id, queue="inbound", countdown=wait)
    with scope(hotel=hotel_id):
        outbox.seen(Conversation.objects.select_related("account").get(pk=conversation_id))


@shared_task(bind=True, max_retries=20)
def answer(self: Any, hotel_id: int, conversation_id: int) -> None:
    with scope(hotel=hotel_id):
        related = Conversation.objects.select_related("hotel__pms_account", "account")
        conversation = related.get(pk=conversation_id)
        try:
            # One turn may leave some behind: a button pressed and a text are two.
            while (outcome := orchestrator.answer(conversation)) and outcome.more:
                pass
        except LeaseTaken as taken:
            raise self.retry(exc=taken, countdown=1) from taken


@shared_task
def deliver(hotel_id: int, message_id: int) -> None:
    """When the next try is due stands in the message; this task has no memory."""
    with scope(hotel=hotel_id), suppress(SendFailed):
        outbox.deliver(message_id)


@shared_task
def fetch_media(hotel_id: int) -> None:
    with scope(hotel=hotel_id):
        for message in media.missing()[:50]:
            media.fetch(message)


@shared_task
def sweep() -> None:
    """Wake workers for every message that nobody answered or sent."""
    now = timezone.now()
    with scopes_disabled():
        unanswered = Conversation.objects.filter(
            # Staff answer theirs, but danger in what has come lately is the agent's to hear.
            Q(owner__in=AGENTS) | Q(owner__in=ownership.WITH_STAFF, last_message_at__gt=now - LATELY),
            messages__direction="in",
            messages__turn__isnull=True,
            messages__deleted_at__isnull=True,
            messages__created_at__lt=now - OVERDUE,
        )
        for conversation in unanswered.distinct().order_by("last_message_at")[:500]:
            inbox.wake_agent(conversation, at_once=True)
        OUTBOX_AGE.set(outbox.oldest(now))
        for hotel_id in media.missing().order_by().values_list("hotel_id", flat=True).distinct():
            queues.wake("messaging.tasks.fetch_media", hotel_id, queue="inbound")
        for hotel_id, message_id in outbox.overdue(now):
            queues.wake("messaging.tasks.deliver", hotel_id, message_id, queue="outbound")


@shared_task
def clean_sessions() -> int:
    with SESSION_ERRORS.count_exceptions():
        return session.clean()


@shared_task
def keep_promises() -> None:
    """A task for each hotel: a slow PMS keeps no other hotel's guests waiting."""
    for hotel_id in promises.hotels_waiting():
        queues.wake("messaging.tasks.keep_promises_of", hotel_id, queue="upkeep")


@shared_task
def mind_reservations() -> None:
    """Those the PMS does not answer for, and those nobody has told their guest of."""
    recovery.alert_overdue()
    recovery.promise_untold()


@shared_task
def mind_holds() -> None:
    """Rooms that guests hold and the desk may have sold: a task for each hotel."""
    for hotel_id in overrun.hotels_holding():
        queues.wake("messaging.tasks.mind_holds_of", hotel_id, queue="pms")


@shared_task
def mind_holds_of(hotel_id: int) -> int:
    with scope(hotel=hotel_id), suppress(PmsError):
        return recovery.mind_holds(Hotel.objects.select_related("pms_account").get(pk=hotel_id))
    return 0


@shared_task
def mind_waitlists() -> None:
    """Guests who wait for a sold-out stay: a task for each hotel."""
    for hotel_id in waitlist.hotels_waiting():
        queues.wake("messaging.tasks.tell_waiting", hotel_id, queue="pms")


@shared_task
def tell_waiting(hotel_id: int) -> int:
    with suppress(LeaseTaken, PmsError):
        return vacancies.tell_waiting(hotel_id)
    return 0


@shared_task
def keep_promises_of(hotel_id: int) -> int:
    return recovery.keep_promises(hotel_id)


@shared_task
def climb_alarms() -> None:
    """Whom nobody has answered yet the next ones hear of, and who was told by mail hears of it at last."""
    ladder.climb_due()
    ladder.send_mails()


@shared_task
def mail_alarms() -> int:
    return ladder.send_mails()


@shared_task
def expire_take_overs() -> int:
    return ownership.expire_take_overs()
