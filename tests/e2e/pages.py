"""Every page of the back office by its name, and what a browser finds wrong with one. Used by tests and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from axe_playwright_python.async_playwright import Axe
from django.urls import reverse
from playwright.async_api import Page, ViewportSize

from locks.models import RoomHold
from messaging.models import ChannelAccount, Conversation, Fact, Session
from pms.models import Guest, Hotel, LocalBooking, Room, RoomType
from reservations.models import Request, Reservation

RULES = {"runOnly": ["wcag2a", "wcag2aa"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
DARK = "document.documentElement.classList.toggle('dark', true)"
WIDTH = "document.documentElement.scrollWidth"


def of(rows: Any) -> int:
    """Its newest row."""
    return int(rows.objects.order_by("-pk").values_list("pk", flat=True)[0])


def stay(hotel: Hotel) -> str:
    return LocalBooking.objects.filter(hotel=hotel, status="confirmed").order_by("period").earliest("period").number


def talk(hotel: Hotel, **where: Any) -> str:
    rows = Conversation.objects.filter(hotel=hotel, **where).order_by("-last_message_at")
    return f"{reverse('inbox:page')}?c={rows[0].pk}"


def needs_staff(hotel: Hotel) -> int:
    return int(Reservation.objects.filter(hotel=hotel, status="needs_staff").values_list("pk", flat=True)[0])


def _list(table: str) -> Callable[[Hotel], str]:
    return lambda hotel: reverse(f"admin:{table}_changelist")


def _add(table: str) -> Callable[[Hotel], str]:
    return lambda hotel: reverse(f"admin:{table}_add")


def _form(table: str, model: Any, page: str = "change") -> Callable[[Hotel], str]:
    return lambda hotel: reverse(f"admin:{table}_{page}", args=[of(model)])


# Ours, from the first letter to the last.
OWN: dict[str, Callable[[Hotel], str]] = {
    "today": lambda hotel: reverse("admin:index"),
    "inbox": lambda hotel: talk(hotel, owner="waiting") + "&folder=waiting",
    "inbox-list": lambda hotel: f"{reverse('inbox:page')}?folder=agent",
    "inbox-mine": lambda hotel: talk(hotel, owner="staff"),
    "review": lambda hotel: reverse("review:queue"),
    "review-reservation": lambda hotel: reverse("review:reservation", args=[needs_staff(hotel)]),
    "review-request": lambda hotel: reverse("review:request", args=[of(Request)]),
    "arrivals": lambda hotel: f"{reverse('day:page')}?list=arrivals",
    "in-house": lambda hotel: f"{reverse('day:page')}?list=in_house",
    "tape": lambda hotel: f"{reverse('tape:chart')}?hotel={hotel.slug}",
    "tape-stay": lambda hotel: reverse("tape:stay", args=[stay(hotel)]) + f"?hotel={hotel.slug}",
    "tape-room": lambda hotel: reverse("tape:room", args=[of(Room)]),
    "quality": lambda hotel: reverse("quality:page"),
    "questions": lambda hotel: reverse("quality:questions"),
    "setup": lambda hotel: f"{reverse('setup')}?hotel={hotel.slug}",
    "connection": lambda hotel: f"{reverse('connection')}?hotel={hotel.slug}",
    "second-factor": lambda hotel: reverse("second-factor-setup"),
    "hold": _form("locks_roomhold", RoomHold),
    "reservation": _form("reservations_reservation", Reservation),
    "reservation-history": _form("reservations_reservation", Reservation, "history"),
    "guest": _form("pms_guest", Guest),
    "api-key": lambda hotel: f"{reverse('admin:pms_hotel_changelist')}{hotel.pk}/api-key/",
}
# Django's own with our columns: the ones a hotel works with most.
LISTS: dict[str, Callable[[Hotel], str]] = {
    "holds": lambda hotel: f"{reverse('admin:locks_roomhold_changelist')}?state=live",
    "hold-trail": _list("locks_holdevent"),
    "reservations": _list("reservations_reservation"),
    "guests": _list("pms_guest"),
    "rooms": _list("pms_room"),
    "rates": _list("pms_nightlyrate"),
    "facts": lambda hotel: f"{reverse('admin:messaging_fact_changelist')}?attention=stale",
    "saved-replies": _list("messaging_cannedreply"),
    "sessions": _list("messaging_session"),
    "staff": _list("pms_staffmember"),
    "users": _list("auth_user"),
    "templates": _list("messaging_messagetemplate"),
    "flags": _list("pms_hotelflag"),
    "hotel": _form("pms_hotel", Hotel),
    "room-type": _form("pms_roomtype", RoomType),
    "fact": _form("messaging_fact", Fact),
    "session": _form("messaging_session", Session),
    "channel": _form("messaging_channelaccount", ChannelAccount),
    "new-fact": _add("messaging_fact"),
    "new-rate": _add("pms_nightlyrate"),
    "new-user": _add("auth_user"),
}


async def faults(page: Page) -> list[str]:
    """What axe finds in light and in dark, and whether a phone would scroll sideways. The page stands open."""
    found = list(_told(await axe(page, RULES), "light"))
    await page.evaluate(DARK)
    found += _told(await axe(page, COLOURS), "dark")
    await page.set_viewport_size(PHONE)
    if (width := await page.evaluate(WIDTH)) > PHONE["width"]:
        found.append(f"phone: {width} px wide: {await page.evaluate(WIDEST)}")
    await page.set_viewport_size(WIDE)
    return found


WIDEST = """[...document.querySelectorAll('#main *, main *, body > *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3)
    .map(e => e.tagName + '.' + e.className).join(' | ')"""


async def axe(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(SCRIPT)
    answer: dict[str, Any] = await page.evaluate("options => axe.run(document, options)", options)
    return list(answer["violations"])


def _told(violations: list[dict[str, Any]], mode: str) -> Iterator[str]:
    for violation in violations:
        nodes = violation["nodes"]
        first = nodes[0]
        why = " ".join(check["message"] for check in first["any"][:1])
        yield f"{mode}: {violation['id']} ×{len(nodes)} at {' '.join(map(str, first['target']))}: {why}"


SCRIPT = Axe().axe_script
