"""The web chat's socket: replays what the page missed, stores what the visitor writes, passes on what is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.http import parse_cookie
from redis.exceptions import RedisError

from messaging import live, webchat
from messaging.channels.web import BadFrame
from messaging.errors import UnknownAccount

T = TypeVar("T")

# Django's default is one thread for all sockets of the process; more than the connection pool has would wait.
THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="chat")
TRY_AGAIN_LATER = 1013


async def in_thread(function: Callable[..., T], *args: Any) -> T:
    """Where the ORM may run. The hotel's scope is entered inside, never out here among all sockets."""
    run = database_sync_to_async(function, thread_sensitive=False, executor=THREADS)
    result: T = await run(*args)
    return result


class ChatConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    visit: webchat.Visit
    group = ""

    async def connect(self) -> None:
        headers = dict(self.scope["headers"])
        cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))
        try:
            self.visit = await in_thread(webchat.recognise, self.scope["url_route"]["kwargs"]["slug"], cookies)
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
                await self.join()
                await self.tell(type="ack", id=frame["id"], message=written.message, answering=written.answering)
            case _:
                raise BadFrame("malformed")

    async def replay(self, after: Any) -> None:
        seen = webchat.last_seen(after)
        # First listen, then look: what is stored in between comes twice, never not at all.
        await self.join()
        await self.tell(type="messages", messages=await in_thread(webchat.read, self.visit, seen))

    async def join(self) -> None:
        """Until the visitor has written there is no conversation to listen to."""
        if not self.group and (conversation := await in_thread(webchat.conversation_of, self.visit)):
            group = live.group_of(conversation)
            await self.channel_layer.group_add(group, self.channel_name)
            self.group = group

    async def message_stored(self, event: dict[str, Any]) -> None:
        if messages := await in_thread(webchat.read_one, self.visit, event["id"]):
            await self.tell(type="messages", messages=messages)

    async def tell(self, **frame: Any) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))
