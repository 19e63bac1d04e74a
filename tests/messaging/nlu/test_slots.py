"""Party, room, choice, contact, reference and topic. Today is Tuesday 9 June 2026."""

from typing import Any

import pytest

from messaging.nlu import Context, understand
from messaging.turn import Slots
from pms.terms import Party
from tests.messaging.nlu.said import TUESDAY

ROOM_TYPES = {
    "DBL": ["Habitación Doble", "Double room", "Quarto duplo"],
    "DBV": ["Doble con vista al mar", "Double sea view"],
    "STE": ["Suite", "Suíte"],
    "FAM": ["Familiar", "Family room"],
}


def slots(text: str, awaiting: str = "", **context: Any) -> Slots:
    return understand(text, today=TUESDAY, context=Context(awaiting=awaiting, **context)).slots


PARTIES = [
    ("2 adultos y un niño de 5", Party(2, (5,))),
    ("2 adultos 1 menor de 8 años", Party(2, (8,))),
    ("dos adultos y dos niños de 4 y 7 años", Party(2, (4, 7))),
    ("2 adultos, 2 niños (4 y 7)", Party(2, (4, 7))),
    ("2 adultos, un niño de 4 y otro de 7", Party(2, (4, 7))),
    ("2 adultos y 2 niños de 5 años", Party(2, (5, 5))),
    ("somos 3", Party(3)),
    ("para dos", Party(2)),
    ("para 4 personas", Party(4)),
    ("una pareja con un bebé", Party(2, (0,))),
    ("mi mujer y yo", Party(2)),
    ("mi mujer, dos hijos de 3 y 6 y yo, somos 2 adultos", Party(2, (3, 6))),
    ("somos 2 y un bebé de 8 meses", Party(2, (0,))),
    ("somos un matrimonio con una nena de 18 meses", Party(2, (1,))),
    ("solo yo", Party(1)),
    ("viajo sola", Party(1)),
    ("una persona", Party(1)),
    ("2 pax", Party(2)),
    ("familia de 4: 2 niños de 5 y 9", Party(2, (5, 9))),
    ("una doble para 2 del 20 al 22", Party(2)),
    ("3 noches para 2", Party(2)),
    ("4 personas (2 adultos y 2 niños de 6 y 9 años)", Party(2, (6, 9))),
    ("4 personas, 2 niños de 6 y 9 años", Party(2, (6, 9))),
    ("2 personas y un bebé", Party(2, (0,))),
    ("2 adultos, mi mujer y yo", Party(2)),
    ("2 adults, 2 kids aged 4 and 7", Party(2, (4, 7))),
    ("two adults and a 5 year old", Party(2, (5,))),
    ("2 adults and one child, 6 years old", Party(2, (6,))),
    ("my wife and I with our two boys ages 3 and 6", Party(2, (3, 6))),
    ("just me", Party(1)),
    ("there are 5 of us", Party(5)),
    ("a couple and a baby", Party(2, (0,))),
    ("room for 4", Party(4)),
    ("for two from the 3rd to the 7th of July", Party(2)),
    ("dois adultos e uma criança de 5 anos", Party(2, (5,))),
    ("casal com um filho de 3 anos", Party(2, (3,))),
    ("somos quatro", Party(4)),
    ("2 adultos e 2 crianças (3 e 6 anos)", Party(2, (3, 6))),
    ("pra 3 pessoas", Party(3)),
    ("eu e minha esposa", Party(2)),
    ("só eu", Party(1)),
]


@pytest.mark.parametrize(("text", "party"), PARTIES)
def test_party(text: str, party: Party) -> None:
    assert slots(text).party == party


@pytest.mark.parametrize(
    "text",
    [
        "para 2 noches",
        "para 20 de diciembre",
        "del 2 al 4 de julio",
        "para el 2",
        "2 habitaciones",
        "una habitación",
        "for 2 nights",
        "for a week",
        "a room",
        "para 2026-12-20",
        "um quarto",
        "por 3 dias",
        "a las 2",
        "una pregunta",
        "0 adultos",
        "999 personas",
    ],
)
def test_no_party_in(text: str) -> None:
    assert slots(text).party is None


def test_children_join_the_adults_said_before() -> None:
    assert slots("y un niño de 5", party=Party(3)).party == Party(3, (5,))


