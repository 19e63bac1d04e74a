"""What somebody should do next, most urgent first: concrete, and one click from where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotel_agent import setup_assistant
from hotel_agent.dashboard import counted
from hotel_agent.today import links, lists
from messaging import knowledge, ownership
from messaging.models import Conversation, Fact, Message
from pms.admin.base import at_each, person
from pms.models import Hotel, PmsHour
from reservations import day, pulse, requests

MOST = 5
PATIENCE = timedelta(minutes=10)
SETUP_HOTELS = 3  # who looks after more of them opens the assistant by themselves


@dataclass(frozen=True)
class Step:
    key: str
    icon: str
    said: str
    link: str
    urgent: bool = False


@dataclass(frozen=True)
class Seen:
    """Who looks at the page, and what stands on it already."""

    request: HttpRequest
    hotels: Sequence[Hotel]
    waiting: Sequence[lists.Waiting]
    expected: list[day.Line]


Found = Iterator[Step]


def next_best(seen: Seen) -> list[Step]:
    found: list[Step] = []
    for may, find in SOURCES:
        if len(found) < MOST and seen.request.user.has_perm(may):
            found += find(seen)
    return found[:MOST]


def _pms_away(seen: Seen) -> Found:
    """Only where the clock has seen it fail within the hour the breaker is asked."""
    lately = PmsHour.objects.filter(hour__gte=timezone.now() - timedelta(hours=1), failed__gt=0)
    for hotel in Hotel.objects.filter(pk__in=lately.values("hotel")).select_related("pms_account")[:MOST]:
        if not pulse.answers(hotel):
            said = _("The PMS of %(hotel)s does not answer; guests get a promise instead of a price.")
            yield Step(f"pms-{hotel.pk}", "cloud_off", said % {"hotel": hotel}, "#pms", True)


def _waits(seen: Seen) -> Found:
    for longest in seen.waiting[:1]:
        if timezone.now() - longest.at >= PATIENCE:
            said = _("%(guest)s has been waiting for %(time)s.") % {"guest": longest.guest, "time": longest.since}
            yield Step("waits", "support_agent", said, longest.link, True)


def _ends(seen: Seen) -> Found:
    me = person(seen.request)
    mine = Conversation.objects.filter(owner=Conversation.Owner.STAFF, staff=me, warned_at__isnull=False)
    for row in mine.select_related("guest").order_by("staff_active_at")[:1]:
        if ends := ownership.ends_at(row):
            said = _("Your conversation with %(guest)s goes back to the agent in %(time)s.")
            words = {"guest": row.guest, "time": timesince(timezone.now(), ends, depth=1)}
            yield Step("ends", "timer", said % words, links.inbox("mine", row.pk), True)


def _overdue(seen: Seen) -> Found:
    if count := requests.overdue().count():
        said = ngettext("%(count)s request of a guest is overdue.", "%(count)s requests of guests are overdue.", count)
        yield Step("overdue", "alarm", said % {"count": count}, links.review(), True)


def _review(seen: Seen) -> Found:
    if count := counted(seen.request, "review"):
        said = ngettext(
            "%(count)s case cannot be settled without you.",
            "%(count)s cases cannot be settled without you.",
            count,
        )
        yield Step("review", "rule", said % {"count": count}, links.review(), True)


def _failed(seen: Seen) -> Found:
    rows = Message.objects.filter(at_each(_failed_today), direction=Message.Direction.OUT)
    failed = rows.filter(status=Message.Status.FAILED).select_related("conversation__guest")
    if not (newest := list(failed.order_by("-pk")[:20])):
        return
    guests = len({row.conversation_id for row in newest})
    said = ngettext(
        "A message to %(guest)s could not be delivered.",
        "Messages to %(guest)s and others could not be delivered.",
        guests,
    )
    words, link = {"guest": newest[0].conversation.guest}, links.conversation(newest[0].conversation_id)
    yield Step("failed", "sms_failed", said % words, link)


def _not_ready(seen: Seen) -> Found:
    if rooms := lists.not_ready(seen.expected):
        said = ngettext(
            "Room %(rooms)s is not ready, and its guest arrives today.",
            "Rooms %(rooms)s are not ready, and their guests arrive today.",
            len(rooms),
        )
        shown = ", ".join(rooms[:4]) + ("…" if len(rooms) > 4 else "")
        yield Step("not_ready", "cleaning_services", said % {"rooms": shown}, links.day("arrivals"))


def _stale(seen: Seen) -> Found:
    if count := knowledge.stale(Fact.objects.all(), list(seen.hotels)).count():
        said = ngettext(
            "%(count)s fact is out of date or nobody has looked at it for long.",
            "%(count)s facts are out of date or nobody has looked at them for long.",
            count,
        )
        yield Step("stale", "menu_book", said % {"count": count}, links.stale_facts())


def _setup(seen: Seen) -> Found:
    if len(seen.hotels) <= SETUP_HOTELS:
        for hotel, missing in setup_assistant.last_seen(seen.hotels):
            said = ngettext(
                "%(hotel)s: %(count)s thing is missing before it is set up.",
                "%(hotel)s: %(count)s things are missing before it is set up.",
                missing,
            )
            words = {"hotel": hotel, "count": missing}
            yield Step(f"setup-{hotel.slug}", "checklist", said % words, links.setup(hotel.slug))


def _failed_today(hotel: Hotel) -> Q:
    return Q(status_at__gte=hotel.now().replace(hour=0, minute=0, second=0, microsecond=0))


SOURCES: tuple[tuple[str, Callable[[Seen], Found]], ...] = (
    ("pms.view_hotel", _pms_away),
    ("messaging.view_conversation", _waits),
    ("messaging.view_conversation", _ends),
    ("reservations.view_reservation", _overdue),
    ("reservations.view_reservation", _review),
    ("messaging.view_message", _failed),
    ("reservations.view_reservation", _not_ready),
    ("messaging.change_fact", _stale),
    ("pms.change_hotel", _setup),
)
