"""Labels, dates, money and links as staff read them, in the time zone of their hotel."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.translation import get_language, gettext, ngettext

from pms.models import Hotel
from pms.terms import Money, Stay

LOCALES = {"es": "es", "pt-br": "pt_BR"}


class Label(NamedTuple):
    """What a coloured column answers. In a read-only form unfold would print the pair."""

    raw: str
    shown: str

    def __html__(self) -> str:
        return escape(self.shown)


def coloured(label: Label, colours: dict[str, str]) -> dict[str, str]:
    """The same label on a page of our own."""
    return {"type": colours.get(label.raw, ""), "text": label.shown}


def locale() -> str:
    """Babel's name for the language the page is in."""
    return LOCALES.get(get_language() or "", "en_GB")


def moment(at: datetime, hotel: Hotel) -> str:
    """22 Nov, 15:04 on the hotel's clock."""
    return f"{_date(at.astimezone(hotel.zone), 'MMMd')}, {clock(at, hotel)}"


def clock(at: datetime, hotel: Hotel) -> str:
    """15:04 on the hotel's clock."""
    return f"{at.astimezone(hotel.zone):%H:%M}"


def day(value: date) -> str:
    """Fri 4 Dec."""
    return _date(value, "MMMEd")


def long_day(value: date) -> str:
    """Friday, 4 December 2026."""
    return _kept(format_date(value, "full", locale=locale()))


def nights(stay: Stay) -> str:
    """20–22 Dec · 2 nights."""
    return f"{span(stay.arrival, stay.departure)} · {count_nights(stay.nights)}"


def span(first: date, last: date) -> str:
    """20–22 Dec; both days are in it."""
    this_year = first.year == last.year == timezone.now().year
    return _kept(format_interval(first, last, "MMMd" if this_year else "yMMMd", locale=locale()))


def count_nights(count: int) -> str:
    return _kept(ngettext("%(count)s night", "%(count)s nights", count) % {"count": count})


def party(adults: int, children: Sequence[int] = ()) -> str:
    """2 adults, children aged 4, 7."""
    words = ngettext("%(count)s adult", "%(count)s adults", adults) % {"count": adults}
    if not children:
        return words
    aged = gettext("children aged %(ages)s") % {"ages": ", ".join(map(str, children))}
    return f"{words}, {aged}"


def minutes(count: int) -> str:
    return _kept(gettext("%(count)s min") % {"count": count})


def number(value: float | Decimal, decimals: int = 0) -> str:
    return format_decimal(round(Decimal(str(value)), decimals), f"#,##0.{'0' * decimals}", locale=locale())


def percent(value: float | Decimal) -> str:
    """Of a hundred: 21 is 21 %."""
    return _kept(format_percent(Decimal(str(value)) / 100, "#,##0.## %", locale=locale()))


def money(price: Money) -> str:
    return _kept(format_currency(price.amount, price.currency, locale=locale()))


def _date(value: date, skeleton: str) -> str:
    """With the year only where it is not this one."""
    shown = skeleton if value.year == timezone.now().year else f"y{skeleton}"
    return _kept(format_skeleton(shown, value, locale=locale()))


def _kept(text: str) -> str:
    """On one line, however narrow the column."""
    return re.sub(r"\s", "\u00a0", text)


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


def permission(row: Permission) -> str:
    """Django keeps their names in English in the database."""
    verb, _line, table = row.codename.partition("_")
    titles = {
        "add": gettext("Can add"),
        "change": gettext("Can change"),
        "delete": gettext("Can delete"),
        "view": gettext("Can view"),
    }
    known = titles.get(verb) if table == row.content_type.model else None
    return f"{row.content_type} · {known or row.name}"


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
