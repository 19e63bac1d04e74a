"""What is found at the demo hotels for questions as guests put them, and what is rightly not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from hotel_agent.demo import HOTELS
from messaging import knowledge, nlu, questions, synonyms
from messaging.knowledge import Told
from messaging.models import Fact, TurnRecord
from pms.models import Hotel
from pms.terms import LANGUAGES
from tests import factories as make
from tests.messaging.knowledge.asked import QUESTIONS
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration

OF_THEIR_OWN = ("luggage", "transfer", "payment")
"""Intents that answer what is asked of their topic."""


@pytest.fixture
def houses(db: None) -> Iterator[list[Hotel]]:
    """The demo hotels with nothing but their facts."""
    houses = []
    for sheet in HOTELS:
        hotel = make.HotelFactory(slug=sheet.slug, language=sheet.language, country=sheet.country)
        houses.append(hotel)
        Fact._base_manager.bulk_create(
            Fact(hotel=hotel, topic=topic, language=language, text=text)
            for topic, texts in sheet.facts.items()
            for language, text in texts.items()
        )
    yield houses


def found(hotel: Hotel, text: str, language: str) -> str:
    """The topic of the fact that a guest would read; nothing is answered to what is no question."""
    said = nlu.understand(text, language=language, country=hotel.country, today=hotel.now().date())
    if said.intent in OF_THEIR_OWN:
        return said.intent
    if said.intent not in ("hotel_question", "unknown", "greeting"):
        return ""
    with scope(hotel=hotel):
        fact = knowledge.find(hotel, text, topic=said.slots.topic, language=language)
    return fact.topic if fact else ""


def asked(language: str) -> Iterator[tuple[str, str, str]]:
    """(question, topic that answers it, the only hotel where it does)."""
    for answer, lines in QUESTIONS[language].items():
        topic, _, only = answer.partition("@")
        yield from ((question, topic, only) for question in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_is_found_and_nothing_else(houses: list[Hotel], language: str) -> None:
    wrong, lost, right, answerable = [], [], 0, 0
    for hotel in houses:
        for question, topic, only in asked(language):
            expected = topic if not only or only == hotel.slug else ""
            got = found(hotel, question, language)
            answerable += bool(expected)
            right += bool(got) and got == expected
            if got and got != expected:
                wrong.append((hotel.slug, question, got))
            elif expected and not got:
                lost.append((hotel.slug, question, expected))
    precision, recall = right / (right + len(wrong)), right / answerable
    report = f"{language}: precision {precision:.3f}, recall {recall:.3f} of {answerable}"
    assert (precision, recall) >= (1.0, 0.98), (report, wrong, lost)


def test_there_are_enough_questions() -> None:
    for language in LANGUAGES:
        assert len(list(asked(language))) >= 120
        assert len(QUESTIONS[language][""]) >= 40


def test_what_is_stale_is_not_told_and_counts_as_unanswered(talk: Talk, hotel: Hotel) -> None:
    Fact.objects.filter(topic="wifi").update(checked_at=timezone.now() - knowledge.TRUSTED_FOR)
    Fact.objects.filter(topic="parking").update(valid_until=hotel.now().date() - timedelta(days=1))
    for question, topic in (("¿tienen wifi?", "wifi"), ("¿hay parking?", "parking")):
        outcome = talk.says(question)
        assert outcome.record.words == "no_fact"
        assert ["fact", {"topic": topic, "id": None}] in TurnRecord.objects.get(pk=outcome.record.pk).trace
    assert {row.topic for row in questions.ranked([hotel])[1]} == {"wifi", "parking"}
    for fact in Fact.objects.filter(topic="wifi"):
        knowledge.still_true(fact, make.UserFactory())
    assert talk.says("¿tienen wifi?").record.words == "fact"
    assert [row.topic for row in questions.ranked([hotel])[1]] == ["parking"]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("¿Tienen secador de pelo?", "hair_dryer"),
        ("tem adaptador de tomada?", "adapter"),
        ("is the pool heated?", "pool_heated"),
    ],
)
def test_a_thing_nobody_knows_of_is_counted_until_staff_tell(
    talk: Talk, hotel: Hotel, question: str, topic: str
) -> None:
    make.FactFactory(hotel=hotel, topic="services", text="Lavandería y bicicletas.")
    make.FactFactory(hotel=hotel, topic="pool", text="La piscina abre de 9:00 a 20:00.")
    assert talk.says(question).record.words == "no_fact"
    [gap] = questions.ranked([hotel])[1]
    assert gap.topic == topic
    texts = {"es": "Sí: piscina climatizada, secador y adaptadores."}
    questions.answer(gap, Told(topic, texts), make.UserFactory(), hotel=hotel)
    told = talk.says(question)
    assert (told.record.words, told.messages[0].text) == ("fact", texts["es"])
    assert questions.ranked([hotel])[1] == []


def test_what_is_not_known_beside_a_wish_is_counted_too(talk: Talk, hotel: Hotel) -> None:
    talk.says("¿tienen wifi? ¿y aceptan mascotas?")
    assert [row.topic for row in questions.ranked([hotel])[1]] == ["pets"]


def test_in_the_guests_language_else_in_the_hotels(hotel: Hotel) -> None:
    spanish = make.FactFactory(hotel=hotel, topic="pets", language="es", text="Aceptamos perros.")
    assert knowledge.find(hotel, "do you take dogs?", topic="pets", language="en") == spanish
    english = make.FactFactory(hotel=hotel, topic="pets", language="en", text="Dogs are welcome.")
    assert knowledge.find(hotel, "do you take dogs?", topic="pets", language="en") == english
    make.FactFactory(hotel=hotel, topic="gym", language="pt", text="Temos academia.")
    assert knowledge.find(hotel, "is there a gym?", topic="gym", language="en") is None


@pytest.mark.security
def test_nothing_of_another_hotel_is_found(hotel: Hotel, other_hotel: Hotel) -> None:
    make.FactFactory(hotel=other_hotel, topic="pets", text="Aceptamos perros.")
    assert knowledge.find(hotel, "¿aceptan perros?", topic="pets", language="es") is None


@pytest.mark.performance
def test_it_is_one_query(hotel: Hotel) -> None:
    with CaptureQueriesContext(connection) as captured:
        knowledge.find(hotel, "¿hay piscina climatizada y secador?", topic="pool", language="es")
    assert len(captured) == 1


@pytest.mark.unit
def test_words_of_one_thing_and_letters_astray() -> None:
    assert synonyms.named("¿hay pileta y cochera?") == ["parking", "pool"]
    assert synonyms.misspelt("tienen picsina o estasionamiento") == ["pool", "parking"]
    assert synonyms.misspelt("quiero pasar por la esquina") == []
