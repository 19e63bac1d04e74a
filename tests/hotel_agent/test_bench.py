"""The arithmetic of `make bench`, and that it believes no figure of a server that fails."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import mean
from types import SimpleNamespace
from typing import Any

import pytest
from kombu import Connection

from bench import __main__ as command
from bench import load, measure, processes, report, traffic, wake
from bench.installation import CannotStart
from bench.measure import DOOR, MOST, Failed, Plan, Round
from messaging.channels import CHANNELS
from messaging.models import ChannelAccount

pytestmark = pytest.mark.unit

Serve = Callable[[Callable[[int], Awaitable[bytes]]], Awaitable[int]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HOTEL: dict[str, Any] = {
    "language": "es",
    "api_key": "key",
    "whatsapp": {"phone_number_id": "106540352242922", "app_secret": "secret"},
}


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts a server that answers each request with what a function says; returns its port."""
    servers = []

    async def start(answer: Callable[[int], Awaitable[bytes]]) -> int:
        numbers = itertools.count()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while await reader.readline():
                await reader.readuntil(b"\r\n\r\n")
                writer.write(await answer(next(numbers)))
            writer.close()

        servers.append(await asyncio.start_server(connected, "127.0.0.1", 0))
        port: int = servers[-1].sockets[0].getsockname()[1]
        return port

    yield start
    for server in servers:
        server.close()


async def ok(number: int) -> bytes:
    return OK


GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def ask(port: int, count: int, seconds: float = 0.1) -> load.Taken:
    return await load.open_loop(port, [GET] * count, load.schedule(count / seconds, seconds, poisson=False))


# The client


def test_fixed_requests_are_due_at_even_distances() -> None:
    assert load.schedule(4, 1, poisson=False) == [0, 0.25, 0.5, 0.75]


def test_poisson_requests_come_as_often_and_unevenly() -> None:
    due = load.schedule(100, 10, poisson=True)
    gaps = [later - earlier for earlier, later in itertools.pairwise(due)]
    assert len(due) == 1000
    assert due == load.schedule(100, 10, poisson=True) != load.schedule(100, 10, poisson=True, seed=2)
    assert mean(gaps) == pytest.approx(0.01, rel=0.1)
    assert sum(gap < 0.00693 for gap in gaps) == pytest.approx(500, rel=0.15)  # the median of an exponential


async def test_answers_are_read_and_connections_used_again(serve: Serve) -> None:
    taken = await ask(await serve(ok), 40)
    assert (taken.answers, taken.errors) == ([b"ok"] * 40, {})


async def test_latency_counts_from_when_a_request_was_due(serve: Serve) -> None:
    """The fourth request holds up the client too: what could not be sent in time has waited all the same."""

    async def stands_still(number: int) -> bytes:
        if number == 3:
            time.sleep(0.15)
        return OK

    taken = await ask(await serve(stands_still), 20)
    assert sum(latency > 0.05 for latency in taken.latencies) > 10
    assert max(taken.lags) > 0.05


async def test_nobody_waits_for_a_connection(serve: Serve) -> None:
    """More at once than there are connections: each is answered while the first ones still wait."""
    everybody = asyncio.Event()

    async def together(number: int) -> bytes:
        if number == load.CONNECTIONS + 4:
            everybody.set()
        await everybody.wait()
        return OK

    taken = await ask(await serve(together), load.CONNECTIONS + 5, seconds=0.01)
    assert len(taken.latencies) == load.CONNECTIONS + 5


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", "HTTP 500"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "HTTP 302"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "ValueError"),
    ],
)
async def test_what_is_not_a_success_is_an_error(serve: Serve, raw: bytes, error: str) -> None:
    async def answer(number: int) -> bytes:
        return raw if number == 3 else OK

    assert (await ask(await serve(answer), 10)).errors == {error: 1}


async def test_who_never_answers_is_an_error(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(number: int) -> bytes:
        if number == 3:
            await asyncio.Event().wait()
        return OK

    monkeypatch.setattr(load, "PATIENCE", 0.1)
    assert (await ask(await serve(answer), 10)).errors == {"no answer": 1}


async def test_a_closed_loop_asks_again_when_answered(serve: Serve) -> None:
    taken = await load.closed_loop(await serve(ok), itertools.repeat(GET), 0.1)
    assert len(taken.latencies) > load.CONNECTIONS


# The rounds


class Host:
    """Stands for the product: a server, and a table that counts what it stored."""

    name, web, rest = "product", [os.getpid()], []

    def __init__(self, port: int, stored: list[int]) -> None:
        self.port, self.stored = port, stored

    def count(self, question: str) -> int:
        return self.stored.pop(0) if self.stored else 0


class Place:
    hotels, postgres, redis = [HOTEL], [os.getpid()], [os.getpid()]

    def __init__(self, product: Any) -> None:
        self.product = product
        self.services = [product]


PLAN = Plan(0.1, 1, on_rounds=1, turns=(), on=(), door=())


@pytest.mark.parametrize(("stored", "failure"), [(10, None), (9, "10 accepted, 9 stored")])
def test_an_accepted_message_that_is_not_stored_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, stored: int, failure: str | None
) -> None:
    monkeypatch.setattr(measure, "REST", 0)
    done: list[Round] = []
    place: Any = Place(Host(0, [0, 0, stored]))
    with asyncio.Runner() as runner:
        table = measure.Table(place, PLAN, done.append, runner)

        def play() -> load.Taken:
            return load.Taken(latencies=[0.001 * n for n in range(1, 11)], seconds=0.1)

        if failure:
            with pytest.raises(Failed, match=failure):
                table._play(DOOR, place.product, 100, play)
        else:
            table._play(DOOR, place.product, 100, play)
    assert (done[0].p50, done[0].p95, done[0].per_second) == (5.0, 10.0, 100.0)


