"""A guest's text made safe and comparable: cleaned, capped, folded, with parts masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

LIMIT = 2000
"""Characters that are read. A longer message says what it wants in its first lines."""

_SAME = {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "→": "-", "\n": "\n"}

Span = tuple[int, int]


def clean(text: str) -> str:
    """One form per character, no control characters, at most LIMIT characters."""
    text = unicodedata.normalize("NFKC", text[:LIMIT])[:LIMIT]
    return "".join(map(_visible, text))


@cache
def _visible(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    return " " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs") else char


def fold(text: str) -> str:
    """Lower case without accents, character by character: positions stay those of the cleaned text."""
    return "".join(map(_fold_char, text))


@cache
def _fold_char(char: str) -> str:
    lower = unicodedata.normalize("NFD", char)[0].lower()
    return lower if len(lower) == 1 else char


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans made unreadable; positions stay."""
    for start, end in spans:
        text = text[:start] + "#" * (end - start) + text[end:]
    return text


def plain(folded: str) -> str:
    """Words and single spaces only, to compare with a list of phrases."""
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", folded))


def words(listed: str) -> frozenset[str]:
    """A set of words written as a text."""
    return frozenset(listed.split())
