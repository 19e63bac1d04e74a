"""How staff put a conversation in order: aside until a time, under labels, with notes among colleagues.

The only writer of these fields and of Note; who answers is the business of messaging.ownership.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from messaging import live, ownership
from messaging.errors import Refused
from messaging.models import Conversation, ConversationEvent, Note
from pms import guests
from reservations.models import Reservation

Kind = ConversationEvent.Kind
MOST_LABELS = 8
LABEL_LENGTH = 30
NOTE_LENGTH = 4000
MORNING, EVENING = time(9), time(20)
COMING = (Reservation.Status.PENDING, Reservation.Status.CONFIRMED, Reservation.Status.CHANGED)


class Nap(NamedTuple):
    name: str
    words: str
    until: datetime | None
    """None: until the guest writes."""


def naps(conversation: Conversation, family: list[int] | None = None) -> list[Nap]:
    """Until when it may be put aside, by the hotel's clock. Arrival day only for who has a stay before them.

    `family`: the guest's rows, for who has asked for them already.
    """
    now = conversation.hotel.now()
    tonight = _at(now.date(), EVENING, now)
    arrival = _next_arrival(family or guests.family(conversation.guest), now)
    return [
        Nap("hour", _("1 hour"), now + timedelta(hours=1)),
        *([Nap("tonight", _("Tonight"), tonight)] if tonight > now else []),
        Nap("tomorrow", _("Tomorrow morning"), _at(now.date() + timedelta(days=1), MORNING, now)),
        *([Nap("arrival", _("Arrival day"), arrival)] if arrival else []),
        Nap("reply", _("Until the guest writes"), None),
    ]


def snooze(conversation: Conversation, user: User, name: str) -> None:
    """Out of everybody's sight until then, or until the guest writes."""
    offered = {nap.name: nap for nap in naps(conversation)}
    # Late in the evening, with a page of the afternoon, tonight is tomorrow.
    nap = offered.get(name) or (offered["tomorrow"] if name == "tonight" else None)
    if nap is None:
        raise Refused(_("Choose until when."))
    with transaction.atomic():
        rows = Conversation.objects.filter(pk=conversation.pk).exclude(owner=Conversation.Owner.CLOSED)
        if not rows.update(snoozed_at=timezone.now(), snoozed_until=nap.until):
            raise Refused(_("This conversation is closed."), conflict=True)
        # It begins to count again when the snooze ends.
        ownership.touch(conversation, user)
        until = nap.until.isoformat() if nap.until else ""
        ownership.note(conversation, Kind.SNOOZED, actor=ownership.actor_of(user), reason=until)


def wake(conversation: Conversation, user: User) -> None:
    with transaction.atomic():
        asleep = Conversation.objects.filter(pk=conversation.pk, snoozed_at__isnull=False)
        if asleep.update(snoozed_at=None, snoozed_until=None):
            ownership.touch(conversation, user)
            ownership.note(conversation, Kind.WOKEN, actor=ownership.actor_of(user))


def label(conversation: Conversation, user: User, words: str) -> None:
    words = " ".join(words.split())
    if not words or len(words) > LABEL_LENGTH:
        raise Refused(_("A label has 1 to %(most)s characters.") % {"most": LABEL_LENGTH})

    def added(labels: list[str]) -> list[str]:
        if words.casefold() in (label.casefold() for label in labels):
            return labels
        if len(labels) >= MOST_LABELS:
            raise Refused(_("At most %(most)s labels: take one away first.") % {"most": MOST_LABELS}, conflict=True)
        return [*labels, words]

    _relabel(conversation, user, added, f"+{words}")


def unlabel(conversation: Conversation, user: User, words: str) -> None:
    _relabel(conversation, user, lambda labels: [label for label in labels if label != words], f"-{words}")


def note(conversation: Conversation, user: User, text: str) -> Note:
    """Among colleagues; nothing that reaches guests reads notes."""
    text = text.strip()
    if not text or len(text) > NOTE_LENGTH:
        raise Refused(_("A note has 1 to %(most)s characters.") % {"most": NOTE_LENGTH})
    written = Note.objects.create(hotel_id=conversation.hotel_id, conversation=conversation, staff=user, text=text)
    live.tell_staff(conversation.hotel_id, conversation.pk, "note")
    return written


def leave(conversation: Conversation, text: str) -> None:
    """What the agent leaves for whoever takes over."""
    text = text[:NOTE_LENGTH]
    Note.objects.create(hotel_id=conversation.hotel_id, conversation=conversation, staff=None, text=text)
    live.tell_staff(conversation.hotel_id, conversation.pk, "note")


def _relabel(conversation: Conversation, user: User, change: Callable[[list[str]], list[str]], what: str) -> None:
    with transaction.atomic():
        row = Conversation.objects.select_for_update(of=("self",), no_key=True).get(pk=conversation.pk)
        labels = change(row.labels)
        if labels == row.labels:
            return
        Conversation.objects.filter(pk=row.pk).update(labels=labels)
        ownership.note(conversation, Kind.LABELLED, actor=ownership.actor_of(user), reason=what)


def _next_arrival(family: list[int], now: datetime) -> datetime | None:
    """The morning of the guest's next arrival, if it is still to come."""
    coming = Reservation.objects.filter(guest__in=family, status__in=COMING)
    stays = [row.stay for row in coming.select_related("offer").order_by("-created_at")[:20]]
    mornings = (_at(stay.arrival, MORNING, now) for stay in stays)
    return min((morning for morning in mornings if morning > now), default=None)


def _at(day: date, hour: time, now: datetime) -> datetime:
    """On the hotel's clock, whose offset may be another one by then."""
    return datetime.combine(day, hour, tzinfo=now.tzinfo)
