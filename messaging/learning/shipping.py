"""The model that ships with the product: trained from the examples in the repository, its manifest beside it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from messaging.learning import scoring, training
from messaging.nlu import classifier, corpus


def train(folder: Path = classifier.FOLDER) -> dict[str, Any]:
    """Writes weights and manifest; what the manifest tells. Raises BadExamples."""
    rows = corpus.examples()
    weights = classifier.dump(training.train(rows))
    model = classifier.load(weights)
    scores = scoring.compare(scoring.frozen(), model)
    told = {
        "trained_on": corpus.digest(rows),
        "weights": sha256(weights).hexdigest(),
        "examples": len(rows),
        "labels": len(model.labels),
        "pieces": len(model.rows),
        "frozen": {language: theirs["classifier"].accuracy for language, theirs in scores.items()},
    }
    folder.mkdir(exist_ok=True)
    (folder / classifier.WEIGHTS).write_bytes(weights)
    (folder / classifier.MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return told
