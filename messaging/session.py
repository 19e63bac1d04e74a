"""What the agent remembers of a conversation while it lasts. The only writer of Session."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_scopes import scopes_disabled

from locks import leases
from messaging.models import Conversation, Session
from pms.terms import Contact, Party, Stay


@dataclass(frozen=True)
class DateOption:
    """One of the stays an ambiguous date may mean; without a departure that is asked next."""

    arrival: date
    departure: date | None = None

    @property
    def nights(self) -> int | None:
        return (self.departure - self.arrival).days if self.departure else None

    @property
    def code(self) -> str:
        """What its button carries: "2026-12-18:2026-12-20"."""
        return ":".join(day.isoformat() for day in (self.arrival, self.departure) if day)


@dataclass
class Frame:
    """The booking under way, slot by slot, and what the agent waits to hear."""

    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    """Said before the arrival was known."""
    month: int | None = None
    """Said without a day: what "del 3 al 10" is of."""
    date_options: list[str] = field(default_factory=list)
    """Codes of the readings of an ambiguous date that the last question offered."""
    adults: int | None = None
    children: list[int] = field(default_factory=list)
    ages: str = ""
    """Of children without one: "missing", or "asked", which is done once."""
    rooms: int = 1
    """How many rooms are wanted."""
    split: list[list[int]] = field(default_factory=list)
    """Who sleeps in each of several rooms: adults, then the ages of children."""
    taken: list[list[int]] = field(default_factory=list)
    """Of several rooms those that are held: the offer and its hold, by id."""
    asked: str = ""
    """The one question that is asked of a group or of several rooms: group, split."""
    offers: list[int] = field(default_factory=list)
    """Offers as numbered to the guest, by id."""
    offer: int | None = None
    """The one a room is held for."""
    room_type: str = ""
    rate_plan: str = ""
    room_wish: str = ""
    """The type of room asked for, kept until it can be searched; and the rate likewise."""
    rate_wish: str = ""
    name: str = ""
    """Of who stays; `for_other`: not who writes."""
    for_other: bool = False
    email: str = ""
    phone: str = ""
    read_back: int | None = None
    """The offer the last reply read back: a yes to anything older books nothing."""
    awaiting: str = ""
    """dates, choice, details, confirm, cancel_confirm, a wish and what it lacks ("transfer:when"), or nothing."""
    errand: dict[str, Any] = field(default_factory=dict)
    """What a person is to do, while the agent asks about it: kind, details, asked, and what was awaited before."""
    needs: list[str] = field(default_factory=list)
    """A cot, a step-free room: noted once the stay under way is booked."""
    cancelling: int | None = None
    changing: int | None = None
    """The reservation whose stay is to become `stay`."""
    quote: int | None = None
    """What that was last said to cost."""
    extra: dict[str, Any] = field(default_factory=dict)
    """The late check-out or early check-in that was quoted last: reservation, kind, at, price."""
    own: list[int] = field(default_factory=list)
    """The guest's reservations as numbered to them, by id."""
    wish: dict[str, Any] = field(default_factory=dict)
    """Slots said before it was known of which reservation."""
    misses: int = 0
    """Messages in a row that were not understood."""
    later: list[dict[str, Any]] = field(default_factory=list)
    """Clauses put off until what is asked now is settled: text, intent, slots."""

    @property
    def stay(self) -> Stay | None:
        return Stay(self.arrival, self.departure) if self.arrival and self.departure else None

    @property
    def party(self) -> Party:
        return Party(self.adults or 2, tuple(self.children))

    @property
    def room_party(self) -> Party:
        """Of several rooms, who sleeps in the one that is chosen next."""
        if len(self.taken) < len(self.split):
            adults, *children = self.split[len(self.taken)]
            return Party(adults, tuple(children))
        return self.party

    @property
    def contact(self) -> Contact | None:
        """Enough to book: a name and a way to reach the guest."""
        return Contact(self.name, self.email, self.phone) if self.name and (self.email or self.phone) else None

    def forget_booking(self) -> None:
        """Only who the guest is, and what they still want, survives a finished or dropped booking."""
        kept = Frame(name=self.name, email=self.email, phone=self.phone, later=self.later)
        self.__dict__.update(kept.__dict__)


def date_option(code: str) -> DateOption | None:
    """The option a button carries; None for what no button of ours does."""
    try:
        option = DateOption(*(date.fromisoformat(day) for day in code.split(":")))
    except (ValueError, TypeError):
        return None
    return option if option.departure is None or option.arrival < option.departure else None


# One statement: to read the row first would cost a turn two more.
SAVE = """
INSERT INTO messaging_session (hotel_id, conversation_id, state, last_activity, expires_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (conversation_id) DO UPDATE
SET state = excluded.state, last_activity = excluded.last_activity, expires_at = excluded.expires_at
"""


def recall(state: dict[str, Any] | None) -> Frame:
    """What was saved, as it was saved; an unknown key of an older version is left out."""
    known = {key: value for key, value in (state or {}).items() if key in Frame.__dataclass_fields__}
    for key in ("arrival", "departure"):
        if key in known:
            known[key] = date.fromisoformat(known[key])
    return Frame(**known)


def save(conversation: Conversation, frame: Frame) -> None:
    now = timezone.now()
    expires_at = now + timedelta(seconds=settings.SESSION_TTL)
    with connection.cursor() as cursor:
        cursor.execute(SAVE, [conversation.hotel_id, conversation.pk, json.dumps(_to_json(frame)), now, expires_at])


def forget(conversation: Conversation) -> bool:
    """Whatever was under way; False when nothing was remembered. Raises LeaseTaken while a turn is being answered."""
    with leases.hold(conversation.hotel, conversation.key):
        return bool(Session.objects.filter(conversation=conversation).delete()[0])


def clean() -> int:
    """Delete what has expired, over all hotels; how many that were."""
    with scopes_disabled():
        return Session.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def _to_json(frame: Frame) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(frame).items() if value
    }
