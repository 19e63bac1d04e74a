"""An ambiguous date is asked with two buttons; a button or a typed answer goes on with the one that is meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from messaging.models import Session
from pms.models import Hotel
from reservations.models import Offer
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration

MONDAY = datetime(2026, 11, 30, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def guest(hotel: Hotel) -> Talk:
    return Talk(hotel)


def asked(guest: Talk, text: str) -> tuple[str, list[list[str]]]:
    message = guest.says(text).messages[0]
    return message.text, message.buttons


def state() -> tuple[str | None, str | None]:
    saved = Session.objects.get().state
    return saved.get("arrival"), saved.get("departure")


def test_a_weekday_that_does_not_fit_its_date_is_asked_with_both(guest: Talk) -> None:
    text, buttons = asked(guest, "del viernes 19 al domingo 21 de diciembre")
    assert buttons == [
        ["dates:2026-12-18:2026-12-20", "vie 18 – dom 20 dic"],
        ["dates:2026-12-19:2026-12-21", "sáb 19 – lun 21 dic"],
    ]
    assert "1. llegada el viernes 18 de diciembre, salida el domingo 20 de diciembre, 2 noches" in text
    assert text.count("?") == 1
    assert state() == (None, None)


def test_a_pressed_date_goes_on_with_it(guest: Talk) -> None:
    asked(guest, "del viernes 19 al domingo 21 de diciembre")
    guest.says("dates:2026-12-18:2026-12-20", kind="button")
    assert state() == ("2026-12-18", "2026-12-20")
    assert {offer.arrival.isoformat() for offer in Offer.objects.all()} <= {"2026-12-18"}


@pytest.mark.parametrize(
    ("answer", "arrival"),
    [
        ("la primera", "2026-12-18"),
        ("el segundo", "2026-12-19"),
        ("2", "2026-12-19"),
        ("el 19", "2026-12-19"),
        ("el viernes", "2026-12-18"),
        ("del 18 al 20 de diciembre por favor", "2026-12-18"),
        ("sábado 19", "2026-12-19"),
    ],
)
def test_a_typed_answer_chooses_one(guest: Talk, answer: str, arrival: str) -> None:
    asked(guest, "del viernes 19 al domingo 21 de diciembre")
    guest.says(answer)
    assert state()[0] == arrival


def test_other_words_than_the_two_are_heard(guest: Talk) -> None:
    asked(guest, "del viernes 19 al domingo 21 de diciembre")
    guest.says("mejor del 26 al 28 de diciembre")
    assert state() == ("2026-12-26", "2026-12-28")


def test_a_holiday_is_proposed_beside_other_dates(guest: Talk) -> None:
    _, buttons = asked(guest, "queremos ir en Semana Santa")
    assert buttons == [
        ["dates:2027-03-21:2027-03-28", "dom 21 – dom 28 mar"],
        ["dates:2027-03-25:2027-03-28", "jue 25 – dom 28 mar"],
        ["dates:other", "Otras fechas"],
    ]
    assert state() == (None, None)
    assert guest.says("dates:other", kind="button").record.words == "ask_dates"


def test_the_whole_week(guest: Talk) -> None:
    asked(guest, "queremos ir en Semana Santa")
    guest.says("la semana entera")
    assert state() == ("2027-03-21", "2027-03-28")


def test_one_sensible_reading_is_still_asked(guest: Talk) -> None:
    _, buttons = asked(guest, "de nochebuena a reyes")
    assert buttons == [["dates:2026-12-24:2027-01-06", "jue 24 dic–mié 6 ene"], ["dates:other", "Otras fechas"]]
    guest.says("sí")
    assert state() == ("2026-12-24", "2027-01-06")


def test_nights_said_are_not_asked_again(guest: Talk) -> None:
    guest.says("3 noches en agosto")
    guest.says("desde el 10 de agosto")
    assert state() == ("2027-08-10", "2027-08-13")


def test_after_midnight_tonight_is_the_night_that_has_begun(guest: Talk, clock: time_machine.Coordinates) -> None:
    clock.move_to(datetime(2026, 12, 11, 23, 40, tzinfo=UTC))  # 00:40 in Spain
    guest.says("tienen habitación para esta noche?")
    assert state() == ("2026-12-11", "2026-12-12")


def test_after_midnight_tomorrow_is_asked(guest: Talk, clock: time_machine.Coordinates) -> None:
    clock.move_to(datetime(2026, 12, 11, 23, 40, tzinfo=UTC))
    _, buttons = asked(guest, "una habitación para mañana, una noche")
    assert [button[1] for button in buttons] == ["sáb 12 – dom 13 dic", "dom 13 – lun 14 dic"]


@pytest.mark.parametrize("code", ["2026-13-45", "2026-12-20:2026-12-18", "x", "", "2026-12-18:2026-12-20:2026-12-22"])
def test_a_button_of_nobody_asks_for_the_dates(guest: Talk, code: str) -> None:
    assert guest.says(f"dates:{code}", kind="button").record.words == "ask_dates"


@pytest.mark.parametrize("text", ["Friday 19 December for 2 nights", "next Friday, 2 nights"])
def test_titles_fit_a_button_in_english(guest: Talk, text: str) -> None:
    _, buttons = asked(guest, f"Hello, I would like to book a room please, {text}")
    assert len(buttons) == 2
    assert all(len(title) <= 20 for _, title in buttons)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("miércoles 8 de diciembre, dos noches", "ma 8 – jue 10 dic"),
        ("sexta 8 de dezembro, duas noites", "ter 8 – qui 10 dez"),
        ("Wednesday 8 December, two nights", "Tue 8 – Thu 10 Dec"),
    ],
)
def test_no_title_is_taken_for_another_date(guest: Talk, text: str, title: str) -> None:
    """Of a Tuesday, and where the reply passes the check that nothing in it is made up."""
    _, buttons = asked(guest, text)
    assert title in [words for _, words in buttons]
