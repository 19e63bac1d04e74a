"""Wishes for a department as guests write them, and their neighbours. Today is Tuesday 9 June 2026."""

from __future__ import annotations

import pytest

from messaging.intents import INTENTS
from messaging.intents.wish import Wish
from messaging.nlu import understand
from messaging.nlu.classifier import SILENT
from tests.messaging.nlu import wishes_en, wishes_es, wishes_pt
from tests.messaging.nlu.said import TUESDAY

LISTS = {"es": wishes_es, "pt": wishes_pt, "en": wishes_en}
COUNTRY = {"es": "ES", "pt": "BR", "en": "ES"}
WISHES = {name for name, intent in INTENTS.items() if isinstance(intent, Wish)} | {"confirmation_qr"}


def phrases(which: str) -> list[tuple[str, str, str]]:
    return [
        (language, intent, said.strip())
        for language, lists in LISTS.items()
        for intent, lines in getattr(lists, which).items()
        for line in lines.strip().splitlines()
        for said in line.split("|")
        if said.strip()
    ]


def heard(text: str, language: str) -> str:
    return understand(text, language=language, country=COUNTRY[language], today=TUESDAY).intent


@pytest.mark.parametrize(("language", "intent", "text"), phrases("IS"))
def test_it_is_that_wish(language: str, intent: str, text: str) -> None:
    assert heard(text, language) == intent


@pytest.mark.parametrize(("language", "intent", "text"), phrases("NOT"))
def test_it_only_looks_like_it(language: str, intent: str, text: str) -> None:
    """To the rules; the classifier, which knows only likeness, is measured by `manage.py nlu evaluate`."""
    said = understand(text, language=language, country=COUNTRY[language], today=TUESDAY, model=SILENT)
    assert said.intent != intent


@pytest.mark.parametrize("language", LISTS)
def test_every_wish_is_said_in_every_language(language: str) -> None:
    for which, least in (("IS", 12), ("NOT", 8)):
        said = [(intent, text) for spoken, intent, text in phrases(which) if spoken == language]
        for intent in WISHES:
            assert sum(name == intent for name, _ in said) >= least, (which, intent)
