"""Doors for workers: they take ids, may run twice, and hold no logic."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from locks.errors import LeaseTaken
from messaging import inbox, nlu, orchestrator, outbox, queues, session
from messaging.errors import SendFailed
from messaging.metrics import SESSION_ERRORS
from messaging.models import Conversation
from pms.models import Hotel

# Older than the quiet time and a slow turn together: what is unanswered by then was forgotten by somebody.
OVERDUE = timedelta(seconds=15)


@worker_init.connect
def warm_up(**_: Any) -> None:
    """The first guest does not wait for the language model to load."""
    nlu.understand("the quick brown zorro salta sobre o cachorro", today=timezone.now().date())


@shared_task(bind=True, max_retries=20)
def answer(self: Any, hotel_id: int, conversation_id: int) -> None:
    with scope(hotel=hotel_id):
        related = Conversation.objects.select_related("hotel__pms_account", "guest", "account")
        conversation = related.get(pk=conversation_id)
        try:
            # One turn may leave some behind: a button pressed and a text are two.
            while (outcome := orchestrator.answer(conversation)) and outcome.more:
                pass
        except LeaseTaken as taken:
            raise self.retry(exc=taken, countdown=1) from taken


@shared_task(bind=True, max_retries=len(outbox.PAUSES))
def deliver(self: Any, hotel_id: int, message_id: int) -> None:
    with scope(hotel=Hotel.objects.get(pk=hotel_id)):
        try:
            outbox.deliver(message_id)
        except SendFailed as error:
            if not error.permanent:
                pause = outbox.PAUSES[min(self.request.retries, len(outbox.PAUSES) - 1)]
                raise self.retry(exc=error, countdown=pause) from error


@shared_task
def sweep() -> None:
    """Wake workers for every message that nobody answered or sent."""
    now = timezone.now()
    with scopes_disabled():
        unanswered = Conversation.objects.filter(
            owner__in=[Conversation.Owner.AGENT, Conversation.Owner.CLOSED],
            messages__direction="in",
            messages__turn__isnull=True,
            messages__created_at__lt=now - OVERDUE,
        )
        for conversation in unanswered.distinct().order_by("last_message_at")[:500]:
            inbox.wake_agent(conversation, at_once=True)
        for hotel_id, message_id in outbox.overdue(now):
            queues.wake("messaging.tasks.deliver", hotel_id, message_id, queue="outbound")


@shared_task
def clean_sessions() -> int:
    with SESSION_ERRORS.count_exceptions():
        return session.clean()
