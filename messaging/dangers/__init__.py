"""Danger by rule, in three languages: never by a model, and before anything else."""

from __future__ import annotations

import re

from messaging.dangers import en, es, pt
from messaging.dangers.kinds import Kind

__all__ = ["Kind", "kind_of"]

LANGUAGES = (es, pt, en)
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_HARMLESS = re.compile("|".join(pattern for language in LANGUAGES for pattern in language.HARMLESS))
_SIGNS = {
    kind: re.compile("|".join(pattern for language in LANGUAGES for pattern in language.SIGNS.get(kind, ())))
    for kind in Kind
}


def kind_of(folded: str) -> Kind | None:
    """What danger a message tells of; None: of none. What only sounds like one is struck out first."""
    said = _HARMLESS.sub(" # ", _STRETCHED.sub(r"\1", folded))
    return next((kind for kind, signs in _SIGNS.items() if signs.search(said)), None)
