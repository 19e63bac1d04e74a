"""The plan of a run: the same for the same seed, complete, and nobody is hit while still down."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from itertools import islice, pairwise

import pytest

from hotel_agent.chaos import faults, stories

pytestmark = [pytest.mark.unit, pytest.mark.chaos]

TEN_MINUTES = 600


@pytest.mark.parametrize("seed", range(5))
def test_a_seed_makes_a_plan_repeatable(seed: int) -> None:
    assert faults.plan(seed, TEN_MINUTES, 7) == faults.plan(seed, TEN_MINUTES, 7)
    assert faults.plan(seed, TEN_MINUTES, 7) != faults.plan(seed + 1, TEN_MINUTES, 7)


@pytest.mark.parametrize("seed", range(20))
def test_ten_minutes_hold_every_kind_of_fault(seed: int) -> None:
    assert {fault.kind for fault in faults.plan(seed, TEN_MINUTES, 7)} == set(faults.HANDS)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("seconds", [60, TEN_MINUTES])
def test_nothing_is_hit_again_before_its_trouble_is_over(seed: int, seconds: int) -> None:
    by_target = defaultdict(list)
    for fault in faults.plan(seed, seconds, 5):
        by_target[fault.target].append(fault)
    for hits in by_target.values():
        assert all(later.at >= earlier.at + earlier.seconds for earlier, later in pairwise(hits))


def test_named_faults_come_in_their_order() -> None:
    planned = faults.plan(1, 60, 5, ("kill_web", "flush_redis", "pms_away"))
    assert [fault.kind for fault in planned][:4] == ["kill_web", "flush_redis", "pms_away", "kill_web"]


def test_the_end_of_a_run_is_free_of_faults() -> None:
    assert max(fault.at for fault in faults.plan(1, TEN_MINUTES, 7, ("kill_web",))) < TEN_MINUTES * faults.LAST_QUARTER


def test_trips_avoid_what_the_demo_restricts() -> None:
    luck = random.Random(1)
    trips = [stories.a_trip(luck, date(2026, 11, 22)) for _ in range(200)]
    assert {trip.arrival.weekday() for trip in trips} == {1}
    assert len({trip.arrival for trip in trips}) < 30, "guests meet: they want the same nights"


def test_most_guests_set_out_to_book() -> None:
    often = {1: 0, 0: 0}
    for weight, wants in stories.STORIES.values():
        often[wants] += weight
    assert often[1] > often[0]
    assert sum(often.values()) == 100


def test_stories_have_names_of_their_own() -> None:
    names = [story.__name__ for story in islice(stories.STORIES, None)]
    assert len(set(names)) == len(names)
