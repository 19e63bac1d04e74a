"""Who answers a conversation: the agent or one of the staff. The only writer of its owner.

Every move is one conditional UPDATE on the owner as the caller read it: of two who move at once, one wins.
"""

from __future__ import annotations

import structlog
from django.contrib.auth.models import User
from django.db import transaction

from messaging.models import Conversation, Message, TurnRecord

log = structlog.get_logger(__name__)

Owner = Conversation.Owner
WITH_STAFF = (Owner.WAITING, Owner.STAFF)
STAFF_INTENT = "staff"


def hand_over(conversation: Conversation, reason: str) -> bool:
    """The agent asks for staff. False when staff have it already."""
    if conversation.owner in WITH_STAFF or not _move(conversation, Owner.WAITING, staff=None, reason=reason[:120]):
        return False
    log.info("handed_over", conversation=conversation.pk, reason=conversation.handover_reason)
    return True


def take_over(conversation: Conversation, user: User) -> bool:
    """Staff answer from now on, a colleague's conversation too. False when it moved meanwhile or is theirs."""
    if owns(conversation, user) or not _move(
        conversation, Owner.STAFF, staff=user, reason=conversation.handover_reason
    ):
        return False
    log.info("taken_over", conversation=conversation.pk, staff=user.pk)
    return True


def give_back(conversation: Conversation, user: User) -> bool:
    """The agent answers what comes from now on; what came while it was with staff is theirs for good."""
    if conversation.owner not in WITH_STAFF:
        return False
    with transaction.atomic():
        if not _move(conversation, Owner.AGENT, staff=None, reason=""):
            return False
        _leave_to_staff(conversation, user)
    log.info("given_back", conversation=conversation.pk, staff=user.pk)
    return True


def owns(conversation: Conversation, user: User) -> bool:
    return conversation.owner == Owner.STAFF and conversation.staff_id == user.pk


def _move(conversation: Conversation, owner: Owner, *, staff: User | None, reason: str) -> bool:
    as_read = Conversation.objects.filter(pk=conversation.pk, owner=conversation.owner)
    if conversation.owner == Owner.STAFF:
        as_read = as_read.filter(staff_id=conversation.staff_id)
    if not as_read.update(owner=owner, staff=staff, handover_reason=reason):
        return False
    conversation.owner, conversation.staff, conversation.handover_reason = owner, staff, reason
    return True


def _leave_to_staff(conversation: Conversation, user: User) -> None:
    """Without a turn of theirs the agent would find these messages unanswered and answer them."""
    unanswered = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN, turn__isnull=True)
    if not unanswered.exists():
        return
    turn = TurnRecord.objects.create(
        hotel_id=conversation.hotel_id,
        conversation=conversation,
        status=TurnRecord.Status.SUCCESS,
        intent=STAFF_INTENT,
        confidence=1,
        language=conversation.language,
        trace=[["left to staff", f"staff:{user.pk}"]],
    )
    unanswered.update(turn=turn)
