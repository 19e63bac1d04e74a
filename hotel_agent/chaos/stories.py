"""What guests set out to do, story by story; every one of them reacts to whatever the hotel answers."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hotel_agent.chaos import words
from hotel_agent.chaos.guests import Guest, Reply

STEPS = 16  # messages after which a guest loses patience
FIRST_DAY, LAST_DAY = 20, 150  # days ahead; nearer ones are nearly sold out in the demo


@dataclass(frozen=True)
class Trip:
    arrival: date
    nights: int
    party: int
    kind: int = 0
    """Which of the choices shown; -1 is the last, of the smallest room type."""

    def write(self, line: str) -> str:
        return line.format(a=self.arrival, d=self.arrival + timedelta(days=self.nights), party=self.party)


Story = Callable[[Guest, Trip], Awaitable[None]]


def a_trip(luck: random.Random, today: date) -> Trip:
    """Mid-week, so that no rule of the demo asks for more nights."""
    arrival = today + timedelta(days=luck.randrange(FIRST_DAY, LAST_DAY))
    arrival += timedelta(days=(1 - arrival.weekday()) % 7)
    return Trip(arrival, luck.choice((1, 2, 2)), luck.choice((1, 2, 2, 2)), luck.randrange(0, 6))


async def ask(guest: Guest, trip: Trip) -> Reply | None:
    await guest.say(trip.write(guest.luck.choice(words.ASK[guest.language])), copies=copies(guest))
    return await guest.insist()


async def burst(guest: Guest, trip: Trip) -> Reply | None:
    """One wish in three messages, quicker than anybody answers."""
    for line in words.BURST[guest.language]:
        await guest.say(trip.write(line), copies=copies(guest))
    return await guest.insist()


async def books(guest: Guest, trip: Trip) -> None:
    opening = burst if guest.luck.random() < 0.25 else ask
    await reserve(guest, trip, await opening(guest, trip))
    if guest.luck.random() < 0.3:
        await guest.say(words.THANKS[guest.language])


async def books_politely(guest: Guest, trip: Trip) -> None:
    await question(guest)
    await books(guest, trip)


async def cancels(guest: Guest, trip: Trip) -> None:
    if await reserve(guest, trip, await ask(guest, trip)) != "confirmed":
        return
    await guest.say(words.CANCEL[guest.language])
    for _ in range(3):
        reply = await guest.insist()
        if not (reply and (button := reply.button("confirm_cancel"))):
            return
        await press_or_say(guest, button, words.YES[guest.language])


async def changes_the_dates(guest: Guest, trip: Trip) -> None:
    await ask(guest, trip)
    later = Trip(trip.arrival + timedelta(days=7), trip.nights, trip.party, trip.kind)
    await reserve(guest, later, await ask(guest, later))


async def asks_around(guest: Guest, trip: Trip) -> None:
    await ask(guest, trip)
    for _ in range(guest.luck.randint(1, 3)):
        await question(guest)


async def walks_away(guest: Guest, trip: Trip) -> None:
    """Has a room held and never says yes."""
    reply = await ask(guest, trip)
    if reply and reply.choices():
        await choose(guest, trip, reply)
        await guest.insist()


async def thinks_better_of_it(guest: Guest, trip: Trip) -> None:
    reply = await ask(guest, trip)
    if not (reply and reply.choices()):
        return
    await choose(guest, trip, reply)
    await guest.insist()
    for line in (words.NO, words.DROP):
        await guest.say(line[guest.language])
        await guest.insist()


async def talks_nonsense(guest: Guest, trip: Trip) -> None:
    for _ in range(guest.luck.randint(2, 4)):
        await guest.say(guest.luck.choice(words.NONSENSE))
        await guest.hear(15)


# How often (of 100) each is told, and how many reservations its guest sets out to make.
STORIES: dict[Story, tuple[int, int]] = {
    books: (38, 1),
    books_politely: (12, 1),
    cancels: (8, 1),
    changes_the_dates: (8, 1),
    asks_around: (14, 0),
    walks_away: (8, 0),
    thinks_better_of_it: (6, 0),
    talks_nonsense: (6, 0),
}


async def question(guest: Guest) -> None:
    await guest.say(guest.luck.choice(words.QUESTIONS[guest.language]))
    await guest.insist()


async def reserve(guest: Guest, trip: Trip, reply: Reply | None) -> str:
    """From a list of rooms to what became of it: confirmed, pending, or nothing.

    After a yes the guest never asks for a room again, or one wish could rightly become two reservations.
    """
    agreed = False
    for _ in range(STEPS):
        if reply is None:
            return "nothing"
        if outcome := next((what for what, _ in words.told(reply.text)), ""):
            return outcome
        if button := reply.button("confirm"):
            agreed = True
            await press_or_say(guest, button, words.YES[guest.language])
        elif agreed:
            reply = await guest.hear()
            continue
        elif reply.choices():
            await choose(guest, trip, reply)
        elif not await go_on(guest, trip):
            reply = await guest.hear(60)
            continue
        reply = await guest.insist()
    return "nothing"


async def choose(guest: Guest, trip: Trip, reply: Reply) -> None:
    choices = reply.choices()
    button = choices[trip.kind % len(choices) if trip.kind >= 0 else -1]
    number = button.partition(":")[2]
    await press_or_say(guest, button, words.NUMBER[guest.language].format(n=number))


async def go_on(guest: Guest, trip: Trip) -> bool:
    """No buttons: a hotel that holds a room asks for a name. Any other answer is met with the wish once more, or,
    by half of the guests, with patience: false."""
    if guest.last["text"] in numbers(guest):
        email = f"{guest.phone}@example.com"
        await guest.say(words.DETAILS[guest.language].format(name=guest.name, email=email), copies=copies(guest))
        return True
    if guest.luck.random() < 0.5:
        return False
    await asyncio.sleep(guest.luck.uniform(2, 10))
    await guest.say(trip.write(words.ASK[guest.language][1]))
    return True


def numbers(guest: Guest) -> set[str]:
    return {words.NUMBER[guest.language].format(n=n) for n in range(1, 12)}


async def press_or_say(guest: Guest, button: str, text: str) -> None:
    if guest.luck.random() < 0.6:
        await guest.say(text, button=button, copies=copies(guest))
    else:
        await guest.say(text, copies=copies(guest))


def copies(guest: Guest) -> int:
    """Meta brings one in twenty twice, sometimes at the same moment."""
    return 2 if guest.luck.random() < 0.05 else 1
