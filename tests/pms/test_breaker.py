"""The breaker: its transitions by a frozen clock, one state for all processes, one probe, and life without Redis."""

import os
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from prometheus_client import REGISTRY
from pybreaker import CircuitBreakerError
from redis import Redis
from redis.connection import AbstractConnection

from pms import breaker, shared
from pms.breaker import Breaker, InProcess, InRedis
from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown
from pms.metrics import ALONE

pytestmark = pytest.mark.integration

KEY = "pms:breaker:1:test"
NOON = datetime(2026, 2, 28, 12, tzinfo=UTC)
CROWD = 20
ANSWERS = [PmsRefused("sold_out"), PmsMisconfigured(), PmsBusy(3)]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as frozen:
        yield frozen


@pytest.fixture(params=["shared", "in process"])
def one(request: pytest.FixtureRequest) -> Breaker:
    return Breaker(InRedis(KEY) if request.param == "shared" else InProcess(), "casa-azul")


@pytest.fixture
def two() -> tuple[Breaker, Breaker]:
    """As two processes have them."""
    return Breaker(InRedis(KEY), "casa-azul"), Breaker(InRedis(KEY), "casa-azul")


def fail(guard: Breaker, times: int = 1, error: type[PmsError] = PmsUnavailable) -> None:
    for _ in range(times):
        with pytest.raises(error):
            guard.call(raising(error()))


def raising(error: BaseException) -> Callable[[], Any]:
    def ask() -> None:
        raise error

    return ask


def answer() -> str:
    return "yes"


def turned_away(guard: Breaker) -> bool:
    asked: list[int] = []
    try:
        guard.call(lambda: asked.append(1))
    except CircuitBreakerError:
        assert asked == []
        return True
    return False


def gauge() -> float | None:
    return REGISTRY.get_sample_value("pms_circuit_breaker_state", {"hotel": "casa-azul"})


@contextmanager
def without_redis() -> Iterator[Redis]:
    """Nobody listens where Redis was; afterwards it is back, and asked at once."""
    with socket.socket() as nobody, pytest.MonkeyPatch.context() as patch:
        nobody.bind(("127.0.0.1", 0))
        dead = Redis.from_url(f"redis://127.0.0.1:{nobody.getsockname()[1]}/0", **settings.REDIS_IMPATIENCE)
        patch.setattr(shared, "client", lambda: dead)
        yield dead
    shared.outage.ask_again = 0.0


@pytest.mark.critical
@pytest.mark.parametrize("error", [PmsUnavailable, PmsUnknown])
def test_five_failures_open_it(one: Breaker, clock: time_machine.Traveller, error: type[PmsError]):
    fail(one, 4, error)
    assert (one.is_open, gauge()) == (False, 0)
    fail(one, 1, error)
    assert (one.is_open, gauge()) == (True, 1)
    assert turned_away(one)


@pytest.mark.critical
def test_it_goes_round_closed_open_half_open_closed(one: Breaker, clock: time_machine.Traveller):
    seen = []
    fail(one, 5)
    seen.append(gauge())
    clock.shift(29.9)
    assert turned_away(one)
    clock.shift(0.1)
    assert not one.is_open
    one.call(lambda: seen.append(gauge()))
    assert [*seen, gauge()] == [1, 2, 0]
    fail(one, 4)
    assert not one.is_open


def test_half_open_shows_while_others_are_turned_away(
    one: Breaker, clock: time_machine.Traveller, caplog: pytest.LogCaptureFixture
):
    seen = []

    def probe() -> None:
        for _ in range(3):
            assert one.is_open and turned_away(one)
            seen.append(gauge())

    fail(one, 5)
    clock.shift(30)
    one.call(probe)
    assert seen == [2, 2, 2]
    assert [record.msg["now"] for record in caplog.records] == ["open", "half-open", "closed"]


def test_a_failing_probe_opens_it_for_thirty_seconds_more(one: Breaker, clock: time_machine.Traveller):
    fail(one, 5)
    clock.shift(30)
    fail(one)
    assert gauge() == 1
    clock.shift(29)
    assert turned_away(one)
    clock.shift(1)
    assert one.call(answer) == "yes"
    assert gauge() == 0


@pytest.mark.parametrize("error", ANSWERS, ids=lambda error: type(error).__name__)
def test_an_answer_we_do_not_like_counts_as_one(one: Breaker, clock: time_machine.Traveller, error: PmsError):
    fail(one, 4)
    for _ in range(6):
        with pytest.raises(type(error)):
            one.call(raising(error))
    fail(one, 4)
    assert not one.is_open
    fail(one)
    clock.shift(30)
    with pytest.raises(type(error)):
        one.call(raising(error))
    assert gauge() == 0


