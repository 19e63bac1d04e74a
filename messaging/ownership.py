"""Who answers a conversation: the agent or one of the staff. The only writer of its owner and of its history.

Every move is one conditional UPDATE, and leaves its event in the same transaction: of two who move at once, one wins.
A move brings back what was put aside.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from messaging import alarms, live
from messaging.models import Conversation, ConversationEvent, Message, TurnRecord

log = structlog.get_logger(__name__)

Owner = Conversation.Owner
Kind = ConversationEvent.Kind
WITH_STAFF = (Owner.WAITING, Owner.STAFF)
STAFF_INTENT = "staff"
AGENT = "agent"
IDLE = timedelta(minutes=30)
WARNING = timedelta(minutes=5)  # so long before the end
IDLE_REASON = "take-over ended after 30 idle minutes"


def hand_over(conversation: Conversation, reason: str, *, actor: str = AGENT) -> bool:
    """The agent asks for staff. False when staff have it already: the reason is in the history then."""
    reason = reason[:120]
    with transaction.atomic():
        free = Conversation.objects.filter(pk=conversation.pk).exclude(owner__in=WITH_STAFF)
        moved = _move(conversation, free, Owner.WAITING, reason=reason)
        if not moved:
            # Whoever put it aside did not know of this.
            Conversation.objects.filter(pk=conversation.pk).update(snoozed_at=None, snoozed_until=None)
        note(conversation, Kind.HANDED_OVER, actor=actor, reason=reason)
    if moved:
        log.info("handed_over", conversation=conversation.pk, reason=reason)
    return moved


def take_over(conversation: Conversation, user: User) -> bool:
    """Staff answer from now on, a colleague's conversation too. False when it moved meanwhile or is theirs."""
    if owns(conversation, user):
        return False
    with transaction.atomic():
        reason = conversation.handover_reason
        if not _move(conversation, _as_read(conversation), Owner.STAFF, staff=user, reason=reason):
            return False
        note(conversation, Kind.TAKEN_OVER, actor=actor_of(user))
        _answer_alarm(conversation, user)
    log.info("taken_over", conversation=conversation.pk, staff=user.pk)
    return True


def assign(conversation: Conversation, colleague: User, *, by: User) -> bool:
    """A colleague answers from now on. False when it moved meanwhile or is theirs."""
    if owns(conversation, colleague):
        return False
    with transaction.atomic():
        reason = conversation.handover_reason
        if not _move(conversation, _as_read(conversation), Owner.STAFF, staff=colleague, reason=reason):
            return False
        note(conversation, Kind.ASSIGNED, actor=actor_of(by), reason=actor_of(colleague))
    log.info("assigned", conversation=conversation.pk, staff=colleague.pk)
    return True


def close(conversation: Conversation, user: User) -> bool:
    """Nobody needs to look at it any more, until the guest writes again. False when it moved meanwhile."""
    if conversation.owner == Owner.CLOSED:
        return False
    with transaction.atomic():
        if not _move(conversation, _as_read(conversation), Owner.CLOSED):
            return False
        note(conversation, Kind.CLOSED, actor=actor_of(user))
        _answer_alarm(conversation, user)
        _leave_to_staff(conversation, _unanswered(conversation), actor_of(user))
    log.info("closed", conversation=conversation.pk, staff=user.pk)
    return True


def open_again(conversation: Conversation) -> None:
    """The agent answers a guest who wrote after the end."""
    if _move(conversation, Conversation.objects.filter(pk=conversation.pk, owner=Owner.CLOSED), Owner.AGENT):
        note(conversation, Kind.OPENED, actor=AGENT)


def touch(conversation: Conversation, user: User) -> bool:
    """Staff are at it: their take-over begins anew. False when it is not theirs (any more)."""
    theirs = Conversation.objects.filter(pk=conversation.pk, owner=Owner.STAFF, staff=user)
    if not theirs.update(staff_active_at=timezone.now(), warned_at=None):
        return False
    _answer_alarm(conversation, user)
    return True


def give_back(conversation: Conversation, user: User) -> bool:
    """The agent answers what comes from now on; what came while it was with staff is theirs for good."""
    if conversation.owner not in WITH_STAFF:
        return False
    with transaction.atomic():
        if not _move(conversation, _as_read(conversation), Owner.AGENT):
            return False
        note(conversation, Kind.GIVEN_BACK, actor=actor_of(user))
        _answer_alarm(conversation, user)
        _leave_to_staff(conversation, _unanswered(conversation), actor_of(user))
    log.info("given_back", conversation=conversation.pk, staff=user.pk)
    return True


def expire_take_overs() -> int:
    """Warn of take-overs about to end and end what nobody works on, over all hotels; how many ended."""
    end = timezone.now() - IDLE
    with scopes_disabled():
        ended = sum(_expire(row) for row in _idle_since(end)[:500])
        for row in _idle_since(end + WARNING).filter(warned_at__isnull=True)[:500]:
            _warn(row)
    return ended


