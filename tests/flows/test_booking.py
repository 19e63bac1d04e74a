"""Guests' stories end to end: what they say, what they read, and what stands in the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from locks.models import HoldEvent, RoomHold
from messaging.models import Conversation, Message, TurnRecord
from pms.models import Hotel, LocalBooking, NightlyRate
from pms.terms import Stay
from reservations.models import Reservation
from tests.conftest import API_KEY, add_rates
from tests.flows.guest import Visitor

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def get(path: str) -> dict[str, object]:
    response = Client().get(path, headers={"Authorization": f"Bearer {API_KEY}"})
    assert response.status_code == 200, response.content
    return response.json()  # type: ignore[no-any-return]


def test_the_three_messages_of_the_contract(hotel: Hotel, stay: Stay) -> None:
    juan = Visitor()
    first = juan.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    assert (first["status"], first["intent"], first["fallback_used"]) == ("success", "check_availability", False)
    assert first["rooms_available"] == len(first["rooms"]) == 2
    assert first["data"]["availability"]["arrival"] == stay.arrival.isoformat()
    room = first["rooms"][0]["id"]

    second = juan.says(f"Reservar habitación {room} para {stay.arrival}")
    assert second["lock_acquired"] is True
    assert get(f"/api/pms/rooms/{room}")["id"] == room

    third = juan.says("Confirmar reserva: Juan Pérez, juan@example.com, +34666777888")
    assert third["status"] == "success"
    reservation = get(f"/api/pms/reservations/{third['reservation_id']}")
    assert (reservation["status"], reservation["guest_name"]) == ("confirmed", "Juan Pérez")

    booked = LocalBooking.objects.get()
    assert (booked.stay, booked.room.number, booked.guest_email) == (stay, room, "juan@example.com")
    assert not RoomHold.objects.filter(status="live").exists()
    kinds = HoldEvent.objects.filter(unit=room).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["acquire", "extend", "convert"]


LINES = {
    "es": [
        "Hola",
        "habitación para dos adultos del {a} al {d}",
        "la 2",
        "me llamo Ana García",
        "ana@example.com",
        "sí",
    ],
    "pt": ["Olá", "quarto para dois adultos de {a} a {d}", "o 2", "meu nome é Ana García", "ana@example.com", "sim"],
    "en": [
        "Hello",
        "a room for two adults from {a} to {d}",
        "number 2",
        "my name is Ana García",
        "ana@example.com",
        "yes",
    ],
}
SAYS = {"es": "¡Reserva confirmada!", "pt": "Reserva confirmada!", "en": "Your reservation is confirmed!"}


@pytest.mark.parametrize("language", LINES)
def test_a_booking_in_conversation(hotel: Hotel, stay: Stay, language: str) -> None:
    ana = Visitor()
    for line in LINES[language]:
        ana.says(line.format(a=stay.arrival, d=stay.departure))
    assert SAYS[language] in ana.last["reply"]
    assert Conversation.objects.get().language == language
    booked = LocalBooking.objects.get()
    assert (booked.guest_name, booked.rate_plan.code, booked.stay) == ("Ana García", "flexible", stay)


def test_nothing_is_booked_without_a_read_back_and_a_yes(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"Confirmar reserva: Ana, ana@example.com del {stay.arrival} al {stay.departure}")
    ana.says("1")
    assert ana.words == "read_back"
    assert not Reservation.objects.exists()
    ana.says("no sé, ¿sí?")
    assert not Reservation.objects.exists()


def test_details_in_any_order(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says("soy Ana García, ana@example.com")
    ana.says(f"llego el {stay.arrival}")
    ana.says("2 noches")
    ana.says("2 adultos y un niño de 5")
    ana.says("la 1")
    assert ana.words == "read_back"
    ana.says("sí, confirmo")
    booked = LocalBooking.objects.get()
    assert (booked.stay, booked.adults, booked.children, booked.guest_name) == (stay, 2, [5], "Ana García")


def test_a_correction_changes_one_slot_and_keeps_the_rest(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"doble del {stay.arrival} al {stay.departure} para 2 adultos")
    ana.says("1")
    first = RoomHold.objects.get(status="live")
    ana.says(f"no, mejor el {stay.arrival + timedelta(days=1)}")
    assert ana.words == "read_back"
    second = RoomHold.objects.get(status="live")
    assert second.stay == Stay(stay.arrival + timedelta(days=1), stay.departure)
    assert (second.unit, second.room_type) == (first.unit, first.room_type)


def test_another_room_or_name_after_the_read_back(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, soy Ana García, ana@example.com")
    ana.says("1")
    ana.says("mejor la 3")
    assert (ana.words, RoomHold.objects.get(status="live").room_type) == ("read_back", "suite")
    assert "Luz Ruiz" in ana.says("Luz Ruiz")["reply"]
    ana.says("sí")
    assert LocalBooking.objects.get().guest_name == "Luz Ruiz"


def test_a_type_with_two_plans_is_asked_about_alone(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}")
    reply = ana.says("la suite")["reply"]
    assert (ana.words, "Suite con terraza" in reply, "Habitación doble" in reply) == ("ask_choice", True, False)


def test_a_question_in_the_middle_is_answered_and_the_booking_goes_on(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"doble del {stay.arrival} al {stay.departure}")
    ana.says("1")
    answer = ana.says("¿tienen desayuno?")
    assert "7:30" in answer["reply"]
    assert "nombre" in answer["reply"]
    ana.says("Ana García, ana@example.com")
    ana.says("sí")
    assert LocalBooking.objects.get().guest_name == "Ana García"


def test_the_read_back_names_everything(hotel: Hotel) -> None:
    arrival = date(hotel.now().year + 1, 2, 27)
    NightlyRate.objects.all().delete()
    with time_machine.travel(f"{arrival.year}-02-01T10:00:00Z", tick=False):
        add_rates(hotel, list(hotel.room_types.all()), list(hotel.rate_plans.all()))
        ana = Visitor()
        ana.says("del 27 de febrero al 2 de marzo, 2 adultos")
        ana.says("2")
        reply = ana.says("Ana García, ana@example.com")["reply"]
    for part in (
        "27 de febrero",
        "2 de marzo",
        "3 noches",
        "2 adultos",
        "Habitación doble",
        "300,00",
        "IVA 10 %",
        "Cancelación gratis",
        "Ana García",
    ):
        assert part in reply, (part, reply)
    weekday = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"][arrival.weekday()]
    assert f"{weekday} 27 de febrero" in reply


def test_dropping_it_frees_the_room(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"doble del {stay.arrival} al {stay.departure}")
    ana.says("1")
    assert RoomHold.objects.filter(status="live").exists()
    ana.says("olvídalo, ya no quiero reservar")
    assert ana.words == "dropped"
    assert not RoomHold.objects.filter(status="live").exists()


def test_a_reservation_is_shown_and_cancelled_after_its_fee_was_told(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    for line in LINES["es"]:
        ana.says(line.format(a=stay.arrival, d=stay.departure))
    reference = ana.last["reservation_id"]
    assert reference in ana.says("quiero ver mi reserva")["reply"]
    ana.says("quiero cancelar mi reserva")
    assert (ana.words, Reservation.objects.get().status) == ("cancel_quote", "confirmed")
    ana.says("sí")
    assert (ana.words, Reservation.objects.get().status) == ("cancelled", "cancelled")
    assert LocalBooking.objects.get().status == "cancelled"


@pytest.mark.security
def test_another_guest_learns_nothing_of_a_reservation(hotel: Hotel, stay: Stay) -> None:
    ana, eve = Visitor("ana"), Visitor("eve")
    for line in LINES["es"]:
        ana.says(line.format(a=stay.arrival, d=stay.departure))
    reference = ana.last["reservation_id"]
    reply = eve.says(f"ver mi reserva {reference}")["reply"]
    assert "Ana" not in reply and "No encuentro" in reply
    eve.says(f"cancelar la reserva {reference}")
    eve.says("sí")
    assert Reservation.objects.get().status == "confirmed"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "unknown"),
        ("a" * 10_000, "unknown"),
        ("del 30 de febrero al 2 de marzo", "ask_dates"),
        ("para 2020-01-01 a 2020-01-03", "ask_dates"),
        ("hola", "greeting"),
        ("vale", "thanks"),
        ("gracias", "thanks"),
        ("quiero hablar con una persona", "handover"),
        ("¿se puede fumar?", "no_fact"),
        ("hay un incendio en la habitación", "emergency"),
    ],
)
def test_a_helpful_answer_to_whatever_comes(hotel: Hotel, text: str, words: str) -> None:
    ana = Visitor()
    reply = ana.says(text)["reply"]
    assert (ana.words, bool(reply.strip())) == (words, True)


def test_too_many_guests_are_sent_to_the_hotel(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    reply = ana.says(f"habitación para 9 adultos del {stay.arrival} al {stay.departure}")["reply"]
    assert "la mayor admite 4 personas" in reply


def test_a_person_who_was_asked_for_owns_the_conversation(hotel: Hotel) -> None:
    ana = Visitor()
    ana.says("quiero hablar con una persona")
    assert Conversation.objects.get().owner == "waiting"
    assert ana.says("hola?")["reply"] == ""
    assert Message.objects.filter(direction="in", turn__isnull=True).count() == 1


def test_the_trace_says_why(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"doble del {stay.arrival} al {stay.departure}")
    ana.says("1")
    first, second = TurnRecord.objects.order_by("pk")
    assert first.understanding["slots"]["arrival"] == stay.arrival.isoformat()
    assert [what for what, _ in first.trace] == ["offers"]
    assert dict(second.trace)["hold"]["unit"] == RoomHold.objects.get(status="live").unit
