"""The demo's conversations: real messages through the real agent at their own time, so their traces are its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from django.db import transaction
from django.utils import timezone

from hotel_agent.demo import bookings, desk, keys, past
from hotel_agent.demo.sheets import HotelSheet
from hotel_agent.demo.talk import TALK
from messaging import inbox, orchestrator
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Hotel

FRIDAY = 4
PAUSE = timedelta(minutes=2)
HOUR = 60
DAY = 24 * HOUR


@dataclass(frozen=True)
class Story:
    name: str
    channel: str
    minutes_ago: int
    language: str = ""
    """Empty: the hotel's own."""
    before_last: Callable[[Conversation], None] | None = None
    """What happens at the hotel while the guest thinks."""
    then: Callable[[Conversation], None] | None = None
    """What staff did with it."""


STORIES = (
    Story("tonight", "whatsapp", 2 * DAY),
    Story("silent", "whatsapp", 31 * HOUR),
    Story("closed", "web", 26 * HOUR, then=desk.close),
    Story("surf", "web", 25 * HOUR),
    Story("birthday", "web", 22 * HOUR),
    Story("night", "whatsapp", 20 * HOUR),
    Story("denied", "web", 6 * HOUR),
    Story("crib", "whatsapp", 5 * HOUR, then=desk.put_aside),
    Story("undelivered", "whatsapp", 160, then=desk.lose_the_answer),
    Story("wifi", "web", 140),
    Story("breakfast", "web", 125, "en"),
    Story("parking", "web", 110),
    Story("receipt", "whatsapp", 70, then=desk.ask_for_the_receipt),
    Story("price", "whatsapp", 58, before_last=desk.raise_prices),
    Story("questions", "web", 52),
    Story("broken", "whatsapp", 47, then=desk.label_as_broken),
    Story("booking", "whatsapp", 41),
    Story("offer", "whatsapp", 23),
    Story("group", "whatsapp", 18, then=desk.note_the_group),
    Story("late", "whatsapp", 12, "en", then=desk.answer),
    Story("handover", "whatsapp", 9),
    Story("deciding", "web", 4),
)


def write(sheet: HotelSheet, hotel: Hotel) -> None:
    """Each story once; what came of it since stays."""
    for story in STORIES:
        account = ChannelAccount.objects.select_related("hotel").get(hotel=hotel, kind=story.channel)
        messages = _messages(sheet, story, hotel.now().date())
        if not Conversation.objects.filter(account=account, sender=messages[0].sender).exists():
            # In one transaction: the answers are marked as read before any worker could send them.
            with transaction.atomic():
                _tell(account, story, messages)


def _tell(account: ChannelAccount, story: Story, messages: list[Incoming]) -> None:
    for number, message in enumerate(messages, 1):
        with past.at(message.sent_at + timedelta(seconds=3)):
            if story.before_last and number == len(messages):
                story.before_last(_conversation(account, message))
            for conversation in inbox.receive(account, [message]):
                if outcome := orchestrator.answer(conversation):
                    _read(outcome.record.pk)
    if story.then:
        with past.at(messages[-1].sent_at + PAUSE):
            story.then(_conversation(account, messages[0]))


def _conversation(account: ChannelAccount, message: Incoming) -> Conversation:
    rows = Conversation.objects.select_related("hotel", "account", "guest")
    return rows.get(account=account, sender=message.sender)


def _messages(sheet: HotelSheet, story: Story, today: date) -> list[Incoming]:
    luck = random.Random(f"{sheet.slug} {story.name}")
    name = bookings.guest_name(sheet, luck)
    if story.channel == "whatsapp":
        identity = Identity("phone", bookings.phone(sheet, luck).lstrip("+"))
    else:
        identity = Identity(story.channel, _visitor(sheet, story))
    words = _words(story.language or sheet.language, today, name)
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
        for number, line in enumerate(_lines(sheet, story))
    ]


def _visitor(sheet: HotelSheet, story: Story) -> str:
    return keys.key(f"visitor {sheet.slug}" if story.name == "questions" else f"visitor {sheet.slug} {story.name}")


def _lines(sheet: HotelSheet, story: Story) -> tuple[str, ...]:
    """As people speak at this hotel, else in its language."""
    return sheet.talk.get(story.name) or TALK[story.language or sheet.language][story.name]


def _read(turn: int) -> None:
    rows = Message.objects.filter(turn=turn, direction=Message.Direction.OUT)
    rows.update(status=Message.Status.READ, status_at=timezone.now())


def _words(language: str, today: date, name: str) -> Mapping[str, str]:
    """A weekend at least ten days ahead, and tonight."""
    arrival = today + timedelta(days=10 + (FRIDAY - today.weekday() - 10) % 7)
    days = {
        "arrival": arrival,
        "departure": arrival + timedelta(days=2),
        "tonight": today,
        "checkout": today + timedelta(days=2),
    }
    pattern = "d MMMM" if language == "en" else "d 'de' MMMM"
    shown = {word: format_date(day, pattern, locale=language) for word, day in days.items()}
    return {**shown, "name": name, "email": bookings.email(name)}