def test_a_defect_of_ours_counts_for_nothing_and_gives_the_probe_back(one: Breaker, clock: time_machine.Traveller):
    fail(one, 4)
    with pytest.raises(KeyError):
        one.call(raising(KeyError("price")))
    fail(one)
    clock.shift(30)
    for defect in (KeyError("price"), SystemExit()):
        with pytest.raises(type(defect)):
            one.call(raising(defect))
        assert (one.is_open, gauge()) == (False, 2)
    assert one.call(answer) == "yes"


def test_a_late_success_does_not_close_it(one: Breaker, clock: time_machine.Traveller):
    one.call(lambda: fail(one, 5))
    assert turned_away(one)


def test_a_late_failure_does_not_spoil_the_probe(one: Breaker, clock: time_machine.Traveller):
    late = one._enter()
    fail(one, 5)
    clock.shift(30)
    one.call(lambda: one._leave(*late, "failure"))
    assert gauge() == 0


def test_a_clock_set_back_does_not_keep_it_open(one: Breaker, clock: time_machine.Traveller):
    fail(one, 5)
    clock.shift(-3600)
    assert one.call(answer) == "yes"


def test_a_probe_that_never_came_back_frees_its_place(two: tuple[Breaker, Breaker], clock: time_machine.Traveller):
    killed, alive = two
    fail(alive, 5)
    clock.shift(30)
    killed._enter()
    assert turned_away(alive)
    clock.shift(29)
    assert turned_away(alive)
    clock.shift(1)
    assert alive.call(answer) == "yes"


@pytest.mark.critical
def test_two_processes_count_together(two: tuple[Breaker, Breaker], clock: time_machine.Traveller):
    here, there = two
    fail(here, 3)
    fail(there, 2)
    assert turned_away(here) and turned_away(there)
    clock.shift(30)
    assert here.call(answer) == "yes"
    assert there.call(answer) == "yes"


def test_who_sees_it_closed_late_takes_no_failure_back(two: tuple[Breaker, Breaker], clock: time_machine.Traveller):
    here, there = two
    fail(here, 5)
    assert there.is_open
    clock.shift(30)
    here.call(answer)
    fail(here, 4)
    fail(there)
    assert here.is_open


OTHER_PROCESS = f"""
import django; django.setup()
from pms.breaker import Breaker, InRedis
from pms.errors import PmsUnavailable
guard = Breaker(InRedis({KEY!r}), "casa-azul")
def fail():
    raise PmsUnavailable
try:
    guard.call(fail)
except PmsUnavailable:
    print("open" if guard.is_open else "closed")
"""


@pytest.mark.slow
def test_a_real_second_process_shares_the_state(two: tuple[Breaker, Breaker]):
    fail(two[0], 4)
    urls = {"REDIS_URL": settings.REDIS_URL, "DATABASE_URL": "postgres://nobody@127.0.0.1/none"}
    environment = {**os.environ, **urls, "DJANGO_SETTINGS_MODULE": "hotel_agent.settings"}
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS], env=environment, cwd=settings.BASE_DIR, capture_output=True, check=True
    )
    assert done.stdout.split()[-1:] == [b"open"]
    assert turned_away(two[0])


def crowd_of_probes(guards: list[Breaker]) -> int:
    """Everybody at once, and who is let in stays until all have tried: how many were let in."""
    start, tried, entered = threading.Barrier(CROWD), threading.Semaphore(0), []

    def ask() -> None:
        entered.append(1)
        tried.release()
        assert done.wait(10)

    def attempt(number: int) -> None:
        start.wait(10)
        try:
            guards[number % len(guards)].call(ask)
        except CircuitBreakerError:
            tried.release()

    done = threading.Event()
    with ThreadPoolExecutor(CROWD) as pool:
        crowd = [pool.submit(attempt, number) for number in range(CROWD)]
        everybody = all(tried.acquire(timeout=10) for _ in range(CROWD))
        done.set()
    assert everybody and all(one.result() is None for one in crowd)
    return len(entered)


@pytest.mark.critical
def test_one_of_twenty_probes(one: Breaker, clock: time_machine.Traveller):
    fail(one, 5)
    clock.shift(30)
    assert crowd_of_probes([one]) == 1


@pytest.mark.critical
def test_one_of_twenty_probes_over_two_processes(two: tuple[Breaker, Breaker], clock: time_machine.Traveller):
    fail(two[0], 5)
    clock.shift(30)
    assert crowd_of_probes(list(two)) == 1


