from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope

from messaging import nlu
from messaging.learning import corrections, hotels, scoring, training
from messaging.models import Classifier, TurnRecord
from messaging.nlu import classifier, corpus, promoted
from messaging.nlu.corpus import Example
from pms.models import Hotel
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration
SLANG = "tiraron la bronca con el quilombo del fulbito"
FEW = [row for row in corpus.examples() if row.label in ("complaint", "check_price", "towels", "greeting")]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four labels train at once; nothing is kept from one test to the next."""
    monkeypatch.setattr(corpus, "examples", lambda: FEW)
    promoted.model.cache_clear()
    yield
    promoted.model.cache_clear()


@pytest.fixture
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frozen sets that nothing can make worse."""
    monkeypatch.setattr(scoring, "frozen", lambda: [scoring.Row("hola", "es", frozenset(["greeting"]))])


def turn(hotel: Hotel, text: str, intent: str, **fields: Any) -> TurnRecord:
    conversation = fields.pop("conversation", None) or make.ConversationFactory(hotel=hotel)
    row: TurnRecord = make.TurnRecordFactory(
        hotel=hotel, conversation=conversation, **{"intent": intent, "confidence": 0.9, "language": "es", **fields}
    )
    make.MessageFactory(hotel=hotel, conversation=conversation, text=text, turn=row)
    return row


def corrected(hotel: Hotel, text: str, intent: str, **slots: str) -> None:
    make.CorrectionFactory(hotel=hotel, turn=turn(hotel, text, "unknown"), verdict="wrong", intent=intent, slots=slots)


def told(hotel: Hotel, *said: tuple[str, str], apart: timedelta = timedelta(minutes=1), **fields: Any) -> None:
    conversation, at = make.ConversationFactory(hotel=hotel), timezone.now() - timedelta(hours=1)
    for number, (text, intent) in enumerate(said):
        turn(hotel, text, intent, conversation=conversation, created_at=at + number * apart, **fields)


def test_staff_corrections_are_examples(hotel: Hotel) -> None:
    corrected(hotel, SLANG, "human")
    corrected(hotel, "y el fulbito?", "hotel_question", topic="services")
    assert corrections.by_staff(hotel) == [
        Example(SLANG, "human", "es"),
        Example("y el fulbito?", "hotel_question/services", "es"),
    ]


def test_a_correction_never_teaches_a_yes(hotel: Hotel) -> None:
    corrected(hotel, "metele nomas", "confirm")
    corrected(hotel, "algo", "hotel_question")
    assert corrections.by_staff(hotel) == []


def test_what_was_not_understood_means_what_was_said_next(hotel: Hotel) -> None:
    told(hotel, (SLANG, "unknown"), ("cuánto cuesta la noche", "check_price"))
    assert corrections.by_guests(hotel) == [Example(SLANG, "check_price", "es")]


def test_what_was_denied_means_what_was_said_after_the_no(hotel: Hotel) -> None:
    told(hotel, (SLANG, "greeting"), ("no", "deny"), ("cuánto cuesta la noche", "check_price"))
    assert corrections.by_guests(hotel) == [Example(SLANG, "check_price", "es")]


@pytest.mark.parametrize(
    ("second", "confidence", "apart"),
    [("thanks", 0.9, 1), ("confirm", 0.9, 1), ("unknown", 0.9, 1), ("check_price", 0.5, 1), ("check_price", 0.9, 30)],
)
def test_what_tells_nothing_is_not_learned(hotel: Hotel, second: str, confidence: float, apart: int) -> None:
    told(hotel, (SLANG, "unknown"), ("algo", second), confidence=confidence, apart=timedelta(minutes=apart))
    assert corrections.by_guests(hotel) == []


@pytest.mark.usefixtures("easy")
def test_corrections_are_learned_and_promoted(hotel: Hotel) -> None:
    for more in ("", " hoy", " ayer"):
        corrected(hotel, SLANG + more, "human")
    trained = hotels.train(hotel, by="test")
    assert trained.worse == ()
    row = Classifier.objects.get(promoted_at__isnull=False)
    assert (row.pk, row.promoted_by, row.figures["by_staff"]) == (trained.row.pk, "test", 3)
    assert row.digest != corpus.digest(FEW)
    assert hotels.current(hotel).guess(SLANG).label == "human"
    assert training.train(FEW).guess(SLANG).label != "human"


@pytest.mark.usefixtures("easy")
def test_the_next_one_takes_the_place(hotel: Hotel) -> None:
    corrected(hotel, SLANG, "human")
    first, second = (hotels.train(hotel, by="test").row for _ in range(2))
    assert Classifier.objects.get(promoted_at__isnull=False) == second
    assert Classifier.objects.filter(pk=first.pk).exists()


def test_a_worse_one_is_kept_but_not_promoted(hotel: Hotel) -> None:
    """Hundreds of wrong corrections: a thank you would be a complaint."""
    for row in scoring.frozen()[:60]:
        corrected(hotel, row.text, "human")
    trained = hotels.train(hotel, by="test")
    assert trained.worse
    assert "understood" in trained.worse[0]
    row = Classifier.objects.get()
    assert (row.promoted_at, row.promoted_by, row.figures["worse"]) == (None, "", list(trained.worse))
    assert hotels.current(hotel) is classifier.shipped()


def test_nothing_to_learn_is_said(hotel: Hotel) -> None:
    with pytest.raises(hotels.NothingLearned):
        hotels.train(hotel, by="test")


@pytest.mark.usefixtures("easy")
def test_a_guest_is_understood_with_the_hotels_own_and_no_other(
    hotel: Hotel, other_hotel: Hotel, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for more in ("", " hoy", " ayer"):
        corrected(hotel, SLANG + more, "human")
    own = hotels.train(hotel, by="test").row
    asked: list[object] = []
    understand = nlu.understand
    monkeypatch.setattr(nlu, "understand", lambda *a, **named: asked.append(named["model"]) or understand(*a, **named))
    assert talk.says(SLANG).record.intent == "human"
    with scope(hotel=other_hotel):
        Talk(other_hotel).says(SLANG)
        assert corrections.by_staff(other_hotel) == corrections.by_guests(other_hotel) == []
    assert asked == [promoted.model(own.pk), None]


def test_broken_weights_of_a_hotel_leave_the_products_own(hotel: Hotel) -> None:
    row = make.ClassifierFactory(hotel=hotel, promoted_at=timezone.now())
    assert promoted.model(row.pk) is classifier.shipped()
