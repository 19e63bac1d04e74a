"""What guests from Brazil say in their own ways."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import Context, hear, understand
from messaging.turn import Understanding
from pms.terms import Party
from tests.messaging.nlu.said import table

pytestmark = pytest.mark.unit

TODAY = date(2027, 1, 20)
TYPES = {"standard": ("Quarto standard",), "varanda": ("Superior com varanda",), "master": ("Suíte master",)}
PLANS = {"economica": ("Tarifa econômica",), "flexivel": ("Tarifa flexível",)}
CHOOSING = Context(
    awaiting="choice",
    room_types=TYPES,
    rate_plans=PLANS,
    arrival=date(2027, 2, 16),
    departure=date(2027, 2, 18),
    party=Party(2),
)


def said(words: str, context: Context | None = None) -> Understanding:
    return understand(words, language="pt", country="BR", today=TODAY, context=context or Context())


@pytest.mark.parametrize(
    ("words", "choice"),
    table("""
    a 3 então => 3
    vou na 2 mesmo => 2
    vou ficar com a 4 por favor => 4
    me vê a 1 aí => 1
    fecha a 2 pra mim => 2
    bora de 3 => 3
    acho que a 2, obrigado => 2
    nós dois, a 1 => 1
    de 16 a 18, a 2 então => 2
    na mais em conta => 1
"""),
)
def test_an_option_is_taken_in_many_words(words: str, choice: str) -> None:
    found = said(words, CHOOSING)
    assert (found.intent, found.slots.choice, found.slots.party) == ("choose_room", int(choice), None)


@pytest.mark.parametrize("words", ["a 1 ou a 2", "a 1 não", "a 1, a 2", "somos 2 adultos, 1 criança de 4"])
def test_what_names_no_one_option_takes_none(words: str) -> None:
    assert said(words, CHOOSING).slots.choice is None


@pytest.mark.parametrize(
    "words",
    ["o standard mais barato", "a suíte master, a mais em conta", "pode ser com varanda, na tarifa mais barata"],
)
def test_the_cheapest_of_a_room_is_one_option(words: str) -> None:
    found = said(words, CHOOSING)
    assert (found.intent, found.slots.rate) == ("choose_room", "+cheapest")


def test_what_stands_and_is_said_once_more_is_no_change() -> None:
    found = said("isso, pra 2 pessoas, de 16 a 18, suíte master na flexível", CHOOSING)
    assert (found.intent, found.slots.party, found.slots.arrival) == ("choose_room", None, None)
    assert said("somos 3 pessoas, a master na flexível", CHOOSING).slots.party == Party(3)


@pytest.mark.parametrize(
    "words",
    [
        "show de bola",
        "ok, pode prosseguir",
        "fechado, manda ver",
        "pode mandar bala",
        "isso aí, pode fechar",
        "tudo certinho, pode reservar",
    ],
)
def test_a_yes_is_heard_in_its_many_forms(words: str) -> None:
    assert said(words, Context(awaiting="confirm")).intent == "confirm"


@pytest.mark.parametrize("words", ["quero ver antes", "manda ver o preço", "pode mandar mais fotos", "vou ver"])
def test_who_wants_to_see_has_not_agreed(words: str) -> None:
    assert said(words, Context(awaiting="confirm")).intent != "confirm"


@pytest.mark.parametrize(
    ("words", "intent"),
    table("""
    quero fazer uma reserva => check_availability
    gostaria de fazer uma reserva pra fevereiro => check_availability
    quero pagar a reserva => payment
    não vou mais poder ir, preciso cancelar => cancel_reservation
    minha reserva é de 5 a 7 de março, quero mudar para 12 a 14 => change_reservation
    reservei de 5 a 7 e preciso empurrar pro fim do mês => change_reservation
    quero remarcar pra 20 a 22 de março => change_reservation
    queria adiar minha viagem em uma semana => change_reservation
    a camareira não passou hoje => cleaning
    dava pra dar uma geral no banheiro? => cleaning
    vocês podem mandar limparem o quarto => cleaning
    o wifi caiu => maintenance
    to trancado pra fora do quarto => maintenance
    tô muito insatisfeita com tudo => complaint
    manda fotos dos quartos => photos
    vcs são um robô? => small_talk
    obg => thanks
    brigadão, até lá => thanks
