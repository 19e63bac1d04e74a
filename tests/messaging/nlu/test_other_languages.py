"""A language that is none of ours is not read as one, and ours are never taken for another."""

import pytest

from messaging.nlu import understand
from tests.messaging.nlu.said import TUESDAY


@pytest.mark.parametrize(
    "text",
    [
        "bonjour, avez-vous une chambre pour deux personnes ?",
        "je voudrais réserver une chambre pour 2 nuits",
        "Guten Tag, haben Sie ein Zimmer frei?",
        "wir möchten ein Zimmer für zwei Personen",
        "buongiorno, avete una camera per due persone?",
        "vorrei prenotare una camera per tre notti",
        "здравствуйте, есть ли номер на двоих",
        "你好 请问有房间吗",
    ],
)
def test_another_language(text: str) -> None:
    found = understand(text, today=TUESDAY)
    assert (found.intent, found.language, found.slots.said()) == ("other_language", "en", {})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hola", "es"),
        ("hola, una habitación para dos", "es"),
        ("oi, tem quarto pra hoje?", "pt"),
        ("bom dia, quanto custa?", "pt"),
        ("hi, a room for two please", "en"),
        ("me llamo Camera Salve", "es"),
        ("oi, queria una habitação para dos pessoas", "pt"),
    ],
)
def test_our_languages(text: str, language: str) -> None:
    found = understand(text, today=TUESDAY)
    assert found.intent != "other_language"
    assert found.language == language


@pytest.mark.parametrize(
    ("sticky", "text", "language"),
    [
        ("es", "ok", "es"),
        ("es", "please", "es"),
        ("es", "bom dia, vocês têm quarto para o fim de semana?", "pt"),
        ("pt", "what time is breakfast on sunday please?", "en"),
        ("en", "gracias", "en"),
        ("pt", "si", "pt"),
        ("pt", "hola", "pt"),
        ("es", "bonjour, avez-vous une chambre pour deux personnes ?", "es"),
    ],
)
def test_the_language_sticks_until_the_guest_switches_for_real(sticky: str, text: str, language: str) -> None:
    assert understand(text, language=sticky, today=TUESDAY).language == language
