"""The language of a message, and how it sticks to the conversation."""

import pytest

from messaging.nlu import understand
from tests.messaging.nlu.said import TUESDAY


def language(text: str, sticky: str | None = None) -> str:
    return understand(text, language=sticky, today=TUESDAY).language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hola", "es"),
        ("Hola, buenas tardes", "es"),
        ("tienen lugar para el finde?", "es"),
        ("cuánto sale la doble", "es"),
        ("mascotas?", "es"),
        ("oi", "pt"),
        ("bom dia, tem quarto?", "pt"),
        ("quanto custa a diária?", "pt"),
        ("aceitam cachorro?", "pt"),
        ("hi", "en"),
        ("Do you have a room for tonight?", "en"),
        ("Friday to Sunday", "en"),
        ("parking?", "es"),
        ("", "es"),
        ("👍", "es"),
        ("2026-12-20", "es"),
        ("juan@example.com", "es"),
        ("Peter Schmidt", "es"),
    ],
)
def test_first_message(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    "text", ["ok", "2", "hola", "hello", "John Smith", "Maria da Silva", "check in 2026-12-20", "a@b.com", ""]
)
@pytest.mark.parametrize("sticky", ["es", "pt", "en"])
def test_a_word_or_a_name_does_not_switch(text: str, sticky: str) -> None:
    assert language(text, sticky) == sticky


@pytest.mark.parametrize(
    ("sticky", "text", "expected"),
    [
        ("es", "Sorry, do you speak English? I need a room for two nights", "en"),
        ("es", "vocês têm quarto para duas pessoas neste fim de semana?", "pt"),
        ("en", "hola, quisiera saber cuánto cuesta la habitación doble", "es"),
        ("pt", "necesito una habitación para dos personas, ¿tienen lugar?", "es"),
    ],
)
def test_a_whole_sentence_switches(sticky: str, text: str, expected: str) -> None:
    assert language(text, sticky) == expected


def test_dates_are_read_in_the_language_they_are_written_in() -> None:
    found = understand("next weekend", language="es", today=TUESDAY)
    assert found.language == "es"
    assert str(found.slots.arrival) == "2026-06-19"
