from __future__ import annotations

import pytest

from hotel_agent.demo import HOTELS
from messaging import contradictions
from messaging.contradictions import figures
from messaging.models import Fact
from pms.models import Hotel

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("de 7:30 a 10:30", "time", {"7:30", "10:30"}),
        ("das 7h30 às 10h30", "time", {"7:30", "10:30"}),
        ("from 7.30 a.m. to 10:30 pm", "time", {"7:30", "22:30"}),
        ("12 am to 12 pm", "time", {"0:00", "12:00"}),
        ("hasta las 11.", "time", {"11:00"}),
        ("até as 11", "time", {"11:00"}),
        ("until 11", "time", {"11:00"}),
        ("abierto las 24 horas", "time", set()),
        ("a 20 minutos", "time", set()),
        ("cuesta 15,00 € por noche", "amount", {"15"}),
        ("costs €15.00 per night", "amount", {"15"}),
        ("R$ 1.250,50", "amount", {"1250.5"}),
        ("del 1 de julio", "date", {"1/7"}),
        ("hasta 2 perros en la 101", "number", {"2", "101"}),
    ],
)
def test_figures_are_written_in_one_way(text: str, kind: str, expected: set[str]) -> None:
    assert figures(text)[kind] == expected


def found(hotel: Hotel, *said: tuple[str, str, str]) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    facts = [Fact(pk=n, hotel=hotel, topic=t, language=code, text=text) for n, (t, code, text) in enumerate(said, 1)]
    conflicts = contradictions.find(facts, [hotel])
    return [(str(row.one), str(row.other or ""), row.kind, row.ours, row.theirs) for row in conflicts]


@pytest.fixture
def casa() -> Hotel:
    return Hotel(pk=1, slug="casa", check_in_from=None, check_out_until=None)


def test_languages_that_disagree(casa: Hotel) -> None:
    assert found(
        casa,
        ("breakfast", "es", "De 7:30 a 10:30, 12 €."),
        ("breakfast", "en", "From 8:00 to 10:30, €12."),
        ("breakfast", "pt", "Das 7h30 às 10h30, 14 €."),
    ) == [
        ("breakfast (es)", "breakfast (en)", "time", ("7:30",), ("8:00",)),
        ("breakfast (es)", "breakfast (pt)", "amount", ("12",), ("14",)),
        ("breakfast (en)", "breakfast (pt)", "time", ("8:00",), ("7:30",)),
        ("breakfast (en)", "breakfast (pt)", "amount", ("12",), ("14",)),
    ]


@pytest.mark.parametrize(
    ("topic", "one", "other", "kind"),
    [
        ("pets", "Aceptamos perros.", "We do not accept dogs.", "have"),
        ("pets", "Infelizmente não podemos receber animais.", "Dogs are welcome.", "have"),
        ("pets", "No se admiten mascotas.", "Aceitamos cães pequenos.", "have"),
        ("smoking", "Está prohibido fumar.", "Smoking is allowed on the terrace.", "have"),
        ("wifi", "Hay wifi gratis.", "Wi-Fi costs €5 per day.", "free"),
        ("parking", "O estacionamento é grátis.", "El aparcamiento cuesta 18 € por noche.", "free"),
        ("luggage", "Guardamos su equipaje sin cargo.", "We keep your luggage at a charge.", "free"),
        ("breakfast", "El desayuno está incluido.", "Breakfast is not included.", "included"),
        ("breakfast", "O café da manhã não está incluído.", "El desayuno está incluido en la tarifa.", "included"),
        ("pool", "Tenemos piscina.", "We have no pool.", "have"),
    ],
)
def test_a_yes_against_a_no_in_any_languages(casa: Hotel, topic: str, one: str, other: str, kind: str) -> None:
    conflicts = found(casa, (topic, "es", one), (topic, "en", other))
    assert [(row[0], row[1]) for row in conflicts if row[2] == kind] == [(f"{topic} (es)", f"{topic} (en)")]


def test_a_yes_against_a_no_in_another_topic(casa: Hotel) -> None:
    assert found(
        casa,
        ("pets", "es", "No aceptamos mascotas."),
        ("children", "es", "Los niños son bienvenidos, y hay perros."),
        ("parking", "es", "El parking es gratis."),
        ("services", "es", "Wifi, parking de pago."),
    ) == [
        ("pets (es)", "children (es)", "have", ("no",), ("yes",)),
        ("parking (es)", "services (es)", "free", ("yes",), ("no",)),
    ]


def test_an_exception_is_no_contradiction(casa: Hotel) -> None:
    """What a text both affirms and denies, it does not say."""
    assert not found(
        casa,
        ("pets", "es", "Perros por 15 € por noche; los perros guía no pagan."),
        ("pets", "en", "Dogs for €15 per night."),
    )


def test_to_say_more_is_no_contradiction(casa: Hotel) -> None:
    assert not found(
        casa,
        ("pool", "es", "De 9:00 a 21:00."),
        ("pool", "en", "9:00 to 21:00, in winter until 18:00. Two towels each."),
        ("pool", "pt", "Toda a noite, 2 toalhas."),
    )


def test_topics_that_disagree(casa: Hotel) -> None:
    assert found(
        casa,
        ("breakfast", "es", "De 7:30 a 10:30."),
        ("services", "es", "Desayuno de 8:00 a 10:30, piscina de 9:00 a 21:00, wifi."),
    ) == [("services (es)", "breakfast (es)", "time", ("8:00",), ("7:30", "10:30"))]


def test_figure_belongs_to_what_stands_beside_it(casa: Hotel) -> None:
    assert not found(
        casa,
        ("restaurant", "es", "De 13:00 a 16:00."),
        ("breakfast", "es", "El desayuno se sirve en el restaurante de 7:30 a 10:30."),
    )


def test_page_of_the_hotel_that_disagrees(casa: Hotel) -> None:
    hotel = Hotel(pk=1, slug="casa")
    assert found(hotel, ("check_out_time", "es", "Hasta las 12:00.")) == [
        ("check_out_time (es)", "", "time", ("12:00",), ("11:00",))
    ]
    assert not found(hotel, ("check_out_time", "es", "Hasta las 11."))


def test_demo_hotels_contradict_themselves_nowhere() -> None:
    for sheet in HOTELS:
        hotel = Hotel(pk=1, check_in_from=sheet.check_in_from, check_out_until=sheet.check_out_until)
        said = [(topic, code, text) for topic, texts in sheet.facts.items() for code, text in texts.items()]
        assert found(hotel, *said) == []
