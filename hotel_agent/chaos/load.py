"""So many guests at once, each with a story; who has finished makes room for the next."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hotel_agent.chaos import stories
from hotel_agent.chaos.evidence import Wish
from hotel_agent.chaos.guests import Guest, Hotel, Line
from hotel_agent.chaos.stories import STORIES, Story, Trip

NAMES = ("Ana García", "Luis Pérez", "Marta Ruiz", "João Souza", "Bruna Lima", "Ann Smith", "Peter Brown", "Rosa Gil")
LANGUAGES = ("es", "es", "pt", "en")
RACERS = 5  # guests who want the same stay in the smallest room type at the same moment
RACE_EVERY = 40
BOTH_EVERY = 25


@dataclass
class Load:
    line: Line
    hotels: Sequence[Hotel]
    luck: random.Random
    introduced: int = 0
    ends: Counter[str] = field(default_factory=Counter)

    async def run(self, seats: int, seconds: float, grace: float) -> None:
        """Nobody new after `seconds`; whoever is still writing `grace` later leaves in the middle."""
        until = asyncio.get_running_loop().time() + seconds
        parties = self._parties()
        sitting = [asyncio.create_task(self._seat(parties, until)) for _ in range(seats)]
        _, late = await asyncio.wait(sitting, timeout=seconds + grace)
        for task in late:
            task.cancel()
        for end in await asyncio.gather(*sitting, return_exceptions=True):
            if isinstance(end, Exception):
                raise end

    async def _seat(self, parties: Iterator[list[tuple[Guest, Story, Trip]]], until: float) -> None:
        while asyncio.get_running_loop().time() < until:
            await asyncio.gather(*(self._live(*one) for one in next(parties)))

    async def _live(self, guest: Guest, story: Story, trip: Trip) -> None:
        self.ends["came"] += 1
        await story(guest, trip)
        self.ends["went"] += 1

    def _parties(self) -> Iterator[list[tuple[Guest, Story, Trip]]]:
        """Mostly one guest; now and then a race for the same rooms, or one phone that writes to two hotels."""
        today = datetime.now(UTC).date()
        told, weights = list(STORIES), [often for often, _ in STORIES.values()]
        for number in range(1, 10**6):
            trip, hotel = stories.a_trip(self.luck, today), self.luck.choice(self.hotels)
            story = self.luck.choices(told, weights)[0]
            if number % RACE_EVERY == 0:
                racing = Trip(trip.arrival, trip.nights, 2, kind=-1)
                yield [self._introduce(stories.books, hotel, racing) for _ in range(RACERS)]
            elif number % BOTH_EVERY == 0:
                here = self._introduce(story, hotel, trip)
                other = self.luck.choice([one for one in self.hotels if one != hotel])
                yield [here, self._introduce(stories.books, other, trip, phone=here[0].phone)]
            else:
                yield [self._introduce(story, hotel, trip)]

    def _introduce(self, story: Story, hotel: Hotel, trip: Trip, phone: str = "") -> tuple[Guest, Story, Trip]:
        self.introduced += 1
        phone = phone or f"346{self.introduced:08d}"
        luck = random.Random(self.luck.random())
        guest = Guest(self.line, hotel, phone, luck.choice(NAMES), luck.choice(LANGUAGES), luck)
        wish = Wish(phone, hotel.phone_number_id, STORIES[story][1], story.__name__)
        self.line.evidence.wishes.append(wish)
        return guest, story, trip
