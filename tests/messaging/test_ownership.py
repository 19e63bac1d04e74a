"""Exactly one owner at any time, and of two who move a conversation one wins."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from messaging import ownership
from messaging.models import Conversation, Message, TurnRecord
from tests import factories as make

pytestmark = pytest.mark.critical


@pytest.fixture
def ana(db: None) -> User:
    user: User = make.UserFactory(username="ana")
    return user


def stored(conversation: Conversation) -> tuple[str, int | None, str]:
    row = Conversation.objects.get(pk=conversation.pk)
    return row.owner, row.staff_id, row.handover_reason


def test_hand_over_waits_for_staff_with_its_reason(conversation: Conversation) -> None:
    assert ownership.hand_over(conversation, "x" * 200)
    assert stored(conversation) == ("waiting", None, "x" * 120)
    assert conversation.owner == "waiting"
    assert not ownership.hand_over(conversation, "again")


def test_hand_over_reopens_what_was_closed(conversation: Conversation) -> None:
    conversation.owner = "closed"
    conversation.save()
    assert ownership.hand_over(conversation, "complaint")


def test_hand_over_does_not_take_from_staff(conversation: Conversation, ana: User) -> None:
    as_the_agent_read_it = Conversation.objects.get(pk=conversation.pk)
    ownership.take_over(conversation, ana)
    assert not ownership.hand_over(as_the_agent_read_it, "late")
    assert stored(conversation)[0] == "staff"


def test_of_two_who_take_over_one_wins(conversation: Conversation, ana: User) -> None:
    eva = make.UserFactory(username="eva")
    as_eva_read_it = Conversation.objects.get(pk=conversation.pk)
    assert ownership.take_over(conversation, ana)
    assert not ownership.take_over(conversation, ana)
    assert not ownership.take_over(as_eva_read_it, eva)
    assert stored(conversation)[:2] == ("staff", ana.pk)


def test_take_over_from_a_colleague_keeps_the_reason(conversation: Conversation, ana: User) -> None:
    eva = make.UserFactory(username="eva")
    ownership.hand_over(conversation, "wants a discount")
    ownership.take_over(conversation, ana)
    assert ownership.take_over(Conversation.objects.get(pk=conversation.pk), eva)
    assert stored(conversation) == ("staff", eva.pk, "wants a discount")


def test_give_back_leaves_to_staff_what_came_meanwhile(conversation: Conversation, ana: User) -> None:
    ownership.take_over(conversation, ana)
    message = make.MessageFactory(hotel=conversation.hotel, conversation=conversation)
    assert ownership.give_back(conversation, ana)
    assert stored(conversation) == ("agent", None, "")
    turn = Message.objects.get(pk=message.pk).turn
    assert turn is not None
    assert (turn.intent, turn.trace) == ("staff", [["left to staff", f"staff:{ana.pk}"]])
    later = make.MessageFactory(hotel=conversation.hotel, conversation=conversation)
    assert Message.objects.get(pk=later.pk).turn is None


def test_give_back_with_nothing_to_leave_makes_no_turn(conversation: Conversation, ana: User) -> None:
    ownership.hand_over(conversation, "asked")
    assert ownership.give_back(conversation, ana)
    assert not TurnRecord.objects.filter(conversation=conversation).exists()
    assert not ownership.give_back(conversation, ana)


def test_give_back_of_a_moved_conversation_changes_nothing(conversation: Conversation, ana: User) -> None:
    eva = make.UserFactory(username="eva")
    ownership.take_over(conversation, ana)
    as_ana_read_it = Conversation.objects.get(pk=conversation.pk)
    ownership.take_over(conversation, eva)
    make.MessageFactory(hotel=conversation.hotel, conversation=conversation)
    assert not ownership.give_back(as_ana_read_it, ana)
    assert stored(conversation)[1] == eva.pk
    assert not TurnRecord.objects.exists()
