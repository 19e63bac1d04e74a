"""Wishes told in one breath are all heard, each with its own words."""

from __future__ import annotations

import pytest

from messaging.nlu import hear
from tests.messaging.nlu.said import TUESDAY

TOLD = [
    ("falta una toalla y pueden limpiar el cuarto", {"towels", "cleaning"}),
    ("necesito una almohada y que me despierten a las 7", {"towels", "wake_up_call"}),
    ("quiero una factura, y un taxi al aeropuerto mañana a las 8", {"invoice", "transfer"}),
    ("pode mandar toalha e alguém pra limpar o quarto?", {"towels", "cleaning"}),
    ("o chuveiro não funciona e tb preciso de toalha", {"maintenance", "towels"}),
    ("quero um táxi amanhã às 8 e nota fiscal", {"transfer", "invoice"}),
    ("the toilet wont flush and we could do with some fresh towels too", {"maintenance", "towels"}),
    ("can you send up a pillow and a wake up call at 7", {"towels", "wake_up_call"}),
    ("could we get extra towels and have someone clean our room, we are in 204", {"towels", "cleaning"}),
]
ONE = [
    "necesito toallas y almohadas",
    "o ar não gela e está pingando água",
    "we need two more pillows, a blanket and some towels please",
    "can someone clean the room and the bathroom",
    "tráiganme agua y hielo, estamos en la 204",
]


@pytest.mark.parametrize(("text", "wishes"), TOLD)
def test_both_are_heard(text: str, wishes: set[str]) -> None:
    said = hear(text, today=TUESDAY)
    assert {said.intent, *(clause.said.intent for clause in said.beside)} == wishes


@pytest.mark.parametrize("text", ONE)
def test_things_of_one_wish_stay_together(text: str) -> None:
    assert hear(text, today=TUESDAY).beside == ()
