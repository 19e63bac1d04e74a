"""How the back office looks: name, colours, and where its side bar comes from. Imported by the settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# White words on 600 and 600 on white are both readable (WCAG AA).
PINE = {
    "50": "oklch(97.8% .014 178)",
    "100": "oklch(94.5% .035 179)",
    "200": "oklch(89% .066 180)",
    "300": "oklch(81.5% .094 181)",
    "400": "oklch(73% .105 182)",
    "500": "oklch(62.5% .099 184)",
    "600": "oklch(51% .082 187)",
    "700": "oklch(43.7% .07 188)",
    "800": "oklch(38% .058 190)",
    "900": "oklch(33.5% .047 192)",
    "950": "oklch(25% .039 194)",
}


def style(request: HttpRequest) -> str:
    return static("admin_house/house.css")


def script(request: HttpRequest) -> str:
    return static("admin_house/house.js")


def _tab(title: Any, whose: str) -> dict[str, Any]:
    address = reverse_lazy("admin:messaging_conversation_changelist")
    return {
        "title": title,
        "link": f"{address}?whose={whose}" if whose else str(address),
        "active": lambda request: request.GET.get("whose", "") == whose,
    }


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Above the list of conversations."""
    titles = {"": _("All"), "waiting": _("Waiting for staff"), "mine": _("Mine"), "agent": _("The agent's")}
    return [{"models": ["messaging.conversation"], "items": [_tab(title, whose) for whose, title in titles.items()]}]


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Hotel agent",
    "SITE_HEADER": "Hotel agent",
    "SITE_SUBHEADER": "hotel_agent.dashboard.whose",
    "SITE_SYMBOL": "concierge",
    "SITE_URL": None,
    "SHOW_LANGUAGES": True,
    "ACCOUNT": {"navigation": [{"title": _("Second factor"), "link": reverse_lazy("second-factor-setup")}]},
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "BORDER_RADIUS": "6px",
    "COLORS": {"primary": PINE},
    "STYLES": [style],
    "SCRIPTS": [script],
    "SIDEBAR": {"show_search": False, "navigation": "hotel_agent.dashboard.navigation"},
    "TABS": tabs,
}
