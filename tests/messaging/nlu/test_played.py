"""What guests said in played conversations and was once misread. Today is Tuesday 9 June 2026."""

from datetime import date
from typing import Any

import pytest

from messaging.nlu import Context, understand
from messaging.turn import Understanding
from pms.terms import Party
from tests.messaging.nlu.said import TUESDAY, stay, table

DECEMBER = date(2026, 12, 20)
ROOM_TYPES = {
    "DBL": ["Doble estándar", "Double", "Duplo"],
    "DBV": ["Doble vista al mar", "Double sea view", "Duplo vista mar"],
    "FAM": ["Familiar con terraza", "Family with terrace"],
}
RATE_PLANS = {
    "FLEX": ["Tarifa flexible", "Tarifa flexível", "Flexible rate"],
    "SAVE": ["Tarifa ahorro", "Tarifa econômica", "Saver rate"],
}


def heard(text: str, awaiting: str = "", language: str | None = None, **context: Any) -> Understanding:
    known = Context(awaiting, room_types=ROOM_TYPES, rate_plans=RATE_PLANS, **context)
    return understand(text, language=language, country="ES", today=TUESDAY, context=known)


@pytest.mark.parametrize(
    "text", ["quiero una habitacion", "um quarto pra 2", "one room please", "quiero una doble con vista", "una", "uno"]
)
def test_article_is_no_day(text: str) -> None:
    assert stay(text, None, country="ES", context=Context("dates")) == "- -"


MONTHS = """
    una doble del 12 al 15 d enero pa 2 => 2027-01-12 2027-01-15
    en enero del 12 al 15 => 2027-01-12 2027-01-15
    enero: del 12 al 15 => 2027-01-12 2027-01-15
    12 al 15 (de enero) => 2027-01-12 2027-01-15
    Tenes algo del 5 al 8? (enero) => 2027-01-05 2027-01-08
    jan 12-15 2 ppl => 2027-01-12 2027-01-15
    del 12 al 15 dee enero => 2027-01-12 2027-01-15
    janeiro, de 12 a 15 => 2027-01-12 2027-01-15
    del 28 al 2 (enero) => 12-28 2027-01-02
    en enero o febrero del 12 al 15 => - - ?vague
    hay disponibilidad 23-24-25 enero? => 2027-01-23 2027-01-25
"""


@pytest.mark.parametrize(("text", "expected"), table(MONTHS))
def test_month_said_apart(text: str, expected: str) -> None:
    assert stay(text, None, country="ES") == expected


@pytest.mark.parametrize(
    ("text", "departure", "expected", "nights"),
    [
        ("2", None, "- -", 2),
        ("22", None, "- 12-22", None),
        ("3", date(2026, 12, 22), "- -", 3),
        ("el 20 de marzo", None, "2027-03-20 - ?departure", None),
    ],
)
def test_number_answers_until_when(text: str, departure: date | None, expected: str, nights: int | None) -> None:
    context = Context("dates", arrival=DECEMBER, departure=departure)
    assert stay(text, "es", country="ES", context=context) == expected
    found = understand(text, language="es", country="ES", today=TUESDAY, context=context)
    assert found.slots.nights == nights


@pytest.mark.parametrize("text", ["viernes y sabado", "friday and saturday", "sexta e sábado"])
def test_two_weekdays_are_two_nights(text: str) -> None:
    assert stay(text, None, country="ES", context=Context("dates")) == "06-12 06-14"


@pytest.mark.parametrize("awaiting", ["choice", "details", "confirm"])
@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("la flexible", "FLEX"),
        ("la tarifa ahorro", "SAVE"),
        ("yes but the saver rate", "SAVE"),
        ("a econômica", "SAVE"),
        ("sí pero con desayuno", "+breakfast"),
        ("com café da manhã", "+breakfast"),
        ("the cheapest with breakfast", "+breakfast"),
        ("sim, mas quero cancelar gratis", "+refundable"),
        ("con cancelación gratis", "+refundable"),
        ("refundable please", "+refundable"),
    ],
)
def test_rate(text: str, rate: str, awaiting: str) -> None:
    found = heard(text, awaiting)
    assert (found.intent, found.slots.rate, found.slots.choice) == ("choose_room", rate, None)


@pytest.mark.parametrize("text", ["con desayuno?", "puedo cancelar gratis", "is it refundable?"])
def test_rate_asked_about_is_no_choice(text: str) -> None:
    assert heard(text, "choice").intent == "hotel_question"


@pytest.mark.parametrize(
    ("text", "rooms"),
    [("2 habitaciones dobles", 2), ("3 hab.", 3), ("two rooms", 2), ("2 quartos", 2), ("un cuarto", None)],
)
def test_how_many_rooms(text: str, rooms: int | None) -> None:
    assert heard(text).slots.rooms == rooms


