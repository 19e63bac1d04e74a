"""Who the placeholders of a scenario stand for when it is played."""

from __future__ import annotations

import re
from collections.abc import Sequence

from messaging.masking import PLACEHOLDER

# No address of theirs reaches anybody.
PEOPLE = (
    ("Elena", "Vidal"),
    ("Bruno", "Teixeira"),
    ("Carla", "Montero"),
    ("Daniel", "Whitfield"),
    ("Fabio", "Nogueira"),
    ("Gloria", "Paredes"),
    ("Hector", "Salinas"),
    ("Irene", "Lacerda"),
    ("Oliver", "Hartley"),
)
NO_REFERENCE = "HA-0000000000"


def invent(text: str, references: Sequence[str] = ()) -> str:
    """With somebody for each placeholder; `references` are the confirmation numbers made so far, in their order."""

    def value(match: re.Match[str]) -> str:
        number = int(match["number"])
        first, last = PEOPLE[(number - 1) % len(PEOPLE)]
        reference = references[number - 1] if number <= len(references) else NO_REFERENCE
        return {
            "name": f"{first} {last}",
            "first_name": first,
            "last_name": last,
            "email": f"{first}.{last}@example.com".lower(),
            "phone": f"+346000000{number:02d}",
            "reference": reference,
            "document": f"0000000{number:01d}T",
            "card": "4111 1111 1111 1111",
            "word": "Xxxxx",
        }[match["kind"]]

    return PLACEHOLDER.sub(value, text)