"""),
)
def test_everyday_wishes_are_heard(words: str, intent: str) -> None:
    assert said(words).intent == intent


@pytest.mark.parametrize(
    ("words", "topic"),
    table("""
    dá pra ir com a minha cadelinha? => pets
    minha gatinha pode ficar no quarto? => pets
    tenho um shih tzu, pode? => pets
    onde deixo a moto? => parking
    onde paro o carro? => parking
    tem ar no quarto? => air_conditioning
"""),
)
def test_things_of_the_hotel_go_by_many_names(words: str, topic: str) -> None:
    found = said(words)
    assert (found.intent, found.slots.topic) == ("hotel_question", topic)


@pytest.mark.parametrize(
    ("words", "wishes"),
    table("""
    dá pra limparem o quarto e trazer mais toalhas? => cleaning towels
    preciso que troquem os lençóis e deem uma geral no banheiro => cleaning towels
    a camareira não veio e acabou o sabonete => cleaning towels
"""),
)
def test_two_wishes_in_one_breath_are_two(words: str, wishes: str) -> None:
    found = hear(words, language="pt", country="BR", today=TODAY)
    assert {found.intent, *(clause.said.intent for clause in found.beside)} == set(wishes.split())


@pytest.mark.parametrize(
    ("words", "adults"),
    table("""
    precisamos de 3 quartos, somos 6 adultos, 2 em cada => 6
    3 quartos, dois adultos em cada => 6
    quero dois quartos, 2 pessoas em cada um => 4
"""),
)
def test_people_in_each_room(words: str, adults: str) -> None:
    assert said(words).slots.party == Party(int(adults))


def test_of_the_rooms_is_no_number_of_rooms() -> None:
    assert said("queria ver o preço dos quartos").slots.rooms is None


@pytest.mark.parametrize(
    ("words", "stay"),
    table("""
    minha reserva é de 5 a 7 de março, quero mudar para 12 a 14 => 03-12 03-14
    tenho reserva de 5 a 7 e queria passar pra semana seguinte => 03-12 03-14
    queria adiar minha reserva em duas semanas => 03-19 03-21
    dá pra trocar de 5 a 7 pra 20 a 23 de março? => 03-20 03-23
"""),
)
def test_a_booked_stay_is_moved_to_what_is_said_last(words: str, stay: str) -> None:
    booked = Context(arrival=date(2027, 3, 5), departure=date(2027, 3, 7))
    slots = said(words, booked).slots
    assert f"{slots.arrival:%m-%d} {slots.departure:%m-%d}" == stay


@pytest.mark.parametrize(
    ("words", "name"),
    table("""
    anota aí: Rita Souza, rita@x.example => Rita Souza
    um quarto pra dois, sou Elena Vidal, elena@x.example => Elena Vidal
    sou o Paulo Mendes => Paulo Mendes
"""),
)
def test_a_name_beside_other_words(words: str, name: str) -> None:
    assert said(words, Context(awaiting="details")).slots.name == name


@pytest.mark.parametrize("words", ["posso chegar 11 da manhã?", "dá pra entrar 9 da noite?"])
def test_an_hour_is_no_day(words: str) -> None:
    assert said(words).slots.arrival is None


@pytest.mark.parametrize(
    ("words", "topic"),
    table("""
    vcs buscam na rodoviária? => transfer
    como faço pra chegar aí saindo do rio? => location
    tem geladeira no quarto? => services
    essa tarifa dá pra cancelar? => cancellation_policy
"""),
)
def test_questions_without_the_words_of_a_hotel(words: str, topic: str) -> None:
    found = said(words)
    assert (found.intent, found.slots.topic) == ("hotel_question", topic)
