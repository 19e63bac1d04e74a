"""The stay that is booked and the one wished in its place. Today is Tuesday 9 June 2026."""

from __future__ import annotations

import pytest

from messaging.nlu import Context, understand
from tests.messaging.nlu.said import TUESDAY, stay, table

MOVED = """
    tengo reservado del 5 al 8 de febrero y necesitaría correrlo al 12 de febrero => 2027-02-12 - ?departure
    ya tengo una reserva con ustedes del 8 al 10 de enero, puedo adelantarla al 6 hasta el 8? => 2027-01-06 2027-01-08
    quisiera recorrer mi reservación del 15 al 18 de marzo para el 22 al 25 => 2027-03-22 2027-03-25
    me cambiaron las vacaciones, la reserva del 4 de febrero la tengo que pasar al 11 => 2027-02-11 - ?departure
    reservamos del 6 al 9 de abril, se podría extender hasta el 10? => - 2027-04-10
    en vez del 10 al 12 de marzo quisiera ir del 17 al 19, ya tengo reserva => 2027-03-17 2027-03-19
    tenemos reserva del 3 al 5 de julio, podemos quedarnos un día más? => - 07-06
    cambiar la reserva del 1 al 3 de agosto por otra del 8 al 10 => 08-08 08-10
    tenho uma reserva de 20 a 23 de janeiro, posso mudar para o dia 25 a 28? => 2027-01-25 2027-01-28
"""
BOOKED = """
    tengo una reserva del 5 al 8 de julio => show_reservation
    hice una reserva para el 5 de julio, dos noches => show_reservation
    tengo una reserva del 5 al 8 de julio, a que hora es el check in? => show_reservation
    necesito factura de mi reserva del 5 al 8 de julio => invoice
    quiero cancelar mi reserva del 5 al 8 de julio => cancel_reservation
    puedo llegar un día después de lo reservado? => change_reservation
    quería saber si puedo salir un día antes, tengo reserva hasta el 9 => change_reservation
    quiero hacer una reserva del 5 al 8 de julio => check_availability
    hacer una reserva para el 5 de julio, dos noches => check_availability
    quiero una reserva del 5 al 8 de julio y que me agreguen cuna => check_availability
    quiero hacer la reserva del 5 al 8 de julio => check_availability
    al final no vamos a poder viajar el 12 => cancel_reservation
    no podremos ir, nos surgió algo => cancel_reservation
    y en vez de anularla se puede dejar para marzo? => change_reservation
    querría añadir una persona => change_reservation
"""


@pytest.mark.parametrize(("text", "expected"), table(MOVED))
def test_the_days_wished_are_not_those_booked(text: str, expected: str) -> None:
    assert stay(text, None, country="ES") == expected
    assert understand(text, country="ES", today=TUESDAY).intent == "change_reservation"


@pytest.mark.parametrize(("text", "intent"), table(BOOKED))
def test_a_stay_that_is_booked_is_none_to_look_for(text: str, intent: str) -> None:
    assert understand(text, language="es", country="ES", today=TUESDAY).intent == intent


def test_while_one_is_being_booked_the_days_replaced_are_its_own() -> None:
    context = Context("choice", arrival=TUESDAY.replace(month=7, day=12), departure=TUESDAY.replace(month=7, day=15))
    assert stay("mejor del 17 al 19 en vez del 12 al 15", "es", country="ES", context=context) == "07-17 07-19"


def test_a_month_said_before_is_that_of_the_days() -> None:
    assert stay("del 3 al 10", "es", country="ES", context=Context("dates", month=9)) == "09-03 09-10"
    assert stay("del 3 al 10", "es", country="ES", context=Context("dates", month=2)) == "2027-02-03 2027-02-10"
    assert stay("mejor del 3 al 10 de agosto", "es", country="ES", context=Context("dates", month=9)) == "08-03 08-10"


def test_who_cannot_come_on_a_day_that_is_looked_for_drops_nothing() -> None:
    context = Context("choice", arrival=TUESDAY.replace(month=7, day=12), departure=TUESDAY.replace(month=7, day=15))
    said = understand("el 12 no puedo ir, mejor el 13", language="es", country="ES", today=TUESDAY, context=context)
    assert said.intent == "check_availability"
