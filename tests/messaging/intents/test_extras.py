"""Late check-out and early check-in of one's own stay: priced by the hotel's terms, agreed to, noted for reception."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from messaging.nlu import understand
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import Hotel, Room
from pms.terms import Stay
from reservations.models import Request, Reservation
from tests import factories as make
from tests.messaging.intents.test_change import book
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]


@pytest.fixture
def hotel(hotel: Hotel) -> Hotel:
    """Late until 16:00 for 30.00, early from 10:00 for 15.00; else until 11:00 and from 15:00."""
    hotel.late_check_out_until, hotel.late_check_out_price = time(16), Decimal("30.00")
    hotel.early_check_in_from, hotel.early_check_in_price = time(10), Decimal("15.00")
    hotel.save()
    return hotel


@pytest.fixture
def booked(talk: Talk, stay: Stay) -> Reservation:
    return book(talk, stay)


@pytest.mark.parametrize(
    ("asks", "hour"),
    [
        ("¿puedo tener late checkout?", "16:00"),
        ("quiero salir más tarde", "16:00"),
        ("¿puedo dejar la habitación a las 14:00?", "14:00"),
        ("quero sair mais tarde", "16:00"),
        ("can we have a late check-out?", "16:00"),
    ],
)
def test_it_is_priced_agreed_and_noted(talk: Talk, booked: Reservation, asks: str, hour: str) -> None:
    outcome = talk.says(asks)
    assert outcome.record.words == "extra_quote"
    assert hour in outcome.messages[0].text
    assert "30" in outcome.messages[0].text
    assert not Request.objects.exists()
    assert talk.says("sí").record.words == "extra_noted"
    request = Request.objects.get()
    assert (request.kind, request.reservation, request.status) == ("late_checkout", booked, "open")
    assert (request.details["until"], request.details["price"]) == (hour, "30.00")
    talk.says("sí")
    assert Request.objects.count() == 1


@pytest.mark.parametrize("asks", ["¿y cuánto cuesta?", "quanto custa isso?", "how much is that?"])
def test_its_price_is_told_once_more(talk: Talk, booked: Reservation, asks: str) -> None:
    talk.says("¿puedo dejar la habitación a las 14:00?")
    outcome = talk.says(asks)
    assert outcome.record.words == "extra_quote"
    assert "14:00" in outcome.messages[0].text
    assert talk.says("sí").record.words == "extra_noted"
    assert Request.objects.get().details["until"] == "14:00"


def test_early_check_in(talk: Talk, booked: Reservation) -> None:
    assert talk.says("¿puedo hacer el check-in a las 11?").record.words == "extra_quote"
    talk.says("sí")
    details = Request.objects.get().details
    assert (details["from"], details["price"], details["day"]) == ("11:00", "15.00", booked.stay.arrival.isoformat())


def test_another_guest_that_day_is_an_honest_no(talk: Talk, booked: Reservation, stay: Stay) -> None:
    room = Room.objects.get(number=booked.unit)
    make.LocalBookingFactory(hotel=booked.hotel, room=room, period=make.nights(stay.departure))
    outcome = talk.says("¿puedo tener late checkout?")
    assert outcome.record.words == "extra_refused"
    assert "11:00" in outcome.messages[0].text
    talk.says("sí")
    assert not Request.objects.exists()


def test_the_night_before_taken(talk: Talk, booked: Reservation, stay: Stay) -> None:
    room = Room.objects.get(number=booked.unit)
    make.LocalBookingFactory(hotel=booked.hotel, room=room, period=make.nights(stay.arrival - timedelta(days=2)))
    outcome = talk.says("early check-in please")
    assert outcome.record.words == "extra_refused"
    assert "15:00" in outcome.messages[0].text


def test_a_guest_deciding_on_the_room_counts_too(talk: Talk, booked: Reservation, stay: Stay) -> None:
    make.RoomHoldFactory(hotel=booked.hotel, unit=booked.unit, period=make.nights(stay.departure))
    assert talk.says("late checkout please").record.words == "extra_refused"


def test_later_than_the_latest_offers_the_latest(talk: Talk, booked: Reservation) -> None:
    outcome = talk.says("quiero dejar la habitación a las 20:00")
    assert outcome.record.words == "extra_quote"
    assert "16:00" in outcome.messages[0].text


def test_sold_between_the_price_and_the_yes(talk: Talk, booked: Reservation, stay: Stay) -> None:
    talk.says("late checkout please")
    room = Room.objects.get(number=booked.unit)
    make.LocalBookingFactory(hotel=booked.hotel, room=room, period=make.nights(stay.departure))
    assert talk.says("sí").record.words == "extra_refused"
    assert not Request.objects.exists()


def test_a_price_that_moved_is_read_again(talk: Talk, booked: Reservation, hotel: Hotel) -> None:
    talk.says("late checkout please")
    Hotel.objects.filter(pk=hotel.pk).update(late_check_out_price=Decimal("40.00"))
    assert talk.says("sí").record.words == "extra_quote"
    assert not Request.objects.exists()
    talk.says("sí")
    assert Request.objects.get().details["price"] == "40.00"


def test_a_hotel_without_terms_leaves_it_to_reception(talk: Talk, booked: Reservation, hotel: Hotel) -> None:
    Hotel.objects.filter(pk=hotel.pk).update(late_check_out_until=None)
    assert talk.says("¿puedo dejar la habitación a las 14:00?").record.words == "extra_by_staff"
    assert Request.objects.get().details == {"until": "14:00"}


def test_a_silent_pms_leaves_it_to_reception(talk: Talk, booked: Reservation, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise PmsUnavailable

    monkeypatch.setattr(LocalPms, "next_arrival", away)
    assert talk.says("late checkout please").record.words == "extra_by_staff"


def test_who_has_no_stay_gets_the_fact(talk: Talk, hotel: Hotel) -> None:
    make.FactFactory(hotel=hotel, topic="late_checkout", text="La salida tardía cuesta 30,00 €.")
    outcome = talk.says("¿puedo tener late checkout?")
    assert outcome.record.words == "fact"
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("¿puedo salir a las 15:00?", "late_checkout"),
        ("queremos quedarnos en la habitación hasta las 14", "late_checkout"),
        ("se puede hacer el check out a las 13:30", "late_checkout"),
        ("dejar la habitación a las 4 de la tarde", "late_checkout"),
        ("podemos sair às 15h?", "late_checkout"),
        ("posso ficar no quarto até as 14h", "late_checkout"),
        ("can we check out at 2pm", "late_checkout"),
        ("may I keep the room until 3 pm", "late_checkout"),
        ("podemos entrar a las 11?", "early_checkin"),
        ("quiero hacer el check-in a las 10", "early_checkin"),
        ("posso fazer check-in às 10h?", "early_checkin"),
        ("can we check in at 11am", "early_checkin"),
        ("can we have the room from 10", "early_checkin"),
        ("habitación para 2 del 3 al 5 de junio, llegamos a las 10", "check_availability"),
        ("quiero quedarme hasta el 15 de junio", "-"),
        ("a qué hora es el check out?", "hotel_question"),
        ("despiértenme a las 7", "wake_up_call"),
        ("can I stay until the 15th", "-"),
        ("taxi al aeropuerto a las 10", "transfer"),
    ],
)
def test_what_guests_write_for_it(text: str, intent: str) -> None:
    found = understand(text, country="ES", today=date(2026, 6, 9)).intent
    assert found == intent if intent != "-" else found not in ("late_checkout", "early_checkin")
