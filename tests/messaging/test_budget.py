"""How many queries a turn may cost: counted on the road a worker walks, and the same however much data there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from messaging import inbox, tasks
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation, Message
from pms import features
from pms.models import Hotel, RoomType
from pms.terms import Stay
from tests import factories as make

pytestmark = [pytest.mark.performance, pytest.mark.integration]

BUDGET = 12


@pytest.fixture
def account(hotel: Hotel) -> ChannelAccount:
    return ChannelAccount.objects.select_related("hotel").get(hotel=hotel, kind="whatsapp")


def asks(account: ChannelAccount, text: str, number: int) -> Conversation:
    names = (Identity("phone", "34600111222"),)
    message = Incoming(f"m{number}", "34600111222", names, account.hotel.now(), text=text)
    [conversation] = inbox.receive(account, [message])
    return conversation


def queries_of_a_turn(conversation: Conversation) -> list[str]:
    """Without BEGIN, COMMIT and the savepoints that stand for them inside a test."""
    with scopes_disabled(), CaptureQueriesContext(connection) as captured:
        tasks.answer(conversation.hotel_id, conversation.pk)
    return [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]


@pytest.fixture
def _quiet_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("messaging.queues.wake", lambda *args, **options: None)
    yield


def test_a_turn_of_availability_costs_at_most_twelve_queries(account: ChannelAccount, stay: Stay) -> None:
    asks(account, "hola", 1)
    conversation = asks(account, f"Disponibilidad para {stay.arrival} a {stay.departure}", 2)
    queries = queries_of_a_turn(conversation)
    assert Message.objects.get(direction="out").turn.intent == "check_availability"
    assert len(queries) <= BUDGET, "\n".join(queries)


def test_a_turn_costs_the_same_with_ten_times_the_data(account: ChannelAccount, stay: Stay, hotel: Hotel) -> None:
    text = f"Disponibilidad para {stay.arrival} a {stay.departure}"
    features.state(hotel, "agent_answers")  # kept for some seconds: the first turn alone would read it
    before = len(queries_of_a_turn(asks(account, text, 1)))
    double = RoomType.objects.get(code="double")
    for number in range(300, 330):
        room = make.RoomFactory(hotel=hotel, room_type=double, number=str(number))
        make.LocalBookingFactory(hotel=hotel, room=room, period=make.nights(stay.arrival + timedelta(days=5)))
        make.RoomHoldFactory(hotel=hotel, unit=room.number, period=make.nights(stay.arrival))
    for number in range(2, 40):
        conversation = asks(account, text, number)
        Message.objects.filter(external_id=f"m{number}").update(turn=conversation.turns.first())
    assert len(queries_of_a_turn(asks(account, text, 99))) == before
