from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from structlog.testing import capture_logs

from messaging import nlu
from messaging.nlu import classifier, corpus
from messaging.nlu.classifier import SILENT, BadWeights, Model

pytestmark = pytest.mark.unit
TODAY = date(2026, 1, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(classifier.FOLDER, tmp_path / "model"))


@pytest.fixture
def _read_anew() -> Iterator[None]:
    classifier.shipped.cache_clear()
    yield
    classifier.shipped.cache_clear()


def test_the_shipped_model_was_trained_on_the_examples_as_they_are() -> None:
    """Red: run `manage.py nlu train` and commit the model with the examples."""
    assert classifier.manifest()["trained_on"] == corpus.digest(corpus.examples())


def test_the_shipped_model_is_small() -> None:
    assert (classifier.FOLDER / classifier.WEIGHTS).stat().st_size < 3_000_000


def test_what_is_written_reads_the_same() -> None:
    model = classifier.shipped()
    again = classifier.load(classifier.dump(model))
    assert again.guess("¿puedo llevar a mi perro?") == model.guess("¿puedo llevar a mi perro?")
    assert classifier.dump(again) == classifier.dump(model)


def test_a_text_of_unknown_letters_is_no_guess() -> None:
    assert classifier.shipped().guess("你好") == classifier.Guess()


def test_probabilities_sum_to_one() -> None:
    assert sum(classifier.shipped().probabilities("quiero una habitación").values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("blob", [b"", b"PK\x03\x04 no zip", b"\x00" * 100])
def test_no_model_is_a_clear_error(blob: bytes) -> None:
    with pytest.raises(BadWeights, match="no weights of a classifier"):
        classifier.load(blob)


def test_weights_of_another_shape_are_a_clear_error() -> None:
    model = Model(labels=("a", "b"), rows={1: 0}, rarity=np.ones(1, np.float32), bias=np.zeros(2, np.float32))
    with pytest.raises(BadWeights, match="another shape"):
        classifier.load(classifier.dump(model))


def test_a_changed_file_is_a_clear_error(folder: Path) -> None:
    blob = bytearray((folder / classifier.WEIGHTS).read_bytes())
    blob[1000] ^= 1
    (folder / classifier.WEIGHTS).write_bytes(blob)
    with pytest.raises(BadWeights, match="not what manifest"):
        classifier.read(folder)


@pytest.mark.usefixtures("_read_anew")
@pytest.mark.parametrize("broken", ["weights.npz", "manifest.json"])
def test_without_a_readable_model_the_rules_go_on_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    (folder / broken).write_bytes(b"broken")
    monkeypatch.setattr(classifier, "FOLDER", folder)
    with capture_logs() as logs:
        said = nlu.understand("quiero reservar una habitación", today=TODAY)
    assert [entry["event"] for entry in logs] == ["classifier_unreadable"]
    assert classifier.shipped() is SILENT
    assert said.intent == "check_availability"
