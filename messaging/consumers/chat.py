"""The web chat's socket: replays what the page missed, stores what the visitor writes, passes on what is new."""

from __future__ import annotations

import json
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from redis.exceptions import RedisError

from messaging import live, webchat
from messaging.channels.web import BadFrame
from messaging.consumers.threads import TRY_AGAIN_LATER, cookies_of, in_thread
from messaging.errors import UnknownAccount


class ChatConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    visit: webchat.Visit
    group = ""

    async def connect(self) -> None:
        slug = self.scope["url_route"]["kwargs"]["slug"]
        try:
            self.visit = await in_thread(webchat.recognise, slug, cookies_of(self.scope))
        except (UnknownAccount, webchat.UnknownVisitor):
            await self.close()
            return
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        frame: dict[str, Any] = {}
        try:
            frame = webchat.parsed(text_data or "")
            await self.answer(frame)
        except BadFrame as error:
            await self.tell(type="error", id=frame.get("id"), reason=str(error))
        except (RedisError, OSError):
            await self.close(TRY_AGAIN_LATER)  # nothing would arrive here: the page polls meanwhile

    async def answer(self, frame: dict[str, Any]) -> None:
        match frame.get("type"):
            case "hello":
                await self.replay(frame.get("after"))
            case "message" | "button":
                written = await in_thread(webchat.write, self.visit, frame)
                is_new = await self.join()
                await self.tell(type="ack", id=frame["id"], message=written.message, answering=written.answering)
                if is_new:  # a quick answer may have come before there was anything to listen to
                    await self.replay(written.message["id"])
            case _:
                raise BadFrame("malformed")

    async def replay(self, after: Any) -> None:
        seen = webchat.last_seen(after)
        # First listen, then look: what is stored in between comes twice, never not at all.
        await self.join()
        await self.tell(type="messages", messages=await in_thread(webchat.read, self.visit, seen))

    async def join(self) -> bool:
        """Whether this page listens from now on: until the visitor has written there is no conversation."""
        if self.group or not (conversation := await in_thread(webchat.conversation_of, self.visit)):
            return False
        group = live.group_of(conversation)
        await self.channel_layer.group_add(group, self.channel_name)
        self.group = group
        return True

    async def message_stored(self, event: dict[str, Any]) -> None:
        if messages := await in_thread(webchat.read_one, self.visit, event["id"]):
            await self.tell(type="messages", messages=messages)

    async def tell(self, **frame: Any) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))
