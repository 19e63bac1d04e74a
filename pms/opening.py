"""Whether somebody is at the desk."""

from __future__ import annotations

from datetime import datetime

from pms.models import Hotel, OpeningSpan


def is_open(hotel: Hotel, at: datetime) -> bool:
    """By the hotel's clock. A hotel that has told no hours is open round the clock."""
    spans = list(OpeningSpan.objects.filter(hotel=hotel))
    local = at.astimezone(hotel.zone)
    return not spans or any(_covers(span, local) for span in spans)


def _covers(span: OpeningSpan, at: datetime) -> bool:
    day, time = at.weekday(), at.time()
    if span.opens < span.closes:
        return span.weekday == day and span.opens <= time < span.closes
    began_yesterday = span.weekday == (day - 1) % 7 and time < span.closes
    return began_yesterday or (span.weekday == day and span.opens <= time)
