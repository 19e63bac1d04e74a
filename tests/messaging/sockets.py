"""A browser's end of a socket, without a server between."""

from __future__ import annotations

import json
from typing import Any

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator

from hotel_agent.asgi import application

ORIGIN = (b"origin", b"http://localhost:8000")


class Socket(ApplicationCommunicator):  # that of channels.testing imports daphne
    def __init__(self, path: str, *headers: tuple[bytes, bytes]) -> None:
        request = {"type": "websocket", "path": path, "query_string": b"", "headers": list(headers)}
        super().__init__(application, {**request, "subprotocols": []})

    async def connect(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        return bool((await self.receive_output(timeout=5))["type"] == "websocket.accept")

    async def tell(self, **frame: Any) -> None:
        await self.send_input({"type": "websocket.receive", "text": json.dumps(frame)})

    async def heard(self) -> Any:
        return json.loads((await self.receive_output(timeout=5))["text"])

    async def heard_of_type(self, wanted: str) -> Any:
        while (frame := await self.heard())["type"] != wanted:
            pass
        return frame

    async def closed(self) -> int:
        """Why, once the server closes it."""
        while (event := await self.receive_output(timeout=5))["type"] != "websocket.close":
            pass
        return int(event["code"])

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=5)


async def in_database(function: Any, *args: Any) -> Any:
    return await sync_to_async(function)(*args)
