"""A fake PMS of one's own, and an agent with a key to it. It is plain HTTP: reading certificates would take time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest

from pms.fakes.qloapps import KEY, Books, Server
from pms.fakes.stock import House, Kind


@pytest.fixture
def books() -> Books:
    """Type 2 has a single room."""
    kinds = (Kind("Double", Decimal(100), "D", rooms=3), Kind("Suite", Decimal(300), "S", rooms=1))
    return Books((House("Prime", kinds),), seed=7, create_seconds=0)


@pytest.fixture
def server(books: Books) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), books, seed=7) as server:
        server.in_background()
        yield server
        server.shutdown()


@pytest.fixture
def agent(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.url}/api/", auth=(KEY, ""), timeout=10, verify=False) as client:
        yield client


@pytest.fixture
def door(server: Server) -> Iterator[httpx.Client]:
    """The doors of our own."""
    with httpx.Client(base_url=server.url, timeout=10, verify=False) as client:
        yield client
