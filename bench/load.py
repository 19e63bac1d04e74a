"""The client: requests at their time, whatever becomes of the ones before, or as many as are taken."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

CONNECTIONS = 16  # open before the first request and kept; more are opened when none is idle, and closed again
PATIENCE = 60.0  # seconds for the last answer
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass
class Taken:
    """What a round of requests brought; seconds."""

    latencies: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, latency: float, status: int, body: bytes) -> None:
        self.latencies.append(latency)
        self.answers.append(body)
        if not 200 <= status < 300:
            self.errors[f"HTTP {status}"] += 1


class Connection(asyncio.Protocol):
    """One HTTP/1.1 connection, one request at a time. Reads answers that tell their length, and no others."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.answer: asyncio.Future[tuple[int, bytes]] | None = None
        self.open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.open = True

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0 or self.answer is None or self.answer.done():
            return
        head = bytes(self.buffer[: end + 2])
        length = LENGTH.search(head)
        if length is None:
            self.answer.set_exception(ValueError("an answer without a length"))
            return
        rest = end + 4 + int(length[1])
        if len(self.buffer) >= rest:
            body = bytes(self.buffer[end + 4 : rest])
            del self.buffer[:rest]
            self.open = self.open and b"connection: close" not in head.lower()
            self.answer.set_result((int(head[9:12]), body))

    def connection_lost(self, reason: Exception | None) -> None:
        self.open = False
        if self.answer and not self.answer.done():
            self.answer.set_exception(reason or ConnectionResetError("closed before the answer"))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.answer


class Connections:
    """Nobody waits for one: when none is idle another is opened. They take turns, so all processes get work."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.idle: deque[Connection] = deque()
        self.all: list[Connection] = []

    async def __aenter__(self) -> Connections:
        # One after the other: a process that wakes takes all that wait, and would keep them.
        for _ in range(CONNECTIONS):
            self.idle.append(await self._open())
            await asyncio.sleep(0.005)
        return self

    async def __aexit__(self, *_: object) -> None:
        for connection in self.all:
            connection.transport.close()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        while self.idle and not self.idle[0].open:
            self.idle.popleft()
        connection = self.idle.popleft() if self.idle else await self._open()
        answer = await connection.ask(request)
        if connection.open and len(self.idle) < CONNECTIONS:
            self.idle.append(connection)
        else:
            connection.transport.close()
        return answer

    async def _open(self) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(Connection, "127.0.0.1", self.port)
        self.all.append(connection)
        return connection


def schedule(rate: float, seconds: float, *, poisson: bool, seed: int = 1) -> list[float]:
    """When each request is due, in seconds from the start; the mean rate is `rate` either way."""
    count = round(rate * seconds)
    if not poisson:
        return [number / rate for number in range(count)]
    # A Poisson process that had `count` arrivals: they are uniform.
    chance = random.Random(seed)
    return sorted(chance.uniform(0, seconds) for _ in range(count))


async def open_loop(port: int, requests: Sequence[bytes], due: Sequence[float]) -> Taken:
    """Each request at its time. Latency counts from then, so what is kept waiting cannot hide."""
    taken = Taken()
    async with Connections(port) as connections:
        tasks = []
        start = time.perf_counter() + 0.01
        for request, offset in zip(requests, due, strict=True):
            intended = start + offset
            if (early := intended - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            taken.lags.append(time.perf_counter() - intended)
            tasks.append(asyncio.create_task(_one(connections, request, intended, taken)))
        _, late = await asyncio.wait(tasks, timeout=PATIENCE)
        await _give_up(late, taken)
        taken.seconds = time.perf_counter() - start
    return taken


async def closed_loop(port: int, requests: Iterator[bytes], seconds: float) -> Taken:
    """As many as the server takes by CONNECTIONS guests who each wait for the answer. Speed only: latencies flatter."""
    taken = Taken()
    async with Connections(port) as connections:
        start = time.perf_counter()

        async def guest() -> None:
            for request in requests:
                await _one(connections, request, time.perf_counter(), taken)
                if time.perf_counter() > start + seconds:
                    return

        guests = [asyncio.create_task(guest()) for _ in range(CONNECTIONS)]
        _, late = await asyncio.wait(guests, timeout=seconds + PATIENCE)
        await _give_up(late, taken)
        taken.seconds = time.perf_counter() - start
    return taken


async def _one(connections: Connections, request: bytes, intended: float, taken: Taken) -> None:
    try:
        status, body = await connections.ask(request)
    except (OSError, ValueError) as error:
        taken.errors[type(error).__name__] += 1
    else:
        taken.note(time.perf_counter() - intended, status, body)


async def _give_up(late: set[asyncio.Task[None]], taken: Taken) -> None:
    for task in late:
        taken.errors["no answer"] += 1
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
