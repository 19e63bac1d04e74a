"""Real browsers on real pages and sockets, with the worker's tasks in a thread."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from hotel_agent.asgi import application
from messaging import queues, tasks
from pms.models import Hotel

logger = logging.getLogger(__name__)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
NO_BROWSER = pytest.mark.skipif(
    CHROMIUM is None, reason=f"no browser on the path: {', '.join(BROWSERS)} (make browser)"
)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

expect.set_options(timeout=20_000)  # other tests use the machine too


class House:
    """Pages and sockets of one address, and what a browser there must never do."""

    def __init__(self) -> None:
        self.server = uvicorn.Server(uvicorn.Config(application, port=0, lifespan="off", log_level="warning"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        ends = time.monotonic() + 10
        while not self.server.started and time.monotonic() < ends:
            time.sleep(0.02)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)


@pytest.fixture
def house(hotel: Hotel, agent: None) -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """The worker: the same tasks, one after the other in a thread instead of by way of Redis."""
    settings.BURST_QUIET_TIME = 0
    worker = ThreadPoolExecutor(max_workers=1)

    def work(task: str, *args: Any) -> None:
        try:
            getattr(tasks, task.rpartition(".")[2])(*args)
        except Exception:
            logger.exception("%s%s", task, args)  # a future that nobody asks would keep it to itself
            raise
        finally:
            connections.close_all()

    monkeypatch.setattr(queues, "wake", lambda task, *args, **options: worker.submit(work, task, *args))
    yield
    worker.shutdown()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    # Not the synchronous API: its event loop would go on running under every other test of the process.
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What consoles said and which other hosts were asked; a test takes out what it provoked."""
    heard: list[str] = []
    yield heard
    assert heard == []


async def guest_in(browser: Browser, house: House, complaints: list[str], **options: Any) -> BrowserContext:
    context = await browser.new_context(**options)
    context.set_default_timeout(10_000)
    context.on("console", lambda m: m.type in ("error", "warning") and complaints.append(m.text))
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    context.on("request", lambda r: r.url.startswith(house.address) or complaints.append(r.url))
    return context


async def staff_in(browser: Browser, house: House, complaints: list[str], user: User, **options: Any) -> BrowserContext:
    """Somebody of the staff, logged in."""

    def cookie() -> str:
        client = Client()
        client.force_login(user)
        return client.cookies[django_settings.SESSION_COOKIE_NAME].value

    context = await guest_in(browser, house, complaints, **options)
    value = await sync_to_async(cookie)()
    await context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": house.address}])
    return context
