"""What the classifier sees of a text: hashed pieces of words and whole words, the same in training and answering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from messaging.nlu.text import clean, fold

SPACE = 1 << 20
"""Pieces are told apart by their hash within this space."""
READ = 400
"""Characters: the classifier decides on the beginning of a long message."""
LENGTHS = range(2, 6)

_DIGITS = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W_]+|[?!]")


def count(text: str) -> Counter[int]:
    """How often each piece occurs."""
    return Counter(crc32(piece) % SPACE for piece in _pieces(text))


def weigh(times: NDArray[np.float32]) -> NDArray[np.float32]:
    """A piece that occurs ten times tells more than one that occurs once, but not ten times as much."""
    return 1 + np.log(times)


def _pieces(text: str) -> Iterator[bytes]:
    """Pieces of 2 to 5 letters within the words and their borders, words, and pairs of words."""
    words = [word.encode() for word in _WORD.findall(_DIGITS.sub("0", fold(clean(text[:READ]))))]
    joined = b" %s " % b" ".join(words)
    for length in LENGTHS:
        for start in range(len(joined) - length + 1):
            yield joined[start : start + length]
    for word in words:
        yield b"w:" + word
    for pair in pairwise(words):
        yield b"w:%s %s" % pair
