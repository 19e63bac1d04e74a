"""The hotel's web chat: the page and its socket are our own, so nothing travels to be sent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from messaging.channels.base import Capabilities, Channel, Identity, Incoming, Parsed
from messaging.models import ChannelAccount, Message
from pms.terms import LANGUAGES

MAX_TEXT = 10_000
MAX_BUTTON = 100


class BadFrame(Exception):
    """Not something our page sends; the argument is the reason as the page knows it."""


class Web(Channel):
    kind = "web"
    capabilities = Capabilities(buttons=10, button_title=40, text_length=MAX_TEXT, pictures=True)

    def parse(self, payload: Any) -> Sequence[Parsed]:
        """One frame of a visitor: {account, visitor, frame: {id, language, text or button}}. Raises BadFrame."""
        frame, visitor = payload["frame"], payload["visitor"]
        kind = "button" if "button" in frame else "text"
        language = frame.get("language")
        incoming = Incoming(
            external_id=external_id(visitor, _uuid(frame)),
            sender=visitor,
            identities=(Identity(self.kind, visitor),),
            sent_at=timezone.now(),
            kind=kind,
            text=_text(frame, kind, MAX_TEXT if kind == "text" else MAX_BUTTON),
            language=language if language in LANGUAGES else "",
        )
        return [Parsed(payload["account"], (incoming,))]

    def send(self, account: ChannelAccount, recipient: str, message: Message) -> str:
        """The open page is told by the outbox and reads the message from the table."""
        return f"{self.kind}-{message.pk}"


def external_id(visitor: str, frame_id: str) -> str:
    """The visitor is part of it: nobody can take another visitor's ids."""
    return f"{visitor}:{frame_id}"


def _uuid(frame: dict[str, Any]) -> str:
    try:
        return str(uuid.UUID(frame["id"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadFrame("malformed") from error


def _text(frame: dict[str, Any], key: str, limit: int) -> str:
    text = frame.get(key)
    if not isinstance(text, str) or not text.strip():
        raise BadFrame("malformed")
    if len(text) > limit:
        raise BadFrame("too_long")
    return text.strip()