def ends_at(conversation: Conversation) -> datetime | None:
    """When the take-over ends by itself, once that was warned of."""
    if conversation.owner != Owner.STAFF or not conversation.warned_at or conversation.is_snoozed:
        return None
    put_aside, wrote = conversation.snoozed_at, conversation.last_message_at
    woken = (wrote if wrote > put_aside else conversation.snoozed_until) if put_aside else None
    begin = max(filter(None, (conversation.staff_active_at, woken)), default=None)
    return begin + IDLE if begin else None


def owns(conversation: Conversation, user: User) -> bool:
    return conversation.owner == Owner.STAFF and conversation.staff_id == user.pk


def note(conversation: Conversation, kind: ConversationEvent.Kind, *, actor: str, reason: str = "") -> None:
    """A line in the conversation's history, in the caller's transaction."""
    ConversationEvent.objects.create(
        hotel_id=conversation.hotel_id, conversation=conversation, kind=kind, actor=actor[:60], reason=reason[:200]
    )
    live.tell_staff(conversation.hotel_id, conversation.pk, "owner")


def _answer_alarm(conversation: Conversation, user: User) -> None:
    """Whoever moves a conversation, or writes in it, has seen what rings there."""
    if alarms.acknowledge(conversation, user):
        note(conversation, Kind.ANSWERED, actor=actor_of(user))


def _as_read(conversation: Conversation) -> QuerySet[Conversation]:
    """Its row, if it still has the owner the caller saw."""
    return Conversation.objects.filter(pk=conversation.pk, owner=conversation.owner, staff_id=conversation.staff_id)


def _move(
    conversation: Conversation,
    allowed: QuerySet[Conversation],
    owner: Owner,
    *,
    staff: User | None = None,
    reason: str = "",
) -> bool:
    active_at = timezone.now() if staff else None
    changes = {
        **{"owner": owner, "staff": staff, "handover_reason": reason},
        **{"staff_active_at": active_at, "warned_at": None, "snoozed_at": None, "snoozed_until": None},
    }
    if not allowed.update(**changes):
        return False
    for name, value in changes.items():
        setattr(conversation, name, value)
    return True


def _idle_since(at: datetime) -> QuerySet[Conversation]:
    """Taken over, and nobody at it since. While it is put aside the clock rests; it begins anew as that ends."""
    taken = Conversation.objects.filter(owner=Owner.STAFF, staff_active_at__lte=at).awake()
    by_guest = Q(last_message_at__gt=F("snoozed_at"))
    woken_since = by_guest & Q(last_message_at__gt=at) | ~by_guest & Q(snoozed_until__gt=at)
    return taken.exclude(Q(snoozed_at__isnull=False) & woken_since).order_by("staff_active_at")


def _warn(conversation: Conversation) -> None:
    with transaction.atomic():
        if _idle(conversation).filter(warned_at__isnull=True).update(warned_at=timezone.now()):
            note(conversation, Kind.WARNED, actor="job:take-overs")


def _expire(conversation: Conversation) -> bool:
    """To staff again while the guest waits for an answer of theirs, else to the agent."""
    unanswered = _unanswered(conversation)
    replies = Message.objects.filter(conversation=conversation, direction=Message.Direction.OUT, staff__isnull=False)
    # By id, which is the order of arrival: a guest's clock may be behind.
    answered_up_to = replies.aggregate(newest=Max("pk"))["newest"] or 0
    with transaction.atomic():
        waits = alarms.rings(conversation) or unanswered.filter(pk__gt=answered_up_to, deleted_at__isnull=True).exists()
        owner, reason = (Owner.WAITING, IDLE_REASON) if waits else (Owner.AGENT, "")
        if not _move(conversation, _idle(conversation), owner, reason=reason):
            return False
        note(conversation, Kind.EXPIRED, actor="job:take-overs", reason=IDLE_REASON)
        if not waits:
            # Up to what was read above: a message that came since is the agent's to answer.
            _leave_to_staff(conversation, unanswered.filter(pk__lte=answered_up_to), "job:take-overs")
    log.info("take_over_expired", conversation=conversation.pk, owner=owner)
    return True


def _idle(conversation: Conversation) -> QuerySet[Conversation]:
    """Its row, if staff have done nothing on it since it was read."""
    return _as_read(conversation).filter(staff_active_at=conversation.staff_active_at)


def _unanswered(conversation: Conversation) -> QuerySet[Message]:
    return Message.objects.filter(conversation=conversation, direction=Message.Direction.IN, turn__isnull=True)


def _leave_to_staff(conversation: Conversation, messages: QuerySet[Message], actor: str) -> None:
    """Without a turn of theirs the agent would find these messages unanswered and answer them."""
    if not messages.exists():
        return
    turn = TurnRecord.objects.create(
        hotel_id=conversation.hotel_id,
        conversation=conversation,
        status=TurnRecord.Status.SUCCESS,
        intent=STAFF_INTENT,
        confidence=1,
        language=conversation.language,
        trace=[["left to staff", actor]],
    )
    messages.update(turn=turn)


def actor_of(user: User) -> str:
    return f"staff:{user.pk}"
