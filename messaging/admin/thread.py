"""A conversation as staff read it: bubbles, days, and under each answer of the agent why it was given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import escape
from django.utils.safestring import mark_safe

from messaging import ownership
from messaging.admin import files
from messaging.channels import CHANNELS
from messaging.channels.base import Capabilities
from messaging.models import Conversation, Message, Promise, Session, TurnRecord
from pms.admin import words

PAGE = 100
MOVES = 10
BOLD = re.compile(r"(?<!\w)\*(?=\S)([^*\n]+)(?<=\S)\*(?!\w)")
TICKS = {
    "queued": "schedule",
    "sending": "schedule",
    "sent": "check",
    "delivered": "done_all",
    "read": "done_all",
    "failed": "error",
}
KINDS = {
    "location": "Location",
    "template": "Template",
    "button": "Button",
    "contacts": "Contact",
    "unknown": "Of a kind we cannot read",
}
KNOWN = {
    "arrival": "Arrival",
    "departure": "Departure",
    "adults": "Adults",
    "children": "Children (ages)",
    "room_type": "Room type",
    "rate_plan": "Rate plan",
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "awaiting": "Waits to hear",
    "misses": "Not understood in a row",
}


@dataclass(frozen=True)
class Why:
    """A turn in staff's words."""

    turn: TurnRecord
    confidence: int
    slots: list[tuple[str, str]]
    steps: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Bubble:
    message: Message
    text: str
    day: str
    """Set on the first message of a day."""
    time: str
    who: str
    kind: str
    file: files.Link | None
    tick: str
    why: Why | None


def bubbles(conversation: Conversation, *, before: int | None = None) -> tuple[list[Bubble], int | None]:
    """The newest messages, oldest first, and the id to ask for earlier ones with."""
    rows = files.with_files(Message.objects.filter(conversation=conversation).select_related("turn", "staff"))
    if before:
        rows = rows.filter(pk__lt=before)
    messages = list(rows.order_by("-created_at", "-pk")[: PAGE + 1])
    earlier = messages[PAGE - 1].pk if len(messages) > PAGE else None
    return list(_bubbles(conversation, messages[:PAGE][::-1])), earlier


def why(turn: TurnRecord) -> Why:
    understood = turn.understanding if isinstance(turn.understanding, dict) else {}
    slots = [(_title(name), _shown(value)) for name, value in (understood.get("slots") or {}).items()]
    if ask := understood.get("ask"):
        slots.append(("Asks back", _shown(ask)))
    steps = [(_title(str(step[0])), _lines(step[1])) for step in turn.trace if len(step) == 2]
    return Why(turn, round(turn.confidence * 100), slots, steps)


def known(conversation: Conversation) -> list[tuple[str, str]]:
    """What the agent remembers, until the session expires."""
    session = Session.objects.alive().filter(conversation=conversation).first()
    if session is None:
        return []
    facts = remembered(session)
    return [*facts, ("Forgets at", _clock(session.expires_at, conversation))] if facts else []


def remembered(session: Session) -> list[tuple[str, str]]:
    return [(title, _shown(session.state[key])) for key, title in KNOWN.items() if session.state.get(key)]


def ends_in(conversation: Conversation) -> int | None:
    """Minutes until the take-over ends by itself, once that was warned of."""
    end = ownership.ends_at(conversation)
    return words.minutes_left(end) if end else None


def promised(conversation: Conversation) -> list[tuple[str, str]]:
    """What the guest still waits to hear, and by when."""
    rows = conversation.promises.filter(status=Promise.Status.OPEN).order_by("due_at")
    return [(row.get_kind_display(), words.moment(row.due_at, conversation.hotel)) for row in rows]


def history(conversation: Conversation) -> list[tuple[str, str, str]]:
    """Who moved it, when and why: the newest moves."""
    return [
        (words.moment(event.at, conversation.hotel), event.get_kind_display(), event.reason)
        for event in conversation.events.all()[:MOVES]
    ]


def window(conversation: Conversation) -> tuple[str, str]:
    """How long the channel lets us write freely: (open, closing or closed; words). Empty: no limit."""
    channel = CHANNELS.get(conversation.account.kind)
    hours = channel.capabilities.window_hours if channel else None
    if hours is None:
        return "", ""
    left = conversation.last_message_at + timedelta(hours=hours) - timezone.now()
    if left <= timedelta():
        return "closed", f"the {hours}-hour window is closed: only templates go out until the guest writes again."
    minutes = int(left.total_seconds() // 60)
    state = "closing" if left < timedelta(hours=2) else "open"
    return state, f"the window closes in {minutes // 60} h {minutes % 60} min"


def longest(conversation: Conversation) -> int:
    """The most characters the channel takes in one message."""
    channel = CHANNELS.get(conversation.account.kind)
    return channel.capabilities.text_length if channel else Capabilities.text_length


def _bubbles(conversation: Conversation, messages: list[Message]) -> Iterable[Bubble]:
    last_of_turn = {message.turn_id: message.pk for message in messages if message.direction == "out"}
    day = ""
    for message in messages:
        at = message.created_at.astimezone(conversation.hotel.zone)
        new_day = date_format(at, "l j F Y")
        turn = message.turn if last_of_turn.get(message.turn_id) == message.pk else None
        yield Bubble(
            message=message,
            text=_bold(message.text),
            day=new_day if new_day != day else "",
            time=time_format(at, "H:i"),
            who=_who(message),
            kind=KINDS.get(message.kind, ""),
            file=files.link(message),
            tick=TICKS.get(message.status, ""),
            why=why(turn) if turn else None,
        )
        day = new_day


def _who(message: Message) -> str:
    if message.direction == Message.Direction.IN:
        return ""
    return name_of(message.staff) if message.staff else "Agent"


def _bold(text: str) -> str:
    """*So* write our templates and WhatsApp; whatever a guest wrote is escaped first."""
    return mark_safe(BOLD.sub(r"<strong>\1</strong>", escape(text)))


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _lines(detail: Any) -> list[str]:
    """A detail of the trace; a list of rows becomes a line each."""
    if isinstance(detail, list) and detail and all(isinstance(row, list | dict) for row in detail):
        return [_shown(row) for row in detail]
    return [_shown(detail)] if detail not in ("", None) else []


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{_title(str(name))} {_shown(inner)}" for name, inner in value.items() if inner)
    if isinstance(value, list):
        return " · ".join(_shown(inner) for inner in value)
    with suppress(ValueError, TypeError):
        return words.day(date.fromisoformat(value))
    return str(value)


def _clock(at: datetime, conversation: Conversation) -> str:
    return time_format(at.astimezone(conversation.hotel.zone), "H:i")
