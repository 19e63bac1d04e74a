"""The classifiers that hotels have promoted, read once in a process and kept."""

from __future__ import annotations

from functools import lru_cache

import structlog

from messaging.models import Classifier
from messaging.nlu import classifier
from messaging.nlu.classifier import Model

log = structlog.get_logger(__name__)

KEPT = 32
"""Each holds a few megabytes."""


@lru_cache(maxsize=KEPT)
def model(number: int) -> Model:
    """Inside the hotel's scope. Broken weights are an error in the log, and the product's own model is asked."""
    weights = Classifier.objects.filter(pk=number).values_list("weights", flat=True).first()
    try:
        return classifier.load(bytes(weights or b""))
    except classifier.BadWeights as error:
        log.error("classifier_unreadable", classifier=number, why=str(error))
        return classifier.shipped()
