"""A guest changes a stay by conversation: quoted, agreed to, done once; the database is what counts."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from locks.models import RoomHold
from messaging.models import Conversation
from pms import gateway
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable, PmsUnknown
from pms.models import Hotel, LocalBooking, Restriction, Room
from pms.terms import Stay
from reservations.models import ChangeQuote, Request, Reservation
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def book(talk: Talk, stay: Stay, choice: str = "2") -> Reservation:
    """A double by its number in the list: the second is the flexible one."""
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    talk.says(choice)
    assert talk.says("sí").record.words == "confirmed"
    return Reservation.objects.latest("pk")


@pytest.fixture
def booked(talk: Talk, stay: Stay) -> Reservation:
    return book(talk, stay)


def later(stay: Stay, days: int = 1) -> Stay:
    return Stay(stay.arrival, stay.departure + timedelta(days=days))


def test_a_night_more_is_quoted_agreed_and_done_once(talk: Talk, booked: Reservation, stay: Stay) -> None:
    outcome = talk.says("quiero quedarme una noche más")
    quote = ChangeQuote.objects.get()
    assert outcome.record.words == "change_quote"
    assert (quote.stay, quote.was_total, quote.total, quote.fee) == (later(stay), 200, 300, 0)
    assert "300,00" in outcome.messages[0].text
    assert "200,00" in outcome.messages[0].text
    assert outcome.messages[0].buttons[0][0] == f"confirm_change:{quote.pk}"
    assert LocalBooking.objects.get().stay == stay
    assert talk.says("sí").record.words == "changed"
    booked.refresh_from_db()
    assert (booked.status, booked.stay, booked.total) == ("changed", later(stay), Decimal(300))
    row = LocalBooking.objects.get()
    assert (row.stay, row.total, row.status) == (later(stay), Decimal(300), "confirmed")
    assert "200.00 → 300.00" in booked.events.first().reason
    assert booked.events.first().actor.startswith("guest:")
    assert not RoomHold.objects.filter(status="live").exists()
    # A yes again, and the old button again, change nothing.
    events = booked.events.count()
    talk.says("sí")
    talk.says(f"confirm_change:{quote.pk}", kind="button")
    assert (LocalBooking.objects.get().stay, booked.events.count()) == (later(stay), events)


@pytest.mark.parametrize(
    ("wish", "arrival", "departure"),
    [
        ("quiero cambiar mi reserva del {a} al {d} para el {a3}", 3, 3),
        ("¿puedo mover mi reserva del {a3} al {d5}?", 3, 5),
        ("necesito llegar un día antes", -1, 0),
        ("quiero adelantar mi reserva un día", -1, -1),
        ("preciso chegar um dia depois, mudar minha reserva", 1, 0),
        ("quero ficar mais duas noites", 0, 2),
        ("can I add a night to my booking?", 0, 1),
        ("I need to reschedule my stay to {a3}", 3, 3),
        ("please extend my reservation until {d5}", 0, 5),
    ],
)
def test_what_is_wished_is_what_is_quoted(
    talk: Talk, booked: Reservation, stay: Stay, wish: str, arrival: int, departure: int
) -> None:
    days = {
        "a": stay.arrival,
        "d": stay.departure,
        "a3": stay.arrival + timedelta(days=3),
        "d5": stay.departure + timedelta(days=5),
    }
    outcome = talk.says(wish.format(**days))
    if outcome.record.words == "ask_change":  # it named the stay there is
        outcome = talk.says(f"mejor desde el {days['a3']}")
    assert outcome.record.words == "change_quote"
    wanted = Stay(stay.arrival + timedelta(days=arrival), stay.departure + timedelta(days=departure))
    assert ChangeQuote.objects.get().stay == wanted


def test_only_what_was_not_said_is_asked(talk: Talk, booked: Reservation, stay: Stay) -> None:
    assert talk.says("quiero cambiar mi reserva").record.words == "ask_change"
    assert talk.says(f"quiero llegar el {stay.arrival + timedelta(days=7)}").record.words == "change_quote"
    quote = ChangeQuote.objects.get()
    assert quote.stay == Stay(stay.arrival + timedelta(days=7), stay.departure + timedelta(days=7))


def test_a_change_of_mind_quotes_anew_and_the_old_yes_counts_for_nothing(
    talk: Talk, booked: Reservation, stay: Stay
) -> None:
    talk.says("quiero quedarme una noche más")
    old = ChangeQuote.objects.get()
    assert talk.says("mejor dos noches más").record.words == "change_quote"
    talk.says(f"confirm_change:{old.pk}", kind="button")
    assert LocalBooking.objects.get().stay == stay


def test_a_question_in_the_middle_reads_the_quote_again(talk: Talk, booked: Reservation, stay: Stay) -> None:
    quoted = talk.says("quiero quedarme una noche más").messages[0]
    answered = talk.says("¿tienen wifi?").messages[0]
    assert quoted.text.splitlines()[-1] in answered.text
    assert LocalBooking.objects.get().stay == stay
    assert talk.says("sí").record.words == "changed"


def test_a_no_leaves_it(talk: Talk, booked: Reservation, stay: Stay) -> None:
    talk.says("quiero quedarme una noche más")
    assert talk.says("no").record.words == "kept"
    talk.says("sí")
    assert LocalBooking.objects.get().stay == stay


def test_a_night_given_up_late_costs_its_fee(talk: Talk, hotel: Hotel, today) -> None:
    booked = book(talk, Stay(today + timedelta(days=1), today + timedelta(days=4)))
    outcome = talk.says("me quiero ir un día antes")
    quote = ChangeQuote.objects.get()
    assert (quote.was_total, quote.total, quote.fee) == (300, 300, 100)
    assert "100,00" in outcome.messages[0].text
    talk.says("sí")
    booked.refresh_from_db()
    assert (booked.total, booked.stay.nights) == (Decimal(300), 2)


def test_another_type_of_room(talk: Talk, booked: Reservation, stay: Stay) -> None:
    outcome = talk.says("quiero cambiar mi reserva a la suite")
    assert outcome.record.words == "change_quote"
    assert "Suite con terraza" in outcome.messages[0].text
    talk.says("sí")
    row = LocalBooking.objects.get()
    assert (row.room.number, row.total) == ("201", Decimal(360))


def test_a_taken_room_becomes_another_of_the_type(talk: Talk, booked: Reservation, stay: Stay) -> None:
    room = Room.objects.get(number=booked.unit)
    make.LocalBookingFactory(hotel=booked.hotel, room=room, period=make.nights(stay.departure))
    talk.says("quiero quedarme una noche más")
    assert talk.says("sí").record.words == "changed"
    row = LocalBooking.objects.get(reference=booked.reference)
    assert row.room.number != room.number
    assert row.stay == later(stay)


def test_a_rule_of_sale_refuses_in_words(talk: Talk, booked: Reservation, hotel: Hotel, stay: Stay) -> None:
    away = stay.arrival + timedelta(days=20)
    Restriction.objects.create(hotel=hotel, first=away, last=away, min_nights=4)
    outcome = talk.says(f"quiero cambiar mi reserva para el {away}")
    assert outcome.record.words == "change_refused"
    assert "4 noches" in outcome.messages[0].text
    assert booked.reference in outcome.messages[0].text
    assert LocalBooking.objects.get().stay == stay


def test_full_is_told_and_another_wish_heard(talk: Talk, booked: Reservation, hotel: Hotel, stay: Stay) -> None:
    for room in Room.objects.filter(room_type__code="double"):
        make.LocalBookingFactory(hotel=hotel, room=room, period=make.nights(stay.departure))
    assert talk.says("quiero quedarme una noche más").record.words == "change_refused"
    assert talk.says("entonces llegar un día antes").record.words == "change_quote"
    assert talk.says("sí").record.words == "changed"


def test_nobody_elses_hold_is_overrun(talk: Talk, booked: Reservation, hotel: Hotel, stay: Stay) -> None:
    talk.says("quiero quedarme una noche más")
    for number in ("101", "102", "103"):
        make.RoomHoldFactory(hotel=hotel, unit=number, period=make.nights(stay.departure))
    assert talk.says("sí").record.words == "change_refused"
    assert LocalBooking.objects.get(reference=booked.reference).stay == stay
    assert RoomHold.objects.filter(status="live").count() == 3


def test_a_price_that_moved_is_read_again(talk: Talk, booked: Reservation, hotel: Hotel, stay: Stay) -> None:
    talk.says("quiero quedarme una noche más")
    hotel.rate_plans.get(code="flexible").rates.update(amount=Decimal("120.00"))
    outcome = talk.says("sí")
    assert outcome.record.words == "change_quote"
    assert LocalBooking.objects.get().stay == stay
    assert talk.says("sí").record.words == "changed"
    booked.refresh_from_db()
    assert booked.total == ChangeQuote.objects.latest("pk").total


def test_of_several_it_is_asked_which_and_the_wish_is_kept(talk: Talk, booked: Reservation, stay: Stay) -> None:
    other = book(talk, Stay(stay.arrival + timedelta(days=30), stay.departure + timedelta(days=30)))
    outcome = talk.says("quiero agregar una noche a mi reserva")
    assert outcome.record.words == "which_reservation"
    assert talk.says("la segunda").record.words == "change_quote"
    assert ChangeQuote.objects.get().reservation == other
    assert ChangeQuote.objects.get().stay == later(other.stay)


def test_who_has_none_is_told_so(talk: Talk) -> None:
    assert talk.says("quiero cambiar mi reserva").record.words == "reservations"


@pytest.mark.parametrize(
    "wish", ["al final somos 3, quiero cambiar mi reserva", "quiero agregar una persona a mi reserva"]
)
def test_other_people_are_left_to_staff(talk: Talk, booked: Reservation, wish: str) -> None:
    assert talk.says(wish).record.words == "change_by_staff"
    request = Request.objects.get()
    assert (request.kind, request.reservation, request.details["adults"]) == ("change", booked, 3)
    assert Conversation.objects.get().owner == "waiting"


def test_in_house_it_is_left_to_staff(talk: Talk, hotel: Hotel, today) -> None:
    booked = book(talk, Stay(today, today + timedelta(days=2)))
    gateway.open_for(hotel).check_in(booked.pms_number, by="staff:ana")
    Reservation.objects.update(status="checked_in")
    assert talk.says("quiero quedarme una noche más").record.words == "change_by_staff"
    assert Request.objects.get().details["departure"] == (today + timedelta(days=3)).isoformat()
    assert LocalBooking.objects.get().stay.nights == 2


def test_a_pms_that_changes_nothing_leaves_it_to_staff(
    talk: Talk, booked: Reservation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reservations.changes.possible", lambda hotel: False)
    assert talk.says("quiero quedarme una noche más").record.words == "change_by_staff"
    assert Request.objects.get().kind == "change"


@pytest.mark.parametrize(("error", "words"), [(PmsUnavailable, "change_by_staff"), (PmsUnknown, "change_unanswered")])
def test_without_an_answer_nothing_is_claimed(
    talk: Talk, booked: Reservation, stay: Stay, monkeypatch: pytest.MonkeyPatch, error: type[Exception], words: str
) -> None:
    talk.says("quiero quedarme una noche más")

    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(LocalPms, "change", fails)
    assert talk.says("sí").record.words == words
    assert Conversation.objects.get().owner == "waiting"
    booked.refresh_from_db()
    assert booked.status == "confirmed"


def test_done_before_the_worker_died_it_is_told_and_not_done_twice(
    talk: Talk, booked: Reservation, hotel: Hotel, stay: Stay
) -> None:
    talk.says("quiero quedarme una noche más")
    quote = ChangeQuote.objects.get()
    gateway.open_for(hotel).change(booked.pms_number, stay=quote.stay, unit=quote.unit, total=quote.price, by="guest:1")
    assert talk.says("sí").record.words == "changed"
    booked.refresh_from_db()
    assert (booked.status, booked.total) == ("changed", Decimal(300))


def test_while_a_booking_is_under_way_it_is_a_correction(talk: Talk, booked: Reservation, stay: Stay) -> None:
    away = stay.arrival + timedelta(days=20)
    talk.says(f"quiero otra habitación del {away} al {away + timedelta(days=2)}")
    talk.says("la primera")
    assert talk.says("quiero cambiar las fechas de la reserva").record.words != "change_quote"
    assert not ChangeQuote.objects.exists()


@pytest.mark.parametrize(("answer", "kind"), [("", "button"), ("la primera", "text")])
def test_dates_that_may_be_two_are_asked_and_the_change_goes_on(
    talk: Talk, booked: Reservation, answer: str, kind: str
) -> None:
    asked = talk.says("quiero cambiar mi reserva a Semana Santa")
    assert asked.record.words == "ask_dates"
    code = asked.messages[0].buttons[0][0]
    assert code.startswith("dates:")
    told = talk.says(answer or code, kind=kind)
    assert told.record.intent == "change_reservation"
    assert told.record.words in ("change_quote", "change_refused")
    booked.refresh_from_db()
    assert booked.status == "confirmed"
