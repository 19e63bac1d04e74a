"""Each line of danger is heard as its kind; none of the harmless ones rings a bell."""

from __future__ import annotations

from datetime import date

import pytest

from messaging import dangers
from messaging.nlu import Context, understand
from messaging.nlu.text import clean, fold
from tests.messaging.dangers import en, es, pt

pytestmark = pytest.mark.unit

LANGUAGES = {"es": es, "pt": pt, "en": en}
TODAY = date(2026, 6, 9)
ALARMS = [
    (language, *line.strip().split(": ", 1))
    for language, said in LANGUAGES.items()
    for line in said.ALARMS.strip().splitlines()
]
CALM = [(language, line.strip()) for language, said in LANGUAGES.items() for line in said.CALM.strip().splitlines()]


@pytest.mark.parametrize(("language", "kind", "said"), ALARMS)
def test_danger_is_heard_as_its_kind(language: str, kind: str, said: str) -> None:
    found = understand(said, language=language, today=TODAY, context=Context(awaiting="confirm"))
    assert (found.intent, found.slots.topic) == ("emergency", kind)


@pytest.mark.parametrize(("language", "kind", "said"), ALARMS)
def test_capitals_change_nothing(language: str, kind: str, said: str) -> None:
    assert dangers.kind_of(fold(clean(said.upper()))) == kind


@pytest.mark.parametrize(("language", "said"), CALM)
def test_what_only_sounds_like_danger_rings_no_bell(language: str, said: str) -> None:
    assert understand(said, language=language, today=TODAY).intent != "emergency"


def test_both_tables_are_long_enough_in_each_language() -> None:
    for said in LANGUAGES.values():
        assert len(said.ALARMS.strip().splitlines()) >= 60 <= len(said.CALM.strip().splitlines())
