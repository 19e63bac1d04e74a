"""When a guest has been silent for too long a channel takes its approved templates only."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from messaging.channels import CHANNELS
from messaging.channels.base import Template
from messaging.models import Conversation, Message, MessageTemplate

# The channel's clock decides, and a message is a while on its way.
MARGIN = timedelta(minutes=1)
PARAMETER_LENGTH = 1024  # Meta: of one parameter, without newlines, tabs or four spaces in a row


def is_open(conversation: Conversation) -> bool:
    closes = closes_at(conversation)
    return closes is None or timezone.now() < closes


def closes_at(conversation: Conversation) -> datetime | None:
    """None: this channel has no window."""
    channel = CHANNELS.get(conversation.account.kind)
    hours = channel.capabilities.window_hours if channel else None
    return conversation.last_message_at + timedelta(hours=hours) - MARGIN if hours is not None else None


def template_for(message: Message) -> Template | None:
    """What we have to say inside the account's template: in the guest's language, else in the hotel's."""
    text = " ".join(message.text.split())
    languages = [message.conversation.language, message.conversation.hotel.language]
    rows = {row.language: row for row in MessageTemplate.objects.filter(account=message.account_id, automatic=True)}
    row = next((rows[language] for language in languages if language in rows), None)
    if row is None or not text:
        return None
    fitted = text if len(text) <= PARAMETER_LENGTH else f"{text[: PARAMETER_LENGTH - 1]}…"
    return Template(row.name, row.code or row.language, (fitted,))
