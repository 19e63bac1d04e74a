"""Two and three requests in one message: all answered, at most one question, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from locks.models import RoomHold
from messaging.intents import INTENTS, Rank
from messaging.models import Conversation, Session, TurnRecord
from messaging.turn import Reply, Turn
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Reservation
from tests.flows.guest import Visitor

pytestmark = [pytest.mark.integration, pytest.mark.critical]

BREAKFAST = {"es": "de 7:30 a 10:30", "pt": "das 7:30 às 10:30", "en": "from 7:30 to 10:30"}


def booked(guest: Visitor, stay: Stay) -> Reservation:
    guest.says(f"doble flexible del {stay.arrival} al {stay.departure} para 2, a nombre de Ana García, ana@example.com")
    guest.says("la doble flexible")
    guest.says("sí")
    return Reservation.objects.get()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "quiero una doble del {a} al {d} y ¿a qué hora es el desayuno?"),
        ("es", "hola! a qué hora es el desayuno? quiero una doble del {a} al {d}"),
        ("es", "habitación doble del {a} al {d} para 2 y a qué hora es el desayuno"),
        ("pt", "quero um quarto de {a} a {d} e que horas é o café da manhã?"),
        ("pt", "oi, vocês têm quarto de {a} a {d}? ah e qual o horário do café da manhã"),
        ("en", "do you have a double from {a} to {d} and what time is breakfast?"),
        ("en", "Hi! I'd like a room from {a} to {d}. Also, when is breakfast?"),
    ],
)
def test_a_question_beside_a_wish_for_a_room(hotel: Hotel, stay: Stay, language: str, text: str) -> None:
    answer = Visitor().says(text.format(a=stay.arrival, d=stay.departure))
    assert answer["intent"] == "check_availability"
    assert BREAKFAST[language] in answer["reply"]
    assert answer["data"]["availability"]["arrival"] == stay.arrival.isoformat()
    assert answer["reply"].count("?") == 1


def test_a_question_beside_the_choice_of_a_room_holds_it_all_the_same(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure} para 2")
    answer = ana.says("la 1, ¿y tienen parking y wifi?")
    assert RoomHold.objects.get(status="live").stay == stay
    assert "15,00" in answer["reply"]
    assert "wifi es gratuito" in answer["reply"]
    assert ana.words == "read_back"


def test_a_question_beside_the_details_keeps_them(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure} para 2")
    ana.says("la 1")
    ana.says("Ana García, ana@example.com. ¿Hay wifi?")
    ana.says("sí")
    row = Reservation.objects.get()
    assert (row.guest_name, row.guest_email) == ("Ana García", "ana@example.com")


@pytest.mark.parametrize(
    "text", ["sí, ¿pero hay wifi?", "dale. tienen wifi?", "sí y otra cosa: ¿hay wifi?", "ok, and is there wifi?"]
)
def test_a_yes_with_a_question_books_nothing_yet(hotel: Hotel, stay: Stay, text: str) -> None:
    ana = Visitor()
    ana.says(f"doble del {stay.arrival} al {stay.departure} para 2, a nombre de Ana García, ana@example.com")
    ana.says("la 1")
    answer = ana.says(text)
    assert not Reservation.objects.exists()
    assert answer["reply"].count("?") == 1
    ana.says("sí")
    assert Reservation.objects.get().status == "confirmed"


def test_a_cancellation_and_a_question(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    row = booked(ana, stay)
    answer = ana.says("cancel my booking and tell me if there's parking")
    assert "€15.00" in answer["reply"]
    assert row.reference in answer["reply"]
    ana.says("yes")
    assert Reservation.objects.get().status == "cancelled"


def test_thanks_and_another_question(hotel: Hotel) -> None:
    assert "wifi es gratuito" in Visitor().says("gracias! y otra cosa: ¿tienen wifi?")["reply"]


def test_three_questions_at_once(hotel: Hotel) -> None:
    answer = Visitor().says("¿tienen wifi, desayuno y parking?")["reply"]
    assert all(part in answer for part in ("wifi es gratuito", "de 7:30 a 10:30", "15,00"))


def test_what_is_not_known_is_said_of_the_question_it_was(hotel: Hotel, stay: Stay) -> None:
    answer = Visitor().says(f"quiero una doble del {stay.arrival} al {stay.departure}. ¿Hay gimnasio?")
    assert "Sobre «Hay gimnasio»" in answer["reply"]
    assert answer["rooms_available"] == 1


def test_the_question_after_an_answer_in_the_middle_of_a_cancellation(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    booked(ana, stay)
    ana.says("quiero cancelar mi reserva")
    assert ana.says("¿hay wifi?")["reply"].count("?") == 1
    ana.says("sí")
    assert Reservation.objects.get().status == "cancelled"


@pytest.fixture
def towels(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A wish that can be seen to beside another."""
    done: list[str] = []

    def handle(turn: Turn) -> Reply:
        done.append(turn.text)
        return Reply("thanks")

    monkeypatch.setattr(INTENTS["out_of_scope"], "rank", Rank.WISH, raising=False)
    monkeypatch.setattr(INTENTS["out_of_scope"], "handle", handle)
    yield done


def test_a_second_wish_waits_until_the_question_is_settled(hotel: Hotel, stay: Stay, towels: list[str]) -> None:
    ana = Visitor()
    booked(ana, stay)
    answer = ana.says("quiero cancelar mi reserva. quién ganó el partido?")
    assert answer["reply"].count("?") == 1
    assert "De lo otro que me pide me ocupo" in answer["reply"]
    assert Session.objects.get().state["later"][0]["intent"] == "out_of_scope"
    ana.says("no")
    assert towels == ["quién ganó el partido?"]
    assert "later" not in Session.objects.get().state


def test_a_message_of_one_sentence_is_not_torn(hotel: Hotel, stay: Stay) -> None:
    Visitor().says(f"Una doble del {stay.arrival} y hasta el {stay.departure}, dos adultos y un niño de 5 años")
    turn = TurnRecord.objects.get()
    assert turn.understanding["slots"]["party"] == {"adults": 2, "children": [5]}
    assert not [what for what, _ in turn.trace if what == "beside"]
    assert Conversation.objects.get().owner == "agent"
