"""The web chat behind its two doors, socket and polling: who visits, what they wrote, what they may read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django_scopes import scope, scopes_disabled
from redis.exceptions import RedisError

from messaging import inbox, live
from messaging.channels.web import BadFrame, Web, external_id
from messaging.errors import UnknownAccount
from messaging.models import ChannelAccount, Conversation, Message

WEB = Web()
REPLAY = 200  # messages at most; who has been away for more reads the newest
# A message with a lower id may commit, or be sent, after one with a higher id. Pages know what they have by id.
OVERLAP = timedelta(seconds=60)
BURST, BURST_SECONDS = 20, 10
MAX_FRAME = 100_000  # characters: a text of the full length may come escaped


class UnknownVisitor(Exception):
    """No cookie of ours: the page was never opened, or the browser keeps no cookies."""


@dataclass(frozen=True)
class Visit:
    """A browser at a hotel. The visitor is a random id that only a signed cookie carries."""

    account: ChannelAccount
    visitor: str


@dataclass(frozen=True)
class Written:
    """A visitor's stored message, as pages show it."""

    message: dict[str, Any]
    answering: bool
    """Whether the agent answers now; staff take their time."""


def account_of(slug: str) -> ChannelAccount:
    """Raises UnknownAccount, also when the hotel has switched its web chat off."""
    with scopes_disabled():
        accounts = ChannelAccount.objects.select_related("hotel").filter(kind=WEB.kind, active=True)
        account = accounts.filter(hotel__slug=slug).order_by("pk").first()
    if account is None:
        raise UnknownAccount(WEB.kind)
    return account


def recognise(slug: str, cookies: Mapping[str, str]) -> Visit:
    """Raises UnknownAccount and UnknownVisitor."""
    account = account_of(slug)
    try:
        return Visit(account, _signer(slug).unsign(cookies.get(cookie_name(slug), "")))
    except BadSignature as error:
        raise UnknownVisitor(slug) from error


def welcome(account: ChannelAccount, cookies: Mapping[str, str]) -> Visit:
    """The visitor of the cookie, else a new one of 128 random bits."""
    try:
        return recognise(account.hotel.slug, cookies)
    except UnknownVisitor:
        return Visit(account, secrets.token_hex(16))


def cookie_name(slug: str) -> str:
    return f"chat_{slug}"


def cookie_value(visit: Visit) -> str:
    return _signer(visit.account.hotel.slug).sign(visit.visitor)


def parsed(body: str | bytes) -> dict[str, Any]:
    """A frame as the page sends it. Raises BadFrame."""
    if len(body) > MAX_FRAME:
        raise BadFrame("too_long")
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadFrame("malformed") from error
    if not isinstance(frame, dict):
        raise BadFrame("malformed")
    return frame


def last_seen(after: Any) -> int:
    """The id a page has last. Raises BadFrame."""
    if isinstance(after, str) and after.isascii() and after.isdecimal():
        after = int(after[:20])
    if not isinstance(after, int) or not 0 <= after < 2**63:
        raise BadFrame("malformed")
    return after


def too_fast(visit: Visit) -> bool:
    """More than BURST messages in BURST_SECONDS. Without Redis nobody is refused."""
    key = f"webchat:{visit.account.pk}:{visit.visitor}"
    try:
        cache.add(key, 0, BURST_SECONDS)
        return cache.incr(key) > BURST
    except (RedisError, OSError, ValueError):  # ValueError: it expired between the two
        return False


def write(visit: Visit, frame: dict[str, Any]) -> Written:
    """Store a visitor's message once, wake the agent, tell the other pages. Raises BadFrame."""
    if too_fast(visit):
        raise BadFrame("too_fast")
    payload = {"account": visit.account.external_id, "visitor": visit.visitor, "frame": frame}
    incoming = WEB.parse(payload)[0].messages[0]
    with scope(hotel=visit.account.hotel):
        pressed = incoming.kind == "button"
        if pressed and not any(incoming.text in titles for _, titles in _buttons(visit)):
            raise BadFrame("unknown_button")
        fresh = inbox.receive(visit.account, [incoming])
        message = _thread(visit).select_related("conversation").get(external_id=incoming.external_id)
        for conversation in fresh:
            inbox.wake_agent(conversation, at_once=pressed)
            live.publish(conversation.pk, message.pk)
        owner = message.conversation.owner
        return Written(_shown(visit, [message])[0], owner in (Conversation.Owner.AGENT, Conversation.Owner.CLOSED))


def read(visit: Visit, after: int) -> list[dict[str, Any]]:
    """The visitor's own conversation from there on, and a little before: see OVERLAP."""
    with scope(hotel=visit.account.hotel):
        thread = _thread(visit)
        newer = Q(pk__gt=after)
        if known := thread.filter(pk=after).first():
            newer |= Q(status_at__gte=known.status_at - OVERLAP)
        return _shown(visit, list(thread.filter(newer).order_by("-pk")[:REPLAY])[::-1])


def read_one(visit: Visit, message_id: int) -> list[dict[str, Any]]:
    with scope(hotel=visit.account.hotel):
        return _shown(visit, _thread(visit).filter(pk=message_id))


def picture(visit: Visit, message_id: int) -> tuple[str, bytes] | None:
    """(type, content) of a picture the hotel has sent to this visitor."""
    with scope(hotel=visit.account.hotel):
        sent = _thread(visit).filter(pk=message_id, direction=Message.Direction.OUT, kind="image")
        row = sent.values_list("media__mime", "media__content").first()
    return (row[0], bytes(row[1])) if row and row[1] is not None else None


def conversation_of(visit: Visit) -> int | None:
    """Its id, once the visitor has written."""
    with scope(hotel=visit.account.hotel):
        mine = Conversation.objects.filter(account=visit.account, sender=visit.visitor)
        return mine.values_list("pk", flat=True).first()


def _signer(slug: str) -> Signer:
    return Signer(salt=f"webchat:{slug}")


def _thread(visit: Visit) -> QuerySet[Message]:
    """What a visitor may see: a reply only once it is sent, for staff may still take over."""
    mine = Message.objects.filter(conversation__account=visit.account, conversation__sender=visit.visitor)
    return mine.exclude(direction=Message.Direction.OUT, status__in=[Message.Status.QUEUED, Message.Status.FAILED])


def _buttons(visit: Visit) -> list[tuple[int, dict[str, str]]]:
    """Of each message that had some, newest first: its id and {button: title}."""
    offered = _thread(visit).filter(direction=Message.Direction.OUT).exclude(buttons=[])
    return [(pk, dict(buttons)) for pk, buttons in offered.order_by("-pk").values_list("pk", "buttons")[:20]]


def _shown(visit: Visit, messages: Iterable[Message]) -> list[dict[str, Any]]:
    rows = list(messages)
    offered = _buttons(visit) if any(row.kind == "button" for row in rows) else []
    return [_json(visit, row, offered) for row in rows]


def _json(visit: Visit, row: Message, offered: list[tuple[int, dict[str, str]]]) -> dict[str, Any]:
    mine = row.direction == Message.Direction.IN
    text = row.text
    if row.kind == "button":
        text = next((titles[text] for pk, titles in offered if pk < row.pk and text in titles), text)
    return {
        "id": row.pk,
        "from": "guest" if mine else "staff" if row.staff_id else "agent",
        "text": text,
        "buttons": [{"id": button, "title": title} for button, title in row.buttons],
        "picture": not mine and row.kind == "image",
        "at": row.created_at.isoformat(),
        "frame": (row.external_id or "").removeprefix(external_id(visit.visitor, "")) if mine else None,
    }
