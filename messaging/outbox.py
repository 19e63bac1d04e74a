"""Replies are stored with the turn, sent after commit, and marked with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from messaging import live, ownership, queues
from messaging.channels import CHANNELS
from messaging.errors import SendFailed
from messaging.metrics import MESSAGES
from messaging.models import Conversation, Message, TurnRecord
from messaging.turn import Button

log = structlog.get_logger(__name__)

PAUSES = (5, 30, 120, 600, 1800)  # seconds before each next try
PATIENCE = timedelta(seconds=15)  # what is queued normally goes within
SENDING_SECONDS = timedelta(seconds=60)  # longer than any call to a channel


def queue(
    conversation: Conversation,
    text: str,
    *,
    buttons: Sequence[Button] = (),
    turn: TurnRecord | None = None,
    staff: int | None = None,
) -> Message:
    """Store a message to the guest in the caller's transaction and wake a worker once it commits."""
    inline = CHANNELS[conversation.account.kind].capabilities.inline
    message = Message.objects.create(
        hotel_id=conversation.hotel_id,
        account_id=conversation.account_id,
        conversation=conversation,
        direction=Message.Direction.OUT,
        text=text,
        buttons=[[button.id, button.title] for button in buttons],
        status=Message.Status.SENT if inline else Message.Status.QUEUED,
        turn=turn,
        staff_id=staff,
    )
    task_args = (conversation.hotel_id, message.pk)
    if not inline:
        transaction.on_commit(lambda: queues.wake("messaging.tasks.deliver", *task_args, queue="outbound"))
    return message


def deliver(message_id: int) -> Message:
    """Send what is still queued. Raises SendFailed when another try may help; a repeat sends nothing."""
    message = Message.objects.select_related("conversation__account", "account").get(pk=message_id)
    if not _claim(message):
        return message
    conversation = message.conversation
    if message.turn_id and conversation.owner == Conversation.Owner.STAFF:
        _mark(message, Message.Status.FAILED, error="staff took over first")
        return message
    try:
        external_id = CHANNELS[message.account.kind].send(message.account, conversation.sender, message)
    except SendFailed as error:
        _failed(message, error)
        raise
    except Exception as error:
        # The one place around a delivery: what nobody foresaw is tried again, and ends with staff.
        failure = SendFailed(type(error).__name__, permanent=False)
        _failed(message, failure)
        raise failure from error
    MESSAGES.labels(message.account.kind, "out", "sent").inc()
    _mark(message, Message.Status.SENT, external_id=external_id)
    live.publish(message.conversation_id, message.pk)
    return message


def overdue(now: datetime) -> list[tuple[int, int]]:
    """(hotel, message) of what should have gone by now: its turn to be tried, or a worker died on it."""
    stuck = Message.objects.filter(status=Message.Status.SENDING, status_at__lt=now - SENDING_SECONDS)
    stuck.update(status=Message.Status.QUEUED)
    unsent = Message.objects.filter(direction="out", status=Message.Status.QUEUED).order_by("created_at")[:500]
    return [(row.hotel_id, row.pk) for row in unsent if row.status_at + PATIENCE + pause_after(row.attempts) < now]


def pause_after(attempts: int) -> timedelta:
    """How long to wait before the next try; an outage of the channel may last an hour."""
    return timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1] if attempts else 0)


def _claim(message: Message) -> bool:
    """Compare and set on the status: of two workers one sends."""
    queued = Message.objects.filter(pk=message.pk, status=Message.Status.QUEUED)
    message.attempts += 1
    return bool(queued.update(status=Message.Status.SENDING, attempts=message.attempts, status_at=timezone.now()))


def _failed(message: Message, error: SendFailed) -> None:
    error.permanent = error.permanent or message.attempts > len(PAUSES)
    MESSAGES.labels(message.account.kind, "out", "failed" if error.permanent else "retry").inc()
    log.warning("not_sent", message=message.pk, attempt=message.attempts, final=error.permanent)
    if error.permanent:
        _mark(message, Message.Status.FAILED, error=str(error)[:200])
        ownership.hand_over(message.conversation, "a message could not be delivered")
    else:
        _mark(message, Message.Status.QUEUED)


def _mark(message: Message, status: Message.Status, **changes: str) -> None:
    Message.objects.filter(pk=message.pk).update(status=status, status_at=timezone.now(), **changes)
    message.status = status
