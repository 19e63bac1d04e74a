"""Replies are stored with the turn, sent after commit, and marked with what became of them."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.db import transaction
from django.utils import timezone

from messaging import live, queues
from messaging.channels import CHANNELS
from messaging.errors import SendFailed
from messaging.metrics import MESSAGES
from messaging.models import Conversation, Message, TurnRecord
from messaging.turn import Button

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 5


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
    try:
        external_id = CHANNELS[message.account.kind].send(message.account, message.conversation.sender, message)
    except SendFailed as error:
        _failed(message, error)
        raise
    MESSAGES.labels(message.account.kind, "out", "sent").inc()
    _mark(message, Message.Status.SENT, external_id=external_id)
    live.publish(message.conversation_id, message.pk)
    return message


def _claim(message: Message) -> bool:
    """Compare and set on the attempt number: of two workers one sends."""
    unsent = Message.objects.filter(pk=message.pk, status=Message.Status.QUEUED, attempts=message.attempts)
    message.attempts += 1
    return bool(unsent.update(attempts=message.attempts, status_at=timezone.now()))


def _failed(message: Message, error: SendFailed) -> None:
    final = error.permanent or message.attempts >= MAX_ATTEMPTS
    error.permanent = final
    MESSAGES.labels(message.account.kind, "out", "failed" if final else "retry").inc()
    log.warning("not_sent", message=message.pk, attempt=message.attempts, final=final)
    if final:
        _mark(message, Message.Status.FAILED, error=str(error)[:200])


def _mark(message: Message, status: Message.Status, **changes: str) -> None:
    Message.objects.filter(pk=message.pk).update(status=status, status_at=timezone.now(), **changes)
    message.status = status
