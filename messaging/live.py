"""Tells open pages that a conversation has something new. Loss is allowed: pages look again when they reconnect."""

from __future__ import annotations

from typing import Any

import structlog
from channels_redis.serializers import registry
from django.conf import settings
from django.db import transaction

from pms import shared

log = structlog.get_logger(__name__)

packed = registry.get_serializer("msgpack").serialize


def group_of(conversation_id: int) -> str:
    """The guest's own pages."""
    return f"conversation-{conversation_id}"


def desk_of(hotel_id: int) -> str:
    """The staff's pages of a hotel."""
    return f"hotel-{hotel_id}"


def tell_staff(hotel_id: int, conversation_id: int, what: str) -> None:
    """Say to the hotel's open inboxes that this conversation has changed, once the transaction commits.

    `what`: message, status, owner, note, filing, turn. Who listens asks the tables for the rest.
    """
    event = {"type": "conversation.changed", "conversation": conversation_id, "what": what}
    transaction.on_commit(lambda: say(desk_of(hotel_id), event))


def publish(conversation_id: int, message_id: int) -> None:
    """Say that this message is there; who listens reads it from the table."""
    say(group_of(conversation_id), {"type": "message.stored", "id": message_id})


def say(group: str, event: dict[str, Any]) -> None:
    """To every socket of the group. Never raises; a Redis that is away is asked once.

    As channels_redis publishes it: its own way, with an event loop in every thread, costs 35 times the CPU.
    """
    layer: Any = settings.CHANNEL_LAYERS["default"]
    try:
        with shared.redis() as redis:
            redis.publish(f"{layer['CONFIG']['prefix']}__group__{group}", packed(event))
    except shared.RedisGone:
        log.warning("not_published", group=group)
