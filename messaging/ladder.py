"""Who is told of an alarm, and who is next when nobody answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from typing import NamedTuple

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from messaging import alarms, ownership, queues
from messaging.models import Alarm, Conversation, ConversationEvent
from pms.models import Hotel, Rung, StaffMember

log = structlog.get_logger(__name__)

Role = StaffMember.Role
REPEAT = timedelta(minutes=5)
"""So often everybody is told again, once everybody was."""
JOB = "job:alarms"
MOST_NAMED = 12
"""In one line of a conversation's history."""


class Step(NamedTuple):
    after: timedelta
    users: tuple[int, ...]


# What a hotel does that has set up no ladder: minutes after the alarm, and roles.
DEFAULTS: dict[str, tuple[tuple[int, tuple[Role, ...]], ...]] = {
    Rung.Ladder.EMERGENCY: ((0, (Role.FRONT_DESK,)), (3, (Role.MANAGER, Role.OWNER)), (6, ())),
    Rung.Ladder.URGENT: ((0, (Role.MANAGER,)), (15, (Role.MANAGER, Role.OWNER)), (30, ())),
}


def ring(conversation: Conversation, ladder: str, *, kind: str, message_id: int | None) -> bool:
    """In the transaction that stores the turn: open the alarm and tell the first step. False: it was known."""
    alarm = alarms.open_(conversation, ladder, kind, message_id)
    return alarm is not None and _climb(alarm)


def climb_due() -> int:
    """Tell the next step of every alarm whose time has passed, over all hotels; how many were told."""
    with scopes_disabled():
        due = alarms.ringing().filter(next_at__lte=timezone.now()).select_related("hotel", "conversation")
        return sum(_climb(alarm) for alarm in due[:200])


def send_mails() -> int:
    """Every mail that is due, over all hotels; how many went."""
    with scopes_disabled():
        due = alarms.ringing().filter(mail_at__lte=timezone.now()).select_related("hotel")
        return sum(_mail(alarm) for alarm in due[:200])


def steps(hotel: Hotel, ladder: str) -> list[Step]:
    """The hotel's own ladder, else the default; the last step is everybody."""
    members = list(StaffMember.objects.filter(hotel=hotel, user__is_active=True).exclude(role=Role.OPERATOR))
    everybody = tuple(member.user_id for member in members)
    rungs = list(Rung.objects.filter(hotel=hotel, ladder=ladder).order_by("after_minutes", "pk"))
    wanted = [(rung.after_minutes, _of_rung(rung, members)) for rung in rungs] or [
        (minutes, tuple(member.user_id for member in members if member.role in roles))
        for minutes, roles in DEFAULTS[ladder]
    ]
    # A step that reaches nobody would be silence.
    found = [Step(timedelta(minutes=minutes), users or everybody) for minutes, users in wanted]
    if set(everybody) - {user for step in found for user in step.users}:
        found.append(Step(found[-1].after + REPEAT, everybody))
    return found


def _of_rung(rung: Rung, members: Sequence[StaffMember]) -> tuple[int, ...]:
    if rung.user_id:
        return tuple(member.user_id for member in members if member.user_id == rung.user_id)
    return tuple(member.user_id for member in members if rung.role == member.role)


def _climb(alarm: Alarm) -> bool:
    ladder = steps(alarm.hotel, alarm.ladder)
    last = len(ladder) - 1
    # Beyond the ladder everybody who was told is told again.
    users = ladder[alarm.level].users if alarm.level <= last else tuple(alarm.told)
    pause = ladder[alarm.level + 1].after - ladder[alarm.level].after if alarm.level < last else REPEAT
    with transaction.atomic():
        if not alarms.climb(alarm, users, timezone.now() + pause):
            return False
        reason = ",".join(f"staff:{user}" for user in users[:MOST_NAMED])
        ownership.note(alarm.conversation, ConversationEvent.Kind.ALARMED, actor=JOB, reason=reason)
        transaction.on_commit(lambda: queues.wake("messaging.tasks.mail_alarms", queue="outbound"))
    log.warning("alarm_told", alarm=alarm.pk, level=alarm.level, users=len(users))
    return True


def _mail(alarm: Alarm) -> bool:
    """No word of the guest's: a mail is read on other people's screens."""
    claimed = alarms.claim_mail(alarm)
    if claimed is None:
        return False
    users = User.objects.filter(pk__in=alarm.told, is_active=True).exclude(email="")
    address = f"{settings.PUBLIC_URL}{reverse('inbox:page')}?c={alarm.conversation_id}"
    with translation.override(alarm.hotel.language):
        subject = _("%(what)s at %(hotel)s") % {"what": alarm.get_ladder_display(), "hotel": alarm.hotel.name}
        body = _("A guest needs a person now and nobody has answered yet: %(link)s") % {"link": address}
    try:
        for user in users:
            EmailMessage(subject, body, to=[user.email]).send()
    except (OSError, SMTPException) as error:
        # It stays due: the next look tries again.
        log.warning("alarm_not_mailed", alarm=alarm.pk, error=type(error).__name__)
        return False
    alarms.mailed(alarm, claimed)
    return True