def test_rooms_beside_a_party() -> None:
    assert heard("dos cuartos para 4").slots.party == Party(4)


@pytest.mark.parametrize(
    ("text", "room"), [("la del mar", "DBV"), ("sea view", "DBV"), ("con terraza", "FAM"), ("vista mar", "DBV")]
)
def test_room_type_by_a_word_of_its_own(text: str, room: str) -> None:
    assert (heard(text, "choice").intent, heard(text, "choice").slots.room) == ("choose_room", room)


@pytest.mark.parametrize(
    ("text", "choice"),
    [("pode ser a 3", 3), ("bueno dale la 1", 1), ("ok la 2 por favor", 2), ("la 15", 15), ("la 0", 0), ("15", 15)],
)
def test_choice_among_other_words(text: str, choice: int) -> None:
    assert (heard(text, "choice").intent, heard(text, "choice").slots.choice) == ("choose_room", choice)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("mi mujer y yo y la nena de 4", Party(2, (4,))),
        ("dos parejas", Party(4)),
        ("two couples", Party(4)),
        ("dois casais", Party(4)),
        ("mis padres y yo", Party(3)),
        ("mi mujer, mi suegra y yo", Party(3)),
        ("eu e meu namorado e minha mãe", Party(3)),
        ("yo y 3 amigos", Party(4)),
        ("dos amigas y yo", Party(3)),
        ("eu e mais 2 amigas", Party(3)),
        ("somos em 3", Party(3)),
        ("2+1", Party(2, (10,))),
        ("pareja + niño de 5", Party(2, (5,))),
        ("para mi y mi hijo", Party(1, (10,))),
        ("individual para mi", Party(1)),
        ("al final vamos solo 2", Party(2)),
        ("2 ppl", Party(2)),
    ],
)
def test_party(text: str, party: Party) -> None:
    assert heard(text).slots.party == party


@pytest.mark.parametrize(("text", "ages"), [("kids are 5 and 8", (5, 8)), ("uno de 3 y otro de 14", (3, 14))])
def test_ages_said_later(text: str, ages: tuple[int, ...]) -> None:
    assert heard(text, "choice", party=Party(2, (10, 10))).slots.party == Party(2, ages)


@pytest.mark.parametrize(
    ("awaiting", "text", "intent"),
    [
        ("", "urgente", "urgent"),
        ("", "necesito habitacion urgente para esta noche", "check_availability"),
        ("details", "sorry i forgot my email: kim@example.com", "give_details"),
        ("choice", "olvida la vista al mar, mejor la doble normal", "choose_room"),
        ("", "necesito reservar el parking", "hotel_question"),
        ("choice", "otra habitacion", "check_availability"),
        ("details", "outro quarto", "check_availability"),
        ("choice", "the room", "check_availability"),
        ("confirm", "otras opciones", "check_availability"),
        ("choice", "other options", "check_availability"),
        ("", "nada, solo miraba", "cancel_flow"),
        ("choice", "just looking", "cancel_flow"),
        ("choice", "me haces descuento?", "hotel_question"),
        ("", "dale", "confirm"),
    ],
)
def test_intent(awaiting: str, text: str, intent: str) -> None:
    assert heard(text, awaiting).intent == intent


@pytest.mark.parametrize("name", ["Olga Ros Marti", "Rosario de la Fuente y Ortega"])
def test_long_name(name: str) -> None:
    assert heard(f"el nombre completo es {name}", "details").slots.name == name
    assert heard(name, "details").slots.name == name


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("podemos hablar en español por favor?", "en", "es"),
        ("in English please", "es", "en"),
        ("em português", "es", "pt"),
    ],
)
def test_language_asked_for(text: str, before: str, language: str) -> None:
    assert heard(text, language=before).language == language


@pytest.mark.parametrize("text", ["espera, mejor la doble vista al mar", "perdona, mejor la doble vista al mar"])
def test_who_takes_another_room_is_not_called_wait(text: str) -> None:
    said = heard(text, "details", "es")
    assert (said.slots.name, said.slots.room) == ("", "DBV")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("nadie ha limpiado la habitación 203 hoy", "cleaning"),
        ("hola, a mi reserva se suma mi hermana, seríamos 3", "change_reservation"),
    ],
)
def test_wishes_said_in_played_conversations(text: str, intent: str) -> None:
    assert heard(text, "", "es").intent == intent


@pytest.mark.parametrize("text", ["sí, guardámela", "guárdemela por favor"])
def test_keep_it_for_me_is_a_yes(text: str) -> None:
    assert heard(text, "choice", "es").intent == "confirm"
