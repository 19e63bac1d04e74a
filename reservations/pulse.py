"""How each hotel's PMS answers, hour by hour: what the clock's look at it finds. The only writer of PmsHour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from pms import gateway
from pms.errors import PmsMisconfigured
from pms.models import Hotel, PmsHour

KEPT = timedelta(days=30)
# A look may come twice in a minute or not at all: hours count looks, not minutes.
NOTE = """
INSERT INTO pms_pmshour (hotel_id, hour, answered, failed)
SELECT hotel, %s, answers::int, 1 - answers::int FROM unnest(%s::bigint[], %s::bool[]) AS looks (hotel, answers)
ON CONFLICT (hotel_id, hour) DO UPDATE
SET answered = pms_pmshour.answered + excluded.answered, failed = pms_pmshour.failed + excluded.failed
"""


def look(hotels: Iterable[Hotel]) -> dict[int, bool]:
    """Whether each hotel's PMS has answered of late; written down. Asks nobody but the breaker, which every
    minute's pull of changes keeps fresh."""
    found = {hotel.pk: answers(hotel) for hotel in hotels}
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [_hour(timezone.now()), list(found), list(found.values())])
    return found


def answers(hotel: Hotel) -> bool:
    """False also while it is only asked whether it is back."""
    with scope(hotel=hotel):
        try:
            return gateway.open_for(hotel).breaker.is_closed
        except PmsMisconfigured:
            return False


def forget() -> int:
    """Over all hotels; how many hours."""
    with scopes_disabled():
        return PmsHour.objects.filter(hour__lt=timezone.now() - KEPT).delete()[0]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
