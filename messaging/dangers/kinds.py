"""Kinds of danger, by whom one calls and what one does first."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """In this order: a message that tells of two is answered as the first."""

    SUICIDE = "suicide"
    GAS = "gas"
    FIRE = "fire"
    DROWNING = "drowning"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    INTRUDER = "intruder"
    LIFT = "lift"
    FLOOD = "flood"
    DISASTER = "disaster"
    UNKNOWN = "unknown"
