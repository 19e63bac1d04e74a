"""Guests who correct themselves, change their mind, write for others, or want what they had."""

from __future__ import annotations

from datetime import timedelta

import pytest

from locks.models import RoomHold
from messaging.models import Session
from pms.models import Guest, Hotel
from pms.terms import Party, Stay
from reservations.models import Reservation
from tests.flows.guest import Visitor

pytestmark = [pytest.mark.integration, pytest.mark.critical]

DETAILS = "a nombre de Ana Gómez, ana@example.com"


@pytest.fixture
def ana(hotel: Hotel, stay: Stay) -> Visitor:
    """A flexible double for two is read back to her."""
    visitor = Visitor()
    visitor.says(f"del {stay.arrival} al {stay.departure} para 2 adultos, {DETAILS}")
    visitor.says("la doble flexible")
    assert visitor.words == "read_back"
    return visitor


def held() -> RoomHold:
    return RoomHold.objects.get(status="live")


def booked() -> Reservation:
    return Reservation.objects.select_related("offer").get()


@pytest.mark.parametrize(
    "text",
    ["no, perdón, del {a} al {d}", "mejor del {a} al {d}", "actually from {a} to {d}", "na verdade de {a} a {d}"],
)
def test_other_dates_after_the_read_back(ana: Visitor, stay: Stay, text: str) -> None:
    later = Stay(stay.arrival + timedelta(days=3), stay.departure + timedelta(days=4))
    ana.says(text.format(a=later.arrival, d=later.departure))
    assert (ana.words, held().stay) == ("read_back", later)
    ana.says("sí")
    assert (booked().stay, booked().offer.room_type, booked().offer.rate_plan) == (later, "double", "flexible")


def test_another_party_after_the_read_back(ana: Visitor) -> None:
    ana.says("para 1, no para 2")
    ana.says("sí")
    assert booked().offer.party == Party(1)


def test_another_room_after_the_read_back(ana: Visitor) -> None:
    ana.says("mejor la suite flexible")
    assert held().unit == "201"
    ana.says("sí")
    assert booked().offer.room_type == "suite"


def test_another_rate_after_the_read_back(ana: Visitor) -> None:
    ana.says("mejor la no reembolsable")
    ana.says("sí")
    assert booked().offer.rate_plan == "saver"


def test_the_other_one_of_two(hotel: Hotel, stay: Stay) -> None:
    guest = Visitor()
    guest.says(f"una doble del {stay.arrival} al {stay.departure}, {DETAILS}")
    guest.says("la 1")
    guest.says("mejor la otra")
    assert guest.words == "read_back"
    guest.says("sí")
    assert booked().offer.rate_plan == "flexible"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no es Gómez es Gomes", "Ana Gomes"),
        ("no es Gómez, es Gomes", "Ana Gomes"),
        ("Gomes, no Gómez", "Ana Gomes"),
        ("não é Gómez, é Gomes", "Ana Gomes"),
        ("it's not Gómez, it's Gomes", "Ana Gomes"),
        ("perdón, a nombre de Luis Prado", "Luis Prado"),
    ],
)
def test_another_name_after_the_read_back(ana: Visitor, text: str, name: str) -> None:
    ana.says(text)
    assert ana.words == "read_back"
    assert name in ana.last["reply"]
    ana.says("sí")
    assert (booked().guest_name, booked().guest_email) == (name, "ana@example.com")


def test_an_old_yes_is_not_valid_for_what_was_changed(ana: Visitor) -> None:
    ana.says("mejor la suite")
    ana.says("sí")
    assert not Reservation.objects.exists()


@pytest.mark.parametrize(
    "text", ["sí, pero para 3", "sí pero mejor la suite", "no, somos 3", "sí, pero a otro nombre", "creo que sí"]
)
def test_a_yes_with_a_but_books_nothing(ana: Visitor, text: str) -> None:
    ana.says(text)
    assert not Reservation.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "dale",
        "de una",
        "va",
        "órale",
        "sale",
        "beleza",
        "fechado",
        "go for it",
        "👍",
        "listo, dale",
        "bora",
        "de one",
        "sí 👍",
        "yes!!",
        "simón",
        "okis",
    ],
)
def test_a_yes_in_everybodys_words(ana: Visitor, text: str) -> None:
    ana.says(text)
    assert Reservation.objects.filter(status="confirmed").exists() == (text != "de one")


