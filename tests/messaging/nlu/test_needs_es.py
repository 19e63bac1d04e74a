"""What guests of Spain, Argentina and Mexico need at a hotel and ask about it, in their own words."""

from __future__ import annotations

import pytest

from messaging.nlu import Context, hear
from messaging.turn import Understanding
from tests.messaging.nlu.said import TUESDAY, table

NEEDED = """
    el internet anda pésimo => maintenance
    el wifi se corta a cada rato => maintenance
    tenemos mucho frío en la habitación => maintenance
    el agua de la regadera sale helada => maintenance
    los del cuarto de al lado tienen fiesta => maintenance
    díganles a los de arriba que bajen la música => maintenance
    nadie pasó a limpiar hoy => cleaning
    hoy no vino la mucama => cleaning
    pedime un remis para las 9 => transfer
"""
ASKED = """
    llegaremos sobre las 23:30, pasa algo? => business_hours
    voy a llegar después de las 11 de la noche => business_hours
    llegamos como a medianoche => business_hours
    y la salida hasta qué hora es => check_out_time
    el ingreso a partir de qué hora, desde qué hora? => check_in_time
    hasta qué edad no pagan los peques? => children
    se cobra algo por el bebé? => children
    se puede llegar caminando al centro? => location
    hay algo para cenar ahí? => restaurant
"""
PARTIES = """
    habitación pa 2 del 5 al 8 de julio => 2
    vamos una pareja con dos nenes 3 y 8 => 2 3 8
    2 adultos y 2 niños 4 y 5 de julio => 2 10 10
    viajo con mi hija de 4 años => 1 4
    voy solo con mis dos hijos de 6 y 9 => 1 6 9
    voy con mi esposa y mi hijo de 6 años => 2 6
    mi señora, mi nena de 3 y yo => 2 3
    con mis viejos del 5 al 7 de julio => 3
"""


def heard(text: str, context: Context | None = None) -> Understanding:
    return hear(text, language="es", country="AR", today=TUESDAY, context=context or Context())


def people(said: Understanding) -> str:
    party = said.slots.party
    return " ".join(map(str, (party.adults, *party.children))) if party else ""


@pytest.mark.parametrize(("text", "intent"), table(NEEDED))
def test_a_need_in_the_words_of_the_region(text: str, intent: str) -> None:
    said = heard(text)
    assert (said.intent, said.slots.arrival) == (intent, None)


@pytest.mark.parametrize(("text", "topic"), table(ASKED))
def test_a_question_in_the_words_of_the_region(text: str, topic: str) -> None:
    said = heard(text)
    assert (said.intent, said.slots.topic) == ("hotel_question", topic)


@pytest.mark.parametrize(("text", "expected"), table(PARTIES))
def test_who_travels(text: str, expected: str) -> None:
    assert people(heard(text)) == expected


def test_one_more_is_one_more_than_was_said() -> None:
    said = heard("al final somos uno más", Context("choice", party=heard("somos 2").slots.party))
    assert people(said) == "3"


@pytest.mark.parametrize(
    "text",
    [
        "quiero reservar pero primero decime si aceptan perros y si hay cochera",
        "me gustaría reservar, antes quería saber si aceptan perros y si tienen cochera",
    ],
)
def test_questions_before_a_booking_are_heard_beside_it(text: str) -> None:
    said = heard(text)
    assert said.intent == "check_availability"
    assert {clause.said.slots.topic for clause in said.beside} == {"pets", "parking"}


@pytest.mark.parametrize(
    ("text", "rooms"), table("2 habitaciones dobles y una triple => 3\ndos dobles, tres triples => 5\nuna doble => 0")
)
def test_rooms_of_several_types_are_counted(text: str, rooms: str) -> None:
    assert (heard(text).slots.rooms or 0) == int(rooms)
