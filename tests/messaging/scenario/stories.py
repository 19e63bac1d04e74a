"""Texts of scenarios at the small hotel, relative to today."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from pms.terms import Stay

HEAD = """
scenario: 1
name: una-doble
language: es
hotel: casa-azul
clock: {clock}
lines:
"""
BOOKING = (
    HEAD
    + """
  - guest: hola, ¿hay habitación del {arrival} al {departure} para dos personas?
    understood:
      intent: check_availability
      slots: {{arrival: {arrival}, departure: {departure}, party: {{adults: 2}}}}
    reply: availability
  - guest: la 1
    reply: read_back
  - guest: soy <name_1>, <email_1>
    must_say: [<name_1>, "170,00 €"]
  - press: confirm
    reply: confirmed
    must_not_say: [lo siento]
end:
  owner: agent
  reservations:
    - {{status: confirmed, room_type: double, rate_plan: saver, arrival: {arrival}, departure: {departure}}}
  holds: []
  requests: []
must_say: [<reference_1>]
"""
)


def scenario(text: str, stay: Stay, *changes: tuple[str, str]) -> str:
    """With its dates, a clock at noon tomorrow, and each change made once."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    here = timezone.now().astimezone(ZoneInfo("Europe/Madrid"))
    clock = here.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    later = stay.departure + timedelta(days=1)
    return text.format(clock=clock.isoformat(), arrival=stay.arrival, departure=stay.departure, later=later)
