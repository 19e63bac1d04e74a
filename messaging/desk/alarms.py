"""Alarms that nobody has answered, as staff see them at the top of Today and of the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging import alarms
from messaging.dangers import Kind
from messaging.desk import people, show
from messaging.models import Alarm
from pms.models import Rung

SHOWN = 20
KINDS: dict[str, Any] = {
    Kind.SUICIDE: _("Risk of suicide"),
    Kind.GAS: _("Gas"),
    Kind.FIRE: _("Fire or smoke"),
    Kind.DROWNING: _("Drowning"),
    Kind.MEDICAL: _("Medical emergency"),
    Kind.VIOLENCE: _("Violence or harassment"),
    Kind.INTRUDER: _("Intruder"),
    Kind.LIFT: _("Stuck in the lift"),
    Kind.FLOOD: _("Flood"),
    Kind.DISASTER: _("Earthquake or storm"),
    Kind.UNKNOWN: _("Emergency"),
}


@dataclass(frozen=True)
class Ringing:
    conversation: int
    what: str
    urgent: bool
    """No danger: the guest cannot wait until the desk opens."""
    guest: str
    hotel: str
    at: datetime
    age: str
    told: str
    """Names, in the order they work there."""


def kind_of(alarm: Alarm) -> str:
    return str(KINDS.get(alarm.kind) or alarm.get_ladder_display())


def ringing() -> list[Ringing]:
    """Of the hotels of who is logged in, the oldest first: two queries for any number."""
    rows = list(alarms.ringing().select_related("hotel", "conversation__guest")[:SHOWN])
    users = User.objects.filter(pk__in={user for row in rows for user in row.told}) if rows else ()
    names = {user.pk: people.name_of(user) for user in users}
    return [
        Ringing(
            conversation=row.conversation_id,
            what=kind_of(row),
            urgent=row.ladder == Rung.Ladder.URGENT,
            guest=str(row.conversation.guest),
            hotel=row.hotel.name,
            at=row.opened_at,
            age=show.duration(timezone.now() - row.opened_at),
            told=", ".join(names[user] for user in row.told if user in names),
        )
        for row in rows
    ]
