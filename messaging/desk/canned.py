"""Saved replies with what is known of the guest put in: {guest}, {arrival}, {wifi} and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from django.contrib.auth.models import User

from messaging.desk import people
from messaging.models import CannedReply, Conversation, Fact
from pms import guests
from reservations.models import Reservation

PLACE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
MOST = 50
# As `messaging.templatetags.replies` writes a day within the year.
DAY = {"es": "EEEE d 'de' MMMM", "pt": "EEEE, d 'de' MMMM", "en": "EEEE d MMMM"}
STANDING = (
    *(Reservation.Status.PENDING, Reservation.Status.CONFIRMED, Reservation.Status.CHANGED),
    *(Reservation.Status.CHECKED_IN, Reservation.Status.NEEDS_STAFF),
)


@dataclass(frozen=True)
class Filled:
    code: str
    language: str
    text: str
    missing: tuple[str, ...]
    """Places nobody could fill: they stand in the text as they are."""


def of(conversation: Conversation, user: User, *, start: str = "") -> list[Filled]:
    """Those whose code begins so, the guest's language first."""
    rows = CannedReply.objects.filter(hotel=conversation.hotel_id, code__istartswith=start.lstrip("/"))
    language = conversation.language or conversation.hotel.language
    found = sorted(rows, key=lambda row: (row.language != language, row.code, row.language))[:MOST]
    return fill(found, conversation, user)


def fill(rows: list[CannedReply], conversation: Conversation, user: User) -> list[Filled]:
    """Four queries at most, whatever the number of rows."""
    wanted = {name for row in rows for name in PLACE.findall(row.text)}
    facts = _facts(conversation, wanted)
    plain = _plain(conversation, user, wanted)
    return [_filled(row, {**facts.get(row.language, {}), **plain.get(row.language, {})}) for row in rows]


def missing(text: str) -> list[str]:
    """Places that are still empty: a guest should not read them."""
    return PLACE.findall(text)


def _filled(row: CannedReply, values: dict[str, str]) -> Filled:
    text = PLACE.sub(lambda match: values.get(match[1]) or match[0], row.text)
    return Filled(row.code, row.language, text, tuple(missing(text)))


def _plain(conversation: Conversation, user: User, wanted: set[str]) -> dict[str, dict[str, str]]:
    """By language of the reply: who, where and when."""
    hotel = conversation.hotel
    values: dict[str, Any] = {
        "guest": conversation.guest.name,
        "hotel": hotel.name,
        "staff": people.name_of(user),
        "check_in": f"{hotel.check_in_from:%H:%M}",
        "check_out": f"{hotel.check_out_until:%H:%M}",
        "phone": hotel.phone,
        "address": hotel.address,
    }
    stay = _reservation(conversation) if wanted & {"arrival", "departure", "reference", "number"} else None
    if stay:
        values |= {"reference": stay.reference, "number": stay.pms_number or stay.reference}
    return {language: {**values, **_dates(stay, language)} for language in DAY}


def _dates(reservation: Reservation | None, language: str) -> dict[str, str]:
    if reservation is None:
        return {}
    stay, pattern = reservation.stay, DAY[language]
    return {
        "arrival": format_date(stay.arrival, pattern, locale=language),
        "departure": format_date(stay.departure, pattern, locale=language),
    }


def _reservation(conversation: Conversation) -> Reservation | None:
    """The next stay, or the one in house: the last that has not ended."""
    family, today = guests.family(conversation.guest), conversation.hotel.now().date()
    rows = Reservation.objects.filter(guest__in=family, status__in=STANDING).select_related("offer")
    alive = [row for row in rows.order_by("-created_at")[:20] if row.stay.departure >= today]
    return min(alive, key=lambda row: row.stay.arrival, default=None)


def _facts(conversation: Conversation, wanted: set[str]) -> dict[str, dict[str, str]]:
    """By language, then topic; in the hotel's own language where there is no other."""
    topics = wanted | {name.replace("_", "-") for name in wanted}
    valid = Fact.objects.valid(conversation.hotel.now().date())
    found: dict[str, dict[str, str]] = {language: {} for language in DAY}
    for fact in valid.filter(hotel=conversation.hotel_id, topic__in=topics) if topics else ():
        found[fact.language][fact.topic.replace("-", "_")] = found[fact.language][fact.topic] = fact.text
    own = found.get(conversation.hotel.language, {})
    return {language: {**own, **texts} for language, texts in found.items()}
