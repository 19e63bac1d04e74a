"""With the PMS away a guest hears what is true, how old it is and when there will be more, and can book nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from locks.models import RoomHold
from messaging import orchestrator
from messaging.models import Conversation, Promise, Session, TurnRecord
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable, PmsUnknown
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Offer, Reservation
from tests import factories as make
from tests.flows.guest import Visitor
from tests.flows.outage import pms_away

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def ask(stay: Stay) -> str:
    return f"Disponibilidad para {stay.arrival} a {stay.departure}"


def test_nothing_known_says_only_that_and_by_when(hotel: Hotel, stay: Stay) -> None:
    with time_machine.travel("2026-05-01T16:10:42Z", tick=False), pms_away():
        answer = Visitor().says("Disponibilidad para 2026-05-20 a 2026-05-22")
    assert (answer["status"], answer["fallback_used"]) == ("degraded", True)
    assert "antes de las 18:40 (hora del hotel)" in answer["reply"]
    assert "€" not in answer["reply"]
    assert answer["buttons"] == [{"id": "human", "title": "Hablar con el hotel"}]
    assert answer["data"]["promised_until"] == Promise.objects.get().due_at.isoformat() == "2026-05-01T16:40:00+00:00"
    assert answer["data"]["availability"]["age_minutes"] is None


def test_what_was_known_is_shown_with_its_age_and_cannot_be_booked(hotel: Hotel, stay: Stay) -> None:
    Visitor("eva").says(ask(stay))
    with time_machine.travel(timezone.now() + timedelta(minutes=12, seconds=20)), pms_away():
        answer = Visitor("ana").says(ask(stay))
    assert "de hace 12 minutos" in answer["reply"]
    assert "ahora no se puede reservar" in answer["reply"]
    assert "170,00" in answer["reply"]
    assert [button["id"] for button in answer["buttons"]] == ["human"]
    assert (answer["rooms_available"], answer["rooms"]) == (0, [])
    known = answer["data"]["availability"]
    assert (known["age_minutes"], known["bookable"], known["rooms"]) == (12, False, [])
    assert known["last_known"][0] == {
        "room_type": "double",
        "rate_plan": "saver",
        "total": "170.00",
        "currency": "EUR",
    }


@pytest.mark.parametrize(
    ("minutes", "words"), [(0.5, "de hace un momento"), (1.5, "de hace un minuto"), (61, "una hora"), (300, "5 horas")]
)
def test_the_age_is_said_as_people_do(hotel: Hotel, stay: Stay, minutes: float, words: str) -> None:
    Visitor("eva").says(ask(stay))
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)), pms_away():
        assert words in Visitor("ana").says(ask(stay))["reply"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Olá, vocês têm quarto de {} a {}?", ("3 minutos atrás", "antes das ", "agora não dá para reservar")),
        ("Hello, do you have a room from {} to {}?", ("3 minutes ago", "before ", "cannot be booked now")),
    ],
)
def test_in_the_guests_language(hotel: Hotel, stay: Stay, line: str, words: tuple[str, ...]) -> None:
    Visitor("eva").says(ask(stay))
    with time_machine.travel(timezone.now() + timedelta(minutes=3, seconds=5)), pms_away():
        reply = Visitor("ana").says(line.format(stay.arrival, stay.departure))["reply"]
    assert [word for word in words if word not in reply] == []


def test_what_is_older_than_a_day_is_not_known(hotel: Hotel, stay: Stay) -> None:
    Visitor("eva").says(ask(stay))
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)), pms_away():
        assert "€" not in Visitor("ana").says(ask(stay))["reply"]


@pytest.mark.parametrize("line", ["la primera", "sí", "la 2", "1"])
def test_nothing_old_can_be_chosen(hotel: Hotel, stay: Stay, line: str) -> None:
    ana = Visitor()
    ana.says(ask(stay))
    with pms_away():
        ana.says(ask(stay))
        ana.says(line)
    assert "offers" not in Session.objects.get().state
    ana.says(line)
    assert not RoomHold.objects.exists()
    assert not Reservation.objects.exists()


def test_a_button_of_the_list_before_the_outage_lists_anew(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    button = ana.says(ask(stay))["buttons"][1]["id"]
    with pms_away():
        ana.says(ask(stay))
    conversation = Conversation.objects.select_related("hotel", "guest", "account").get()
    make.MessageFactory(hotel=hotel, conversation=conversation, kind="button", text=button)
    outcome = orchestrator.answer(conversation)
    assert outcome
    assert (outcome.record.intent, outcome.record.words) == ("choose_room", "availability")
    assert not RoomHold.objects.exists()


def test_a_choice_in_an_outage_promises_the_list_again(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(ask(stay))
    with pms_away():
        answer = ana.says("1")
    assert (answer["status"], ana.words) == ("degraded", "pms_down")
    assert "€" not in answer["reply"], "the guest has that list already"
    assert Promise.objects.get().arrival == stay.arrival


def test_a_room_held_before_stays_held_and_is_the_only_one_a_yes_books(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    ana.says("1")
    longer = stay.departure + timedelta(days=1)
    with pms_away():
        answer = ana.says(f"del {stay.arrival} al {longer}")
    assert answer["status"] == "degraded"
    assert "Le sigo guardando" in answer["reply"]
    assert Promise.objects.get().departure == longer
    ana.says("sí")
    assert (ana.words, Reservation.objects.count()) == ("read_back", 0)
    ana.says("sí")
    assert Reservation.objects.get().stay == stay


def test_a_hold_that_ran_out_is_not_renewed_by_a_yes_to_something_else(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    ana.says("1")
    with time_machine.travel(timezone.now() + timedelta(minutes=hotel.hold_minutes + 1)):
        with pms_away():
            answer = ana.says(f"del {stay.arrival} al {stay.departure + timedelta(days=1)}")
        assert "Le sigo guardando" not in answer["reply"]
        ana.says("sí")
        assert ana.words == "thanks"
        assert RoomHold.objects.count() == 1


def test_a_hold_nobody_would_hear_of_is_let_go(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PMS goes away between the hold and the question that follows it."""
    free_units = LocalPms.free_units

    def until_held(*args: Any) -> list[str]:
        if RoomHold.objects.exists():
            raise PmsUnavailable
        return free_units(*args)

    ana = Visitor()
    ana.says(ask(stay))
    monkeypatch.setattr(LocalPms, "free_units", until_held)
    ana.says("1")
    assert ana.words == "pms_down"
    assert RoomHold.objects.get().status == "released"


