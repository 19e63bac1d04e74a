"""Dates, money and links as staff read them, in the time zone of their hotel."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html

from pms.models import Hotel
from pms.terms import Money, Stay


def moment(at: datetime, hotel: Hotel) -> str:
    """22 Nov 2026, 15:04 on the hotel's clock."""
    return date_format(at.astimezone(hotel.zone), "j M Y, H:i")


def day(value: date) -> str:
    return date_format(value, "D j M Y")


def nights(stay: Stay) -> str:
    """20 – 22 Dec 2026 · 2 nights."""
    first = "j M Y" if stay.arrival.year != stay.departure.year else "j M"
    first = "j" if first == "j M" and stay.arrival.month == stay.departure.month else first
    count = "1 night" if stay.nights == 1 else f"{stay.nights} nights"
    return f"{date_format(stay.arrival, first)} – {date_format(stay.departure, 'j M Y')} · {count}"


def money(price: Money) -> str:
    amount = number_format(price.amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"{amount} {price.currency}"


def minutes_left(until: datetime) -> int:
    """Rounded up: a minute begun still counts."""
    return max(0, math.ceil((until - timezone.now()).total_seconds() / 60))


def holder(key: str) -> Any:
    """A conversation that a hold or an offer is named after, as a link."""
    kind, _, number = key.partition(":")
    if kind != "conversation" or not number.isdecimal():
        return key or "–"
    address = reverse("admin:messaging_conversation_change", args=[number])
    return format_html('<a class="house-link" href="{}">#{}</a>', address, number)


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
