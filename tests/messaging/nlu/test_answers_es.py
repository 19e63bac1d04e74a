"""How guests of Spain, Argentina and Mexico say yes, no and not yet, and who they are."""

from __future__ import annotations

import pytest

from messaging.nlu import Context, hear
from messaging.turn import Understanding
from tests.messaging.nlu.said import TUESDAY

AGREED = """
    sí sí, adelante con la reserva
    ok todo correcto, puede reservar
    está todo bien, confirmá nomás
    va, apártemela por favor joven
    sale pues, apártela
    dale, cerralo
    venga, hazla
    perfecto, resérvela a mi nombre
    si esta perfecto gracias, confirmenla
    sí por favor, queda perfecto así
    ándale, sí
    los datos son correctos, confirma
    todo ok, sisi
    clarooo, nos la quedamos
    siii porfis 🙏
    obvio que sí, reservanosla
"""
NOT_YET = """
    ya te confirmo
    te confirmo mañana
    sí, luego te confirmo
    mañana confirmo
    la confirmo más tarde
    déjeme consultarlo con mi esposa
    lo consulto con mi marido y te digo
    espéreme tantito
    no estoy segura todavía
    dame un ratito
"""
REFUSED = """
    no, no la confirmes
    no no, no reserves
    nel, para nada
    no, no me la reserve
"""
NO_ANSWER = """
    sí, aunque tengo una duda
    creo que sí
    supongo
    sí si hay otra
    confirmo?
"""
KEEP = """
    no, déjala como está
    no, mejor la mantengo
    mejor mantenla
    espera, no canceles todavía
"""
CANCEL = """
    dale, cancelala
    ok, cancélela entonces
    sí por favor, dela de baja
    vale pues cancela la reserva
    si quiero cancelarla
    va, anúlenla
"""
NAMED = """
    Jimena Duarte mi cel es +34600000001 => Jimena Duarte
    ivan prieto tel 600112233 => ivan prieto
    mi nombre ivan prieto correo ivan@example.com => ivan prieto
    mis datos son Iván Prieto ivan@example.com => Iván Prieto
    Iván Prieto Salas DNI 12345678Z => Iván Prieto Salas
    perdón la demora, rosa prieto => rosa prieto
    vamos a necesitar una trona, apúntalo porfa =>
    sisi confirmala =>
    llevaremos también a nuestra hija pequeña, anótelo =>
    dale, esa =>
"""


def heard(text: str, awaiting: str) -> Understanding:
    return hear(text, language="es", country="ES", today=TUESDAY, context=Context(awaiting))


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("text", lines(AGREED))
def test_a_yes_may_be_made_of_several_words(text: str) -> None:
    assert heard(text, "confirm").intent == "confirm"


@pytest.mark.parametrize("text", lines(NOT_YET))
def test_who_thinks_it_over_neither_agrees_nor_names_a_day(text: str) -> None:
    said = heard(text, "confirm")
    assert (said.intent, said.slots.topic, said.slots.arrival) == ("small_talk", "later", None)


@pytest.mark.parametrize("text", lines(REFUSED))
def test_a_no_may_be_made_of_several_words(text: str) -> None:
    assert heard(text, "confirm").intent == "deny"


@pytest.mark.parametrize("text", lines(NO_ANSWER))
def test_nothing_is_agreed_to_on_a_maybe(text: str) -> None:
    assert heard(text, "confirm").intent != "confirm"


@pytest.mark.parametrize("text", lines(CANCEL))
def test_asked_whether_to_cancel_the_word_for_it_is_a_yes(text: str) -> None:
    assert heard(text, "cancel_confirm").intent == "confirm"


@pytest.mark.parametrize("text", lines(KEEP))
def test_asked_whether_to_cancel_keeping_it_is_a_no(text: str) -> None:
    assert heard(text, "cancel_confirm").intent == "deny"


@pytest.mark.parametrize("text", ["me penalizan si anulo?", "tiene coste la cancelación?", "y me devuelven todo?"])
def test_what_a_cancellation_costs_is_quoted_again(text: str) -> None:
    assert heard(text, "cancel_confirm").intent == "cancel_reservation"


@pytest.mark.parametrize("line", lines(NAMED))
def test_a_name_beside_other_words(line: str) -> None:
    text, _, name = (part.strip() for part in line.partition("=>"))
    assert heard(text, "details").slots.name == name


def test_a_first_name_is_completed() -> None:
    context = Context("details", name="rosa")
    assert hear("rosa prieto", language="es", country="ES", today=TUESDAY, context=context).slots.name == "rosa prieto"
