"""Guests who want no message that the hotel starts. The only writer of Conversation.opted_out_at."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from messaging import ownership
from messaging.models import Conversation, ConversationEvent

Kind = ConversationEvent.Kind


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


def holds(conversation: Conversation) -> bool:
    """Read anew: the guest may have said so since the conversation was loaded."""
    return Conversation.objects.filter(pk=conversation.pk, opted_out_at__isnull=False).exists()
