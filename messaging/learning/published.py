"""The same architecture trained on a public set's own examples, to stand beside the figures published for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, f1_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

from messaging.learning import shared, training
from messaging.nlu import features

Lines = Sequence[dict[str, Any]]
FOLDS_ASIDE = 2
"""NLU++ "large": trained on all folds but two."""


def figures(folder: Path) -> dict[str, float]:
    """In percent; only of the sets the folder has."""
    found = {
        "CLINC150, our 26 of its 150 intents, accuracy": (shared.CLINC, _clinc),
        "NLU++ hotels large, 16 of its 20 folds, micro-F1": (shared.NLUPP, _nlupp),
        "SGD hotels, 11 user acts, services not trained on, micro-F1": (shared.SGD, _sgd),
    }
    return {
        name: round(100 * measure(list(shared.lines(folder / file))), 1)
        for name, (file, measure) in found.items()
        if (folder / file).exists()
    }


def _clinc(rows: Lines) -> float:
    taught = [row for row in rows if row["split"] != "test"]
    asked = [row for row in rows if row["split"] == "test"]
    seen, unseen = _matrices(taught, asked)
    learner = training.learn(seen, np.array([row["intent"] for row in taught]))
    return float(accuracy_score([row["intent"] for row in asked], learner.predict(unseen)))


def _nlupp(rows: Lines) -> float:
    folds = sorted({row["fold"] for row in rows})
    aside = [set(folds[at : at + FOLDS_ASIDE]) for at in range(0, len(folds), FOLDS_ASIDE)]
    return _micro_f1(rows, "intents", ([row["fold"] in fold for row in rows] for fold in aside))


def _sgd(rows: Lines) -> float:
    services = sorted({row["service"] for row in rows})
    return _micro_f1(rows, "acts", ([row["service"] == service for row in rows] for service in services))


def _micro_f1(rows: Lines, tags: str, asides: Iterator[list[bool]]) -> float:
    """The mean over what was kept aside."""
    scores = []
    for aside in asides:
        taught = [row for row, kept in zip(rows, aside, strict=True) if not kept]
        asked = [row for row, kept in zip(rows, aside, strict=True) if kept]
        seen, unseen = _matrices(taught, asked)
        names = MultiLabelBinarizer(classes=sorted({tag for row in rows for tag in row[tags]}))
        learner = OneVsRestClassifier(LinearSVC(C=1.0, random_state=0)).fit(
            seen, names.fit_transform([row[tags] for row in taught])
        )
        right = names.transform([row[tags] for row in asked])
        scores.append(f1_score(right, learner.predict(unseen), average="micro"))
    return float(np.mean(scores))


def _matrices(taught: Lines, asked: Lines) -> tuple[Any, Any]:
    counts = [features.count(row["text"]) for row in taught]
    kept, rarity = training.known(counts)
    return (
        training.matrix(counts, kept, rarity),
        training.matrix([features.count(row["text"]) for row in asked], kept, rarity),
    )
