"""Other guests who asked the same: the agent's real turns again, at other hours of today and of the past weeks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hotel_agent.demo import bookings, keys
from hotel_agent.demo.sheets import HotelSheet
from messaging.models import ChannelAccount, Conversation, Message, TurnRecord
from pms.models import Guest, GuestIdentity, Hotel

DAYS_BACK = 13
ANSWERED = timedelta(seconds=3)
# Which story is heard again, how often on an average day.
AGAIN = {"wifi": 2.0, "breakfast": 2.0, "parking": 2.5, "surf": 0.5, "birthday": 0.25, "night": 0.35}
# When guests write, hour by hour: little before eight, most in the evening.
HOURS = (1, 0, 0, 0, 0, 0, 1, 2, 4, 5, 6, 6, 5, 5, 4, 4, 5, 6, 8, 9, 9, 7, 4, 2)


@dataclass(frozen=True)
class Echo:
    story: str
    at: datetime
    sender: str
    name: str


def write(sheet: HotelSheet, hotel: Hotel) -> None:
    """A day that has been told stays as it was told."""
    account = ChannelAccount.objects.get(hotel=hotel, kind="web")
    heard = _heard(hotel)
    echoes = [echo for echo in _echoes(sheet, hotel, account) if echo.story in heard]
    guests = Guest.objects.bulk_create(Guest(hotel=hotel, name=echo.name) for echo in echoes)
    Guest.objects.bulk_update(_dated(guests, echoes), ["created_at"])
    GuestIdentity.objects.bulk_create(
        GuestIdentity(hotel=hotel, guest=guest, kind="web", value=echo.sender)
        for guest, echo in zip(guests, echoes, strict=True)
    )
    talks = Conversation.objects.bulk_create(
        _conversation(account, guest, echo, heard[echo.story]) for guest, echo in zip(guests, echoes, strict=True)
    )
    turns = TurnRecord.objects.bulk_create(
        _turn(heard[echo.story], talk, echo.at + ANSWERED) for talk, echo in zip(talks, echoes, strict=True)
    )
    Message.objects.bulk_create(
        message
        for talk, turn, echo in zip(talks, turns, echoes, strict=True)
        for message in _messages(heard[echo.story], talk, turn, echo)
    )


def _heard(hotel: Hotel) -> dict[str, TurnRecord]:
    """The first turn of each story that is heard again, by what the guest's sender key was made of."""
    found = {}
    senders = {keys.key(f"visitor {hotel.slug} {story}"): story for story in AGAIN}
    turns = TurnRecord.objects.filter(hotel=hotel, conversation__sender__in=senders).select_related("conversation")
    for turn in turns.prefetch_related("messages").order_by("-pk"):
        found[senders[turn.conversation.sender]] = turn
    return found


def _echoes(sheet: HotelSheet, hotel: Hotel, account: ChannelAccount) -> Iterator[Echo]:
    now = hotel.now()
    for back in range(DAYS_BACK, -1, -1):
        day = now.date() - timedelta(days=back)
        first = _sender(sheet, day, "")
        if Conversation.objects.filter(account=account, sender__startswith=first).exists():
            continue
        for echo in _day(sheet, day, now):
            if echo.at < timezone.now() - timedelta(minutes=5):
                yield echo


def _day(sheet: HotelSheet, day: date, now: datetime) -> Iterator[Echo]:
    luck = random.Random(f"{sheet.slug} {day}")
    for story, often in AGAIN.items():
        for number in range(int(often * 2 * luck.random() + 0.5)):
            hour = luck.choices(range(24), weights=HOURS)[0]
            at = datetime.combine(day, time(hour, luck.randrange(60), luck.randrange(60)), tzinfo=now.tzinfo)
            yield Echo(story, at, _sender(sheet, day, f"{story}{number}"), bookings.guest_name(sheet, luck))


def _sender(sheet: HotelSheet, day: date, rest: str) -> str:
    return f"{keys.key(f'crowd {sheet.slug} {day}')}-{rest}"


def _dated(guests: list[Guest], echoes: list[Echo]) -> list[Guest]:
    for guest, echo in zip(guests, echoes, strict=True):
        guest.created_at = echo.at
    return guests


def _conversation(account: ChannelAccount, guest: Guest, echo: Echo, turn: TurnRecord) -> Conversation:
    return Conversation(
        hotel_id=account.hotel_id,
        account=account,
        guest=guest,
        sender=echo.sender,
        language=turn.language,
        last_message_at=echo.at,
        created_at=echo.at,
    )


def _turn(heard: TurnRecord, talk: Conversation, at: datetime) -> TurnRecord:
    same = ("status", "intent", "confidence", "language", "understanding", "words", "trace", "took_ms")
    fields = {name: getattr(heard, name) for name in same}
    return TurnRecord(hotel_id=talk.hotel_id, conversation=talk, created_at=at, **fields)


def _messages(heard: TurnRecord, talk: Conversation, turn: TurnRecord, echo: Echo) -> Iterator[Message]:
    for number, message in enumerate(heard.messages.all()):
        at = echo.at if message.direction == Message.Direction.IN else turn.created_at
        yield Message(
            hotel_id=talk.hotel_id,
            account_id=talk.account_id,
            conversation=talk,
            direction=message.direction,
            external_id=f"{echo.sender}-{number}",
            text=message.text,
            buttons=message.buttons,
            status=message.status,
            turn=turn,
            created_at=at,
            status_at=at,
        )
