"""Trains the classifier from examples: a linear model over hashed pieces, in seconds, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from messaging.nlu import features
from messaging.nlu.classifier import Model, Numbers
from messaging.nlu.corpus import Example

PIECES = 16_000
"""The most frequent ones are kept: with float16 weights the file stays small."""
AT_LEAST = 2
"""Examples a piece must occur in."""
FOLDS = 4
SHARPNESSES = np.arange(2.0, 14.0, 0.5)


def train(rows: Sequence[Example]) -> Model:
    counts = [features.count(row.text) for row in rows]
    kept, rarity = known(counts)
    seen, labels = matrix(counts, kept, rarity), np.array([row.label for row in rows])
    learner = learn(seen, labels)
    return Model(
        labels=tuple(str(label) for label in learner.classes_),
        rows=kept,
        rarity=rarity,
        weights=learner.coef_.T.astype(np.float16).astype(np.float32),
        bias=learner.intercept_.astype(np.float32),
        sharpness=_sharpness(seen, labels),
    )


def known(counts: Sequence[Counter[int]]) -> tuple[dict[int, int], Numbers]:
    """The pieces kept with their rows, and how rare each is."""
    spread = Counter(piece for count in counts for piece in count)
    ranked = sorted((-times, piece) for piece, times in spread.items() if times >= AT_LEAST)[:PIECES]
    kept = {piece: row for row, piece in enumerate(sorted(piece for _, piece in ranked))}
    times = np.fromiter((spread[piece] for piece in kept), np.float64, len(kept))
    return kept, (np.log((1 + len(counts)) / (1 + times)) + 1).astype(np.float32)


def matrix(counts: Sequence[Counter[int]], kept: dict[int, int], rarity: Numbers) -> csr_matrix:
    """A row for every text, of length 1."""
    values: list[Numbers] = []
    columns: list[int] = []
    ends = [0]
    for count in counts:
        found = [(kept[piece], times) for piece, times in count.items() if piece in kept]
        at = [row for row, _ in found]
        seen = features.weigh(np.array([times for _, times in found], np.float32)) * rarity[at]
        values.append(seen / (np.linalg.norm(seen) or 1))
        columns += at
        ends.append(len(columns))
    return csr_matrix((np.concatenate(values), columns, ends), shape=(len(counts), len(kept)))


def learn(seen: csr_matrix, labels: np.ndarray) -> LinearSVC:
    return LinearSVC(C=1.0, random_state=0).fit(seen, labels)


def _sharpness(seen: csr_matrix, labels: np.ndarray) -> float:
    """The one with which examples kept aside are told most probably right."""
    names, right = np.unique(labels, return_inverse=True)
    # A label with a single example is unknown while that is kept aside.
    scores = np.full((len(labels), len(names)), -1.0)
    for taught, aside in KFold(FOLDS, shuffle=True, random_state=0).split(seen):
        learner = learn(seen[taught], labels[taught])
        scores[np.ix_(aside, np.searchsorted(names, learner.classes_))] = learner.decision_function(seen[aside])
    return float(min(SHARPNESSES, key=lambda sharpness: _surprise(scores * sharpness, right)))


def _surprise(scores: np.ndarray, right: np.ndarray) -> float:
    scores = scores - scores.max(axis=1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(right)), right].mean())