def test_without_the_guard_a_crowd_falls_on_a_weak_pms(
    one: Breaker, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(breaker, "PROBE_TIME", timedelta(0))
    fail(one, 5)
    clock.shift(30)
    assert crowd_of_probes([one]) > 1


def test_calls_of_one_hotel_run_side_by_side(one: Breaker):
    both = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(one.call, lambda: both.wait(10)) for _ in range(2)]
    assert sorted(call.result() for call in calls) == [0, 1]


def test_a_flush_at_any_moment_closes_it_and_breaks_nothing(
    two: tuple[Breaker, Breaker], clock: time_machine.Traveller
):
    here, there = two
    fail(here, 5)
    shared.client().flushdb()
    assert not turned_away(there)
    fail(here, 5)
    clock.shift(30)
    here.call(lambda: shared.client().flushdb())
    assert not turned_away(there)
    fail(there, 5)
    assert here.is_open


@pytest.mark.chaos
def test_without_redis_each_process_counts_by_itself(two: tuple[Breaker, Breaker], clock: time_machine.Traveller):
    here, there = two
    with without_redis():
        fail(here, 5)
        assert turned_away(here)
        assert not turned_away(there)
        clock.shift(30)
        assert here.call(answer) == "yes"
        assert not turned_away(here)


@pytest.mark.chaos
def test_one_of_twenty_probes_without_redis(two: tuple[Breaker, Breaker], clock: time_machine.Traveller):
    with without_redis():
        fail(two[0], 5)
        clock.shift(30)
        assert crowd_of_probes([two[0]]) == 1


@pytest.mark.chaos
def test_an_outage_of_redis_is_told_once_and_its_end_too(
    two: tuple[Breaker, Breaker], caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    with without_redis():
        for guard in two * 2:
            fail(guard, 2)
            shared.outage.ask_again = 0.0
        assert ALONE._value.get() == 1
    two[0].call(answer)
    told = [record.msg["event"] for record in caplog.records if record.name == "pms.shared"]
    assert told == ["breaker_alone", "breaker_shared_again"]
    assert ALONE._value.get() == 0


@pytest.mark.chaos
def test_redis_back_they_count_together_again(two: tuple[Breaker, Breaker]):
    here, there = two
    fail(there, 4)
    with without_redis():
        fail(here, 5)
        assert turned_away(here)
    assert not here.is_open
    fail(here)
    assert turned_away(there)


@pytest.mark.chaos
def test_an_outage_leaves_no_count_for_the_next(two: tuple[Breaker, Breaker]):
    with without_redis():
        fail(two[0], 4)
    two[0].call(answer)
    with without_redis():
        fail(two[0])
        assert not two[0].is_open


@pytest.mark.chaos
def test_redis_dying_during_a_call_loses_neither_answer_nor_failure(two: tuple[Breaker, Breaker]):
    here, _ = two
    fail(here, 2)
    with ExitStack() as dying:
        here.call(lambda: dying.enter_context(without_redis()))
    with ExitStack() as dying:

        def lose_redis_and_fail() -> None:
            dying.enter_context(without_redis())
            raise PmsUnavailable

        with pytest.raises(PmsUnavailable):
            here.call(lose_redis_and_fail)
        fail(here, 4)
        assert turned_away(here)
    assert here.call(answer) == "yes"


@pytest.mark.chaos
def test_a_dead_redis_is_asked_once_in_a_while(two: tuple[Breaker, Breaker], monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    with without_redis() as dead:
        get = dead.get
        monkeypatch.setattr(dead, "get", lambda key: asked.append(key) or get(key))
        for expected in (1, 2):
            for _ in range(10):
                two[0].call(answer)
            assert len(asked) == expected
            shared.outage.ask_again = 0.0


@pytest.mark.unit
def test_one_of_many_asks_whether_redis_is_back():
    outage = shared.Outage()
    assert [outage.may_ask() for _ in range(3)] == [True, True, True]
    outage.gone = True
    assert [outage.may_ask() for _ in range(3)] == [True, False, False]


@pytest.mark.performance
def test_a_closed_circuit_costs_one_round_trip(two: tuple[Breaker, Breaker]):
    assert commands(lambda: two[0].call(answer)) == {"get": 1}


@pytest.mark.performance
def test_a_circuit_of_one_process_never_asks_redis():
    guard = Breaker(InProcess(), "casa-azul")
    assert commands(lambda: (fail(guard, 5), turned_away(guard))) == {}


def commands(run: Callable[[], Any]) -> dict[str, int]:
    """What this process asked Redis meanwhile; Redis itself also counts what other tests ask it."""
    asked: Counter[str] = Counter()
    send = AbstractConnection.send_command

    def counted(self: AbstractConnection, *args: Any, **options: Any) -> None:
        asked[str(args[0]).lower()] += 1
        send(self, *args, **options)

    with mock.patch.object(AbstractConnection, "send_command", counted):
        run()
    return dict(asked)
