"""Two to four rooms in one booking: held together, read back together, booked by one yes; and children's ages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from locks.models import RoomHold
from messaging.models import Conversation
from pms.adapters.local import LocalPms
from pms.errors import PmsRefused
from pms.models import Hotel, LocalBooking, Room
from pms.terms import Booked, Order, Party, Stay
from reservations.models import Offer, Request, Reservation
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]

WHO = "me llamo Ana García, ana@example.com"


def live() -> int:
    return RoomHold.objects.filter(status="live", expires_at__gt=timezone.now()).count()


@pytest.mark.parametrize(
    "wish",
    [
        "dos habitaciones dobles del {a} al {d} para 4 adultos, " + WHO,
        "2 quartos duplos de {a} a {d} para 4 adultos, meu nome é Ana García, ana@example.com",
        "two double rooms from {a} to {d} for 4 adults, my name is Ana García, ana@example.com",
    ],
)
def test_one_yes_books_both(talk: Talk, stay: Stay, wish: str) -> None:
    assert talk.says(wish.format(a=stay.arrival, d=stay.departure)).record.words == "availability"
    outcome = talk.says("2")
    assert outcome.record.words == "read_back_rooms"
    assert "400" in outcome.messages[0].text
    assert live() == 2
    assert not Reservation.objects.exists()
    outcome = talk.says("sí")
    assert outcome.record.words == "confirmed_rooms"
    rows = list(Reservation.objects.order_by("pk"))
    assert [row.status for row in rows] == ["confirmed", "confirmed"]
    assert all(row.reference in outcome.messages[0].text for row in rows)
    assert len({row.unit for row in rows}) == LocalBooking.objects.count() == 2
    assert {row.offer.party for row in rows} == {Party(2)}
    assert sum(row.total for row in rows) == Decimal(400)
    assert live() == 0
    talk.says("sí")
    assert LocalBooking.objects.count() == 2


def test_who_sleeps_where_is_asked_once(talk: Talk, stay: Stay) -> None:
    assert talk.says(f"2 habitaciones para 5 adultos del {stay.arrival} al {stay.departure}, {WHO}").record.words == (
        "ask_split"
    )
    assert talk.says("3 y 2").record.words == "availability"
    talk.says("la suite")
    assert talk.says("1").record.words == "availability"  # the room of the other two
    assert talk.says("1").record.words == "read_back_rooms"
    talk.says("sí")
    assert sorted(row.offer.adults for row in Reservation.objects.all()) == [2, 3]


def test_no_answer_spreads_them_as_evenly_as_may_be(talk: Talk, stay: Stay) -> None:
    talk.says(f"2 habitaciones para 5 adultos del {stay.arrival} al {stay.departure}, {WHO}")
    assert talk.says("como ustedes quieran").record.words == "availability"
    assert Offer.objects.latest("pk").adults == 3


def test_too_few_rooms_are_told_before_anything_is_booked(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    for room in Room.objects.exclude(number="103"):
        make.LocalBookingFactory(hotel=hotel, room=room, period=make.nights(stay.arrival))
    talk.says(f"dos habitaciones del {stay.arrival} al {stay.departure} para 4 adultos, {WHO}")
    outcome = talk.says("1")
    assert "solo me queda 1" in outcome.messages[0].text
    assert not Reservation.objects.exists()
    assert live() == 1
    talk.says("sí")
    assert Reservation.objects.count() == 1


def test_a_room_lost_at_the_last_moment_is_told_and_the_other_stands(
    talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.says(f"dos habitaciones del {stay.arrival} al {stay.departure} para 4 adultos, {WHO}")
    talk.says("2")
    calls: list[Order] = []
    book = LocalPms.book

    def once(self: LocalPms, order: Order) -> Booked:
        calls.append(order)
        if len(calls) > 1:
            raise PmsRefused("sold_out")
        return book(self, order)

    monkeypatch.setattr(LocalPms, "book", once)
    outcome = talk.says("sí")
    assert outcome.record.words == "confirmed_rooms"
    assert "ya no ha podido reservarse" in outcome.messages[0].text
    assert sorted(Reservation.objects.values_list("status", flat=True)) == ["confirmed", "refused"]
    assert LocalBooking.objects.count() == 1


def test_holds_that_ran_out_are_taken_anew_and_read_again(talk: Talk, stay: Stay) -> None:
    talk.says(f"dos habitaciones del {stay.arrival} al {stay.departure} para 4 adultos, {WHO}")
    talk.says("2")
    RoomHold.objects.update(expires_at=timezone.now())
    assert talk.says("sí").record.words == "read_back_rooms"
    assert not Reservation.objects.exists()
    assert talk.says("sí").record.words == "confirmed_rooms"


def test_other_dates_let_both_go(talk: Talk, stay: Stay) -> None:
    talk.says(f"dos habitaciones del {stay.arrival} al {stay.departure} para 4 adultos, {WHO}")
    talk.says("2")
    assert talk.says("mejor una noche más").record.words == "availability"
    assert live() == 0
    talk.says("2")
    assert {hold.stay.nights for hold in RoomHold.objects.filter(status="live")} == {3}


def test_dropping_it_lets_all_go(talk: Talk, stay: Stay) -> None:
    talk.says(f"dos habitaciones del {stay.arrival} al {stay.departure} para 4 adultos, {WHO}")
    talk.says("2")
    talk.says("déjelo")
    assert live() == 0


@pytest.mark.parametrize(
    ("asks", "question", "answer", "ages"),
    [
        ("2 adultos y dos niños del {a} al {d}", "edades", "3 y 7", [3, 7]),
        ("2 adultos y un niño del {a} al {d}", "edad", "tiene 5 años", [5]),
        ("2 adultos e uma criança de {a} a {d}", "idade", "4", [4]),
        ("2 adults and two kids from {a} to {d}", "How old", "both are 6", [6, 6]),
        ("2 adultos y un niño del {a} al {d}", "edad", "no sé", [10]),
    ],
)
def test_ages_are_asked_once(talk: Talk, stay: Stay, asks: str, question: str, answer: str, ages: list[int]) -> None:
    outcome = talk.says(asks.format(a=stay.arrival, d=stay.departure))
    assert outcome.record.words == "ask_ages"
    assert question in outcome.messages[0].text
    assert talk.says(answer).record.words == "availability"
    assert Offer.objects.latest("pk").children == ages


@pytest.mark.parametrize(
    "said",
    [
        "2 adultos y un bebé del {a} al {d}",
        "2 adultos y un niño de 4 años del {a} al {d}",
        "2 adultos e 1 criança de 3 anos de {a} a {d}",
        "2 adults and a baby from {a} to {d}",
    ],
)
def test_ages_that_were_said_are_not_asked(talk: Talk, stay: Stay, said: str) -> None:
    assert talk.says(said.format(a=stay.arrival, d=stay.departure)).record.words == "availability"


@pytest.mark.parametrize(
    ("first", "then", "people"),
    [
        ("somos un grupo de 25", "del {a} al {d}", 25),
        ("organizamos una boda y buscamos alojamiento", "80 personas del {a} al {d}", 80),
        ("temos um grupo de 120 pessoas", "de {a} a {d}", 120),
        ("we are planning a wedding, do you take groups?", "60 guests from {a} to {d}", 60),
    ],
)
def test_a_group_is_asked_one_thing_and_passed_on(talk: Talk, stay: Stay, first: str, then: str, people: int) -> None:
    assert talk.says(first).record.words == "ask_group"
    assert talk.says(then.format(a=stay.arrival, d=stay.departure)).record.words == "group"
    request = Request.objects.get()
    assert (request.kind, request.details["adults"]) == ("group", people)
    assert request.details["arrival"] == stay.arrival.isoformat()
    assert Conversation.objects.get().owner == "waiting"
    assert not Offer.objects.exists()


def test_many_rooms_are_a_group_and_no_second_question_is_asked(talk: Talk) -> None:
    assert talk.says("necesito 6 habitaciones").record.words == "ask_group"
    outcome = talk.says("todavía no lo sé")
    assert outcome.record.words == "group"
    assert "6 habitaciones" in outcome.messages[0].text
    assert Request.objects.get().details["rooms"] == 6


def test_a_small_group_is_no_group(talk: Talk, stay: Stay) -> None:
    talk.says("somos un grupo de amigas")
    assert talk.says(f"somos 3, del {stay.arrival} al {stay.departure}").record.words == "availability"
    assert not Request.objects.exists()
