"""A yes in many words books, cancels and changes; whatever says anything else does not."""

from __future__ import annotations

import pytest

from messaging.nlu import Context
from messaging.nlu.assent import is_yes
from messaging.nlu.text import fold, plain
from tests.messaging.nlu.said import TUESDAY, understand

YES = {
    "confirm": """
        sí, está todo perfecto, reservánosla|sisi confirmo 🙌|si porfa, confirmala así|dale, reservá nomás
        sí, confirmo las dos|vale pues resérvamela|perfecto, hágala|ok vamos con esa|sí claro que sí, apártamela
        pode confirmar sim|isso mesmo, pode fechar a reserva|sim, tudo certo, pode reservar|ok, pode reservar os dois
        yes, confirm both please|yep book it|yeah go for it|sure, that works, thanks|yes let's lock it in
        all good, book it
        """,
    "cancel_confirm": """
        sí, anúlala|vale pues sí, cancélela|pode cancelar então|sim, cancela por favor|ugh fine, yes cancel it anyway
        yes please cancel my booking
        """,
    "change_confirm": "sí, cámbiala|dale, cambiala|pode mudar, por favor|yes change it please",
    "waitlist": "sí, avísame|sim, me avisa por favor|yes please let me know",
}
NO_YES = {
    "confirm": """
        sí pero con desayuno|si el 21|no confirmes|sí, mejor la suite|sí, pero mañana|lo confirmo mañana|sí, para tres
        vale lo hablo con mi mujer|ok déjame ver|bueno, lo pienso|sí y la cuna|ok y la habitación|sí, dos habitaciones
        sim mas sem café|deixa eu ver|ok e o quarto|pode ver isso|yes but with breakfast|yes for 3 people
        ok let me think
        i'm not sure|ok is that all|right so is this for us|thank ya|separate rooms|cancela
        """,
    "cancel_confirm": "sí, no la canceles|no la anules|mejor no cancelar|sí, cancela solo una noche|cancel that one",
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    said = {awaiting: texts.replace("\n", "|").split("|") for awaiting, texts in table.items()}
    return [(awaiting, text.strip()) for awaiting, texts in said.items() for text in texts if text.strip()]


@pytest.mark.parametrize(("awaiting", "text"), lines(YES))
def test_a_yes_in_many_words(awaiting: str, text: str) -> None:
    said = understand(text, today=TUESDAY, context=Context(awaiting=awaiting))
    assert said.intent == "confirm"
    assert said.confidence > 0.9


@pytest.mark.parametrize(("awaiting", "text"), lines(NO_YES))
def test_what_says_more_or_less_than_yes(awaiting: str, text: str) -> None:
    assert not is_yes(plain(fold(text)), awaiting=awaiting)


def test_where_nothing_is_asked_many_words_are_no_yes() -> None:
    assert understand("sí, todo perfecto, resérvanosla", today=TUESDAY).confidence < 0.9
