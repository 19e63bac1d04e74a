"""Reads the tables of dates: "06-12 06-14" is arrival and departure, "-" none, "?vague" what must be asked."""

from __future__ import annotations

from datetime import date

from messaging.nlu import Context, understand

TUESDAY = date(2026, 6, 9)


def stay(text: str, language: str | None, *, country: str = "", context: Context | None = None) -> str:
    found = understand(text, language=language, country=country, today=TUESDAY, context=context or Context())
    dates = [found.slots.arrival, found.slots.departure]
    words = [day.isoformat().removeprefix("2026-") if day else "-" for day in dates]
    return " ".join([*words, *(f"?{ask}" for ask in found.ask)])


def table(text: str) -> list[tuple[str, str]]:
    """Lines "phrase => expected"."""
    rows = [line.split("=>") for line in text.strip().splitlines() if line.strip()]
    return [(said.strip(), expected.strip()) for said, expected in rows]
