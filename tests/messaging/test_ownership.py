"""Exactly one owner at any time, and of two who move a conversation one wins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from messaging import outbox, ownership, tasks
from messaging.models import Conversation, ConversationEvent, Message, TurnRecord
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.desk import BY_SCRIPT

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


def history(conversation: Conversation) -> list[tuple[str, str, str]]:
    """Oldest first: what, by whom, why."""
    rows = ConversationEvent.objects.filter(conversation=conversation).order_by("pk")
    return list(rows.values_list("kind", "actor", "reason"))


def asks(conversation: Conversation) -> Message:
    message: Message = make.MessageFactory(hotel=conversation.hotel, conversation=conversation)
    return message


@pytest.fixture
def later() -> Any:
    """Moves the clock so many minutes on and runs the periodic job."""
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:

        def wait(minutes: float) -> int:
            clock.move_to(begun + timedelta(minutes=minutes))
            return int(tasks.expire_take_overs())

        yield wait


Later = Callable[[float], int]


def test_every_move_leaves_its_event(conversation: Conversation, ana: User) -> None:
    ownership.hand_over(conversation, "asked for a person")
    ownership.take_over(conversation, ana)
    ownership.give_back(conversation, ana)
    assert history(conversation) == [
        ("handed_over", "agent", "asked for a person"),
        ("taken_over", f"staff:{ana.pk}", ""),
        ("given_back", f"staff:{ana.pk}", ""),
    ]


def test_a_move_that_fails_leaves_none(conversation: Conversation, ana: User) -> None:
    stale = Conversation.objects.get(pk=conversation.pk)
    ownership.take_over(conversation, ana)
    assert not ownership.take_over(stale, make.UserFactory(username="eva"))
    assert not ownership.give_back(stale, ana)
    assert [kind for kind, *_ in history(conversation)] == ["taken_over"]


def test_a_reason_is_not_lost_when_staff_have_it_already(conversation: Conversation, ana: User) -> None:
    ownership.take_over(conversation, ana)
    assert not ownership.hand_over(conversation, "a message could not be delivered")
    assert history(conversation)[-1] == ("handed_over", "agent", "a message could not be delivered")
    assert stored(conversation)[0] == "staff"


def test_hand_over_of_what_staff_gave_back_meanwhile_waits_for_staff(conversation: Conversation, ana: User) -> None:
    ownership.take_over(conversation, ana)
    as_the_agent_read_it = Conversation.objects.get(pk=conversation.pk)
    ownership.give_back(conversation, ana)
    assert ownership.hand_over(as_the_agent_read_it, "overdue")
    assert stored(conversation) == ("waiting", None, "overdue")


def test_an_idle_take_over_ends_with_the_agent(conversation: Conversation, ana: User, later: Later) -> None:
    ownership.take_over(conversation, ana)
    assert later(29) == 0
    assert later(31) == 1
    assert stored(conversation) == ("agent", None, "")
    assert [kind for kind, *_ in history(conversation)] == ["taken_over", "warned", "expired"]
    assert not ownership.owns(Conversation.objects.get(), ana)


def test_a_guest_who_still_waits_stays_with_staff(conversation: Conversation, ana: User, later: Later) -> None:
    ownership.take_over(conversation, ana)
    outbox.queue(conversation, "Un momento", staff=ana.pk)
    question = asks(conversation)
    assert later(31) == 1
    assert stored(conversation) == ("waiting", None, "take-over ended after 30 idle minutes")
    question.refresh_from_db()
    assert question.turn is None
    assert history(conversation)[-1][0::2] == ("expired", "take-over ended after 30 idle minutes")


def test_what_staff_have_answered_is_not_answered_again(conversation: Conversation, ana: User, later: Later) -> None:
    ownership.take_over(conversation, ana)
    question = asks(conversation)
    outbox.queue(conversation, "Sí, hay sitio", staff=ana.pk)
    later(31)
    question.refresh_from_db()
    assert (stored(conversation)[0], question.turn is not None) == ("agent", True)


def test_a_message_that_comes_as_a_take_over_ends_is_the_agents(
    conversation: Conversation, ana: User, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    ownership.take_over(conversation, ana)
    asks(conversation)
    outbox.queue(conversation, "Sí", staff=ana.pk)
    note = ownership.note

    def meanwhile(*args: Any, **about: Any) -> None:
        note(*args, **about)
        asks(conversation)

    monkeypatch.setattr(ownership, "_warn", lambda row: None)
    monkeypatch.setattr(ownership, "note", meanwhile)
    assert later(31) == 1
    assert Message.objects.filter(direction="in", turn__isnull=True).count() == 1


def test_staff_at_work_keep_it(conversation: Conversation, ana: User, later: Later) -> None:
    ownership.take_over(conversation, ana)
    later(26)
    assert Conversation.objects.get().warned_at
    assert ownership.touch(conversation, ana)
    assert Conversation.objects.get().warned_at is None
    assert later(55) == 0
    assert later(57) == 1


def test_a_reply_as_a_take_over_ends_keeps_it(
    conversation: Conversation, ana: User, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    ownership.take_over(conversation, ana)
    move = ownership._move

    def after_the_reply(*args: Any, **about: Any) -> bool:
        ownership.touch(conversation, ana)
        return move(*args, **about)

    monkeypatch.setattr(ownership, "_move", after_the_reply)
    assert later(31) == 0
    assert stored(conversation)[:2] == ("staff", ana.pk)


def test_staff_are_warned_once(conversation: Conversation, ana: User, later: Later) -> None:
    ownership.take_over(conversation, ana)
    for minutes in (24, 25.5, 26.5, 27.5):
        later(minutes)
    assert [kind for kind, *_ in history(conversation)] == ["taken_over", "warned"]


def test_nobody_touches_what_is_not_theirs(conversation: Conversation, ana: User) -> None:
    assert not ownership.touch(conversation, ana)
    ownership.take_over(conversation, make.UserFactory(username="eva"))
    assert not ownership.touch(conversation, ana)


def test_staff_see_the_warning_and_keep_it_with_a_button(conversation: Conversation, later: Later) -> None:
    eva = staff(conversation.hotel, "eva")
    desk, page = logged_in(eva), f"/admin/inbox/{conversation.pk}/"
    ownership.take_over(conversation, eva)
    later(26)
    assert "This take-over ends in" in desk.get(page, headers=BY_SCRIPT).content.decode()
    desk.post(f"{page}take-over/", {"seen": f"staff:{eva.pk}"})
    assert "This take-over ends in" not in desk.get(page, headers=BY_SCRIPT).content.decode()
    assert later(40) == 0


def test_a_reply_on_an_old_page_after_the_end_is_refused(conversation: Conversation, later: Later) -> None:
    eva = staff(conversation.hotel, "eva")
    ownership.take_over(conversation, eva)
    later(31)
    answer = logged_in(eva).post(f"/admin/inbox/{conversation.pk}/send/", {"text": "Hola"})
    assert answer.status_code == 409
    assert not Message.objects.exists()


def test_of_two_who_assign_one_wins(conversation: Conversation, ana: User) -> None:
    eva, leo = make.UserFactory(username="eva"), make.UserFactory(username="leo")
    as_leo_read_it = Conversation.objects.get(pk=conversation.pk)
    assert ownership.assign(conversation, eva, by=ana)
    assert not ownership.assign(as_leo_read_it, leo, by=ana)
    assert not ownership.assign(conversation, eva, by=ana)
    assert stored(conversation)[:2] == ("staff", eva.pk)
    assert history(conversation)[-1][:2] == ("assigned", f"staff:{ana.pk}")


def test_closing_leaves_nothing_to_answer(conversation: Conversation, ana: User) -> None:
    make.MessageFactory(hotel=conversation.hotel, conversation=conversation)
    as_it_was = Conversation.objects.get(pk=conversation.pk)
    assert ownership.close(conversation, ana)
    assert stored(conversation) == ("closed", None, "")
    assert not Message.objects.filter(turn=None).exists()
    assert not ownership.close(conversation, ana)
    assert not ownership.close(as_it_was, ana)