@pytest.mark.parametrize("error", [PmsUnknown, PmsUnavailable])
def test_a_cancellation_that_was_not_answered_goes_to_staff(hotel: Hotel, stay: Stay, error: type[Exception]) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    ana.says("1")
    reference = ana.says("sí")["reservation_id"]
    ana.says("quiero cancelar mi reserva")
    with pms_away(error=error):
        answer = ana.says("sí")
    assert (answer["status"], ana.words) == ("degraded", "cancel_unanswered")
    assert reference in answer["reply"]
    conversation = Conversation.objects.get()
    assert conversation.owner == "waiting"
    assert conversation.handover_reason == f"the PMS did not answer the cancellation of {reference}"
    assert not Promise.objects.exists()


def test_a_reservation_that_stays_pending_is_promised_an_answer(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    ana.says("1")
    with pms_away("book", "find"):
        answer = ana.says("sí")
    promise = Promise.objects.get()
    local = promise.due_at.astimezone(hotel.zone)
    assert f"antes de las {local:%H:%M} (hora del hotel)" in answer["reply"]
    assert (promise.kind, promise.reservation) == ("reservation", Reservation.objects.get())


def test_an_answer_in_time_settles_the_promise(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    with pms_away():
        ana.says(ask(stay))
    ana.says(ask(stay))
    assert Promise.objects.get().status == "kept"


def test_a_question_of_the_hotel_is_answered_as_ever(hotel: Hotel) -> None:
    with pms_away():
        assert Visitor().says("¿tienen wifi?")["status"] == "success"
    assert not Promise.objects.exists()


def test_the_deadline_said_is_the_one_stored(hotel: Hotel, stay: Stay) -> None:
    """Two askings, one deadline."""
    ana = Visitor()
    with pms_away():
        first = ana.says(ask(stay))["data"]["promised_until"]
        with time_machine.travel(timezone.now() + timedelta(minutes=9)):
            assert ana.says(ask(stay))["data"]["promised_until"] == first
    assert datetime.fromisoformat(first) == Promise.objects.get().due_at
    assert Offer.objects.count() == 0
    assert set(TurnRecord.objects.values_list("status", flat=True)) == {"degraded"}
