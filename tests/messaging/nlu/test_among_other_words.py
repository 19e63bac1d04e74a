"""Names, parties, rates and questions among the words people put around them."""

from __future__ import annotations

import pytest

from messaging.nlu import Context, understand
from pms.terms import Party
from tests.messaging.nlu.said import TUESDAY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ahí van los datos, Lucía Paz y el correo lucia@example.com", "Lucía Paz"),
        ("so it's Ann Lee and the email is ann@example.com", "Ann Lee"),
        ("a nombre de mi suegra Rosa Prieto, rosa@example.com", "Rosa Prieto"),
        ("em nome do meu pai João Prado, joao@example.com", "João Prado"),
        ("yes of course, Tom O'Neill, +34600000001", "Tom O'Neill"),
        ("Ann Lee my number is +34600000001", "Ann Lee"),
        ("ann@example.com is the best way to reach me, cheers", ""),
    ],
)
def test_names(text: str, name: str) -> None:
    assert understand(text, today=TUESDAY, context=Context(awaiting="details")).slots.name == name


@pytest.mark.parametrize(
    ("text", "adults"),
    [
        ("me and the missus need a room from 12 to 14 June", 2),
        ("hubby and I want to come 12 to 14 June", 2),
        ("um quarto pra mim e minha patroa de 12 a 14 de junho", 2),
        ("somos tres adultos, mi hermano, mi madre y yo, del 12 al 14 de junio", 3),
    ],
)
def test_parties(text: str, adults: int) -> None:
    assert understand(text, today=TUESDAY).slots.party == Party(adults)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("we'll have the one we can cancel", "+refundable"),
        ("me quedo con la que se puede cancelar", "+refundable"),
        ("aquela que dá pra cancelar", "+refundable"),
    ],
)
def test_rates(text: str, rate: str) -> None:
    said = understand(text, today=TUESDAY, context=Context(awaiting="choice"))
    assert (said.intent, said.slots.rate) == ("choose_room", rate)


@pytest.mark.parametrize("text", ["whatever's cheapest", "la que menos cueste", "a menos cara"])
def test_the_cheapest(text: str) -> None:
    said = understand(text, today=TUESDAY, context=Context(awaiting="choice"))
    assert (said.intent, said.slots.choice) == ("choose_room", 1)


@pytest.mark.parametrize(
    "text",
    [
        "nuestro vuelo llega a las 23:40, ¿habrá alguien?",
        "llegaríamos tarde, sobre la una, ¿nos abren?",
        "our flight lands at midnight, will someone be up to let us in?",
        "is the desk still open at 1 am?",
        "nosso voo atrasou, vai ter alguém pra receber a gente?",
    ],
)
def test_who_lands_late_asks_about_the_desk(text: str) -> None:
    said = understand(text, today=TUESDAY)
    assert (said.intent, said.slots.topic) == ("hotel_question", "business_hours")


@pytest.mark.parametrize("text", ["¿me buscas un vuelo barato a Roma?", "can you find me cheap flights to Rome?"])
def test_flights_themselves_are_nobodys_business_here(text: str) -> None:
    assert understand(text, today=TUESDAY).intent == "out_of_scope"
