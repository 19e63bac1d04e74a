"""An alarm is told, told again, and answered once; nothing of it is in a memory that a restart empties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from messaging import alarms, ladder, orchestrator, outbox, ownership, tasks
from messaging.models import Alarm, Conversation, ConversationEvent, Message
from pms.models import Hotel
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration
FIRE = "hay fuego en mi habitación"
MONDAY_NIGHT = "2026-06-08T22:00:00Z"  # midnight in Cádiz


@pytest.fixture
def staff(hotel: Hotel) -> dict[str, User]:
    users = {}
    for role in ("front_desk", "manager", "owner", "operator"):
        users[role] = make.UserFactory(username=role, email=f"{role}@example.com")
        make.StaffMemberFactory(hotel=hotel, user=users[role], role=role)
    return users


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def told(*users: User) -> list[int]:
    return sorted(user.pk for user in users)


def kinds() -> list[str]:
    return list(ConversationEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_an_emergency_tells_the_desk_at_once_then_managers_then_everybody(
    talk: Talk, staff: dict[str, User], clock: Any
) -> None:
    assert talk.says(FIRE).record.words == "emergency"
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.level, alarm.told) == ("fire", 1, told(staff["front_desk"]))
    assert Conversation.objects.get().owner == "waiting"
    for minutes, level, users in [(2, 1, ["front_desk"]), (1, 2, ["front_desk", "manager", "owner"])]:
        clock.shift(timedelta(minutes=minutes))
        tasks.climb_alarms()
        alarm.refresh_from_db()
        assert (alarm.level, alarm.told) == (level, told(*(staff[name] for name in users)))
    clock.shift(timedelta(minutes=3))
    tasks.climb_alarms()
    clock.shift(ladder.REPEAT)
    tasks.climb_alarms()
    alarm.refresh_from_db()
    assert alarm.level == 4
    assert staff["operator"].pk not in alarm.told
    assert kinds().count("alarmed") == 4


def test_a_mail_goes_to_who_was_told_and_says_nothing_of_the_guest(talk: Talk, staff: dict[str, User]) -> None:
    talk.says(FIRE)
    tasks.mail_alarms()
    tasks.mail_alarms()
    [sent] = mail.outbox
    assert sent.to == ["front_desk@example.com"]
    assert f"?c={Conversation.objects.get().pk}" in sent.body
    assert not {"fuego", "habitación", "Juan"} & set(f"{sent.subject} {sent.body}".split())
    assert Alarm.objects.get().mail_at is None


def test_a_mail_that_fails_stays_due(
    talk: Talk, staff: dict[str, User], clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.says(FIRE)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError()))
        assert ladder.send_mails() == 0
    clock.shift(alarms.MAIL_CLAIM)
    assert ladder.send_mails() == 1


def test_two_clocks_climb_once(talk: Talk, staff: dict[str, User], clock: Any) -> None:
    talk.says(FIRE)
    clock.shift(timedelta(minutes=3))
    one, other = (Alarm.objects.select_related("hotel", "conversation").get() for _ in range(2))
    assert [ladder._climb(one), ladder._climb(other)] == [True, False]
    assert Alarm.objects.get().level == 2


def test_a_second_message_of_the_same_adds_to_the_alarm_and_is_told_once(talk: Talk, staff: dict[str, User]) -> None:
    talk.says(FIRE)
    talk.says("hay mucho humo, rápido")
    alarm = Alarm.objects.get()
    assert (alarm.count, alarm.level) == (2, 1)
    assert Message.objects.filter(direction="out").count() == 1
    assert not Message.objects.filter(direction="in", turn=None).exists()


def test_taking_over_answers_the_alarm(talk: Talk, staff: dict[str, User], clock: Any) -> None:
    talk.says(FIRE)
    ownership.take_over(Conversation.objects.get(), staff["front_desk"])
    alarm = Alarm.objects.get()
    assert (alarm.acknowledged_by, alarm.mail_at) == (staff["front_desk"], None)
    assert kinds()[-2:] == ["taken_over", "answered"]
    clock.shift(timedelta(hours=1))
    tasks.climb_alarms()
    assert Alarm.objects.get().level == 1
    assert mail.outbox == []


def test_staff_who_own_the_conversation_and_do_not_react_are_passed_by(
    talk: Talk, staff: dict[str, User], clock: Any
) -> None:
    talk.says("quiero hablar con una persona")
    conversation = Conversation.objects.get()
    ownership.take_over(conversation, staff["front_desk"])
    assert orchestrator.answer(talk.writes("gracias")) is None
    outcome = talk.says(FIRE)
    assert "112" in outcome.messages[0].text
    conversation.refresh_from_db()
    assert (conversation.owner, conversation.staff) == ("staff", staff["front_desk"])
    clock.shift(timedelta(minutes=3))
    tasks.climb_alarms()
    assert Alarm.objects.get().level == 2
    assert Message.objects.filter(direction="in", turn=None).count() == 1


def test_words_of_danger_go_out_although_staff_own_the_conversation(
    hotel: Hotel, talk: Talk, staff: dict[str, User]
) -> None:
    account = make.ChannelAccountFactory(hotel=hotel, kind="whatsapp", external_id="1")
    conversation = make.ConversationFactory(hotel=hotel, account=account, owner="staff", staff=staff["manager"])
    turn = make.TurnRecordFactory(hotel=hotel, conversation=conversation, intent="emergency")
    message = make.MessageFactory(hotel=hotel, conversation=conversation, direction="out", turn=turn, status="sending")
    assert not outbox._is_idle_talk(message)
    turn.intent = "greeting"
    assert outbox._is_idle_talk(message)


def test_who_is_on_the_way_is_not_called_again_and_the_agent_is_silent(
    talk: Talk, staff: dict[str, User], clock: Any
) -> None:
    talk.says(FIRE)
    ownership.take_over(Conversation.objects.get(), staff["manager"])
    talk.says("el fuego está en la cortina")
    assert Alarm.objects.count() == 1
    assert Message.objects.filter(direction="out").count() == 1
    clock.shift(alarms.ON_THE_WAY + timedelta(minutes=1))
    talk.says("hay fuego otra vez")
    assert Alarm.objects.filter(acknowledged_at=None).count() == 1


def test_writing_to_the_guest_answers_the_alarm(talk: Talk, staff: dict[str, User]) -> None:
    talk.says("quiero hablar con una persona")
    ownership.take_over(Conversation.objects.get(), staff["front_desk"])
    talk.says(FIRE)
    assert alarms.rings(Conversation.objects.get())
    ownership.touch(Conversation.objects.get(), staff["front_desk"])
    assert not alarms.rings(Conversation.objects.get())


def test_a_take_over_does_not_end_to_the_agent_while_an_alarm_rings(
    talk: Talk, staff: dict[str, User], clock: Any
) -> None:
    talk.says("quiero hablar con una persona")
    ownership.take_over(Conversation.objects.get(), staff["front_desk"])
    talk.says(FIRE)
    Message.objects.filter(direction="in", turn=None).delete()
    clock.shift(timedelta(minutes=31))
    ownership.expire_take_overs()
    assert Conversation.objects.get().owner == "waiting"


def test_a_hotel_with_its_own_ladder_calls_whom_it_chose(talk: Talk, hotel: Hotel, staff: dict[str, User]) -> None:
    make.RungFactory(hotel=hotel, user=staff["owner"])
    make.RungFactory(hotel=hotel, after_minutes=10, role="front_desk")
    steps = ladder.steps(hotel, "emergency")
    assert [(step.after, step.users) for step in steps[:2]] == [
        (timedelta(0), (staff["owner"].pk,)),
        (timedelta(minutes=10), (staff["front_desk"].pk,)),
    ]
    assert set(steps[2].users) == set(told(staff["front_desk"], staff["manager"], staff["owner"]))


def test_a_hotel_without_staff_rings_on_its_pages(talk: Talk) -> None:
    talk.says(FIRE)
    assert Alarm.objects.get().told == []
    assert ladder.climb_due() == 0


def test_urgent_outside_hours_reaches_who_is_on_call(talk: Talk, hotel: Hotel, staff: dict[str, User]) -> None:
    make.OpeningSpanFactory(hotel=hotel, weekday=0, opens=time(8), closes=time(20))
    with time_machine.travel(MONDAY_NIGHT, tick=False):
        outcome = talk.says("URGENTE")
    assert outcome.record.words == "urgent"
    alarm = Alarm.objects.get()
    assert (alarm.ladder, alarm.told) == ("urgent", told(staff["manager"]))
    assert Conversation.objects.get().handover_reason == "urgent, while the desk is closed"


def test_urgent_inside_hours_is_a_handover_like_others(talk: Talk, hotel: Hotel, staff: dict[str, User]) -> None:
    outcome = talk.says("URGENTE")
    assert outcome.record.words == "handover"
    assert not Alarm.objects.exists()
    assert Conversation.objects.get().handover_reason == "urgent"


def test_what_was_urgent_becomes_an_emergency(talk: Talk, hotel: Hotel, staff: dict[str, User]) -> None:
    make.OpeningSpanFactory(hotel=hotel, weekday=0, opens=time(8), closes=time(20))
    with time_machine.travel(MONDAY_NIGHT, tick=False):
        talk.says("URGENTE")
        assert talk.says(FIRE).record.words == "emergency"
    alarm = Alarm.objects.get()
    assert (alarm.ladder, alarm.level, alarm.count) == ("emergency", 1, 2)
    assert staff["front_desk"].pk in alarm.told
    assert Message.objects.filter(direction="out").count() == 2
