"""Words into what they claim: figures, names, policies and deeds, in text of any of our languages."""

from __future__ import annotations

from functools import lru_cache

from messaging.grounding import figures, names
from messaging.grounding.deeds import deeds
from messaging.grounding.figures import Reader, Token
from messaging.grounding.numerals import one_form
from messaging.grounding.policies import policies

READERS: tuple[Reader, ...] = (
    *names.CONTACTS,
    *figures.DATES,
    *figures.AMOUNTS,
    *names.PHONES,
    *figures.TIMES,
    *names.ROOMS,
    *figures.COUNTS,
    *figures.REST,
)


@lru_cache(maxsize=1024)  # the names of rooms and rates are read in every reply
def tokens(words: str) -> tuple[Token, ...]:
    text = one_form(words)
    found: dict[Token, None] = dict.fromkeys(deeds(text))
    # What is not free has its price beside it.
    found |= {("policy", policy): None for policy in sorted(policies(text)) if policy[1:] != ("free", False)}

    for pattern, read in READERS:
        matches = list(pattern.finditer(text))
        found |= dict.fromkeys(token for match in matches for token in read(match))
        # What one has read, none of the next reads again.
        for match in matches:
            text = text[: match.start()] + "#" * len(match[0]) + text[match.end() :]
    return tuple(found)
