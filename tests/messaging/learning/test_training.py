from __future__ import annotations

import pytest

from messaging.learning import training
from messaging.nlu import classifier, features
from messaging.nlu.corpus import Example

pytestmark = pytest.mark.unit
ROWS = [
    Example(f"{text} {more}", label, "es")
    for text, label in (("toallas limpias", "towels"), ("un taxi al puerto", "transfer"), ("la factura", "invoice"))
    for more in ("", "por favor", "ahora", "hoy", "gracias", "ya")
]


def test_the_same_examples_give_the_same_bytes() -> None:
    assert classifier.dump(training.train(ROWS)) == classifier.dump(training.train(ROWS))


def test_it_tells_what_it_was_taught() -> None:
    model = training.train(ROWS)
    assert [model.guess(text).label for text in ("toalla", "un taxi", "la factura por favor")] == [
        "towels",
        "transfer",
        "invoice",
    ]


def test_pieces_seen_once_are_not_kept() -> None:
    assert (
        training.known([features.count("wxw")] * 2 + [features.count("wxqw")])[0].keys() == features.count("wxw").keys()
    )
