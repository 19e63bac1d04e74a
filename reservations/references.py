"""Our own reservation references: short to say, sortable by time, not guessable from one another."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from django.utils import timezone

# Crockford's base 32: no I, L, O or U, which guests read wrongly.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def new_reference() -> str:
    """HA- and 10 characters: 30 bits of seconds (34 years), then 20 random bits."""
    seconds = int((timezone.now() - EPOCH).total_seconds()) & (2**30 - 1)
    number = seconds << 20 | secrets.randbits(20)
    return "HA-" + "".join(ALPHABET[number >> shift & 31] for shift in range(45, -5, -5))
