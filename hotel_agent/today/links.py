"""Where a number or a sentence of the page leads: to exactly what it counts."""

from __future__ import annotations

from django.urls import reverse


def inbox(folder: str, conversation: int | None = None) -> str:
    address = f"{reverse('inbox:page')}?folder={folder}"
    return f"{address}&c={conversation}" if conversation else address


def conversation(number: int) -> str:
    return f"{reverse('inbox:page')}?c={number}"


def review() -> str:
    return reverse("review:queue")


def day(which: str) -> str:
    return f"{reverse('day:page')}?list={which}"


def stay(key: str, hotel: str) -> str:
    return f"{reverse('tape:stay', args=[key])}?hotel={hotel}"


def live_holds() -> str:
    return f"{reverse('admin:locks_roomhold_changelist')}?state=live"


def stale_facts() -> str:
    return f"{reverse('admin:messaging_fact_changelist')}?attention=stale"


def setup(slug: str) -> str:
    return f"{reverse('setup')}?hotel={slug}"
