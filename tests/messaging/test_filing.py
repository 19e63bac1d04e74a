"""Putting a conversation aside, labels and notes: rows, times on the hotel's clock, and two who act at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User

from messaging import filing, live, orchestrator, ownership
from messaging.errors import Refused
from messaging.models import Conversation, ConversationEvent, Message
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import staff

pytestmark = pytest.mark.critical
# An afternoon in Madrid, where it is an hour later than in UTC.
AFTERNOON = "2026-11-24T15:00:00Z"


@pytest.fixture
def ana(hotel: Hotel) -> User:
    return staff(hotel)


@pytest.fixture
def afternoon() -> Iterator[None]:
    with time_machine.travel(AFTERNOON, tick=False):
        yield


@pytest.fixture
def talk(afternoon: None, hotel: Hotel) -> Conversation:
    talk: Conversation = make.ConversationFactory(hotel=hotel, owner="waiting")
    return talk


def stored(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def stays(conversation: Conversation, *arrivals: date, status: str = "confirmed") -> None:
    for arrival in arrivals:
        offer = make.OfferFactory(hotel=conversation.hotel, arrival=arrival)
        make.ReservationFactory(hotel=conversation.hotel, hold__guest=conversation.guest, offer=offer, status=status)


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("hour", datetime(2026, 11, 24, 16, tzinfo=UTC)),
        ("tonight", datetime(2026, 11, 24, 19, tzinfo=UTC)),
        ("tomorrow", datetime(2026, 11, 25, 8, tzinfo=UTC)),
        ("reply", None),
    ],
)
def test_snooze_until_a_time_of_the_hotel(talk: Conversation, ana: User, name: str, until: datetime | None) -> None:
    filing.snooze(talk, ana, name)
    assert (stored(talk).snoozed_until, stored(talk).is_snoozed) == (until, True)
    event = ConversationEvent.objects.get(conversation=talk)
    assert (event.kind, event.actor) == ("snoozed", f"staff:{ana.pk}")


def test_late_in_the_evening_tonight_is_tomorrow_morning(hotel: Hotel, ana: User) -> None:
    with time_machine.travel("2026-11-24T19:30:00Z", tick=False):
        talk = make.ConversationFactory(hotel=hotel, owner="waiting")
        assert "tonight" not in [nap.name for nap in filing.naps(talk)]
        filing.snooze(talk, ana, "tonight")
        assert stored(talk).snoozed_until == datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_arrival_day_is_that_of_the_next_stay(talk: Conversation, ana: User) -> None:
    assert "arrival" not in [nap.name for nap in filing.naps(talk)]
    stays(talk, date(2026, 11, 24), date(2026, 11, 20))  # this morning is over
    stays(talk, date(2026, 12, 1), status="cancelled")
    with pytest.raises(Refused):
        filing.snooze(talk, ana, "arrival")
    stays(talk, date(2027, 4, 2), date(2027, 3, 30))
    filing.snooze(talk, ana, "arrival")
    # By then it is summer time in Madrid.
    assert stored(talk).snoozed_until == datetime(2027, 3, 30, 7, tzinfo=UTC)


def test_a_guest_who_writes_wakes_it(talk: Conversation, ana: User) -> None:
    filing.snooze(talk, ana, "reply")
    assert list(Conversation.objects.snoozed()) == [talk]
    Conversation.objects.filter(pk=talk.pk).update(last_message_at=datetime(2026, 11, 24, 15, 1, tzinfo=UTC))
    assert not stored(talk).is_snoozed
    assert list(Conversation.objects.awake()) == [talk]


def test_any_move_of_the_owner_wakes_it(talk: Conversation, ana: User) -> None:
    filing.snooze(talk, ana, "tomorrow")
    assert ownership.take_over(stored(talk), ana)
    assert not stored(talk).is_snoozed
    filing.snooze(stored(talk), ana, "tomorrow")
    # A message that could not be delivered, say.
    ownership.hand_over(stored(talk), "a message could not be delivered: x")
    assert (stored(talk).owner, stored(talk).is_snoozed) == ("staff", False)


def test_the_clock_of_a_take_over_rests_meanwhile(talk: Conversation, ana: User) -> None:
    start = datetime(2026, 11, 24, 15, tzinfo=UTC)
    ownership.take_over(talk, ana)
    filing.snooze(talk, ana, "hour")
    with time_machine.travel(start + timedelta(minutes=59), tick=False):
        assert ownership.expire_take_overs() == 0
    with time_machine.travel(start + timedelta(minutes=86), tick=False):
        assert ownership.expire_take_overs() == 0
        assert ownership.ends_at(stored(talk)) == start + timedelta(minutes=90)
    with time_machine.travel(start + timedelta(minutes=91), tick=False):
        assert ownership.expire_take_overs() == 1
    assert stored(talk).owner == "agent"


def test_after_a_reply_the_clock_begins_with_it(talk: Conversation, ana: User) -> None:
    start = datetime(2026, 11, 24, 15, tzinfo=UTC)
    ownership.take_over(talk, ana)
    filing.snooze(talk, ana, "reply")
    with time_machine.travel(start + timedelta(days=3), tick=False):
        assert ownership.expire_take_overs() == 0
        make.MessageFactory(hotel=talk.hotel, conversation=talk)
        Conversation.objects.filter(pk=talk.pk).update(last_message_at=start + timedelta(days=3))
        assert ownership.expire_take_overs() == 0
    with time_machine.travel(start + timedelta(days=3, minutes=31), tick=False):
        assert ownership.expire_take_overs() == 1
    # Nobody has answered it: all of the staff see it again.
    assert stored(talk).owner == "waiting"


def test_two_who_label_at_once_lose_nothing(talk: Conversation, ana: User) -> None:
    as_eva_read_it = stored(talk)
    filing.label(talk, ana, "one")
    filing.label(as_eva_read_it, ana, "two")
    assert stored(talk).labels == ["one", "two"]


def test_a_label_twice_leaves_one_event(talk: Conversation, ana: User) -> None:
    filing.label(talk, ana, "VIP")
    filing.label(talk, ana, "vip")
    filing.unlabel(talk, ana, "nothing")
    assert ConversationEvent.objects.filter(conversation=talk, kind="labelled").count() == 1


def test_open_pages_hear_of_a_note(talk: Conversation, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, int, str]] = []
    monkeypatch.setattr(live, "tell_staff", lambda *said: heard.append(said))
    filing.note(talk, ana, "calls back")
    filing.snooze(talk, ana, "hour")
    assert heard[0] == (talk.hotel_id, talk.pk, "note")
    assert len(heard) == 2


def test_a_guest_who_writes_after_the_end_opens_it_for_the_agent(conversation: Conversation, ana: User) -> None:
    ownership.take_over(conversation, ana)
    assert ownership.close(conversation, ana)
    make.MessageFactory(hotel=conversation.hotel, conversation=conversation, text="¿Hay wifi?")
    outcome = orchestrator.answer(stored(conversation))
    assert outcome is not None
    assert stored(conversation).owner == "agent"
    kinds = ConversationEvent.objects.filter(conversation=conversation).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["taken_over", "closed", "opened"]
    assert Message.objects.get(pk=outcome.messages[0].pk).text
