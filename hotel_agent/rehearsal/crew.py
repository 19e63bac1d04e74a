"""Processes that play scenarios side by side, each in its own database; one that breaks off stops no other."""

from __future__ import annotations

import logging
import multiprocessing
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.queues import SimpleQueue

from django.db import connection
from django.db.models import Model

from hotel_agent.rehearsal import stage, stored
from messaging.scenario import Scenario, ScenarioError
from messaging.scenario.playing import play
from messaging.scenario.seen import Played

Seats = SimpleQueue[tuple[str, int]]
# Of a traceback, the places in our own code.
PLACE = re.compile(r'File ".*?/((?:hotel_agent|messaging|reservations|locks|pms)/[^"]+)", line (\d+)')


def run(scenarios: Sequence[Scenario], *, processes: int, hotels: Sequence[Model] = ()) -> Iterator[tuple[int, Played]]:
    """As they are over, with the place of each. `hotels`: rows of stored ones. Raises NoStage."""
    with stage.alone():
        prepare()
        processes = max(1, min(processes, len(scenarios)))
        with stage.copies(processes) as names, _pool(names, hotels) as pool:
            futures = {pool.submit(play, scenario): place for place, scenario in enumerate(scenarios)}
            for future in as_completed(futures):
                place = futures[future]
                yield place, _played(future, scenarios[place])


def prepare() -> None:
    if stage.is_ready():
        return
    stage.make()
    with _pool([stage.original()], ()) as pool:
        pool.submit(stage.furnish).result()
    stage.seal()


@contextmanager
def _pool(names: Sequence[str], hotels: Sequence[Model]) -> Iterator[ProcessPoolExecutor]:
    # Forked: the words are loaded already. Nobody may inherit a connection that is in use.
    connection.close()
    context = multiprocessing.get_context("fork")
    seats: Seats = context.SimpleQueue()
    for number, name in enumerate(names):
        seats.put((name, number))
    with ProcessPoolExecutor(len(names), context, initializer=_sit, initargs=(seats, hotels)) as pool:
        yield pool


def _sit(seats: Seats, hotels: Sequence[Model]) -> None:
    stage.enter(*seats.get())
    if hotels:
        stored.write(hotels)
    logging.disable(logging.WARNING)  # a turn that fails says where


def _played(future: Future[Played], scenario: Scenario) -> Played:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, ScenarioError):
        return Played(scenario, crash=str(error))
    places = PLACE.findall(str(error.__cause__))
    where = f" at {places[-1][0]}:{places[-1][1]}" if places else ""
    return Played(scenario, crash=f"{type(error).__name__}{where}: {error}")
