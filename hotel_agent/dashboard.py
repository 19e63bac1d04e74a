"""The side bar of the back office with its counts: a row stands there for who may open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from locks.models import RoomHold
from messaging.desk import lists
from pms.admin.base import own_hotels
from reservations import review


@dataclass(frozen=True)
class Row:
    title: Promise
    icon: str
    address: str
    """The name of a url."""
    may: str = ""
    """The permission it takes; empty: none."""
    model: str = ""
    """app_model of a list: then its own rules say who may open it."""
    count: str = ""
    """One of COUNTS."""
    urgent: bool = False


def held() -> QuerySet[RoomHold]:
    return RoomHold.objects.filter(status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())


COUNTS: dict[str, Callable[[], int]] = {
    "waiting": lambda: lists.waiting().count(),
    "review": lambda: review.count(),
    "held": lambda: held().count(),
}


def counted(request: HttpRequest, name: str) -> int:
    """Once a page, wherever it stands."""
    known: dict[str, int] = request.__dict__.setdefault("house_counts", {})
    if name not in known:
        known[name] = COUNTS[name]()
    return known[name]


def table(title: Promise, icon: str, model: str, **badge: Any) -> Row:
    """A list of Django's own; `model` is app_model."""
    return Row(title, icon, f"admin:{model}_changelist", model=model, **badge)


NAVIGATION: tuple[tuple[Promise, tuple[Row, ...]], ...] = (
    (
        _("Front desk"),
        (
            Row(_("Today"), "today", "admin:index"),
            Row(
                _("Inbox"),
                "forum",
                "inbox:page",
                "messaging.view_conversation",
                count="waiting",
                urgent=True,
            ),
            Row(_("To review"), "rule", "review:queue", "reservations.view_reservation", count="review"),
            Row(_("Arrivals and departures"), "luggage", "day:page", "reservations.view_reservation"),
            Row(_("Tape chart"), "view_timeline", "tape:chart", "reservations.view_reservation"),
            table(_("Reservations"), "book_online", "reservations_reservation"),
            table(_("Holds"), "hourglass_top", "locks_roomhold", count="held"),
            table(_("Waitlist"), "notifications_active", "reservations_waiting"),
            table(_("Guests"), "group", "pms_guest"),
        ),
    ),
    (
        _("Hotel"),
        (
            table(_("Hotels"), "apartment", "pms_hotel"),
            Row(_("Setup assistant"), "checklist", "setup", "pms.change_hotel"),
            table(_("Room types"), "king_bed", "pms_roomtype"),
            table(_("Rooms"), "meeting_room", "pms_room"),
            table(_("Rate plans"), "sell", "pms_rateplan"),
            table(_("Rates"), "calendar_month", "pms_nightlyrate"),
            table(_("Restrictions"), "event_busy", "pms_restriction"),
            table(_("Taxes"), "percent", "pms_tax"),
            table(_("Local bookings"), "bed", "pms_localbooking"),
            table(_("Saved replies"), "quickreply", "messaging_cannedreply"),
        ),
    ),
    (
        _("Agent quality"),
        (
            Row(_("Quality review"), "fact_check", "quality:page", "messaging.view_correction"),
            Row(_("Unanswered questions"), "contact_support", "quality:questions", "messaging.view_fact"),
            table(_("Facts"), "menu_book", "messaging_fact"),
            table(_("Sessions"), "neurology", "messaging_session"),
            table(_("Corrections"), "grading", "messaging_correction"),
            table(_("Classifiers"), "model_training", "messaging_classifier"),
        ),
    ),
    (
        _("Audit"),
        (
            table(_("Hold trail"), "history", "locks_holdevent"),
            table(_("Reservation trail"), "history_edu", "reservations_reservationevent"),
            table(_("Offers"), "receipt_long", "reservations_offer"),
            table(_("Quoted changes"), "edit_calendar", "reservations_changequote"),
            table(_("Turns"), "psychology", "messaging_turnrecord"),
            table(_("Conversations"), "chat_bubble", "messaging_conversation"),
            table(_("Messages"), "chat", "messaging_message"),
            table(_("Questions to a language model"), "smart_toy", "messaging_modelcall"),
        ),
    ),
    (
        _("Administration"),
        (
            table(_("Users"), "person", "auth_user"),
            table(_("Groups"), "shield_person", "auth_group"),
            table(_("Staff"), "badge", "pms_staffmember"),
            table(_("Channel accounts"), "hub", "messaging_channelaccount"),
            table(_("Templates"), "approval", "messaging_messagetemplate"),
            table(_("PMS accounts"), "dns", "pms_pmsaccount"),
            Row(_("PMS connection"), "cable", "connection", "pms.view_pmsaccount"),
            table(_("Language models"), "smart_toy", "messaging_languagemodel"),
            table(_("Flags"), "flag", "pms_hotelflag"),
            table(_("Flags of all hotels"), "flag_circle", "waffle_flag"),
            table(_("Log-in attempts"), "lock_clock", "axes_accessattempt"),
        ),
    ),
)


def whose(request: HttpRequest) -> str:
    """Under the name of the product: the hotel, or how many."""
    hotels = own_hotels() if request.user.is_authenticated else []
    if len(hotels) == 1:
        return hotels[0].name
    return ngettext("%(count)s hotel", "%(count)s hotels", len(hotels)) % {"count": len(hotels)} if hotels else ""


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for title, rows in NAVIGATION:
        items = [_item(request, row) for row in rows if _may_open(request, row)]
        groups.append({"title": title, "items": items, "separator": bool(groups)})
    return [group for group in groups if group["items"]]


def _may_open(request: HttpRequest, row: Row) -> bool:
    if row.model:
        rows = admin.site.get_model_admin(apps.get_model(row.model.replace("_", ".")))
        return bool(rows.has_view_permission(request))
    return not row.may or request.user.has_perm(row.may)


def _item(request: HttpRequest, row: Row) -> dict[str, Any]:
    return {
        "title": row.title,
        "icon": row.icon,
        "link": reverse(row.address),
        # Unfold prints a callback that answers 0 as its dotted name: so numbers, and none for 0.
        "badge": counted(request, row.count) if row.count else None,
        "badge_variant": "danger" if row.urgent else "primary",
    }