def test_an_answer_that_is_no_availability_is_an_error() -> None:
    taken = load.Taken(
        answers=[
            b'{"status": "success", "intent": "check_availability", "rooms": [{}]}',
            b'{"status": "success", "intent": "check_availability", "rooms": []}',
            b'{"status": "success", "intent": "unknown"}',
            b'{"status": "degraded", "intent": "check_availability"}',
        ]
    )
    assert measure._understood(taken) == {"with_rooms": 0.25}
    assert taken.errors == {"answered success, unknown": 1, "answered degraded, check_availability": 1}


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100)])
def test_percentile_is_a_measured_value(share: float, value: int) -> None:
    assert measure.percentile(list(range(100, 0, -1)), share) == value


def test_cpu_of_a_process_that_has_ended_stays_with_its_parent() -> None:
    before, busy = processes.cpu([os.getpid()]), processes.busy()
    subprocess.run([sys.executable, "-S", "-c", "sum(range(3_000_000))"], check=True)
    assert processes.cpu([os.getpid()]) > before
    assert processes.busy() > busy


# What guests say


def test_webhooks_are_signed_as_meta_signs_and_never_the_same_message() -> None:
    account = ChannelAccount(kind="whatsapp", app_secret=HOTEL["whatsapp"]["app_secret"])
    requests = list(itertools.islice(traffic.webhooks([HOTEL]), 5))
    ids = set()
    for request in requests:
        head, _, body = request.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        assert int(headers["Content-Length"]) == len(body)
        CHANNELS["whatsapp"].verify(account, body, headers)
        [parsed] = CHANNELS["whatsapp"].parse(json.loads(body))
        ids.add(parsed.messages[0].external_id)
    assert len(ids) == 5


def test_a_message_made_by_hand_is_one_for_celery() -> None:
    with Connection("memory://") as connection:
        raw = connection.default_channel.Message(json.loads(wake.message(1, 2)), connection.default_channel)
        args, kwargs, _ = raw.decode()
        assert (args, kwargs) == ([1, 2], {})


# The report and the exit code


def a_round(**fields: Any) -> Round:
    base = Round(DOOR, "product", 200, 100, 1.0, 1, 5, 9, 1, 0.5, 0.1, 0, 0.4, 1, 0.0, {})
    return replace(base, **fields)


def test_ratios_compare_neighbours_in_time() -> None:
    """The second pair met a busy machine: ten times slower, and the ratio is the same."""
    rounds = [
        a_round(phase=phase, service=service, rate=200 if phase == DOOR else 0, p95=p95 * slow, app_cpu=cpu * slow)
        for phase in (DOOR, MOST)
        for slow in (1, 10)
        for service, p95, cpu in (("product", 5, 1), ("fastapi", 10, 3), ("bare", 4, 0.5))
    ]
    rounds = [replace(one, requests=200) if (one.phase, one.service) == (MOST, "product") else one for one in rounds]
    better = report.ratios(report.rows(rounds))
    assert (better["fastapi"]["p95"], better["fastapi"]["app_cpu"]) == (2, 3)
    assert better["bare"]["p95"] == 0.8
    assert better["fastapi"]["requests_per_second"] == 2
    assert [goal.met for goal in report.goals(report.rows(rounds))] == [False, True, True]


def test_tables_say_when_the_machine_was_shared() -> None:
    alone, shared = (report.as_markdown([a_round(foreign=cores)], {"cores": 2}, "") for cores in (0.1, 0.9))
    assert "Others used" not in alone
    assert "Others used up to 0.9 cores" in shared
    assert "| product | 200 " in alone


def test_a_failed_run_says_so() -> None:
    rounds, failure = [a_round(errors={"HTTP 500": 3})], "door product at 200/s"
    told = report.as_json(rounds, {"rounds": "3 of 6 s"}, failure)
    assert (told["failed"], len(told["rounds"]), told["about"]) == (failure, 1, {"rounds": "3 of 6 s"})
    assert "The run failed" in report.as_markdown(rounds, {}, failure)


@pytest.mark.parametrize(("trouble", "code"), [(None, 0), (Failed("HTTP 500"), 1), (CannotStart("granian died"), 2)])
def test_the_exit_code_tells_what_happened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trouble: Exception | None, code: int
) -> None:
    @contextmanager
    def installed() -> Iterator[Any]:
        if code == 2 and trouble:
            raise trouble
        yield SimpleNamespace(versions={})

    def measured(installation: Any, plan: Plan, done: Callable[[Round], None]) -> None:
        done(a_round())
        if trouble:
            raise trouble

    monkeypatch.setattr(command, "installed", installed)
    monkeypatch.setattr(command, "measure", measured)
    monkeypatch.setattr(sys, "argv", ["bench", "--json"])
    assert command.main() == code
    shown = capsys.readouterr()
    assert str(trouble or "") in (shown.err if code == 2 else json.loads(shown.out)["failed"])


def test_write_replaces_the_figures_of_the_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("Before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n")
    monkeypatch.setattr(command, "DOCUMENT", document)
    asked = Namespace(json=False, write=True)
    command.tell(asked, [a_round()], {"cores": 2}, "")
    written = document.read_text()
    assert "old" not in written
    assert written.startswith("Before\n<!-- figures -->\n`make bench`\n\n- cores: 2\n")
    assert written.endswith("<!-- /figures -->\nafter\n")
    command.tell(asked, [a_round()], {"cores": 3}, "it failed")
    assert document.read_text() == written
