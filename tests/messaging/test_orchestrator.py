from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from locks import leases
from locks.errors import LeaseTaken
from messaging import orchestrator, ownership
from messaging.intents import INTENTS
from messaging.models import Conversation, Message, Session, TurnRecord
from messaging.turn import Reply, Turn
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Offer, Reservation
from tests.factories import UserFactory
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def test_a_burst_is_one_turn(talk: Talk, stay: Stay) -> None:
    outcome = talk.says("hola", "quiero una habitación", f"del {stay.arrival} al {stay.departure}")
    assert outcome.record.intent == "check_availability"
    assert set(Message.objects.filter(direction="in").values_list("turn", flat=True)) == {outcome.record.pk}
    assert len(outcome.messages) == 1


def test_nothing_new_is_no_turn(talk: Talk) -> None:
    talk.says("hola")
    assert orchestrator.answer(Conversation.objects.select_related("hotel", "guest", "account").get()) is None


def test_one_worker_at_a_time(talk: Talk, hotel: Hotel) -> None:
    conversation = talk.writes("hola")
    with leases.hold(hotel, conversation.key), pytest.raises(LeaseTaken):
        orchestrator.answer(conversation)


def test_staffs_conversation_is_left_alone(talk: Talk) -> None:
    conversation = talk.writes("hola")
    ownership.take_over(conversation, UserFactory())
    assert orchestrator.answer(conversation) is None
    assert Message.objects.get().turn is None


