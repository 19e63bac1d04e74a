"""Looks at the database and at what others saw, and counts every promise that was not kept."""

from __future__ import annotations

from collections.abc import Iterator

from django_scopes import scopes_disabled

from hotel_agent.chaos.audit import hotels, messages, rooms
from hotel_agent.chaos.evidence import Count, Evidence


def audit(evidence: Evidence) -> list[Count]:
    with scopes_disabled():
        return list(_counts(evidence))


def _counts(evidence: Evidence) -> Iterator[Count]:
    yield from messages.counts(evidence)
    yield from rooms.counts(evidence)
    yield from hotels.counts(evidence)
