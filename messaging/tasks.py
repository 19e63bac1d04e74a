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
from messaging.models import Conversation, Message
from pms.models import Hotel

# Older than the quiet time and a slow turn together: what is unanswered by then was forgotten by somebody.
OVERDUE = timedelta(seconds=15)


@worker_init.connect
def warm_up(**_: Any) -> None:
    """The first guest does not wait for the language model to load."""
    nlu.understand("warm up", today=timezone.now().date())


@shared_task(bind=True, max_retries=20)
def answer(self: Any, hotel_id: int, conversation_id: int) -> None:
    with scope(hotel=Hotel.objects.get(pk=hotel_id)):
        conversation = Conversation.objects.select_related("hotel", "guest", "account").get(pk=conversation_id)
        try:
            orchestrator.answer(conversation)
        except LeaseTaken as taken:
            raise self.retry(exc=taken, countdown=1) from taken


@shared_task(bind=True, max_retries=outbox.MAX_ATTEMPTS)
def deliver(self: Any, hotel_id: int, message_id: int) -> None:
    with scope(hotel=Hotel.objects.get(pk=hotel_id)):
        try:
            outbox.deliver(message_id)
        except SendFailed as error:
            if not error.permanent:
                raise self.retry(exc=error, countdown=2**self.request.retries) from error


@shared_task
def sweep() -> None:
    """Wake workers for every message that nobody answered or sent."""
    before = timezone.now() - OVERDUE
    with scopes_disabled():
        unanswered = Conversation.objects.filter(
            owner=Conversation.Owner.AGENT,
            messages__direction="in",
            messages__turn__isnull=True,
            messages__created_at__lt=before,
        ).distinct()
        for conversation in unanswered[:500]:
            inbox.wake_agent(conversation, at_once=True)
        unsent = Message.objects.filter(direction="out", status="queued", status_at__lt=before)
        for hotel_id, message_id in unsent.values_list("hotel_id", "pk")[:500]:
            queues.wake("messaging.tasks.deliver", hotel_id, message_id, queue="outbound")


@shared_task
def clean_sessions() -> int:
    with SESSION_ERRORS.count_exceptions():
        return session.clean()
