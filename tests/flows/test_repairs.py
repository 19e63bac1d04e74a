"""When guest and agent do not understand each other: said again, then a person who knows all of it."""

from __future__ import annotations

import pytest

from messaging.models import Conversation, Note
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Reservation
from tests.flows.guest import Visitor

pytestmark = [pytest.mark.integration, pytest.mark.critical]

NONSENSE = ("asdf qwerty zxcv", "blabla lorem ipsum", "xyzzy plugh")


def test_two_repairs_may_fail_before_a_person_takes_over(hotel: Hotel) -> None:
    ana = Visitor()
    for text, owner in zip(NONSENSE, ("agent", "agent", "waiting"), strict=True):
        ana.says(text)
        assert Conversation.objects.get().owner == owner
    assert "no hace falta que lo repita" in ana.last["reply"]


def test_staff_read_what_the_guest_wants_so_far(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"para 3 adultos del {stay.arrival} al {stay.departure}, a nombre de Ana García, ana@example.com")
    ana.says("1")
    for text in NONSENSE:
        ana.says(text)
    note = Note.objects.get()
    assert note.staff is None
    assert all(
        part in note.text
        for part in ("3 adultos", "2 noches", "Suite con terraza", "Ana García, ana@example.com", NONSENSE[-1])
    )


def test_nothing_known_leaves_no_note(hotel: Hotel) -> None:
    Visitor().says("quiero hablar con una persona")
    assert not Note.objects.exists()


def test_the_open_question_is_put_again(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says("quiero una habitación")
    assert "¿Qué día llega y qué día se va?" in ana.says("¿cómo?")["reply"]
    ana.says(f"del {stay.arrival} al {stay.departure}")
    ana.says("no entendí")
    assert ana.words == "ask_choice"
    ana.says("la 1")
    ana.says("repite por favor")
    assert ana.words == "ask_details"
    ana.says("Ana García, ana@example.com")
    ana.says("¿cómo?")
    assert ana.words == "read_back"
    ana.says("sí")
    assert Reservation.objects.get().guest_name == "Ana García"


@pytest.mark.parametrize("text", ["what?", "no entendí", "oi?", "não entendi", "¿cómo?"])
def test_the_last_words_are_said_again_where_nothing_is_asked(hotel: Hotel, text: str) -> None:
    ana = Visitor()
    told = ana.says("¿tienen wifi?")["reply"]
    assert told in ana.says(text)["reply"]


def test_asked_again_and_again_a_person_takes_over(hotel: Hotel) -> None:
    ana = Visitor()
    ana.says("¿tienen wifi?")
    for text in ("¿cómo?", "no entendí", "¿qué?"):
        ana.says(text)
    assert Conversation.objects.get().owner == "waiting"


def test_small_talk_goes_back_to_the_open_question(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure} para 2")
    answer = ana.says("¿eres un robot?")["reply"]
    assert "asistente digital" in answer
    assert answer.count("?") == 1
    ana.says("buen finde!")
    assert ana.words == "small_talk"
    ana.says("la 1")
    assert ana.words == "read_back"
    assert Conversation.objects.get().owner == "agent"


@pytest.mark.parametrize("text", ["¿va a llover mañana?", "quem ganhou o jogo?", "can you recommend another hotel?"])
def test_what_no_hotel_knows_is_said_and_nobody_is_called(hotel: Hotel, text: str) -> None:
    ana = Visitor()
    ana.says(text)
    assert ana.words == "out_of_scope"
    assert Conversation.objects.get().owner == "agent"


@pytest.mark.parametrize("text", ["ok", "jajaja, ok", "👍"])
def test_ok_to_something_else_cancels_nothing(hotel: Hotel, stay: Stay, text: str) -> None:
    ana = Visitor()
    ana.says(f"doble del {stay.arrival} al {stay.departure} para 2, a nombre de Ana García, ana@example.com")
    ana.says("la 1")
    ana.says("sí")
    ana.says("quiero cancelar mi reserva")
    ana.says("ver mi reserva")
    ana.says(text)
    assert Reservation.objects.get().status == "confirmed"
