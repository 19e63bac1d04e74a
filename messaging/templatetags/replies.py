"""How dates, money and names are written to a guest, by language and country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from babel.dates import format_date, format_time
from babel.numbers import format_currency
from django import template
from django.template import Context

from locks.models import RoomHold
from pms.terms import Money, Party

register = template.Library()

LONG_DATE = {"es": "EEEE d 'de' MMMM", "pt": "EEEE, d 'de' MMMM", "en": "EEEE d MMMM"}
UNMISTAKABLE = 300  # so many days ahead nobody takes a date for another year's
TITLE = 20  # characters of a button
NIGHTS = {"es": ("noche", "noches"), "pt": ("noite", "noites"), "en": ("night", "nights")}
ADULTS = {"es": ("adulto", "adultos"), "pt": ("adulto", "adultos"), "en": ("adult", "adults")}
CHILDREN = {"es": ("niño", "niños"), "pt": ("criança", "crianças"), "en": ("child", "children")}
AND = {"es": "y", "pt": "e", "en": "and"}


def locale_of(context: Context) -> str:
    """es in Argentina writes money as es_AR; Portuguese is Brazil's."""
    language, country = context["language"], context["hotel"].country
    if language == "es":
        return f"es_{country}" if country in ("ES", "AR", "MX", "UY", "CL", "CO", "PE") else "es_ES"
    return "pt_BR" if language == "pt" else "en_GB"


@register.simple_tag(takes_context=True)
def money(context: Context, price: Money) -> str:
    return format_currency(price.amount, price.currency, locale=locale_of(context))


@register.simple_tag(takes_context=True)
def money_of(context: Context, amount: Decimal, currency: str) -> str:
    return money(context, Money(amount, currency))


@register.simple_tag(takes_context=True)
def until(context: Context, hold: RoomHold) -> str:
    """When a hold ends, by the hotel's clock."""
    return hour(context, hold.expires_at.astimezone(context["hotel"].zone).time())


@register.simple_tag(takes_context=True)
def day(context: Context, when: date) -> str:
    """With its weekday, which is computed and never guessed; with the year when it could be another one's."""
    language = context["language"]
    pattern = LONG_DATE[language]
    if not 0 <= (when - context["today"]).days < UNMISTAKABLE:
        pattern += " y" if language == "en" else " 'de' y"
    return format_date(when, pattern, locale=language)


@register.simple_tag(takes_context=True)
def short_stay(context: Context, arrival: date, departure: date | None) -> str:
    """For a button: "Fri 18 – Sun 20 Dec", with the weekdays as long as they find room."""
    language = context["language"]
    if departure is None:
        return _short(arrival, "EEE d MMM", language)
    if arrival.month == departure.month:
        return f"{_short(arrival, 'EEE d', language)} – {_short(departure, 'EEE d MMM', language)}"
    both = "–".join(_short(day, "EEE d MMM", language) for day in (arrival, departure))
    return both if len(both) <= TITLE else " – ".join(_short(day, "d MMM", language) for day in (arrival, departure))


@register.simple_tag(takes_context=True)
def hour(context: Context, when: time) -> str:
    return format_time(when, "HH:mm", locale=context["language"])


@register.simple_tag(takes_context=True)
def nights(context: Context, count: int) -> str:
    return _count(count, NIGHTS[context["language"]])


@register.simple_tag(takes_context=True)
def people(context: Context, party: Party) -> str:
    language = context["language"]
    words = _count(party.adults, ADULTS[language])
    if party.children:
        words += f" {AND[language]} {_count(len(party.children), CHILDREN[language])}"
    return words


@register.simple_tag(takes_context=True)
def named(context: Context, names: Mapping[str, str]) -> str:
    return names[context["language"]]


def _short(day: date, pattern: str, language: str) -> str:
    """No name longer than three letters: "sex.", "sept" and "Sept" are. A Spanish Tuesday is no March."""
    words = format_date(day, pattern, locale="en_GB" if language == "en" else language).replace(",", "").split()
    if language == "es" and words[0].startswith("mar"):
        words[0] = "ma"
    return " ".join(word.rstrip(".")[:3] for word in words)


def _count(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[0] if count == 1 else words[1]}"
