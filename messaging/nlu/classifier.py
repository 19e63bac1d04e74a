"""What a text is about by a linear model over its pieces: numpy alone, no network, under a millisecond.

It is trained by messaging.learning; when its word counts is said in messaging.nlu.scales.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import structlog
from numpy.typing import NDArray

from messaging.nlu import features

log = structlog.get_logger(__name__)

FOLDER = Path(__file__).parent / "model"
WEIGHTS, MANIFEST = "weights.npz", "manifest.json"
Numbers = NDArray[np.float32]
FAMILIAR = 0.5
"""The share of a text's pieces that must be known."""


class BadWeights(ValueError):
    """A file that holds no model, or another one than its manifest tells of."""


@dataclass(frozen=True)
class Guess:
    label: str = ""
    probability: float = 0.0


@dataclass(frozen=True, eq=False)
class Model:
    """`rows`: a piece's hash and its row in `weights`. Without labels it has no opinion."""

    labels: tuple[str, ...] = ()
    rows: Mapping[int, int] = field(default_factory=dict)
    rarity: Numbers = field(default_factory=lambda: np.zeros(0, np.float32))
    weights: Numbers = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    bias: Numbers = field(default_factory=lambda: np.zeros(0, np.float32))
    sharpness: float = 1.0
    """What scores are multiplied with so that "0.8" is right four times out of five."""

    def probabilities(self, text: str) -> dict[str, float]:
        """By label; nothing where most pieces of the text were never seen: "asdf qwer" is like nothing."""
        counted = features.count(text)
        found = [(self.rows[piece], times) for piece, times in counted.items() if piece in self.rows]
        if not found or len(found) < FAMILIAR * len(counted):
            return {}
        at = np.fromiter((row for row, _ in found), np.intp, len(found))
        seen = features.weigh(np.fromiter((times for _, times in found), np.float32, len(found))) * self.rarity[at]
        scores = (seen / np.linalg.norm(seen)) @ self.weights[at] + self.bias
        raised = np.exp(self.sharpness * (scores - scores.max()))
        return dict(zip(self.labels, (raised / raised.sum()).tolist(), strict=True))

    def guess(self, text: str) -> Guess:
        likely = self.probabilities(text)
        return Guess(*max(likely.items(), key=lambda pair: pair[1])) if likely else Guess()


SILENT = Model()


@cache
def shipped() -> Model:
    """The one in the repository. A broken file is an error in the log, and the rules go on alone."""
    try:
        return read(FOLDER)
    except BadWeights as error:
        log.error("classifier_unreadable", why=str(error))
        return SILENT


def read(folder: Path) -> Model:
    """Raises BadWeights."""
    try:
        blob, told = (folder / WEIGHTS).read_bytes(), manifest(folder)
    except (OSError, ValueError) as error:
        raise BadWeights(f"{folder.name}: {type(error).__name__}") from error
    if sha256(blob).hexdigest() != told.get("weights"):
        raise BadWeights(f"{WEIGHTS} is not what {MANIFEST} tells of: run manage.py nlu train")
    return load(blob)


def manifest(folder: Path = FOLDER) -> dict[str, Any]:
    """What the shipped model was trained on, and how well it did."""
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return found


def dump(model: Model) -> bytes:
    """The same model gives the same bytes."""
    file, pieces = io.BytesIO(), np.fromiter(model.rows, np.uint32, len(model.rows))
    np.savez_compressed(
        file,
        labels=np.array(model.labels, dtype=np.str_),
        pieces=pieces,
        rarity=model.rarity,
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        sharpness=np.float32(model.sharpness),
    )
    return file.getvalue()


def load(blob: bytes) -> Model:
    """Raises BadWeights."""
    try:
        with np.load(io.BytesIO(blob), allow_pickle=False) as found:
            model = Model(
                labels=tuple(found["labels"].tolist()),
                rows={piece: row for row, piece in enumerate(found["pieces"].tolist())},
                rarity=found["rarity"].astype(np.float32),
                weights=found["weights"].astype(np.float32),
                bias=found["bias"].astype(np.float32),
                sharpness=float(found["sharpness"]),
            )
    except (BadZipFile, ValueError, KeyError, EOFError, OSError, TypeError) as error:
        raise BadWeights(f"no weights of a classifier: {type(error).__name__}") from error
    shape = (len(model.rows), len(model.labels))
    if model.weights.shape != shape or model.rarity.shape != shape[:1] or model.bias.shape != shape[1:]:
        raise BadWeights("weights of another shape than their labels and pieces")
    return model
