"""The staff's socket: says which conversations of their hotels have changed, and who of them is looking or typing."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError
from django_scopes import scope
from redis.exceptions import RedisError

from messaging import live, presence
from messaging.channels.web import BadFrame
from messaging.consumers.threads import TRY_AGAIN_LATER, cookies_of, in_thread
from messaging.models import Conversation
from pms import entrance
from pms.shared import RedisGone

RECHECK_SECONDS = 30.0
MAX_FRAME = 1_000
BURST, BURST_SECONDS = 40, 10.0
DOING = {"look": (presence.VIEWING,), "typing": (presence.VIEWING, presence.TYPING)}
COME_AGAIN, TOO_MUCH, LOGGED_OUT = 1012, 1008, 4401  # why a socket is closed


@dataclass(frozen=True)
class Staff:
    """Somebody who may see the conversations of these hotels now."""

    user: int
    name: str
    hotels: tuple[int, ...]


def staff_of(cookies: Mapping[str, str]) -> Staff | None:
    """Who is logged in and may look at conversations, as the pages would decide it now. Counts as no activity."""
    user = entrance.staff_of(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    if user is None or not user.has_perm("messaging.view_conversation"):
        return None
    hotels = sorted(hotel.pk for hotel in entrance.hotels_of(user))
    return Staff(user.pk, user.get_full_name() or user.username, tuple(hotels))


def parsed(text: str) -> tuple[str, int | None]:
    """What a page says and of which conversation. Raises BadFrame."""
    if len(text) > MAX_FRAME:
        raise BadFrame("too_long")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame("malformed") from error
    if not isinstance(frame, dict):
        raise BadFrame("malformed")
    kind, conversation = frame.get("type"), frame.get("conversation")
    known = type(conversation) is int and 0 < conversation < 2**63
    if kind not in ("look", "typing") or not (known or (conversation is None and kind == "look")):
        raise BadFrame("malformed")
    return kind, conversation


class DeskConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    staff: Staff | None = None
    place: tuple[int, presence.Mark] | None = None
    """Hotel and conversation this page looks at."""
    watch: asyncio.Task[None] | None = None
    over = False

    async def connect(self) -> None:
        self.cookies = cookies_of(self.scope)
        self.said: deque[float] = deque(maxlen=BURST)
        self.staff = await in_thread(staff_of, self.cookies)
        if self.staff is None:
            await self.leave()
            return
        await self.accept()
        try:
            for hotel in self.staff.hotels:
                await self.channel_layer.group_add(live.desk_of(hotel), self.channel_name)
        except (RedisError, OSError):
            await self.leave(TRY_AGAIN_LATER)  # nothing would arrive here: the page polls meanwhile
            return
        self.watch = asyncio.create_task(self.keep_watch())
        # From here on everything is heard: a page that looks now has missed nothing.
        await self.tell(type="ready")

    async def disconnect(self, code: int) -> None:
        if self.watch:
            self.watch.cancel()
        if self.staff is None:
            return
        with suppress(RedisGone):
            await in_thread(self.move, None)
        for hotel in self.staff.hotels:
            await self.channel_layer.group_discard(live.desk_of(hotel), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.is_flood():
            await self.leave(TOO_MUCH)
            return
        try:
            kind, conversation = parsed(text_data or "")
            if await self.may_stay():
                await self.tell(type="here", present=await in_thread(self.take, kind, conversation))
        except BadFrame as error:
            await self.tell(type="error", reason=str(error))
        except (RedisGone, DatabaseError):
            await self.leave(TRY_AGAIN_LATER)

    async def conversation_changed(self, event: dict[str, Any]) -> None:
        await self.tell(type="changed", conversation=event["conversation"], what=event["what"])

    async def presence_changed(self, event: dict[str, Any]) -> None:
        await self.tell(type="presence", **self.shown(event["conversation"], event["viewing"], event["typing"]))

    async def keep_watch(self) -> None:
        """A right that has ended shuts the socket, also of a page that says nothing."""
        while not self.over:
            await asyncio.sleep(RECHECK_SECONDS)
            try:
                await self.may_stay()
            except DatabaseError:
                await self.leave(TRY_AGAIN_LATER)

    async def may_stay(self) -> bool:
        staff = await in_thread(staff_of, self.cookies)
        if staff != self.staff:
            await self.leave(COME_AGAIN if staff else LOGGED_OUT)
        return staff == self.staff

    def is_flood(self) -> bool:
        now = time.monotonic()
        flood = len(self.said) == BURST and now - self.said[0] < BURST_SECONDS
        self.said.append(now)
        return flood

    def take(self, kind: str, conversation: int | None) -> list[dict[str, Any]]:
        """Note where this page is and what it does there; who else is somewhere. Raises BadFrame and RedisGone."""
        assert self.staff
        self.move(self._place(conversation), *DOING[kind])
        found = {hotel: presence.at(hotel) for hotel in self.staff.hotels}
        return [
            self.shown(conversation, [*present.viewing.items()], [*present.typing.items()])
            for hotel in found.values()
            for conversation, present in hotel.items()
        ]

    def move(self, place: tuple[int, presence.Mark] | None, *doing: str) -> None:
        """To another conversation or to none; staying says again that one is there."""
        before, self.place = self.place, place
        ended = [kind for kind in presence.SECONDS if before != place or kind not in doing]
        if before and ended and presence.forget(*before, *ended):
            self._announce(*before)
        if place and presence.note(*place, *doing):
            self._announce(*place)

    def shown(self, conversation: int, viewing: list[Any], typing: list[Any]) -> dict[str, Any]:
        """The others' names."""
        me = self.staff.user if self.staff else None
        names = ([name for user, name in people if user != me] for people in (viewing, typing))
        return {"conversation": conversation, **dict(zip(("viewers", "typing"), names, strict=True))}

    def _place(self, conversation: int | None) -> tuple[int, presence.Mark] | None:
        if conversation is None:
            return None
        assert self.staff
        with scope(hotel=[*self.staff.hotels]):
            hotel = Conversation.objects.filter(pk=conversation).values_list("hotel_id", flat=True).first()
        if hotel is None:
            raise BadFrame("unknown_conversation")
        return hotel, presence.Mark(conversation, self.staff.user, self.staff.name, self.channel_name)

    def _announce(self, hotel: int, mark: presence.Mark) -> None:
        here = presence.at(hotel)[mark.conversation]
        people = {"viewing": [*here.viewing.items()], "typing": [*here.typing.items()]}
        live.say(live.desk_of(hotel), {"type": "presence.changed", "conversation": mark.conversation, **people})

    async def leave(self, code: int | None = None) -> None:
        """Once: the watch and a frame may both find out that it is over."""
        if not self.over:
            self.over = True
            await self.close(code)

    async def tell(self, **frame: Any) -> None:
        if not self.over:
            await self.send(text_data=json.dumps(frame, ensure_ascii=False))
