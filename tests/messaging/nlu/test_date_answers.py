"""Typed answers to a question that offered two dates."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import Context, understand
from messaging.session import DateOption, date_option

pytestmark = pytest.mark.unit

TODAY = date(2026, 11, 30)
WEEKENDS = (DateOption(date(2026, 12, 18), date(2026, 12, 20)), DateOption(date(2026, 12, 19), date(2026, 12, 21)))
HOLY_WEEK = (DateOption(date(2027, 3, 21), date(2027, 3, 28)), DateOption(date(2027, 3, 25), date(2027, 3, 28)))
ARRIVALS = (DateOption(date(2027, 3, 12)), DateOption(date(2027, 12, 3)))


def answered(text: str, language: str, options: tuple[DateOption, ...]) -> str:
    context = Context("dates", date_options=options)
    found = understand(text, language=language, country="ES", today=TODAY, context=context)
    stay = f"{found.slots.arrival} {found.slots.departure}"
    return " ".join([stay, *(ask for ask in found.ask if ask != "departure")])


@pytest.mark.parametrize(
    ("language", "texts", "index"),
    [
        ("es", ["la primera", "el primero", "la 1", "1", "opción 1", "la primera opción por favor", "el 18"], 0),
        ("es", ["la segunda", "el segundo por favor", "2", "la última", "la otra", "sábado", "el sábado 19"], 1),
        ("es", ["del 19 al 21", "19 al 21 de diciembre", "llego el sábado", "me voy el lunes"], 1),
        ("pt", ["a primeira", "o primeiro", "1", "opção 1", "sexta", "dia 18", "de sexta a domingo"], 0),
        ("pt", ["a segunda", "a segunda opção", "2", "a última", "dia 19", "sábado dia 19", "de 19 a 21"], 1),
        ("en", ["the first one", "first", "1", "option 1", "the first please", "Friday", "the 18th"], 0),
        ("en", ["the second one", "second", "2", "the latter", "the 19th", "Saturday 19", "19 to 21 December"], 1),
    ],
)
def test_one_of_two_is_chosen(language: str, texts: list[str], index: int) -> None:
    chosen = WEEKENDS[index]
    for text in texts:
        assert answered(text, language, WEEKENDS) == f"{chosen.arrival} {chosen.departure}", text


@pytest.mark.parametrize(
    ("language", "text", "index"),
    [
        ("es", "toda la semana", 0),
        ("es", "la semana entera", 0),
        ("es", "de jueves a domingo", 1),
        ("es", "llegamos el jueves", 1),
        ("pt", "a semana inteira", 0),
        ("pt", "de quinta a domingo", 1),
        ("en", "the whole week please", 0),
        ("en", "Thursday to Sunday", 1),
    ],
)
def test_whole_holiday_or_its_end(language: str, text: str, index: int) -> None:
    assert answered(text, language, HOLY_WEEK) == f"{HOLY_WEEK[index].arrival} {HOLY_WEEK[index].departure}"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "el 12 de marzo", "2027-03-12 None"),
        ("es", "12 de marzo", "2027-03-12 None"),
        ("en", "March 12", "2027-03-12 None"),
        ("en", "the 3rd of December", "2027-12-03 None"),
        ("en", "December", "2027-12-03 None"),
        ("pt", "12 de março", "2027-03-12 None"),
        ("pt", "em março", "2027-03-12 None"),
    ],
)
def test_day_or_month_settles_the_order(language: str, text: str, expected: str) -> None:
    assert answered(text, language, ARRIVALS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mejor del 26 al 28 de diciembre", "2026-12-26 2026-12-28"),
        ("del 18 al 22", "2026-12-18 2026-12-22"),
        ("otras fechas", "None None vague"),
        ("no lo sé", "None None"),
        ("ninguna", "None None"),
        ("el desayuno está incluido?", "None None"),
        ("somos dos", "None None"),
    ],
)
def test_whatever_else_is_no_choice(text: str, expected: str) -> None:
    assert answered(text, "es", WEEKENDS) == expected


@pytest.mark.parametrize(
    ("language", "text"), [("es", "sí"), ("es", "sí esas fechas"), ("pt", "isso"), ("en", "yes please")]
)
def test_yes_agrees_to_the_only_one(language: str, text: str) -> None:
    assert answered(text, language, WEEKENDS[:1]) == "2026-12-18 2026-12-20"
    assert answered(text, language, WEEKENDS) == "None None"


def test_numbers_mean_nothing_once_the_question_is_over() -> None:
    found = understand("la primera", language="es", today=TODAY, context=Context("choice", date_options=WEEKENDS))
    assert (found.slots.arrival, found.slots.choice) == (None, 1)


def test_code_is_read_as_it_was_written() -> None:
    for option in (*WEEKENDS, *ARRIVALS):
        assert date_option(option.code) == option
