"""A hotel's own classifier: trained, measured, and promoted when it is no worse. The only writer of Classifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from messaging.learning import corrections, scoring, training
from messaging.models import Classifier
from messaging.nlu import classifier, corpus, promoted
from messaging.nlu.classifier import Model
from messaging.nlu.corpus import Example
from pms.models import Hotel

SYSTEM = "both"
"""What a guest gets is the rules and the classifier together: that must not become worse."""


@dataclass(frozen=True)
class Trained:
    row: Classifier
    worse: tuple[str, ...]
    """Why it is not promoted; empty: it is."""


class NothingLearned(ValueError):
    """The hotel has no corrections: it would get the product's own model again."""


def train(hotel: Hotel, *, by: str) -> Trained:
    """Inside the hotel's scope. Raises NothingLearned."""
    staff, guests = corrections.by_staff(hotel), corrections.by_guests(hotel)
    if not staff and not guests:
        raise NothingLearned(hotel.slug)
    rows: list[Example] = [*corpus.examples(), *staff, *guests]
    weights = classifier.dump(training.train(rows))
    candidate, frozen = classifier.load(weights), scoring.frozen()
    scores, before = scoring.compare(frozen, candidate), scoring.compare(frozen, current(hotel))
    worse = _worse(scores, before)
    figures: dict[str, Any] = {
        "examples": len(rows),
        "by_staff": len(staff),
        "by_guests": len(guests),
        "accuracy": {language: theirs[SYSTEM].accuracy for language, theirs in scores.items()},
        "worse": worse,
    }
    row = Classifier(hotel=hotel, digest=corpus.digest(rows), figures=figures, weights=weights)
    return Trained(_store(row, by="" if worse else by), tuple(worse))


def current(hotel: Hotel) -> Model:
    """The one that guests of this hotel are understood with."""
    number = Classifier.objects.filter(hotel=hotel, promoted_at__isnull=False).values_list("pk", flat=True).first()
    return promoted.model(number) if number else classifier.shipped()


def _store(row: Classifier, *, by: str) -> Classifier:
    """Promoted by whom; empty: only kept."""
    with transaction.atomic():
        if by:
            Classifier.objects.filter(hotel=row.hotel, promoted_at__isnull=False).update(promoted_at=None)
            row.promoted_at, row.promoted_by = timezone.now(), by
        row.save()
    return row


def _worse(now: scoring.Scores, before: scoring.Scores) -> list[str]:
    """Where fewer messages of the frozen sets are understood than today."""
    found = []
    for language, systems in now.items():
        new, old = systems[SYSTEM], before[language][SYSTEM]
        if new.accuracy < old.accuracy:
            found.append(f"{language}: {new.accuracy:.1%} understood, {old.accuracy:.1%} today")
        if (new.refused or 0) < (old.refused or 0):
            found.append(f"{language}: {new.refused:.1%} of what is none of a hotel's business refused")
    return found
