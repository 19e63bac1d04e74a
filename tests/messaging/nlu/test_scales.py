from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from messaging import nlu
from messaging.intents import INTENTS
from messaging.nlu import features, scales
from messaging.nlu.classifier import Model
from messaging.nlu.context import Context

pytestmark = pytest.mark.unit
TODAY = date(2026, 1, 15)
NOTHING_KNOWN = "zumbaba trefolo quindi"


def model(**likely: float) -> Model:
    """One that says this of whatever is written."""
    labels = tuple(label.replace("__", "/") for label in likely)
    pieces = sorted({piece for text in (NOTHING_KNOWN, *SAID) for piece in features.count(text)})
    return Model(
        labels=labels,
        rows={piece: row for row, piece in enumerate(pieces)},
        rarity=np.ones(len(pieces), np.float32),
        weights=np.zeros((len(pieces), len(labels)), np.float32),
        bias=np.log(np.array([*likely.values()], np.float32)),
    )


SAID = ("hola che necesito algo de ustedes", "si dale", "no", "hola", "gracias")


def heard(text: str, *, awaiting: str = "", **likely: float) -> tuple[str, float, str]:
    said = nlu.understand(text, language="es", today=TODAY, context=Context(awaiting=awaiting), model=model(**likely))
    return said.intent, round(said.confidence, 2), said.slots.topic


def test_what_the_rules_do_not_know_is_what_the_classifier_says() -> None:
    assert heard(NOTHING_KNOWN, check_price=0.7, thanks=0.3) == ("check_price", 0.7, "")


def test_a_question_gets_its_topic() -> None:
    assert heard(NOTHING_KNOWN, hotel_question__pets=0.7, thanks=0.3) == ("hotel_question", 0.7, "pets")


def test_a_weak_guess_is_none() -> None:
    assert heard(NOTHING_KNOWN, check_price=0.38, thanks=0.35, human=0.27) == ("unknown", 0.0, "")


@pytest.mark.parametrize("label", sorted(scales.NEVER))
@pytest.mark.parametrize("awaiting", ["", "confirm", "cancel_confirm", "choice"])
def test_it_never_says_yes_or_no_or_what_only_slots_tell(label: str, awaiting: str) -> None:
    assert heard(NOTHING_KNOWN, awaiting=awaiting, **{label: 0.99, "thanks": 0.01})[0] == "unknown"


@pytest.mark.parametrize(("text", "intent"), [("si dale", "confirm"), ("no", "deny")])
@pytest.mark.parametrize("awaiting", ["", "confirm"])
def test_it_is_not_asked_about_a_yes_or_a_no(text: str, intent: str, awaiting: str) -> None:
    assert heard(text, awaiting=awaiting, check_price=0.99, thanks=0.01)[0] == intent


def test_sure_rules_stand() -> None:
    assert heard("hola", check_price=0.99, thanks=0.01)[0] == "greeting"


def test_a_greeting_before_something_else_is_weighed() -> None:
    assert heard("hola che necesito algo de ustedes", check_price=0.9, thanks=0.1)[0] == "check_price"
    assert heard("hola che necesito algo de ustedes", check_price=0.5, thanks=0.5)[0] == "greeting"


def test_an_emergency_only_it_hears_brings_staff_at_little_suspicion() -> None:
    intent, confidence, _ = heard(NOTHING_KNOWN, emergency=0.35, thanks=0.65)
    assert intent == ("urgent" if "urgent" in INTENTS else "human")
    assert confidence == 0.35


def test_an_intent_nobody_handles_is_no_answer() -> None:
    assert heard(NOTHING_KNOWN, teleport=0.99, thanks=0.01)[0] == "unknown"
