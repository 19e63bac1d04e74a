from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from messaging.learning import scoring, shipping
from messaging.nlu import classifier, corpus
from messaging.nlu.corpus import Example
from pms.models import Hotel

pytestmark = pytest.mark.integration
LABELS = ("greeting", "repeat", "thanks")
CLINC = [
    {"text": text, "lang": "en", "split": split, "intent": intent}
    for text, intent in (("book me a hotel", "book_hotel"), ("say that again", "repeat"), ("hello you", "greeting"))
    for split in ("train", "val", "test")
]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "frozen", lambda: [Example("hola", "greeting", "es"), Example("asdf", "unknown", "es")])


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("nlu", *words)
    return capsys.readouterr().out


def test_export_writes_weights_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "weights.npz"
    run(capsys, "export", "--to", str(file))
    assert classifier.load(file.read_bytes()).labels == classifier.shipped().labels


def test_train_writes_weights_and_their_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [row for row in corpus.examples() if row.label in LABELS]
    monkeypatch.setattr(corpus, "examples", lambda: few)
    monkeypatch.setattr(shipping, "train", partial(shipping.train, tmp_path))
    told = json.loads(run(capsys, "train"))
    assert classifier.read(tmp_path).labels == LABELS
    assert (told["trained_on"], told["examples"]) == (corpus.digest(few), len(few))


def test_evaluate_compares_rules_classifier_and_both(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "evaluate", "--json"))["sets"]["frozen"]["es"]
    assert set(found) == {"rules", "classifier", "both"}
    assert (found["rules"]["accuracy"], found["rules"]["refused"], found["rules"]["messages"]) == (1.0, 1.0, 2)


def test_evaluate_reads_the_sets_a_folder_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def put(name: str, rows: list[dict[str, Any]]) -> None:
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))

    put("clinc150_travel_en.jsonl", CLINC)
    found = json.loads(run(capsys, "evaluate", "--json", "--shared", str(tmp_path)))
    assert found["sets"]["CLINC150 travel"]["en"]["both"]["messages"] == len(CLINC)
    assert list(found["trained_on_the_set_itself"].values()) == [100.0]


def test_an_unknown_hotel_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="No such hotel"):
        call_command("nlu", "train", "--hotel", "nowhere")


def test_a_hotel_without_corrections_learns_nothing(hotel: Hotel) -> None:
    with pytest.raises(CommandError, match="no corrections yet"):
        call_command("nlu", "train", "--hotel", hotel.slug)


def test_an_intent_and_the_question_about_the_same_are_both_right() -> None:
    row = scoring.Row("can we check out late", "en", frozenset(["late_checkout"]))
    assert row.accepts("hotel_question/late_checkout")
    assert not row.accepts("hotel_question/pets")
