from __future__ import annotations

import pytest

from messaging.masking import Mask
from messaging.scenario import invent

pytestmark = [pytest.mark.unit, pytest.mark.security]

HOTEL = ["Casa Azul", "Cádiz", "Doble superior vista al mar"]


def masked(text: str, *people: str, **options: list[str]) -> str:
    return Mask(people, vocabulary=HOTEL, **options).learn([text])(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soy Juan Pérez", "soy <name_1>"),
        ("Soy Marta Gómez, ¿tienen piscina?", "Soy <name_1>, ¿tienen piscina?"),
        ("me llamo maria de la cruz gomez", "me llamo <name_1>"),
        ("a nombre de José-Luis O'Connor, gracias", "a nombre de <name_1>, gracias"),
        ("my name's Anne-Marie Smith and this is my husband Bob", "my name's <name_1> and this is my husband <name_2>"),
        ("Meu nome é João da Silva", "Meu nome é <name_1>"),
        ("vamos Marta Gómez y Pedro Ruiz", "vamos <name_1> y <name_2>"),
        ("mi marido Pedro llega tarde", "mi marido <name_1> llega tarde"),
        ("name: j. r. r. tolkien", "name: <name_1>"),
        ("juan.perez+hotel@gmail.com", "<email_1>"),
        ("juan arroba gmail punto com", "<email_1>"),
        ("juan (at) gmail.com", "<email_1>"),
        ("ｊｕａｎ＠gmail.com", "<email_1>"),
        ("ju\u200ban@gma\u200bil.com", "<email_1>"),
        ("mi tel 666 777 888", "mi tel <phone_1>"),
        ("6\u200b66 777 888", "<phone_1>"),
        ("+54 9 261 555-0148", "<phone_1>"),
        ("(0261) 15-555-0148", "<phone_1>"),
        ("66-77-78-88-99", "<phone_1>"),
        ("seis seis seis siete siete siete ocho ocho ocho", "<phone_1>"),
        ("wa.me/34666777888 o @juanperez o https://fb.com/juan.perez", "<word_1> o <word_2> o <word_3>"),
        ("mi reserva es ha-01k9abcdef", "mi reserva es <reference_1>"),
        ("tarjeta 4111 1111 1111 1111 vto 12/28", "tarjeta <card_1> vto 12/28"),
        ("ES91 2100 0418 4502 0005 1332", "<card_1>"),
        ("DNI 12345678Z", "DNI <document_1>"),
        ("dni 30.123.456", "dni <document_1>"),
        ("cpf 123.456.789-09", "cpf <document_1>"),
        ("pasaporte XDA123456", "pasaporte <document_1>"),
    ],
)
def test_who_it_was_is_hidden(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "del 20/12/2026 al 22/12/2026 para 2",
        "del 20-22/12/2026",
        "12/12 14/12 para 2 adultos",
        "2026-12-20 2026-12-22",
        "de 28.12.2026 a 02.01.2027",
        "30/11 - 4/12 2026",
        "son $ 1.250.000 o 1250000 pesos?",
        "la habitación 101, 102 y 203 del 5 al 8",
        "para dos adultos y dos niños de 4 y 7 años",
        "check in 15:00 check out 11:00",
        "Quisiera reservar para Semana Santa en Buenos Aires",
        "Tienen Habitaciones Disponibles Para Dos Personas",
        "HOLA QUIERO UNA HABITACION PARA DOS",
        "quiero la Doble Superior Vista al Mar en Casa Azul",
        "sí, confirmo",
    ],
)
def test_what_was_wanted_stays(text: str) -> None:
    assert masked(text) == text


def test_one_person_is_one_placeholder_in_every_line() -> None:
    lines = ["Hola, soy Juan", "juan perez, juan@mail.com", "el 666777888", "Perez otra vez, mi tel +34 666 777 888"]
    mask = Mask(["Juan Pérez"]).learn(lines)
    assert [mask(line) for line in lines] == [
        "Hola, soy <first_name_1>",
        "<name_1>, <email_1>",
        "el <phone_1>",
        "<last_name_1> otra vez, mi tel <phone_1>",
    ]


def test_a_name_that_is_also_a_word_is_that_word_in_small_letters() -> None:
    assert masked("soy Sol, llego el domingo. ¿Se puede tomar sol?", "Sol Domingo") == (
        "soy <first_name_1>, llego el domingo. ¿Se puede tomar sol?"
    )


def test_what_staff_want_hidden_is_hidden() -> None:
    assert masked("Venimos por la boda de los Ferrándiz", hidden=["ferrandiz"]) == "Venimos por la boda de los <word_1>"


def test_a_placeholder_that_a_guest_typed_does_no_harm() -> None:
    assert invent(masked("<name_1> <name_999> {0} {hotel.api_key} %(x)s")).startswith("Elena Vidal <name_999> {0}")