def test_number_alone_is_the_party_where_it_was_asked() -> None:
    assert slots("3", "party").party == Party(3)
    assert slots("3").party is None


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("Reservar habitación 101 para 2026-12-20", "101"),
        ("la habitación número 12", "12"),
        ("hab. 305", "305"),
        ("room 101 please", "101"),
        ("quarto 204", "204"),
        ("quiero una doble", "DBL"),
        ("una habitación doble del 20 al 22", "DBL"),
        ("la doble con vista al mar", "DBV"),
        ("una familiar", "FAM"),
        ("we are a family of four", ""),
        ("a double room", "DBL"),
        ("a suíte", "STE"),
        ("two family rooms", "FAM"),
        ("una triple", "triple"),
        ("una habitación con cama doble", ""),
        ("room for 2", ""),
        ("a room 20 to 22 July", ""),
        ("room 12 July", ""),
    ],
)
def test_room(text: str, room: str) -> None:
    assert slots(text, room_types=ROOM_TYPES).room == room


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("la primera", 1),
        ("la 2", 2),
        ("2", 2),
        ("opción 3", 3),
        ("the second one", 2),
        ("a última", -1),
        ("a segunda", 2),
        ("la segunda opción por favor", 2),
        ("number 3", 3),
        ("dale la 1", 1),
        ("quiero reservar la 2", 2),
        ("del 2 al 4 de julio", None),
        ("la primera semana de julio", None),
        ("2 adultos", None),
    ],
)
def test_choice_where_options_were_shown(text: str, choice: int | None) -> None:
    assert slots(text, "choice").choice == choice


def test_a_number_is_no_choice_where_none_was_shown() -> None:
    assert slots("la segunda").choice is None
    assert slots("2").choice is None


@pytest.mark.parametrize(
    ("text", "awaiting", "name"),
    [
        ("Confirmar reserva: Juan Pérez, juan@example.com, +34666777888", "", "Juan Pérez"),
        ("Juan Pérez, juan@example.com, +34666777888", "details", "Juan Pérez"),
        ("Juan Pérez juan@example.com +34666777888", "details", "Juan Pérez"),
        ("juan@example.com, Juan Pérez", "details", "Juan Pérez"),
        ("Juan Pérez\njuan@example.com\n666 777 888", "details", "Juan Pérez"),
        ("me llamo Ana", "", "Ana"),
        ("Hola, soy Ana García y quiero reservar", "", "Ana García"),
        ("a nombre de Ana García del 20 al 22", "", "Ana García"),
        ("my name is John O'Brien and my email is j@example.com", "", "John O'Brien"),
        ("I'm Mary Jane Watson", "details", "Mary Jane Watson"),
        ("meu nome é João da Silva", "", "João da Silva"),
        ("Nombre: María José de la Cruz", "details", "María José de la Cruz"),
        ("ana garcia lopez", "details", "ana garcia lopez"),
        ("Ana", "details", "Ana"),
        ("Julio Pérez", "details", "Julio Pérez"),
        ("Dr. José M. Fernández", "details", "Dr. José M. Fernández"),
        ("no, cambia el nombre a Ana García", "confirm", "Ana García"),
        ("domingo", "details", ""),
        ("sí", "details", ""),
        ("no gracias", "details", ""),
        ("cuánto cuesta?", "details", ""),
        ("hola", "details", ""),
        ("soy vegetariano", "", ""),
        ("I'm looking for a room", "", ""),
        ("este finde", "details", ""),
        ("dos adultos", "details", ""),
    ],
)
def test_name(text: str, awaiting: str, name: str) -> None:
    assert slots(text, awaiting).name == name


@pytest.mark.parametrize(
    ("text", "country", "phone"),
    [
        ("+34666777888", "ES", "+34666777888"),
        ("666 777 888", "ES", "666 777 888"),
        ("mi tel es +34  666  777  888 gracias", "ES", "+34 666 777 888"),
        ("11 4567-8901", "AR", "11 4567-8901"),
        ("(11) 98765-4321", "BR", "(11) 98765-4321"),
        ("+1 415 555 2671", "", "+1 415 555 2671"),
        ("2026-12-20 a 2026-12-22", "ES", ""),
        ("20/12/2026 22/12/2026", "ES", ""),
        ("123", "ES", ""),
        ("del 20 al 22", "ES", ""),
    ],
)
def test_phone(text: str, country: str, phone: str) -> None:
    assert understand(text, country=country, today=TUESDAY).slots.phone == phone


