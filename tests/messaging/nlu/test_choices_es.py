"""What guests of Spain, Argentina and Mexico say to a list of rooms. Today is Tuesday 9 June 2026."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import Context, hear
from messaging.turn import Understanding
from tests.messaging.nlu.said import TUESDAY, table

ROOM_TYPES = {"DBL": ["Doble estándar"], "TRP": ["Triple familiar"], "STE": ["Suite con terraza"]}
RATE_PLANS = {"FLEX": ["Tarifa flexible"], "SAVE": ["Tarifa ahorro"]}

CHOSEN = """
    pues mira al final nos quedamos con la tercera => 3
    me sirve la 4 => 4
    la 3 nos va bien => 3
    la 5 está perfecta => 5
    agéndame la 2 porfis => 2
    ok entonces prefiero la 4, gracias => 4
    va, escojo la 1 => 1
    la 2 dale => 2
    me das la opción cuatro => 4
"""
WISHED = """
    prefiero con cancelación => +refundable
    la que tenga desayuno => +breakfast
    una que incluya el desayuno => +breakfast
"""
ASKED = """
    cuál me aconsejas? => rooms
    cuál es la diferencia entre la 2 y la 3? => rooms
    cómo es la triple? => rooms
    cuántas camas tiene la triple => rooms
    la suite está muy cara => discount
    uy qué caro => discount
    uf, es mucho => discount
    se me va del presupuesto => discount
"""
CHAT = ["uh qué bajón", "qué lástima", "ni modo, se queda con mi prima", "bueno, no importa", "no pasa nada"]
LENGTHENED = """
    agregame una noche => 2026-07-16
    súmale un día => 2026-07-16
    alargarla una noche => 2026-07-16
    extender la estadía dos noches => 2026-07-17
    sacale una noche => 2026-07-14
    quítele un día => 2026-07-14
"""
ROOMS = """
    2 habitaciones, 3 adultos en cada una => 6
    2 habitaciones para 4 personas, 2 en cada una => 4
    dos dobles para 4 => 4
"""


def heard(text: str, awaiting: str = "choice", rooms: int = 1) -> Understanding:
    context = Context(
        awaiting,
        room_types=ROOM_TYPES,
        rate_plans=RATE_PLANS,
        arrival=date(2026, 7, 12),
        departure=date(2026, 7, 15),
        rooms=rooms,
    )
    return hear(text, language="es", country="ES", today=TUESDAY, context=context)


@pytest.mark.parametrize(("text", "number"), table(CHOSEN))
def test_a_number_of_the_list_among_other_words(text: str, number: str) -> None:
    said = heard(text)
    assert (said.intent, said.slots.choice) == ("choose_room", int(number))


@pytest.mark.parametrize(("text", "rate"), table(WISHED))
def test_a_rate_by_what_it_has(text: str, rate: str) -> None:
    said = heard(text)
    assert (said.intent, said.slots.rate) == ("choose_room", rate)


@pytest.mark.parametrize(("text", "topic"), table(ASKED))
def test_what_is_asked_of_a_room_chooses_none(text: str, topic: str) -> None:
    said = heard(text)
    assert (said.intent, said.slots.topic, said.slots.arrival) == ("hotel_question", topic, None)


@pytest.mark.parametrize("text", CHAT)
def test_a_sigh_changes_nothing(text: str) -> None:
    said = heard(text)
    assert (said.intent, said.slots.topic, said.slots.party) == ("small_talk", "pity", None)


@pytest.mark.parametrize(("text", "departure"), table(LENGTHENED))
def test_the_stay_under_way_is_made_longer_or_shorter(text: str, departure: str) -> None:
    assert heard(text).slots.departure == date.fromisoformat(departure)


@pytest.mark.parametrize(("text", "people"), table(ROOMS))
def test_people_of_each_room_or_of_all(text: str, people: str) -> None:
    party = heard(text, "").slots.party
    assert party and party.size == int(people)


def test_in_each_is_of_the_rooms_said_before() -> None:
    party = heard("somos 2 en cada una", "dates", rooms=2).slots.party
    assert party and party.size == 4


@pytest.mark.parametrize("text", ["le pregunto a mi hermano si puede", "dejo al perro con mi madre"])
def test_who_is_asked_or_minds_the_dog_does_not_travel(text: str) -> None:
    assert heard(text).slots.party is None