def test_a_turn_that_ends_after_a_take_over_is_discarded(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = talk.writes("hola")

    def slow(turn: Turn) -> Reply:
        ownership.take_over(Conversation.objects.get(), UserFactory())
        return Reply("thanks")

    monkeypatch.setattr(INTENTS["greeting"], "handle", slow)
    assert orchestrator.answer(conversation) is None
    assert not Message.objects.filter(direction="out").exists()
    assert not TurnRecord.objects.exists()


def test_the_pms_down_is_told_and_nothing_is_made_up(talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise PmsUnavailable

    monkeypatch.setattr(LocalPms, "offers", down)
    outcome = talk.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    assert (outcome.record.status, outcome.data["fallback_used"]) == ("degraded", True)
    assert not Offer.objects.exists()


def test_a_failing_handler_hands_the_guest_to_staff(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(INTENTS["greeting"], "handle", lambda turn: 1 / 0)
    outcome = talk.says("hola")
    assert (outcome.record.status, outcome.record.words) == ("error", "handover")
    assert Conversation.objects.get().owner == "waiting"


def test_a_database_that_restarts_makes_nobody_wait_for_staff(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def restarting(turn: Turn) -> Reply:
        raise OperationalError("terminating connection due to administrator command")

    with monkeypatch.context() as patched:
        patched.setattr(INTENTS["greeting"], "handle", restarting)
        with pytest.raises(OperationalError):
            talk.says("hola")
    assert Conversation.objects.get().owner == "agent"
    outcome = orchestrator.answer(Conversation.objects.select_related("hotel", "account").get())
    assert outcome
    assert outcome.record.words == "greeting"


@pytest.mark.kept_back
def test_an_ungrounded_reply_is_kept_back_and_staff_are_asked(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    lie = type("Lie", (), {"text": "Le hago la doble a 50 €"})
    monkeypatch.setattr(INTENTS["greeting"], "handle", lambda turn: Reply("fact", fact=lie))
    outcome = talk.says("hola")
    assert "50" not in outcome.messages[0].text
    assert [what for what, _ in outcome.record.trace] == ["ungrounded", "handed over"]
    assert Conversation.objects.get().owner == "waiting"


def test_an_expired_session_is_forgotten(talk: Talk, stay: Stay) -> None:
    talk.says(f"doble del {stay.arrival} al {stay.departure}")
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert talk.says("prefiero la primera").record.words == "read_back"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert talk.says("prefiero la primera").record.words == "unknown"


def test_language_sticks_to_the_conversation(talk: Talk) -> None:
    talk.says("Olá, vocês têm quarto para este fim de semana?")
    assert talk.says("ok").record.language == "pt"


def test_three_misses_bring_a_person(talk: Talk) -> None:
    words = [talk.says("qwerty zxcvb").record.words for _ in range(3)]
    assert words == ["unknown", "unknown", "handover"]
    assert Conversation.objects.get().owner == "waiting"


def test_a_button_is_what_it_says(talk: Talk, stay: Stay) -> None:
    listed = talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    choose = listed.messages[0].buttons[0][0]
    held = talk.says(choose, kind="button")
    assert held.data["lock_acquired"]
    confirm = held.messages[0].buttons[0][0]
    assert talk.says(confirm, kind="button").record.words == "confirmed"


def test_a_stale_confirm_button_books_nothing(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    old = talk.says("1").messages[0].buttons[0][0]
    talk.says("prefiero la segunda")
    assert talk.says(old, kind="button").record.words == "read_back"


def test_a_kind_word_with_the_details_is_no_yes_to_what_was_not_read_back(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}")
    talk.says("1")
    assert talk.says("Claro que sí, a nombre de Ana García, ana@example.com").record.words == "read_back"
    assert talk.says("sí").record.words == "confirmed"


def test_an_unknown_button_is_not_a_crash(talk: Talk) -> None:
    assert talk.says("made_up:99", kind="button").record.words == "unknown"


def test_hold_that_ran_out_is_held_again_and_read_back(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    talk.says("1")
    with time_machine.travel(timezone.now() + timedelta(minutes=25)):
        again = talk.says("sí")
        assert again.record.words == "read_back"
        assert "se la he vuelto a guardar" in again.messages[0].text
        assert talk.says("sí").record.words == "confirmed"


def test_session_is_stored_with_its_time_to_live(talk: Talk) -> None:
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False):
        talk.says("hola")
        assert Session.objects.get().expires_at - timezone.now() == timedelta(hours=1)


def test_an_old_button_under_a_fee_cancels_nothing(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    confirm = talk.says("1").messages[0].buttons[0][0]
    talk.says(confirm, kind="button")
    cancel = talk.says("quiero cancelar mi reserva").messages[0].buttons[0][0]
    assert talk.says(confirm, kind="button").record.words != "cancelled"
    talk.says("no")
    talk.says(cancel, kind="button")
    assert Reservation.objects.get().status == "confirmed"
    fresh = talk.says("quiero cancelar mi reserva").messages[0].buttons[0][0]
    assert talk.says(fresh, kind="button").record.words == "cancelled"


def test_an_emergency_in_a_burst_is_heard(talk: Talk) -> None:
    assert talk.says("hola, quería preguntar", "hay fuego en mi habitación", "gracias").record.intent == "emergency"
    assert Conversation.objects.get().owner == "waiting"


def test_a_button_and_a_text_are_two_turns(talk: Talk, stay: Stay) -> None:
    choose = talk.says(f"del {stay.arrival} al {stay.departure}").messages[0].buttons[0][0]
    talk.writes(choose, kind="button")
    conversation = talk.writes("¿tienen wifi?")
    intents = []
    while outcome := orchestrator.answer(conversation):
        intents.append(outcome.record.intent)
    assert intents == ["choose_room", "hotel_question"]


def test_whatever_the_hotel_is_called_a_guest_is_answered(talk: Talk, hotel: Hotel) -> None:
    Hotel.objects.filter(pk=hotel.pk).update(name="Hotel BCN 10 €")
    assert talk.says("quiero hablar con una persona").record.words == "handover"


def test_what_cannot_even_be_read_goes_to_staff(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orchestrator, "_understood", lambda *_: 1 / 0)
    outcome = talk.says("hola")
    assert (outcome.record.status, outcome.record.words) == ("error", "handover")
    assert Conversation.objects.get().owner == "waiting"


def test_a_turn_that_outlived_its_lease_answers_nothing_twice(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = talk.writes("hola")

    def slow(turn: Turn) -> Reply:
        other = TurnRecord.objects.create(
            hotel=turn.hotel, conversation=conversation, status="success", intent="x", language="es", words="x"
        )
        Message.objects.update(turn=other)
        return Reply("thanks")

    monkeypatch.setattr(INTENTS["greeting"], "handle", slow)
    assert orchestrator.answer(conversation) is None


def test_a_booking_is_told_even_when_staff_took_over_meanwhile(
    talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    talk.says("1")
    handle = INTENTS["confirm"].handle

    def taken(turn: Turn) -> Reply:
        ownership.take_over(Conversation.objects.get(), UserFactory())
        return handle(turn)

    monkeypatch.setattr(INTENTS["confirm"], "handle", taken)
    assert talk.says("sí").record.words == "confirmed"


@pytest.mark.security
def test_the_log_of_a_failure_holds_no_words(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(turn: Turn) -> Reply:
        raise ValueError(turn.text)

    monkeypatch.setattr(orchestrator, "_handled", fail)
    logged: list[object] = []
    recorder = SimpleNamespace(
        error=lambda *args, **values: logged.append((args, values)), info=lambda *args, **values: None
    )
    monkeypatch.setattr(orchestrator, "log", recorder)
    talk.says("hola, soy Juan Secreto")
    assert "ValueError" in str(logged)
    assert "Secreto" not in str(logged)
