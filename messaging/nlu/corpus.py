"""Example messages and what they are: those the classifier learns from, and the frozen ones it is measured with.

A label is an intent, or a hotel question with its topic: `hotel_question/pets`. Files: see docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from messaging.nlu import features
from pms.terms import LANGUAGES

HERE = Path(__file__).parent
UNKNOWN = "unknown"
"""In the frozen sets: what nobody could make anything of."""


class Example(NamedTuple):
    text: str
    label: str
    language: str


class BadExamples(ValueError):
    """A file that does not read as examples; the message tells which and why."""


def examples() -> list[Example]:
    """What ships with the product, in a fixed order."""
    folder = HERE / "examples"
    return [
        Example(text, path.relative_to(folder).with_suffix("").as_posix(), language)
        for path in sorted(folder.rglob("*.yaml"))
        for language, texts in _read(path, LANGUAGES).items()
        for text in texts
    ]


def frozen() -> list[Example]:
    return [
        Example(text, label, language)
        for language in sorted(LANGUAGES)
        for label, texts in _read(HERE / "frozen" / f"{language}.yaml").items()
        for text in texts
    ]


def digest(rows: Iterable[Example]) -> str:
    """Of the examples and of how they are looked at: the same one means the same model."""
    looked_at = f"{features.SPACE} {features.READ} {features.LENGTHS}"
    lines = sorted("\t".join(row) for row in rows)
    return sha256("\n".join([looked_at, *lines]).encode()).hexdigest()


def split(label: str) -> tuple[str, str]:
    """The intent and the topic."""
    intent, _, topic = label.partition("/")
    return intent, topic


def join(intent: str, topic: str) -> str:
    return f"{intent}/{topic}" if intent == "hotel_question" and topic else intent


def _read(path: Path, keys: Iterable[str] = ()) -> dict[str, list[str]]:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadExamples(f"{path.name}: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(texts, list) for texts in content.values()):
        raise BadExamples(f"{path.name}: lists of messages by language or label")
    if keys and not set(content) <= set(keys):
        raise BadExamples(f"{path.name}: {', '.join(map(str, content))}: not all are languages")
    for text in (text for texts in content.values() for text in texts):
        if not isinstance(text, str):
            raise BadExamples(f'{path.name}: {text!r} needs quotes: "{text}"')
    return content
