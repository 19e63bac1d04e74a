"""When it does not go smoothly: what the guest reads, and what stands in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from locks.models import RoomHold
from messaging.models import Conversation
from pms.adapters.local import LocalPms
from pms.errors import PmsUnknown
from pms.models import Hotel, LocalBooking, Room
from pms.terms import Stay
from reservations.models import Reservation
from tests import factories as make
from tests.flows.guest import Visitor

pytestmark = [pytest.mark.integration, pytest.mark.critical]


@pytest.fixture
def ana(hotel: Hotel, stay: Stay) -> Visitor:
    """With a double held, her details given, and the question to confirm asked."""
    visitor = Visitor()
    visitor.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    visitor.says("1")
    assert visitor.words == "read_back"
    return visitor


def occupy(hotel: Hotel, stay: Stay, *numbers: str) -> None:
    for room in Room.objects.filter(number__in=numbers):
        plan = hotel.rate_plans.get(code="flexible")
        make.LocalBookingFactory(hotel=hotel, room=room, rate_plan=plan, period=(stay.arrival, stay.departure))


def test_the_room_is_sold_at_the_desk_before_the_yes(hotel: Hotel, stay: Stay, ana: Visitor) -> None:
    occupy(hotel, stay, "101", "102", "103")
    ana.says("sí")
    assert ana.words == "no_rooms"
    assert Reservation.objects.get().status == "refused"
    assert not RoomHold.objects.filter(status="live").exists()


def test_the_pms_does_not_answer_the_booking(ana: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise PmsUnknown

    monkeypatch.setattr(LocalPms, "book", lost)
    answer = ana.says("sí")
    assert (ana.words, Reservation.objects.get().status) == ("booking_pending", "pending")
    assert "todavía no está confirmada" in answer["reply"]


def test_a_price_that_changed_since_it_was_shown_is_read_back_before_the_yes(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    hotel.rate_plans.model.objects.get(code="saver").rates.update(amount=90)
    answer = ana.says("1")
    assert "han cambiado" in answer["reply"]
    assert "180,00" in answer["reply"]
    ana.says("sí")
    assert (ana.words, Reservation.objects.get().total) == ("confirmed", 180)


def test_another_price_goes_to_staff(hotel: Hotel, ana: Visitor) -> None:
    hotel.rate_plans.model.objects.get(code="saver").rates.update(amount=999)
    ana.says("sí")
    assert Reservation.objects.get().status == "needs_staff"
    assert ana.says("hola?")["reply"] == "", "a person owns it now"


def test_no_rooms_for_the_correction_keeps_the_room_that_is_held(hotel: Hotel, stay: Stay, ana: Visitor) -> None:
    day = stay.departure
    occupy(hotel, Stay(day, day + timedelta(days=1)), "101", "102", "103", "201")
    answer = ana.says("una noche más")
    assert "no me queda habitación" in answer["reply"] and "Le sigo guardando" in answer["reply"]
    ana.says("sí")
    assert ana.words == "read_back", "nothing is booked that was not just read back"
    ana.says("sí")
    assert LocalBooking.objects.get(guest_name="Ana García").stay == stay


def test_the_hold_ran_out_and_another_guest_took_the_last_room(hotel: Hotel, stay: Stay, ana: Visitor) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=hotel.hold_minutes + 1)):
        occupy(hotel, stay, "101", "102", "103", "201")
        ana.says("sí")
    assert ana.words == "no_rooms"
    assert not Reservation.objects.exists()


def test_the_last_room_goes_to_the_first(hotel: Hotel, stay: Stay, ana: Visitor) -> None:
    occupy(hotel, stay, "102", "103")
    eve = Visitor("eve")
    offered = eve.says(f"del {stay.arrival} al {stay.departure}")
    assert [room["room_type"] for room in offered["rooms"]] == ["suite"]


def test_no_at_the_read_back_asks_what_to_change(ana: Visitor) -> None:
    assert "¿Qué quiere cambiar" in ana.says("no")["reply"]
    assert RoomHold.objects.filter(status="live").exists()


def test_no_to_the_fee_keeps_the_reservation(ana: Visitor) -> None:
    ana.says("sí")
    ana.says("cancelar mi reserva")
    ana.says("no")
    assert (ana.words, Reservation.objects.get().status) == ("kept", "confirmed")


def test_a_stay_that_began_is_left_to_staff(ana: Visitor) -> None:
    ana.says("sí")
    LocalBooking.objects.update(status="checked_in")
    ana.says("cancelar mi reserva")
    ana.says("sí")
    assert (ana.words, Reservation.objects.get().status) == ("not_cancellable", "confirmed")


def test_which_of_two_reservations(ana: Visitor, stay: Stay) -> None:
    first = ana.says("sí")["reservation_id"]
    ana.says(f"del {stay.arrival} al {stay.departure}, 2 adultos")
    ana.says("1")
    ana.says("sí")
    assert first in ana.says("quiero cancelar mi reserva")["reply"]
    assert ana.words == "which_reservation"
    ana.says(f"cancelar {first}")
    ana.says("sí")
    assert Reservation.objects.get(status="cancelled").reference == first


def test_yes_to_a_list_asks_which(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}")
    ana.says("sí")
    assert ana.words == "ask_choice"


def test_a_number_that_was_not_shown_asks_which(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}")
    ana.says("la 9")
    assert ana.words == "ask_choice"


def test_a_minimum_stay_is_told_with_its_nights(hotel: Hotel, stay: Stay) -> None:
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, min_nights=4)
    reply = Visitor().says(f"del {stay.arrival} al {stay.departure}")["reply"]
    assert "la estancia mínima es de 4 noches" in reply


def test_what_was_not_understood_makes_the_next_yes_a_read_back(ana: Visitor) -> None:
    ana.says("mi prima dice cosas raras")
    ana.says("sí")
    assert (ana.words, Reservation.objects.count()) == ("read_back", 0)
    ana.says("sí")
    assert Reservation.objects.get().status == "confirmed"


def test_a_question_before_the_yes_is_answered_with_what_a_yes_would_book(ana: Visitor) -> None:
    answer = ana.says("¿tienen desayuno?")["reply"]
    assert "7:30" in answer and "sin desayuno" in answer
    ana.says("sí")
    assert LocalBooking.objects.get().rate_plan.code == "saver"


@pytest.mark.parametrize("line", ["la flexible", "sí, pero con desayuno", "sí pero con cancelación gratis"])
def test_another_rate_of_the_room_that_is_held(ana: Visitor, line: str) -> None:
    ana.says(line)
    assert (ana.words, Reservation.objects.count()) == ("read_back", 0)
    ana.says("sí")
    booked = LocalBooking.objects.get()
    assert (booked.rate_plan.code, booked.room.room_type.code) == ("flexible", "double")


def test_a_yes_to_a_new_list_asks_which(ana: Visitor, stay: Stay) -> None:
    ana.says(f"¿y del {stay.arrival + timedelta(days=7)} al {stay.departure + timedelta(days=7)}?")
    ana.says("sí")
    assert (ana.words, Reservation.objects.count()) == ("ask_choice", 0)


def test_an_article_is_not_a_date(hotel: Hotel) -> None:
    ana = Visitor()
    ana.says("hola soy Carlos")
    ana.says("quiero una habitación")
    assert (ana.words, "Llegada" in ana.last["reply"]) == ("ask_dates", False)


def test_details_one_by_one_are_asked_for_in_few_words(hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}")
    ana.says("1")
    assert ana.says("me llamo Ana García")["reply"].startswith("Gracias, Ana García.")
    assert ana.words == "ask_details"
    ana.says("ana@example.com")
    assert ana.words == "read_back"


def test_a_courtesy_after_everything_is_only_that(ana: Visitor) -> None:
    ana.says("sí")
    ana.says("perfecto")
    assert ana.words == "thanks"


@pytest.mark.parametrize("status", ["changed", "pending", "needs_staff"])
def test_what_cannot_be_quoted_is_cancelled_by_staff(ana: Visitor, status: str) -> None:
    ana.says("sí")
    Reservation.objects.update(status=status)
    ana.says("quiero cancelar mi reserva")
    assert (ana.words, Reservation.objects.get().status) == ("not_cancellable", status)
    assert Conversation.objects.get().owner == "waiting"
