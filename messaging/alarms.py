"""Alarms opened, told, answered. The only writer of Alarm; each step is one conditional UPDATE."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from messaging.models import Alarm, Conversation
from pms.models import Rung

# A guest who writes again while somebody is on the way starts nothing anew.
ON_THE_WAY = timedelta(minutes=10)
# A mail that was not marked as sent by then goes again: twice is better than never.
MAIL_CLAIM = timedelta(minutes=1)


def ringing() -> QuerySet[Alarm]:
    """Those nobody has answered, of the hotels in scope, the oldest first."""
    return Alarm.objects.filter(acknowledged_at=None).order_by("opened_at", "pk")


def rings(conversation: Conversation) -> bool:
    return ringing().filter(conversation=conversation).exists()


def is_known(conversation: Conversation, ladder: str) -> bool:
    """Staff have been told, or are on the way: nothing new is said to the guest."""
    since = timezone.now() - ON_THE_WAY
    known = Alarm.objects.filter(Q(acknowledged_at=None) | Q(acknowledged_at__gte=since), conversation=conversation)
    return known.filter(ladder__in={ladder, Rung.Ladder.EMERGENCY}).exists()


def open_(conversation: Conversation, ladder: str, kind: str, message_id: int | None) -> Alarm | None:
    """The alarm that must be told now; None: it was known, and this message was added to it.

    One that was merely urgent becomes an emergency. In the caller's transaction, which holds the conversation's row.
    """
    standing = ringing().filter(conversation=conversation)
    if is_known(conversation, ladder):
        standing.update(count=F("count") + 1)
        return None
    now = timezone.now()
    if standing.update(ladder=ladder, kind=kind, level=0, next_at=now, count=F("count") + 1):
        return standing.select_related("hotel", "conversation").get()
    return Alarm.objects.create(
        hotel=conversation.hotel,
        conversation=conversation,
        message_id=message_id,
        ladder=ladder,
        kind=kind,
        next_at=now,
    )


def climb(alarm: Alarm, told: Sequence[int], next_at: datetime) -> bool:
    """One step up. False when it was answered or somebody else has taken the step."""
    as_read = Alarm.objects.filter(pk=alarm.pk, acknowledged_at=None, level=alarm.level, next_at=alarm.next_at)
    everybody = sorted({*alarm.told, *told})
    changes = {"level": alarm.level + 1, "told": everybody, "next_at": next_at, "mail_at": timezone.now()}
    if not as_read.update(**changes):
        return False
    for name, value in changes.items():
        setattr(alarm, name, value)
    return True


def acknowledge(conversation: Conversation, user: User) -> bool:
    """A person is on it. False when nothing rings (any more): of two who press, one is first."""
    return bool(
        ringing()
        .filter(conversation=conversation)
        .update(acknowledged_at=timezone.now(), acknowledged_by=user, mail_at=None)
    )


def claim_mail(alarm: Alarm) -> datetime | None:
    """Until when the mail is ours to send; None when it is not due or another worker sends it."""
    now = timezone.now()
    due = Alarm.objects.filter(pk=alarm.pk, acknowledged_at=None, mail_at__lte=now)
    until = now + MAIL_CLAIM
    return until if due.update(mail_at=until) else None


def mailed(alarm: Alarm, claimed: datetime) -> None:
    """What was told meanwhile is a mail of its own."""
    Alarm.objects.filter(pk=alarm.pk, mail_at=claimed).update(mail_at=None)
