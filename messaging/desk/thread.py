"""A conversation as staff read it: messages, private notes and what happened to it, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from messaging.desk import events, files, people, reasons, show
from messaging.models import Conversation, ConversationEvent, Message, Note
from pms.admin import words

PAGE = 60
MOST_EVENTS = 100
TICKS = {
    "queued": "schedule",
    "sending": "schedule",
    "sent": "check",
    "delivered": "done_all",
    "read": "done_all",
    "failed": "error",
}


@dataclass(frozen=True)
class Item:
    """A message, a note or an event of the conversation."""

    what: str
    """guest, agent, staff, note or event."""
    pk: int
    at: datetime
    day: date
    time: str
    who: str
    text: str | SafeString
    icon: str = ""
    message: Message | None = None
    kind: str = ""
    """Of a message that is more than words."""
    file: files.Shown | None = None
    place: str = ""
    error: str = ""
    why: int | None = None
    """The turn of which this is the last message: its reason can be asked for."""
    new_day: str = ""
    """Set on the first of a day."""


@dataclass(frozen=True)
class Part:
    items: list[Item]
    earlier: int | None = None
    """The message to ask for earlier ones with."""

    def last(self, *kinds: str) -> int:
        return max((item.pk for item in self.items if item.what in kinds), default=0)

    @property
    def last_message(self) -> int:
        return self.last("guest", "agent", "staff")

    @property
    def last_note(self) -> int:
        return self.last("note")

    @property
    def last_event(self) -> int:
        return self.last("event")


def part(conversation: Conversation, *, before: int | None = None, known: Iterable[User] = ()) -> Part:
    """The newest messages, or those before that one, oldest first, with the notes and events of their time."""
    rows, notes, happened = _messages(conversation), _notes(conversation), _events(conversation)
    first = rows.filter(pk=before).values_list("created_at", flat=True).first() if before else None
    if first:
        rows = rows.filter(Q(created_at__lt=first) | Q(created_at=first, pk__lt=before))
        notes, happened = notes.filter(created_at__lt=first), happened.filter(at__lt=first)
    found = list(rows.order_by("-created_at", "-pk")[: PAGE + 1])
    messages = found[:PAGE][::-1]
    if earlier := len(found) > PAGE:
        oldest = messages[0].created_at
        notes, happened = notes.filter(created_at__gte=oldest), happened.filter(at__gte=oldest)
    items = _items(conversation, messages, notes, happened, known)
    return Part(items, messages[0].pk if earlier else None)


def news(conversation: Conversation, *, message: int, note: int, event: int, since: datetime | None) -> Part:
    """What came after these, and the messages that have changed since."""
    changed = Q(pk__gt=message)
    if since:
        changed |= Q(status_at__gte=since) | Q(edited_at__gte=since) | Q(deleted_at__gte=since)
        changed |= Q(media__created_at__gte=since)
    rows = list(_messages(conversation).filter(changed).order_by("created_at", "pk")[:PAGE])
    notes, happened = _notes(conversation).filter(pk__gt=note), _events(conversation).filter(pk__gt=event)
    return Part(_items(conversation, rows, notes, happened))


def _messages(conversation: Conversation) -> QuerySet[Message]:
    return files.with_files(Message.objects.filter(conversation=conversation).select_related("staff"))


def _notes(conversation: Conversation) -> QuerySet[Note]:
    return Note.objects.filter(conversation=conversation).select_related("staff")


def _events(conversation: Conversation) -> QuerySet[ConversationEvent]:
    return conversation.events.order_by("-at", "-pk")


def _items(
    conversation: Conversation,
    messages: list[Message],
    notes: QuerySet[Note],
    happened: QuerySet[ConversationEvent],
    known: Iterable[User] = (),
) -> list[Item]:
    recent = list(happened[:MOST_EVENTS])
    names = people.names([name for event in recent for name in (event.actor, *event.reason.split(","))], known)
    items = [
        *_said(conversation, messages),
        *(_noted(conversation, note) for note in notes),
        *(_happened(conversation, event, names) for event in recent),
    ]
    return list(_by_day(conversation, sorted(items, key=lambda item: item.at)))


def _said(conversation: Conversation, messages: list[Message]) -> Iterator[Item]:
    last_of_turn = {message.turn_id: message.pk for message in messages if message.direction == "out"}
    for message in messages:
        yield Item(
            what=_by(message),
            pk=message.pk,
            **_moment(conversation, message.created_at),
            who=_who(message),
            text=show.bold(message.text),
            icon=TICKS.get(message.status, ""),
            message=message,
            kind="" if message.kind in ("text", "template", *files.KINDS) else show.kind_of(message.kind),
            file=files.shown(message),
            place=_place(message),
            error=reasons.read(message.error).words if message.status == Message.Status.FAILED else "",
            why=message.turn_id if last_of_turn.get(message.turn_id) == message.pk else None,
        )


def _noted(conversation: Conversation, note: Note) -> Item:
    who = people.name_of(note.staff) if note.staff else _("The agent")
    return Item("note", note.pk, **_moment(conversation, note.created_at), who=who, text=note.text)


def _happened(conversation: Conversation, event: ConversationEvent, names: dict[str, str]) -> Item:
    said = events.words(event, names, conversation.hotel)
    return Item("event", event.pk, **_moment(conversation, event.at), who="", text=said, icon=events.icon(event))


def _by_day(conversation: Conversation, items: list[Item]) -> Iterator[Item]:
    day: date | None = None
    for item in items:
        yield replace(item, new_day=show.day(item.day, conversation.hotel)) if item.day != day else item
        day = item.day


def _moment(conversation: Conversation, at: datetime) -> dict[str, Any]:
    return {"at": at, "day": at.astimezone(conversation.hotel.zone).date(), "time": words.clock(at, conversation.hotel)}


def _by(message: Message) -> str:
    if message.direction == Message.Direction.IN:
        return "guest"
    return "agent" if message.turn_id or not message.staff_id else "staff"


def _who(message: Message) -> str:
    if message.direction == Message.Direction.IN:
        return ""
    name = people.name_of(message.staff) if message.staff else ""
    if message.turn_id or not name:
        return _("Agent, sent again by %(name)s") % {"name": name} if name else _("Agent")
    return name


def _place(message: Message) -> str:
    """In words and figures: a map would ask another host."""
    if message.kind != "location":
        return ""
    payload = message.payload if isinstance(message.payload, dict) else {}
    figures = [payload.get("latitude"), payload.get("longitude")]
    named = [str(payload[key]) for key in ("name", "address") if payload.get(key)]
    return " · ".join([*named, ", ".join(str(figure) for figure in figures if figure is not None)])
