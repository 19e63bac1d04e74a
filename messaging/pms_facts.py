"""What a PMS says of services and refunds, as facts that guests are answered from. Staff's own words go before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.template import engines
from django.utils import timezone

from messaging.models import Fact
from pms.importing import Difference
from pms.models import Hotel
from pms.terms import LANGUAGES, Inventory

SOURCE = "PMS"
TOPICS = {"services": "services", "refunds": "cancellation_policy"}
"""What it is there, and the topic it answers here."""


def bring_over(hotel: Hotel, there: Inventory, *, dry_run: bool = False) -> list[Difference]:
    """Like pms.importing.bring_over. What staff have written or changed is `kept`."""
    services = [service for service in there.services if not service.always]  # the others are in every price
    refunds = sorted(there.refunds, key=lambda rule: -rule.days)
    with transaction.atomic():
        found = [
            *_told(hotel, "services", {"services": services} if services else {}),
            *_told(hotel, "refunds", {"refunds": refunds, "currency": hotel.currency} if refunds else {}),
        ]
        if dry_run:
            transaction.set_rollback(True)
    return found


def _told(hotel: Hotel, what: str, values: dict[str, Any]) -> Iterator[Difference]:
    """`values` empty: the PMS has none of it, and what it said before goes."""
    rows = {row.language: row for row in Fact.objects.select_for_update().filter(hotel=hotel, topic=TOPICS[what])}
    for language in LANGUAGES:
        row, text = rows.get(language), _worded(hotel, language, what, values) if values else ""
        name = f"fact {TOPICS[what]} ({language})"
        if row and row.source != SOURCE:
            if text and row.text != text:
                yield Difference("kept", name, {})
        elif not text and row:
            row.delete()
            yield Difference("gone", name, {})
        elif text and (row is None or row.text != text):
            before = row.text if row else ""
            fact = row or Fact(hotel=hotel, topic=TOPICS[what], language=language, source=SOURCE)
            fact.text, fact.checked_at = text, timezone.now()
            fact.save()
            yield Difference("changed", name, {"text": (before, text)}) if before else Difference("new", name, {})


def _worded(hotel: Hotel, language: str, what: str, values: dict[str, Any]) -> str:
    context = {**values, "hotel": hotel, "language": language, "today": hotel.now().date()}
    text: str = engines["replies"].get_template(f"{language}/facts/{what}.txt").render(context)
    return text.strip()
