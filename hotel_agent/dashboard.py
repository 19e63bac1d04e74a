"""The side bar with its counts, and the first page of the back office."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from locks.models import RoomHold
from messaging.models import Conversation
from pms.admin import words
from pms.admin.base import at_each, own_hotels
from pms.models import Hotel, LocalBooking
from reservations.models import Reservation

# group, then (title, icon, app, model); a row stands there for who may see the table.
NAVIGATION = (
    (
        "Front desk",
        (
            ("Conversations", "forum", "messaging", "conversation"),
            ("Reservations", "book_online", "reservations", "reservation"),
            ("Holds", "hourglass_top", "locks", "roomhold"),
            ("Guests", "group", "pms", "guest"),
        ),
    ),
    (
        "Hotel",
        (
            ("Hotels", "apartment", "pms", "hotel"),
            ("Room types", "king_bed", "pms", "roomtype"),
            ("Rooms", "meeting_room", "pms", "room"),
            ("Rate plans", "sell", "pms", "rateplan"),
            ("Rates", "calendar_month", "pms", "nightlyrate"),
            ("Restrictions", "event_busy", "pms", "restriction"),
            ("Taxes", "percent", "pms", "tax"),
            ("Local bookings", "luggage", "pms", "localbooking"),
            ("Facts", "menu_book", "messaging", "fact"),
        ),
    ),
    (
        "Audit",
        (
            ("Hold trail", "history", "locks", "holdevent"),
            ("Reservation trail", "history_edu", "reservations", "reservationevent"),
            ("Offers", "receipt_long", "reservations", "offer"),
            ("Turns", "psychology", "messaging", "turnrecord"),
            ("Messages", "chat", "messaging", "message"),
        ),
    ),
    (
        "Administration",
        (
            ("Users", "person", "auth", "user"),
            ("Groups", "shield_person", "auth", "group"),
            ("Staff", "badge", "pms", "staffmember"),
            ("Channel accounts", "hub", "messaging", "channelaccount"),
            ("Templates", "approval", "messaging", "messagetemplate"),
            ("PMS accounts", "dns", "pms", "pmsaccount"),
            ("Flags", "flag", "waffle", "flag"),
        ),
    ),
)


def whose(request: HttpRequest) -> str:
    """Under the name of the product: the hotel, or how many."""
    hotels = own_hotels() if request.user.is_authenticated else []
    return hotels[0].name if len(hotels) == 1 else f"{len(hotels)} hotels" if hotels else ""


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    badges = {"conversation": waiting().count, "roomhold": held().count}
    groups: list[dict[str, Any]] = []
    for title, rows in NAVIGATION:
        items = [
            {
                "title": name,
                "icon": icon,
                "link": reverse(f"admin:{app}_{model}_changelist"),
                # Unfold prints a callback that answers 0 as its dotted name: so numbers, and none for 0.
                "badge": badges[model]() if model in badges else None,
                "badge_variant": "danger" if model == "conversation" else "primary",
            }
            for name, icon, app, model in rows
            if request.user.has_perm(f"{app}.view_{model}")
        ]
        groups.append({"title": title, "items": items, "separator": bool(groups), "collapsible": title == "Hotel"})
    return [group for group in groups if group["items"]]


def waiting() -> QuerySet[Conversation]:
    return Conversation.objects.filter(owner=Conversation.Owner.WAITING)


def held() -> QuerySet[RoomHold]:
    return RoomHold.objects.filter(status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())


def today(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The first page: what a front desk looks for in the morning."""
    may = request.user.has_perm
    arrivals = LocalBooking.objects.filter(at_each(_arrives_today), status__in=LocalBooking.LIVE)
    booked = Reservation.objects.filter(at_each(_booked_today))
    tables = {
        "pms.view_localbooking": _tile(
            "Arrivals today", "login", arrivals.count(), "pms_localbooking", "?stay=arrives"
        ),
        "locks.view_roomhold": _tile("Held now", "hourglass_top", held().count(), "locks_roomhold", "?state=live"),
        "messaging.view_conversation": _tile(
            "Waiting for staff", "support_agent", waiting().count(), "messaging_conversation", "?whose=waiting"
        ),
        "reservations.view_reservation": _tile(
            "Booked today", "book_online", booked.count(), "reservations_reservation"
        ),
    }
    return {
        **context,
        "title": "Today",
        "several": len(own_hotels()) > 1,
        "tiles": [tile for permission, tile in tables.items() if may(permission)],
        "arrivals": _arriving(arrivals) if may("pms.view_localbooking") else None,
        "waiting": _waiting_longest() if may("messaging.view_conversation") else None,
        "latest": _latest() if may("reservations.view_reservation") else None,
    }


def _arriving(arrivals: QuerySet[LocalBooking]) -> list[tuple[LocalBooking, str]]:
    rows = arrivals.select_related("room__room_type__hotel", "hotel").order_by("hotel", "room__number")[:8]
    return [(row, words.count_nights(row.stay)) for row in rows]


def _waiting_longest() -> QuerySet[Conversation]:
    return waiting().select_related("guest", "hotel").order_by("last_message_at")[:6]


def _latest() -> list[tuple[Reservation, str, str]]:
    rows = Reservation.objects.select_related("offer", "hotel").order_by("-created_at")[:6]
    return [(row, words.nights(row.stay), words.money(row.price)) for row in rows]


def _tile(title: str, icon: str, number: int, table: str, query: str = "") -> dict[str, Any]:
    return {"title": title, "icon": icon, "number": number, "link": reverse(f"admin:{table}_changelist") + query}


def _arrives_today(hotel: Hotel) -> Q:
    return Q(period__startswith=hotel.now().date())


def _booked_today(hotel: Hotel) -> Q:
    return Q(created_at__gte=hotel.now().replace(hour=0, minute=0, second=0, microsecond=0))
