"""Kept answers: one asks for a crowd, what is booked meanwhile counts, and nobody waits for ever."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from prometheus_client import REGISTRY

from pms import cache, shared
from pms.cache import Answers
from pms.errors import PmsRefused, PmsUnavailable
from tests.pms.test_breaker import without_redis

pytestmark = pytest.mark.integration

CROWD = 20


@pytest.fixture
def answers() -> Answers:
    return Answers(1, "test")


def recall(answers: Answers, ask: Callable[[], Any], *, fresh: bool = False) -> Any:
    return answers.recall("offers", "question", ask, seconds=300, fresh=fresh)


def count(name: str) -> float:
    return REGISTRY.get_sample_value(f"pms_cache_{name}_total", {"operation": "offers"}) or 0


class Slow:
    """A PMS that answers once it is told to, or `after` are waiting for it."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.calls = 0
        self.asked, self.go = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.calls += 1
        self.asked.set()
        assert self.go.wait(10)
        if self.error:
            raise self.error
        return "yes"


def ask_as_a_crowd(answers: Answers, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The PMS answers when one is asking and all others wait; what each of them got."""
    waiting = threading.Semaphore(0)
    nap = threading.Event().wait

    def sleep(seconds: float) -> None:
        waiting.release()
        nap(seconds)

    monkeypatch.setattr("pms.cache.time.sleep", sleep)
    with ThreadPoolExecutor(CROWD) as pool:
        crowd = [pool.submit(recall, answers, slow) for _ in range(CROWD)]
        assert slow.asked.wait(10)
        assert all(waiting.acquire(timeout=10) for _ in range(CROWD - 1))
        slow.go.set()
    return [one.exception() or one.result() for one in crowd]


@pytest.mark.critical
def test_one_asks_for_twenty(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    slow, before = Slow(), [count("misses"), count("hits"), count("waits")]
    assert ask_as_a_crowd(answers, slow, monkeypatch) == ["yes"] * CROWD
    assert slow.calls == 1
    after = [count("misses"), count("hits"), count("waits")]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, CROWD - 1, CROWD - 1]


def test_a_refusal_is_told_to_all_who_waited(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    slow = Slow(PmsRefused("sold_out"))
    assert {str(error) for error in ask_as_a_crowd(answers, slow, monkeypatch)} == {"sold_out"}
    assert slow.calls == 1


def test_who_waited_for_a_failure_asks_again(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    slow = Slow(PmsUnavailable())
    assert all(isinstance(error, PmsUnavailable) for error in ask_as_a_crowd(answers, slow, monkeypatch))
    assert slow.calls == CROWD


def test_without_the_claim_a_crowd_falls_on_the_pms(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Answers, "_claim", lambda *_: True)
    everybody = threading.Barrier(CROWD)
    with ThreadPoolExecutor(CROWD) as pool:
        crowd = [pool.submit(recall, answers, lambda: everybody.wait(10)) for _ in range(CROWD)]
    assert sorted(one.result() for one in crowd) == list(range(CROWD))


def test_waiting_has_an_end(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    naps: list[float] = []
    monkeypatch.setattr("pms.cache.time.sleep", naps.append)
    assert recall(answers, lambda: recall(answers, lambda: "mine")) == "mine"
    assert sum(naps) == pytest.approx(2)


@pytest.mark.critical
def test_what_was_asked_before_a_booking_is_old_after_it(answers: Answers):
    def ask_while_booking() -> str:
        answers.forget()
        return "free"

    assert recall(answers, ask_while_booking) == "free"
    assert recall(answers, lambda: "sold") == "sold"


def test_a_lost_generation_brings_no_old_answer_back(answers: Answers):
    recall(answers, lambda: "old")
    answers.forget()
    shared.client().delete(answers.generation_key)
    answers.recall("room", "another question", lambda: "makes a generation", seconds=300)
    assert recall(answers, lambda: "new") == "new"


def test_what_came_between_look_and_claim_is_taken(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    claim = Answers._claim

    def claim_too_late(self: Answers, key: str) -> bool:
        monkeypatch.setattr(Answers, "_claim", claim)
        assert recall(answers, lambda: "theirs") == "theirs"
        return claim(self, key)

    monkeypatch.setattr(Answers, "_claim", claim_too_late)
    assert recall(answers, lambda: "mine") == "theirs"
    assert not shared.client().keys("*:asking")


def test_the_answer_is_there_before_the_next_may_ask(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    there: list[bool] = []
    monkeypatch.setattr(Answers, "_release", lambda self, key: there.append(self._kept(key) is not None))
    recall(answers, lambda: "yes")
    assert there == [True]


def test_a_flush_only_forgets(answers: Answers):
    def ask_and_flush() -> str:
        shared.client().flushdb()
        return "yes"

    assert recall(answers, ask_and_flush) == "yes"
    assert recall(answers, lambda: "again") == "again"
    assert recall(answers, lambda: "never") == "again"


@pytest.mark.chaos
def test_redis_dying_while_asking_asks_once(answers: Answers):
    asked: list[int] = []
    gone = without_redis()

    def ask_and_lose_redis() -> str:
        asked.append(1)
        gone.__enter__()
        return "yes"

    assert recall(answers, ask_and_lose_redis) == "yes"
    assert asked == [1]
    gone.__exit__(None, None, None)


def test_an_answer_of_another_shape_is_not_read(answers: Answers, monkeypatch: pytest.MonkeyPatch):
    recall(answers, lambda: "old")
    monkeypatch.setattr(cache, "SHAPE", 1)
    assert recall(Answers(1, "test"), lambda: "new") == "new"
    assert recall(Answers(1, "another"), lambda: "other PMS") == "other PMS"
