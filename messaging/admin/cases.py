"""What waits for a person, in staff's words: a row of the queue, and the facts of one case side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from messaging import verdicts
from messaging.desk import files, show, wishes
from messaging.models import Conversation, Message
from pms.admin import words
from pms.models import Hotel
from pms.terms import Money
from reservations import requests, review
from reservations.models import Request, Reservation

LIMIT = 200  # of each kind; nobody works through more, and the oldest come first
REASONS = {
    "price": (gettext_lazy("Another price"), "sell"),
    "dates": (gettext_lazy("Other dates"), "event_busy"),
    "cancelled": (gettext_lazy("Cancelled in the PMS"), "event_busy"),
    "unknown": (gettext_lazy("The PMS has not answered"), "cloud_off"),
    "other": (gettext_lazy("To be confirmed"), "rule"),
    **wishes.KINDS,
}
WAYS = {
    "direct": gettext_lazy("It goes out at once, by %(channel)s."),
    "template": gettext_lazy(
        "The guest has been silent for long: it goes out by %(channel)s inside the approved template."
    ),
    "closed": gettext_lazy(
        "The guest has been silent for too long for %(channel)s, and there is no approved template."
    ),
    "no_channel": gettext_lazy("The guest cannot be written to by %(channel)s."),
    "nowhere": gettext_lazy("There is no conversation to write in."),
}


class Reason(NamedTuple):
    code: str
    title: str
    icon: str


@dataclass(frozen=True)
class Case:
    """A row of the queue."""

    link: str
    reasons: list[Reason]
    guest: str
    stay: str
    money: str
    offered: str
    """Where it is another than the money."""
    since: datetime
    when: str
    late: bool
    hotel: Hotel
    conversation: str
    department: str = ""
    """Whose it is to do."""

    @property
    def fresh(self) -> bool:
        return timezone.now() - self.since < timedelta(minutes=1)


class Fact(NamedTuple):
    title: str
    offered: str
    now: str

    @property
    def differs(self) -> bool:
        return self.offered != self.now


class Paper(NamedTuple):
    """A file of a receipt: shown when it is a picture, else only a link."""

    link: files.Shown
    picture: bool
    caption: str
    when: str


def queue() -> list[Case]:
    """The oldest first."""
    waiting: Any = review.reservations().select_related("offer", "hotel", "hold")
    asked = review.requests().select_related("guest", "hotel", "reservation__offer", "reservation__hotel")
    cases = [*map(_of_reservation, waiting.order_by("since")[:LIMIT])]
    cases += map(_of_request, asked.order_by("created_at")[:LIMIT])
    return sorted(cases, key=lambda case: case.since)


def reason(code: str) -> Reason:
    title, icon = REASONS.get(code, (code, "rule"))
    return Reason(code, str(title), icon)


def compared(reservation: Reservation) -> list[Fact]:
    """What the guest was offered, and what the PMS has; of what it has not answered, what was asked."""
    offer = reservation.offer
    theirs = reservation.total if reservation.pms_total is None else reservation.pms_total
    return [
        Fact(_("Arrival"), words.day(offer.stay.arrival), words.day(reservation.stay.arrival)),
        Fact(_("Departure"), words.day(offer.stay.departure), words.day(reservation.stay.departure)),
        Fact(_("Nights"), str(offer.stay.nights), str(reservation.stay.nights)),
        Fact(_("Total"), words.money(offer.price), words.money(Money(theirs, offer.currency))),
    ]


def difference(reservation: Reservation) -> str:
    """+40,00 €: what the guest would pay more than was offered."""
    more = reservation.total - reservation.offer.total
    shown = words.money(Money(abs(more), reservation.offer.currency))
    return f"{'+' if more > 0 else '−'}{shown}" if more else ""


def room(reservation: Reservation) -> str:
    offer = reservation.offer
    return f"{offer.room_type_names.get(reservation.hotel.language, offer.room_type)} · {reservation.unit}"


def plan(reservation: Reservation) -> str:
    offer = reservation.offer
    return str(offer.rate_plan_names.get(reservation.hotel.language, offer.rate_plan))


def way(telling: verdicts.Telling) -> str:
    """How the guest would be told, or why not."""
    return str(WAYS[telling.how]) % {"channel": channel(telling.conversation) if telling.conversation else ""}


def channel(conversation: Conversation) -> str:
    return show.channel(conversation.account.kind)[0]


def conversation_link(conversation: Conversation | None) -> str:
    return f"{reverse('inbox:page')}?c={conversation.pk}" if conversation else ""


def papers(request: Request) -> list[Paper]:
    """The newest first: a second photo is often the better one."""
    numbers = [number for number in request.details.get("messages", []) if isinstance(number, int)]
    rows = files.with_files(Message.objects.filter(pk__in=numbers, deleted_at__isnull=True)).order_by("-pk")[:12]
    found = []
    for message in rows:
        if link := files.shown(message):
            found.append(
                Paper(link, link.inline == "image", message.text, words.moment(message.created_at, request.hotel))
            )
    return found


def party(request: Request) -> str:
    people = verdicts.party_of(request)
    return words.party(people.adults, people.children)


def size(request: Request) -> str:
    count = verdicts.party_of(request).size
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


def _of_reservation(row: Any) -> Case:
    total = words.money(row.price)
    offered = words.money(row.offer.price)
    return Case(
        link=reverse("review:reservation", args=[row.pk]),
        reasons=[reason(code) for code in review.reasons(row)],
        guest=row.guest_name,
        stay=words.nights(row.stay),
        money=total,
        offered=offered if offered != total else "",
        since=row.since,
        when=words.moment(row.since, row.hotel),
        late=False,
        hotel=row.hotel,
        conversation=_named(row.hold.holder),
    )


def _of_request(row: Request) -> Case:
    stay = row.reservation.stay if row.reservation else verdicts.stay_of(row)
    return Case(
        link=reverse("review:request", args=[row.pk]),
        reasons=[reason(row.kind)],
        guest=str(row.guest),
        stay=" · ".join(
            filter(None, [size(row) if row.kind == requests.GROUP else "", words.nights(stay) if stay else ""])
        ),
        money=words.money(row.reservation.price) if row.reservation else "",
        offered="",
        since=row.created_at,
        when=words.moment(row.created_at, row.hotel),
        late=bool(row.due_at and row.due_at < timezone.now()),
        hotel=row.hotel,
        conversation=_named(row.asked_by),
        department=wishes.department(row.kind),
    )


def _named(key: str) -> str:
    kind, _colon, number = key.partition(":")
    return f"{reverse('inbox:page')}?c={number}" if kind == "conversation" and number.isdecimal() else ""
