"""Processes that play scenarios side by side, each in its own database; one that breaks off stops no other."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.queues import SimpleQueue

from django.db import connection

from hotel_agent.rehearsal import stage
from messaging.scenario import Scenario
from messaging.scenario.playing import play
from messaging.scenario.seen import Played

Seat = tuple[str, int]


def run(scenarios: Sequence[Scenario], *, processes: int) -> Iterator[tuple[int, Played]]:
    """As they are over, with the place of each. Raises NoStage."""
    prepare()
    processes = max(1, min(processes, len(scenarios)))
    with stage.copies(processes) as names, _pool(names) as pool:
        futures = {pool.submit(play, scenario): place for place, scenario in enumerate(scenarios)}
        for future in as_completed(futures):
            place = futures[future]
            yield place, _played(future, scenarios[place])


def prepare() -> None:
    if stage.is_ready():
        return
    stage.make()
    with _pool([stage.original()]) as pool:
        pool.submit(stage.furnish).result()
    stage.seal()


@contextmanager
def _pool(names: Sequence[str]) -> Iterator[ProcessPoolExecutor]:
    # Forked: the words are loaded already. Nobody may inherit a connection that is in use.
    connection.close()
    context = multiprocessing.get_context("fork")
    seats: SimpleQueue[Seat] = context.SimpleQueue()
    for number, name in enumerate(names):
        seats.put((name, number))
    with ProcessPoolExecutor(len(names), context, initializer=_sit, initargs=(seats,)) as pool:
        yield pool


def _sit(seats: SimpleQueue[Seat]) -> None:
    name, number = seats.get()
    stage.enter(name, number)
    logging.disable(logging.WARNING)  # a turn that fails says where


def _played(future: Future[Played], scenario: Scenario) -> Played:
    if error := future.exception():
        return Played(scenario, crash=f"{type(error).__name__}: {error}")
    return future.result()
