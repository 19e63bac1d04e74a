"""The numbers on top of the page, each with the page that shows exactly those."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Min
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotel_agent.dashboard import counted, held
from hotel_agent.today import links
from pms.admin import words
from reservations import day


@dataclass(frozen=True)
class Tile:
    key: str
    icon: str
    title: str
    number: int
    link: str
    note: str = ""
    urgent: bool = False


def tiles(request: HttpRequest) -> list[Tile]:
    makers: tuple[tuple[str, Callable[[HttpRequest], Iterator[Tile]]], ...] = (
        ("reservations.view_reservation", _stays),
        ("locks.view_roomhold", _held),
        ("messaging.view_conversation", _waiting),
        ("reservations.view_reservation", _review),
    )
    return [tile for may, make in makers if request.user.has_perm(may) for tile in make(request)]


def _stays(request: HttpRequest) -> Iterator[Tile]:
    counts = day.count()
    for key, icon, title in (
        ("arrivals", "login", _("Arrivals")),
        ("departures", "logout", _("Departures")),
        ("in_house", "hotel", _("In house")),
    ):
        yield Tile(key, icon, title, counts[key], links.day(key))


def _held(request: HttpRequest) -> Iterator[Tile]:
    number, note = counted(request, "held"), ""
    if number and (ends := held().aggregate(next=Min("expires_at"))["next"]):
        left = words.minutes_left(ends)
        note = ngettext("the next ends in %(left)s minute", "the next ends in %(left)s minutes", left) % {"left": left}
    yield Tile("held", "hourglass_top", _("Held rooms"), number, links.live_holds(), note)


def _waiting(request: HttpRequest) -> Iterator[Tile]:
    number, link = counted(request, "waiting"), links.inbox("waiting")
    yield Tile("waiting", "support_agent", _("Waiting for staff"), number, link, urgent=number > 0)


def _review(request: HttpRequest) -> Iterator[Tile]:
    number = counted(request, "review")
    yield Tile("review", "fact_check", _("To review"), number, links.review(), urgent=number > 0)