def test_ok_after_an_answer_is_a_yes_to_what_was_read_back_below_it(ana: Visitor) -> None:
    answer = ana.says("¿tienen wifi?")["reply"]
    assert "¿Confirmo la reserva?" in answer
    ana.says("ok")
    assert booked().status == "confirmed"


@pytest.mark.parametrize(
    ("wish", "who"),
    [
        (
            "quiero reservar para mis padres, yo soy Laura Pérez laura@x.com pero va a nombre de José Pérez",
            "José Pérez",
        ),
        ("quero um quarto para os meus pais, em nome de José Pérez, meu e-mail é laura@x.com", "José Pérez"),
        ("I need a room for my parents, under the name José Pérez, laura@x.com", "José Pérez"),
    ],
)
def test_a_stay_for_others(hotel: Hotel, stay: Stay, wish: str, who: str) -> None:
    laura = Visitor()
    laura.says(f"{wish}. {stay.arrival} - {stay.departure}")
    laura.says("1")
    laura.says("ok")
    row = booked()
    assert (row.guest_name, row.guest_email, row.offer.party) == (who, "laura@x.com", Party(2))
    assert Guest.objects.get().name != who


def test_who_stays_is_asked_when_only_who_writes_is_known(hotel: Hotel, stay: Stay) -> None:
    laura = Visitor()
    laura.says(
        f"soy Laura Pérez, laura@example.com, busco habitación para mis padres del {stay.arrival} al {stay.departure}"
    )
    assert "quien se aloja" in laura.says("la 1")["reply"]
    laura.says("José Pérez")
    laura.says("sí")
    assert (booked().guest_name, booked().guest_email) == ("José Pérez", "laura@example.com")


def test_not_for_me_said_late(ana: Visitor) -> None:
    ana.says("espera, no es para mí, es para mi madre")
    assert "quien se aloja" in ana.last["reply"]
    ana.says("Rosa Gil")
    ana.says("sí")
    assert (booked().guest_name, booked().guest_email) == ("Rosa Gil", "ana@example.com")


def test_the_same_as_last_time(ana: Visitor, stay: Stay) -> None:
    ana.says("sí")
    again = Stay(stay.arrival + timedelta(days=20), stay.departure + timedelta(days=20))
    asked = ana.says("quiero lo mismo que la última vez")["reply"]
    assert "Flexible" in asked
    assert asked.count("?") == 1
    ana.says(f"del {again.arrival} al {again.departure}")
    assert ana.last["rooms_available"] == 1
    ana.says("sí")
    ana.says("sí")
    row = Reservation.objects.select_related("offer").latest("pk")
    assert (row.stay, row.offer.room_type, row.offer.rate_plan) == (again, "double", "flexible")


@pytest.mark.parametrize(
    "text",
    [
        "o mesmo quarto da última vez, de {a} a {d}",
        "same room as last time, from {a} to {d}",
        "lo de siempre, del {a} al {d}",
    ],
)
def test_the_same_with_its_dates(ana: Visitor, stay: Stay, text: str) -> None:
    ana.says("sí")
    again = Stay(stay.arrival + timedelta(days=20), stay.departure + timedelta(days=20))
    ana.says(text.format(a=again.arrival, d=again.departure))
    ana.says("1")
    assert held().stay == again


def test_the_same_as_nothing(hotel: Hotel) -> None:
    answer = Visitor().says("lo mismo que la última vez")["reply"]
    assert "No encuentro ninguna estancia" in answer
    assert Session.objects.get().state["awaiting"] == "dates"


def test_what_was_wished_early_is_kept(hotel: Hotel, stay: Stay) -> None:
    guest = Visitor()
    guest.says("quiero una doble flexible para 3, me llamo Ana Gómez, ana@example.com")
    guest.says(f"del {stay.arrival} al {stay.departure}")
    guest.says("para 2 mejor")
    assert guest.last["rooms_available"] == 1
    guest.says("la 1")
    assert guest.words == "read_back"
    guest.says("sí")
    row = booked()
    assert (row.guest_name, row.offer.room_type, row.offer.rate_plan) == ("Ana Gómez", "double", "flexible")
