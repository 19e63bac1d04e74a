"""Guests who want no message that the hotel starts. The only writer of Conversation.opted_out_at."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from messaging import ownership
from messaging.channels.base import Template
from messaging.models import Conversation, ConversationEvent, Message, TurnRecord

Kind = ConversationEvent.Kind
BY_ITSELF = "recovery"
"""The intent of a turn in which the guest has said nothing."""


def begin(conversation: Conversation, *, actor: str) -> bool:
    """From now on; answers to what they write themselves still go. False when it was so already."""
    with transaction.atomic():
        rows = Conversation.objects.filter(pk=conversation.pk, opted_out_at=None)
        if began := bool(rows.update(opted_out_at=timezone.now())):
            ownership.note(conversation, Kind.OPTED_OUT, actor=actor)
    return began


def end(conversation: Conversation, *, actor: str) -> bool:
    with transaction.atomic():
        rows = Conversation.objects.filter(pk=conversation.pk, opted_out_at__isnull=False)
        if ended := bool(rows.update(opted_out_at=None)):
            ownership.note(conversation, Kind.OPTED_IN, actor=actor)
    return ended


def holds(conversation: Conversation, *, asked_at: datetime) -> bool:
    """Whether the guest has said so since they asked for what we would write now. Read anew, not as it was loaded."""
    return Conversation.objects.filter(pk=conversation.pk, opted_out_at__gt=asked_at).exists()


def forbids(message: Message) -> bool:
    """Whether the hotel would begin by this message: the agent by itself, or staff to a guest silent since."""
    silent_since = message.conversation.opted_out_at
    if silent_since is None or is_broken_by(message.turn):
        return False
    if message.turn:
        return message.turn.intent == BY_ITSELF and silent_since > message.created_at
    return message.kind == Template.kind and message.conversation.last_message_at <= silent_since


def is_broken_by(turn: TurnRecord | None) -> bool:
    """That a reservation was made or cancelled, and what to do in danger, the guest must hear, whatever happened."""
    return turn is not None and (turn.intent == "emergency" or any(step[0] == "reservation" for step in turn.trace))
