"""English as it is typed in haste, written out before it is read: "dont", "tmrw", "u have", "gotta", "hmm".

Only what is no word of Spanish or Portuguese: the language is not known yet.
"""

from __future__ import annotations

import re

_FULL = {
    "dont": "don't", "wont": "won't", "cant": "can't", "didnt": "didn't", "isnt": "isn't", "doesnt": "doesn't",
    "hasnt": "hasn't", "havent": "haven't", "wouldnt": "wouldn't", "couldnt": "couldn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "whats": "what's", "thats": "that's", "theres": "there's",
    "wheres": "where's", "whos": "who's", "hows": "how's", "youre": "you're", "youve": "you've", "theyre": "they're",
    "im": "i'm", "ive": "i've", "weve": "we've", "itll": "it'll", "lets": "let's", "its": "it's",
    "gotta": "have to", "wanna": "want to", "gonna": "going to", "gimme": "give me", "lemme": "let me",
    "ur": "your", "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "2moro": "tomorrow",
    "2morrow": "tomorrow", "tomoz": "tomorrow", "2nite": "tonight", "2night": "tonight", "nxt": "next",
    "wknd": "weekend", "w/e": "weekend", "w/": "with", "rm": "room", "dbl": "double", "bfast": "breakfast",
    "brekkie": "breakfast", "brekky": "breakfast", "thanx": "thanks", "thnx": "thanks", "tnx": "thanks",
}  # fmt: skip
_SHORT = re.compile(
    rf"(?<![\w@.'+/-])(?:{'|'.join(sorted(map(re.escape, _FULL), key=len, reverse=True))})(?![\w@'/-]|\.\w|\. \w+ )",
    re.IGNORECASE,
)
# Words in other places: "ill" is one, "u" and "r" are letters.
_IN_PLACE = (
    (re.compile(r"\b(i)d(?= (?:like|love|rather|prefer|need|want|be)\b)", re.IGNORECASE), r"\1'd"),
    (re.compile(r"\b(i)ll(?= (?:take|have|go|need|be|book|let|get|pay|come|keep)\b)", re.IGNORECASE), r"\1'll"),
    (re.compile(r"\br(?= (?:u|you|there|they|pets|dogs|kids|we)\b)", re.IGNORECASE), "are"),
    (re.compile(r"\bu(?= (?:have|got|do|guys|can|know|tell|book|send|please)\b)", re.IGNORECASE), "you"),
    (re.compile(r"\b(do|can|could|are|will|would|did|have|thank|if|see) u\b", re.IGNORECASE), r"\1 you"),
)
_FILLER = re.compile(r"(?<![\w@.+-])(?:umm+|uh+|e+rm+|h+m{2,}|mm+)(?![\w@-])[,.…]*\s*", re.IGNORECASE)


def written_out(text: str) -> str:
    """Of a cleaned text."""
    text = _SHORT.sub(_word, _FILLER.sub("", text) or text)
    for pattern, full in _IN_PLACE:
        text = pattern.sub(full, text)
    return text


def _word(said: re.Match[str]) -> str:
    full = _FULL[said.group().lower()]
    return full[0].upper() + full[1:] if said.group()[0].isupper() else full
