"""A booked stay that is to be another: what guests write for it, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import Context, understand
from tests.messaging.nlu.said import TUESDAY, table

pytestmark = pytest.mark.unit

CHANGES = """
    quiero cambiar mi reserva
    necesito modificar las fechas de mi reserva
    se puede mover la reserva para el 20?
    quisiera cambiar la fecha de llegada
    podemos adelantar la reserva un dia
    hola, tengo que posponer mi estadía
    me gustaría extender la estancia dos noches
    quiero agregar una noche a mi reserva
    kiero cambiar mi reserva al 20 d junio
    habría posibilidad de correr la reserva una semana
    la reserva que tengo, la puedo pasar al 25 de junio?
    quiero quedarme una noche más
    al final quiero llegar un día antes
    necesito salir un día después
    quiero cambiar de habitación
    cambiarme a otra habitación, se puede?
    quiero agregar una persona a mi reserva
    queria reprogramar mi reserva
    quero mudar minha reserva
    preciso alterar as datas da minha reserva
    dá para remarcar a reserva pro dia 20?
    queria trocar a data de chegada
    quero antecipar minha reserva um dia
    precisamos adiar a nossa estadia
    gostaria de estender a estadia por duas noites
    quero ficar mais uma noite
    vamos chegar um dia depois
    quero sair um dia antes
    posso mudar de quarto?
    minha reserva dá pra passar para o dia 20 de junho? quero alterar
    quero adicionar uma pessoa na minha reserva
    da pra transferir minha reserva pra julho
    preciso mudar a reserva
    quero acrescentar uma diária na minha reserva
    I want to change my reservation
    can I move my booking to June 20?
    I need to reschedule our stay
    could you change the dates please
    I'd like to extend my stay by two nights
    can we postpone our reservation
    please amend my booking
    I want to stay one more night
    we would like to arrive a day earlier
    I have to leave one day early
    can I add a night to my booking
    need to shorten my stay
    can my booking be moved to July 3?
    I'd like to switch rooms
    add one more person to my reservation
    is it possible to modify my reservation
"""

OTHERS = """
    ¿puedo cambiar dinero en el hotel? => -
    me cambio de idea, no quiero nada => -
    ¿cambian las toallas todos los días? => -
    quiero reservar una habitación del 20 al 22 de junio => check_availability
    disponibilidad para dos noches más o menos => check_availability
    cuánto cuesta la noche? => check_price
    quiero cancelar mi reserva => cancel_reservation
    ver mi reserva => show_reservation
    quiero salir más tarde el último día => hotel_question
    quero sair mais tarde => hotel_question
    late checkout possible? => hotel_question
    I changed my mind => cancel_flow
    mudei de ideia => cancel_flow
"""


@pytest.mark.parametrize("text", [line.strip() for line in CHANGES.strip().splitlines()])
def test_a_booked_stay_is_to_be_another(text: str) -> None:
    assert understand(text, country="ES", today=TUESDAY).intent == "change_reservation"


@pytest.mark.parametrize(("text", "intent"), table(OTHERS))
def test_near_misses(text: str, intent: str) -> None:
    found = understand(text, country="ES", today=TUESDAY).intent
    assert found == intent if intent != "-" else found != "change_reservation"


@pytest.mark.parametrize(
    ("text", "stay"),
    table("""
    una noche más => 06-20 06-23
    dos noches mas => 06-20 06-24
    llegar un día antes => 06-19 06-22
    irme un día antes => 06-20 06-21
    me quiero ir un dia antes => 06-20 06-21
    salir un día después => 06-20 06-23
    una noche menos => 06-20 06-21
    mais uma noite => 06-20 06-23
    duas noites a mais => 06-20 06-24
    chegar um dia antes => 06-19 06-22
    sair um dia depois => 06-20 06-23
    uma noite a menos => 06-20 06-21
    one more night => 06-20 06-23
    two extra nights => 06-20 06-24
    arrive a day later => 06-21 06-22
    leave one day earlier => 06-20 06-21
    adelantar la reserva un día => 06-19 06-21
    postpone the booking by two days => 06-22 06-24
    """),
)
def test_nights_more_or_less_are_of_the_stay_under_way(text: str, stay: str) -> None:
    context = Context(arrival=date(2026, 6, 20), departure=date(2026, 6, 22))
    slots = understand(text, country="ES", today=TUESDAY, context=context).slots
    arrival, departure = slots.arrival or context.arrival, slots.departure or context.departure
    assert f"{arrival:%m-%d} {departure:%m-%d}" == stay


def test_without_a_stay_under_way_they_wait_for_one() -> None:
    slots = understand("quiero una noche más", today=TUESDAY).slots
    assert (slots.shift, slots.nights, slots.departure) == ("departure+1", None, None)


@pytest.mark.parametrize(("text", "month"), [("la de diciembre", 12), ("a de dezembro", 12), ("the one in March", 3)])
def test_which_of_several_is_told_by_its_month(text: str, month: int) -> None:
    found = understand(text, today=TUESDAY, context=Context(awaiting="which_cancel_reservation"))
    assert (found.intent, found.slots.month) == ("cancel_reservation", month)
