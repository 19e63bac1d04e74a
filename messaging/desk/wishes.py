"""A guest's request in staff's words: what it is, whose it is to do, and what the guest has said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from messaging.models import Message
from messaging.templatetags import things
from pms.admin import words
from reservations import requests
from reservations.models import Request

KINDS: dict[str, tuple[Any, str]] = {
    requests.RECEIPT: (gettext_lazy("Transfer receipt"), "receipt_long"),
    requests.GROUP: (gettext_lazy("Group"), "groups"),
    requests.CHANGE: (gettext_lazy("Change of a stay"), "edit_calendar"),
    "late_checkout": (gettext_lazy("Late check-out"), "schedule"),
    "early_checkin": (gettext_lazy("Early check-in"), "schedule"),
    "towels": (gettext_lazy("To be brought"), "dry_cleaning"),
    "cleaning": (gettext_lazy("Cleaning"), "cleaning_services"),
    requests.COT: (gettext_lazy("Cot or extra bed"), "crib"),
    "maintenance": (gettext_lazy("Does not work"), "build"),
    "complaint": (gettext_lazy("Complaint"), "sentiment_dissatisfied"),
    "wake_up_call": (gettext_lazy("Wake-up call"), "alarm"),
    "luggage": (gettext_lazy("Luggage"), "luggage"),
    "lost_property": (gettext_lazy("Lost property"), "search"),
    "photos": (gettext_lazy("Photos"), "photo_camera"),
    requests.ACCESSIBILITY: (gettext_lazy("Accessibility"), "accessible"),
    "transfer": (gettext_lazy("Transfer or taxi"), "local_taxi"),
    "payment": (gettext_lazy("Payment"), "payments"),
    "invoice": (gettext_lazy("Invoice"), "request_quote"),
}
DEPARTMENTS: dict[str, Any] = {
    "reception": gettext_lazy("Reception"),
    "housekeeping": gettext_lazy("Housekeeping"),
    "maintenance": gettext_lazy("Maintenance"),
    "administration": gettext_lazy("Administration"),
    "concierge": gettext_lazy("Concierge"),
}
TOWARD: dict[str, Any] = {"hotel": gettext_lazy("To the hotel"), "away": gettext_lazy("From the hotel")}
NAMED: dict[str, Any] = {
    "room": gettext_lazy("Room"),
    "people": gettext_lazy("People"),
    "guest": gettext_lazy("Name"),
    "name": gettext_lazy("Name or company"),
    "tax_id": gettext_lazy("Tax number"),
    "email": gettext_lazy("E-mail"),
    "reference": gettext_lazy("Number the guest gave"),
}
SHOWN = 12


def title(kind: str) -> str:
    return str(KINDS[kind][0]) if kind in KINDS else kind


def department(kind: str) -> str:
    return str(DEPARTMENTS[requests.KINDS[kind].department]) if kind in requests.KINDS else ""


def facts(request: Request) -> list[tuple[str, str]]:
    """What was understood, each with its title."""
    details = request.details
    found = []
    if codes := details.get("things"):
        language = (get_language() or "en")[:2]
        found.append((_("What"), ", ".join(things.named(code, language) for code in codes)))
    if "at" in details:
        found.append((_("For when"), words.moment(datetime.fromisoformat(details["at"]), request.hotel)))
    if details.get("toward") in TOWARD:
        found.append((_("Direction"), str(TOWARD[details["toward"]])))
    return found + [(str(called), str(details[name])) for name, called in NAMED.items() if name in details]


def said(request: Request) -> list[tuple[str, str]]:
    """The guest's own words, oldest first, and when they were written; what was taken back is gone."""
    numbers = [number for number in request.details.get("messages", []) if isinstance(number, int)]
    rows = Message.objects.filter(pk__in=numbers[-SHOWN:], deleted_at__isnull=True).exclude(text="")
    return [(row.text, words.moment(row.created_at, request.hotel)) for row in rows]
