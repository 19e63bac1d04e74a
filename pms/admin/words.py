"""Labels, dates, money and links as staff read them, in the time zone of their hotel."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html

from pms.models import Hotel
from pms.terms import Money, Stay


class Label(NamedTuple):
    """What a coloured column answers. In a read-only form unfold would print the pair."""

    raw: str
    shown: str

    def __html__(self) -> str:
        return escape(self.shown)


def coloured(label: Label, colours: dict[str, str]) -> dict[str, str]:
    """The same label on a page of our own."""
    return {"type": colours.get(label.raw, ""), "text": label.shown}


def moment(at: datetime, hotel: Hotel) -> str:
    """22 Nov, 15:04 on the hotel's clock."""
    local = at.astimezone(hotel.zone)
    return f"{_date(local, 'j M')}, {_kept(date_format(local, 'H:i'))}"


def day(value: date) -> str:
    """Fri 4 Dec."""
    return _date(value, "D j M")


def nights(stay: Stay) -> str:
    """20 – 22 Dec · 2 nights."""
    same_month = stay.arrival.timetuple()[:2] == stay.departure.timetuple()[:2]
    first = date_format(stay.arrival, "j") if same_month else _date(stay.arrival, "j M")
    return f"{_kept(f'{first} – ')}{_date(stay.departure, 'j M')} · {count_nights(stay)}"


def count_nights(stay: Stay) -> str:
    return _kept("1 night" if stay.nights == 1 else f"{stay.nights} nights")


def money(price: Money) -> str:
    amount = number_format(price.amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return _kept(f"{amount} {price.currency}")


def _date(value: date, pattern: str) -> str:
    """With the year only where it is not this one."""
    return _kept(date_format(value, pattern if value.year == timezone.now().year else f"{pattern} Y"))


def _kept(text: str) -> str:
    """On one line, however narrow the column."""
    return text.replace(" ", "\u00a0")


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
