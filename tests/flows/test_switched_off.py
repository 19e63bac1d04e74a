"""The agent is switched off at a hotel: guests are told politely, staff get everything, nothing writes by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from messaging import orchestrator, ownership, queues, recovery
from messaging.models import Conversation, ConversationEvent, Message, Promise
from pms import features
from pms.models import Hotel, HotelFlag
from pms.terms import Stay
from tests.flows.guest import Visitor
from tests.flows.outage import pms_away

pytestmark = [pytest.mark.integration, pytest.mark.critical]


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "wake", lambda *args, **options: None)


def switch_off(hotel: Hotel, name: str = "agent_answers", percent: int = 0) -> None:
    HotelFlag._base_manager.update_or_create(hotel=hotel, name=name, defaults={"percent": percent})
    features.forget(hotel.pk)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("Hola, ¿tienen habitación para mañana?", "le responderá una persona"),
        ("Olá, vocês têm quarto para amanhã?", "uma pessoa vai responder"),
        ("Hello, do you have a room for tomorrow?", "a person will answer"),
    ],
)
def test_every_message_goes_to_staff_with_a_note(said: str, answered: str, hotel: Hotel) -> None:
    switch_off(hotel)
    visitor = Visitor("ana")
    assert answered in visitor.says(said)["reply"]
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.handover_reason) == ("waiting", orchestrator.SWITCHED_OFF)
    visitor.says("¿Y el domingo?")
    assert Message.objects.filter(direction="out").count() == 1  # said once: it is with staff now


def test_a_button_pressed_books_nothing(hotel: Hotel, stay: Stay) -> None:
    visitor = Visitor("ana")
    visitor.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Eva Ruiz, eva@example.com")
    switch_off(hotel)
    visitor.says("1")
    assert Conversation.objects.get().owner == "waiting"
    assert Conversation.objects.get().turns.order_by("-pk").first().trace[-1] == [
        "handed over",
        orchestrator.SWITCHED_OFF,
    ]


def test_an_emergency_is_answered_as_one(hotel: Hotel) -> None:
    switch_off(hotel)
    Visitor("ana").says("¡Hay un incendio en mi habitación!")
    assert Conversation.objects.get().handover_reason == "EMERGENCY"


def test_given_back_the_guest_is_told_anew(hotel: Hotel, django_user_model: Any) -> None:
    switch_off(hotel)
    visitor = Visitor("ana")
    visitor.says("hola")
    ana = django_user_model.objects.create(username="ana")
    assert ownership.give_back(Conversation.objects.get(), ana)
    assert "una persona" in visitor.says("¿Tienen desayuno?")["reply"]
    assert Conversation.objects.get().owner == "waiting"


def test_some_of_the_guests(hotel: Hotel) -> None:
    switch_off(hotel, percent=50)
    for number in range(12):
        Visitor(f"guest{number}").says("hola")
    for conversation in Conversation.objects.all():
        on = features.is_on(hotel, "agent_answers", conversation.key)
        assert (conversation.owner == "agent") is on
    assert {row.owner for row in Conversation.objects.all()} == {"agent", "waiting"}


@pytest.mark.parametrize("flag", ["proactive_messages", "agent_answers"])
def test_promises_are_kept_by_staff(flag: str, hotel: Hotel, stay: Stay) -> None:
    visitor = Visitor("ana")
    with pms_away():
        visitor.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    switch_off(hotel, flag)
    written = Message.objects.filter(direction="out").count()
    recovery.keep_promises(hotel.pk)  # the PMS answers again, but the agent does not begin by itself
    assert Promise.objects.get().status == "open"
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        recovery.keep_promises(hotel.pk)
    assert Promise.objects.get().status == "missed"
    assert Message.objects.filter(direction="out").count() == written
    conversation = Conversation.objects.get()
    assert conversation.owner == "waiting" and "overdue" in conversation.handover_reason
    assert conversation.events.filter(kind=ConversationEvent.Kind.MISSED).exists()
