"""The folders of the inbox with their counts, and a conversation as one row of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject, Left
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from messaging.desk import people, search, show
from messaging.models import Conversation, ConversationEvent, Message
from messaging.models.conversation import asleep
from pms.admin import words

PAGE = 30
SNIPPET = 90
Owner = Conversation.Owner
Kind = ConversationEvent.Kind
TITLES: dict[str, Any] = {
    "waiting": gettext_lazy("Waiting"),
    "mine": gettext_lazy("Mine"),
    "team": gettext_lazy("Team"),
    "agent": gettext_lazy("Agent"),
    "snoozed": gettext_lazy("Snoozed"),
    "closed": gettext_lazy("Closed"),
}
OWNERS: dict[str, Any] = {
    "agent": gettext_lazy("Agent"),
    "waiting": gettext_lazy("Waiting"),
    "staff": gettext_lazy("With staff"),
    "closed": gettext_lazy("Closed"),
}
FOLDERS = tuple(TITLES)
# A guest waits from one of these on, until somebody moves the conversation.
BEGINS = (Kind.HANDED_OVER, Kind.EXPIRED)
ENDS = (Kind.TAKEN_OVER, Kind.GIVEN_BACK, Kind.ASSIGNED, Kind.CLOSED, Kind.OPENED)


@dataclass(frozen=True)
class Row:
    conversation: Conversation
    name: str | SafeString
    initials: str
    last: str | SafeString
    from_guest: bool
    failed: bool
    at: datetime
    at_words: str
    waits_since: datetime | None
    waits_words: str
    unread: bool
    channel: str
    channel_icon: str
    state: str
    """agent, waiting, staff, closed or snoozed: its colour."""
    state_words: str


def counts(user: User) -> dict[str, int]:
    """Of every folder at once."""
    counted = {name: Count("pk", filter=_inside(name, user)) for name in FOLDERS}
    found: dict[str, int] = Conversation.objects.aggregate(**counted)
    return found


def tabs(user: User) -> list[tuple[str, str, int]]:
    """(folder, its name, how many)."""
    counted = counts(user)
    return [(name, str(title), counted[name]) for name, title in TITLES.items()]


def waiting() -> QuerySet[Conversation]:
    """Guests who wait for staff, for the tiles and badges elsewhere."""
    return Conversation.objects.filter(Q(owner=Owner.WAITING), ~asleep())


def folder(name: str, user: User, *, label: str = "") -> QuerySet[Conversation]:
    """Its conversations; who waits longest stands first in Waiting, who wrote last elsewhere."""
    rows = Conversation.objects.filter(_inside(name, user))
    if label:
        rows = rows.filter(labels__contains=[label])
    if name == "waiting":
        return rows.annotate(waits_since=waits_since()).order_by("waits_since", "pk")
    order = F("snoozed_until").asc(nulls_last=True) if name == "snoozed" else F("last_message_at").desc()
    return rows.order_by(order, "-pk")


def waits_since() -> Any:
    moves = ConversationEvent.objects.filter(conversation=OuterRef("conversation"), kind__in=ENDS).order_by()
    moved = moves.values("conversation").annotate(last=Max("at")).values("last")
    begun = ConversationEvent.objects.filter(conversation=OuterRef("pk"), kind__in=BEGINS).order_by()
    begun = begun.annotate(moved=Subquery(moved)).filter(Q(moved=None) | Q(at__gte=F("moved")))
    return Coalesce(Subquery(begun.values("conversation").annotate(first=Min("at")).values("first")), "last_message_at")


def found(hits: list[search.Found], query: search.Query) -> list[Row]:
    """What a search found, in its order, with the words marked that were looked for."""
    wanted = {hit.conversation: hit for hit in hits}
    by_id = {row.conversation.pk: row for row in rows(Conversation.objects.filter(pk__in=wanted))}
    return [_marked(by_id[pk], hit, query) for pk, hit in wanted.items() if pk in by_id]


def _marked(row: Row, hit: search.Found, query: search.Query) -> Row:
    last = search.highlight(hit.text, query, around=True) if hit.text else row.last
    return replace(row, name=search.highlight(str(row.name), query), last=last)


def rows(conversations: QuerySet[Conversation]) -> list[Row]:
    """One query for any number of rows."""
    newest = Message.objects.filter(conversation=OuterRef("pk")).order_by("-created_at", "-pk")
    brief = JSONObject(
        text=Left("text", SNIPPET * 2), kind="kind", direction="direction", status="status", at="created_at"
    )
    found = conversations.select_related("guest", "account", "staff", "hotel")
    return [row(conversation) for conversation in found.annotate(newest=Subquery(newest.values(brief=brief)[:1]))]


def row(conversation: Any) -> Row:
    newest = conversation.newest or {}
    waits = conversation.owner == Owner.WAITING
    state, state_words = state_of(conversation)
    channel, icon = show.channel(conversation.account.kind)
    at = datetime.fromisoformat(newest["at"]) if newest else conversation.last_message_at
    from_guest = newest.get("direction") == Message.Direction.IN
    since = getattr(conversation, "waits_since", None) if waits else None
    return Row(
        conversation=conversation,
        name=str(conversation.guest),
        initials=words.initials(conversation.guest.name),
        last=_last_words(newest),
        from_guest=from_guest,
        failed=newest.get("status") == Message.Status.FAILED,
        at=at,
        at_words=show.when(at, conversation.hotel),
        waits_since=since,
        waits_words=show.duration(timezone.now() - since) if since else "",
        unread=waits or from_guest,
        channel=channel,
        channel_icon=icon,
        state=state,
        state_words=state_words,
    )


def state_of(conversation: Conversation) -> tuple[str, str]:
    """Its colour, and what it is called."""
    if conversation.owner != Owner.CLOSED and conversation.is_snoozed:
        until = conversation.snoozed_until
        when = show.when(until, conversation.hotel) if until else ""
        return "snoozed", _("Snoozed until %(when)s") % {"when": when} if when else _("Snoozed until a reply")
    if conversation.owner == Owner.STAFF and conversation.staff:
        return "staff", people.name_of(conversation.staff)
    return conversation.owner, str(OWNERS[conversation.owner])


def _inside(name: str, user: User) -> Q:
    awake = ~asleep()
    return {
        "waiting": Q(owner=Owner.WAITING) & awake,
        "mine": Q(owner=Owner.STAFF, staff=user) & awake,
        "team": Q(owner=Owner.STAFF) & ~Q(staff=user) & awake,
        "agent": Q(owner=Owner.AGENT) & awake,
        "snoozed": ~Q(owner=Owner.CLOSED) & asleep(),
        "closed": Q(owner=Owner.CLOSED),
    }[name]


def _last_words(newest: dict[str, Any]) -> str:
    if not newest:
        return _("No messages yet")
    text = " ".join(newest["text"].split()) or show.kind_of(newest["kind"])
    return f"{text[:SNIPPET]}…" if len(text) > SNIPPET else text
