"""Four conversations a hotel: real messages through the real agent, so their traces are its own."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date
from django.db import transaction
from django.utils import timezone

from hotel_agent.demo import bookings, keys
from hotel_agent.demo.sheets import HotelSheet
from messaging import inbox, orchestrator
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation, Message, TurnRecord
from pms.models import Hotel

FRIDAY = 4
PAUSE = timedelta(minutes=2)


@dataclass(frozen=True)
class Story:
    name: str
    channel: str
    minutes_ago: int


STORIES = (
    Story("questions", "web", 52),
    Story("booking", "whatsapp", 41),
    Story("offer", "whatsapp", 23),
    Story("handover", "whatsapp", 9),
)


def write(sheet: HotelSheet, hotel: Hotel) -> None:
    """Each story once; what came of it since stays."""
    for story in STORIES:
        account = ChannelAccount.objects.select_related("hotel").get(hotel=hotel, kind=story.channel)
        messages = _messages(sheet, story, hotel.now().date())
        if Conversation.objects.filter(account=account, sender=messages[0].sender).exists():
            continue
        # In one transaction: the answers are marked as read before any worker could send them.
        with transaction.atomic():
            for message in messages:
                _say(account, message)


def _messages(sheet: HotelSheet, story: Story, today: date) -> list[Incoming]:
    luck = random.Random(f"{sheet.slug} {story.name}")
    name = bookings.guest_name(sheet, luck)
    if story.channel == "whatsapp":
        identity = Identity("phone", bookings.phone(sheet, luck).lstrip("+"))
    else:
        identity = Identity(story.channel, keys.key(f"visitor {sheet.slug}"))
    words = _words(sheet, today, name)
    first = timezone.now() - timedelta(minutes=story.minutes_ago)
    return [
        Incoming(
            external_id=f"demo-{identity.value}-{number}",
            sender=identity.value,
            identities=(identity,),
            sent_at=first + number * PAUSE,
            text=line.format(**words),
            sender_name=name,
        )
        for number, line in enumerate(sheet.talk[story.name])
    ]


def _say(account: ChannelAccount, message: Incoming) -> None:
    for conversation in inbox.receive(account, [message]):
        if outcome := orchestrator.answer(conversation):
            _date_back(outcome.record, message.sent_at + timedelta(seconds=3))


def _date_back(turn: TurnRecord, answered_at: datetime) -> None:
    """As if it had been answered and read then."""
    TurnRecord.objects.filter(pk=turn.pk).update(created_at=answered_at)
    Message.objects.filter(turn=turn, direction=Message.Direction.OUT).update(
        created_at=answered_at, status_at=answered_at, status=Message.Status.READ
    )


def _words(sheet: HotelSheet, today: date, name: str) -> Mapping[str, str]:
    """A weekend at least ten days ahead."""
    arrival = today + timedelta(days=10 + (FRIDAY - today.weekday() - 10) % 7)
    day = "d 'de' MMMM"
    return {
        "arrival": format_date(arrival, day, locale=sheet.language),
        "departure": format_date(arrival + timedelta(days=2), day, locale=sheet.language),
        "name": name,
        "email": bookings.email(name),
    }
