"""Who did something and why, as a trail keeps it in English, in staff's words."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

REASONS = frozenset(
    (
        gettext_noop("another stay was chosen"),
        gettext_noop("another room or stay was chosen"),
        gettext_noop("cancelled at the desk"),
        gettext_noop("cancelled by staff"),
        gettext_noop("confirmed by the guest"),
        gettext_noop("released by staff"),
        gettext_noop("sold meanwhile"),
        gettext_noop("the PMS did not answer"),
        gettext_noop("the guest cancelled"),
        gettext_noop("the guest dropped the booking"),
    )
)


def who(actor: str) -> str:
    """Of a trail: staff by their login, everybody else by what they are."""
    kind, _colon, name = actor.partition(":")
    titles = {
        "staff": name,
        "agent": gettext("Agent"),
        "guest": gettext("Guest"),
        "conversation": gettext("Guest"),
        "job": gettext("Automatic"),
        "pms": gettext("PMS"),
    }
    return titles.get(kind, actor)


def reason(stored: str) -> str:
    """What our own code writes into a trail, in the language of the page; what staff wrote, as they wrote it."""
    return gettext(stored) if stored in REASONS else stored


def address(kind: str) -> str:
    """By what a channel knows a guest."""
    titles = {"phone": gettext("Phone"), "email": gettext("E-mail"), "web": gettext("Web chat")}
    return titles.get(kind, kind)
