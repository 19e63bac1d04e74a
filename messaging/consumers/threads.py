"""Where sockets ask the database: in threads of their own, beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from channels.db import database_sync_to_async
from django.http import parse_cookie

T = TypeVar("T")

# Django's default is one thread for all sockets of the process; more than the connection pool has would wait.
THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="sockets")
TRY_AGAIN_LATER = 1013


async def in_thread(function: Callable[..., T], *args: Any) -> T:
    """Where the ORM may run. The hotel's scope is entered inside, never out here among all sockets."""
    run = database_sync_to_async(function, thread_sensitive=False, executor=THREADS)
    result: T = await run(*args)
    return result


def cookies_of(scope: dict[str, Any]) -> dict[str, str]:
    headers = dict(scope["headers"])
    return parse_cookie(headers.get(b"cookie", b"").decode("latin1"))