@pytest.mark.parametrize(
    "text", ["escríbeme a Ana.Garcia+hotel@mail.example.com.", "Ana.Garcia+hotel@mail.example.com"]
)
def test_email(text: str) -> None:
    assert slots(text).email == "Ana.Garcia+hotel@mail.example.com"


@pytest.mark.parametrize(
    ("text", "reference"),
    [("mi reserva ha-7k2m9p", "HA-7K2M9P"), ("HA-01J8ZK4Q2T.", "HA-01J8ZK4Q2T"), ("no-gracias", ""), ("HA-123", "")],
)
def test_reference(text: str, reference: str) -> None:
    assert slots(text).reference == reference


TOPICS = """
    check_in_time: a qué hora es el check in? | what time can we check in? | a partir de que horas é a entrada?
    check_out_time: hasta qué hora hay que dejar la habitación? | what time is check-out? | qual o horário do check out?
    breakfast: el desayuno está incluido? | is breakfast included? | tem café da manhã?
    wifi: tienen wifi? | do you have wi-fi? | tem internet no quarto?
    parking: cuánto cuesta el parking? | tienen cochera? | where can I park my car? | tem estacionamento?
    pets: aceptan perros? | are pets allowed? | posso levar meu cachorro?
    pool: tienen pileta? | hay piscina? | is there a pool? | tem piscina aquecida?
    location: dónde están ubicados? | where is the hotel? | onde fica o hotel? | cómo llego al hotel?
    gym: tienen gimnasio? | is there a gym? | tem academia?
    restaurant: tienen restaurante? | can we have dinner at the hotel? | tem restaurante?
    payment: se puede pagar con tarjeta? | do you take cash? | aceitam pix?
    cancellation_policy: cuál es la política de cancelación? | can I cancel for free? | posso cancelar sem custo?
    late_checkout: puedo hacer late check out? | can we check out later? | posso sair mais tarde?
    early_checkin: se puede hacer early check in? | can we check in early? | posso chegar mais cedo?
    luggage: puedo dejar las maletas? | can you store our luggage? | posso deixar as malas?
    transfer: tienen traslado al aeropuerto? | do you have a shuttle? | tem transfer?
    accessibility: es accesible para silla de ruedas? | is it wheelchair accessible? | tem elevador?
    children: los niños pagan? | do you have a cot? | crianças pagam?
    smoking: se puede fumar? | can I smoke in the room? | pode fumar?
    contact: cuál es el teléfono del hotel? | what is your phone number? | qual o telefone do hotel?
    business_hours: la recepción está abierta 24 horas? | reception opening hours? | recepção 24 horas?
    services: qué servicios tienen? | what amenities do you have? | quais são as comodidades?
    air_conditioning: tiene aire acondicionado? | is there air conditioning? | tem ar condicionado?
"""


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        (line.split(":", 1)[0].strip(), text.strip())
        for line in TOPICS.strip().splitlines()
        for text in line.split(":", 1)[1].split("|")
    ],
)
def test_topic(topic: str, text: str) -> None:
    found = understand(text, today=TUESDAY)
    assert (found.intent, found.slots.topic) == ("hotel_question", topic)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("laura@gmail,com", "laura@gmail.com"),
        ("mi correo es laura punto perez arroba gmail punto com", "laura.perez@gmail.com"),
        ("LAURA ARROBA HOTMAIL PUNTO COM", "laura@hotmail.com"),
        ("laura @ gmail . com", "laura@gmail.com"),
        ("joao arroba uol ponto com ponto br", "joao@uol.com.br"),
        ("john dot smith at gmail dot com", "john.smith@gmail.com"),
        ("laura@gmail.con", "laura@gmail.com"),
        ("llegamos at night, dot", ""),
        ("meet at the hotel, co", ""),
    ],
)
def test_an_email_spelt_out_or_mistyped(text: str, address: str) -> None:
    assert slots(text).email == address
