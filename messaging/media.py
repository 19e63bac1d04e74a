"""Files that guests send: fetched by a worker soon after the message, kept in the database. Writes Media."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from messaging import live
from messaging.channels import CHANNELS
from messaging.errors import FetchFailed
from messaging.models import Media, Message

log = structlog.get_logger(__name__)

FILES = ("audio", "image", "video", "sticker", "document")
PATIENCE = timedelta(hours=1)  # then staff see that it did not come


def missing() -> QuerySet[Message]:
    """Messages whose file has neither come nor been given up, the oldest first."""
    files = Message.objects.filter(direction=Message.Direction.IN, kind__in=FILES, payload__has_key="media")
    return files.filter(media=None).select_related("account").order_by("created_at")


def fetch(message: Message) -> Media | None:
    """The file of this message; None when it has to be tried again. Two workers keep it once."""
    media_id, mime = message.payload["media"], message.payload.get("mime", "")
    found = Media(hotel_id=message.hotel_id, message=message, external_id=media_id, mime=mime)
    try:
        mime, found.content = CHANNELS[message.account.kind].fetch(message.account, media_id)
        found.mime = (mime or found.mime)[:100]
    except FetchFailed as failed:
        log.warning("not_fetched", message=message.pk, final=failed.permanent)
        if not failed.permanent and message.created_at > timezone.now() - PATIENCE:
            return None
        found.error = str(failed)[:200]
    Media.objects.bulk_create([found], ignore_conflicts=True)
    live.tell_staff(message.hotel_id, message.conversation_id, "message")
    return found
