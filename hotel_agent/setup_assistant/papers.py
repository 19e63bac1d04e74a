"""All the setup assistant looks at, read at once: as many queries for several hotels as for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django_otp.plugins.otp_totp.models import TOTPDevice

from messaging.models import CannedReply, ChannelAccount, Conversation, Fact, MessageTemplate
from pms.models import Hotel, NightlyRate, PmsAccount, RatePlan, Room, RoomType, StaffMember, Tax
from reservations import pulse

DAYS_OF_RATES = 180


@dataclass
class Papers:
    hotel: Hotel
    account: PmsAccount | None = None
    room_types: list[RoomType] = field(default_factory=list)
    rooms: Counter[int] = field(default_factory=Counter)
    """By room type."""
    priced: Counter[int] = field(default_factory=Counter)
    """Nights with a price within DAYS_OF_RATES, by room type."""
    plans: list[RatePlan] = field(default_factory=list)
    taxes: int = 0
    facts: set[tuple[str, str]] = field(default_factory=set)
    """Topic and language, of those that still hold."""
    channels: list[ChannelAccount] = field(default_factory=list)
    templates: set[str] = field(default_factory=set)
    """Languages that have an automatic one."""
    staff: list[StaffMember] = field(default_factory=list)
    devices: set[int] = field(default_factory=set)
    """Users who show a second factor."""
    saved: set[tuple[str, str]] = field(default_factory=set)
    """Code and language of the saved replies."""
    tried: bool = False

    @property
    def local(self) -> bool:
        return self.account is None or self.account.kind == "local"

    @property
    def answers(self) -> bool:
        return pulse.answers(self.hotel)

    def channel(self, kind: str) -> ChannelAccount | None:
        return next((row for row in self.channels if row.kind == kind), None)


def gather(hotels: Sequence[Hotel]) -> list[Papers]:
    found = {hotel.pk: Papers(hotel) for hotel in hotels}
    for account in PmsAccount.objects.filter(hotel__in=hotels):
        found[account.hotel_id].account = account
        found[account.hotel_id].hotel.pms_account = account
    _append(found, "room_types", RoomType.objects.filter(hotel__in=hotels))
    _append(found, "plans", RatePlan.objects.filter(hotel__in=hotels))
    _append(found, "channels", ChannelAccount.objects.filter(hotel__in=hotels, active=True).order_by("pk"))
    _append(found, "staff", StaffMember.objects.filter(hotel__in=hotels, user__is_active=True).select_related("user"))
    rooms = Room.objects.filter(hotel__in=hotels).values_list("hotel", "room_type").annotate(number=Count("pk"))
    for hotel, kind, number in rooms:
        found[hotel].rooms[kind] = number
    for hotel, kind, nights in _prices(hotels):
        found[hotel].priced[kind] = nights
    for hotel, number in Tax.objects.filter(hotel__in=hotels).values_list("hotel").annotate(number=Count("pk")):
        found[hotel].taxes = number
    _words(found, hotels)
    _people(found)
    return list(found.values())


def _append(found: dict[int, Papers], name: str, rows: Iterable[Any]) -> None:
    for row in rows:
        papers = found[row.hotel_id]
        row.hotel = papers.hotel  # its name asks for the hotel's language
        getattr(papers, name).append(row)


def _prices(hotels: Sequence[Hotel]) -> Iterable[tuple[int, int, int]]:
    ahead = Q(pk__in=[])
    for hotel in hotels:
        today = hotel.now().date()
        ahead |= Q(hotel=hotel, date__gte=today, date__lt=today + timedelta(days=DAYS_OF_RATES))
    rows = NightlyRate.objects.filter(ahead).values_list("hotel", "room_type")
    return rows.annotate(nights=Count("date", distinct=True))


def _words(found: dict[int, Papers], hotels: Sequence[Hotel]) -> None:
    todays = {hotel.pk: hotel.now().date() for hotel in hotels}
    facts = Fact.objects.filter(hotel__in=hotels).exclude(text="")
    for hotel, topic, language, until in facts.values_list("hotel", "topic", "language", "valid_until"):
        if until is None or until >= todays[hotel]:
            found[hotel].facts.add((topic, language))
    templates = MessageTemplate.objects.filter(account__in=_accounts(found), automatic=True)
    for hotel, language in templates.values_list("hotel", "language"):
        found[hotel].templates.add(language)
    for hotel, code, language in CannedReply.objects.filter(hotel__in=hotels).values_list("hotel", "code", "language"):
        found[hotel].saved.add((code, language))
    for hotel in Conversation.objects.filter(hotel__in=hotels).values_list("hotel", flat=True).distinct():
        found[hotel].tried = True


def _accounts(found: dict[int, Papers]) -> list[int]:
    return [account.pk for papers in found.values() for account in papers.channels if account.kind == "whatsapp"]


def _people(found: dict[int, Papers]) -> None:
    by_user: dict[int, list[Papers]] = defaultdict(list)
    for papers in found.values():
        for member in papers.staff:
            by_user[member.user_id].append(papers)
    shown = TOTPDevice.objects.filter(confirmed=True, user__in=list(by_user)).annotate(person=F("user"))
    for user in shown.values_list("person", flat=True):
        for papers in by_user[user]:
            papers.devices.add(user)
