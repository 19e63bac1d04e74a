"""Processes that play scenarios side by side, each in its own database; one that breaks off stops no other."""

from __future__ import annotations

import logging
import multiprocessing
import re
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.queues import SimpleQueue

from django.db import connection
from django.db.models import Model

from hotel_agent.rehearsal import stage, stored
from hotel_agent.rehearsal.stage import Seat
from messaging import nlu
from messaging.scenario import Scenario, ScenarioError
from messaging.scenario.playing import play
from messaging.scenario.seen import Played

Seats = SimpleQueue[Seat]
# Of a traceback, the places in our own code.
PLACE = re.compile(r'File ".*?/((?:hotel_agent|messaging|reservations|locks|pms)/[^"]+)", line (\d+)')


def run(scenarios: Sequence[Scenario], *, processes: int, hotels: Sequence[Model] = ()) -> Iterator[tuple[int, Played]]:
    """As they are over, with the place of each. `hotels`: rows of stored ones. Raises NoStage."""
    with stage.alone():
        prepare()
        with stage.copies(min(processes, len(scenarios))) as seats, _pool(seats, hotels) as pool:
            futures = {pool.submit(_play, scenario): place for place, scenario in enumerate(scenarios)}
            for future in as_completed(futures):
                place = futures[future]
                yield place, _played(future, scenarios[place])


def prepare() -> None:
    if stage.is_ready():
        return
    stage.make()
    seat = Seat(stage.original(), stage.own_redis(0))
    with _pool([seat], ()) as pool:
        pool.submit(stage.furnish).result()
    stage.leave(seat)
    stage.seal()


@contextmanager
def _pool(seats: Sequence[Seat], hotels: Sequence[Model]) -> Iterator[ProcessPoolExecutor]:
    # Forked: all that understanding needs is loaded already. Nobody may inherit a connection that is in use.
    nlu.warm_up()
    connection.close()
    context = multiprocessing.get_context("fork")
    free: Seats = context.SimpleQueue()
    for seat in seats:
        free.put(seat)
    with ProcessPoolExecutor(len(seats), context, initializer=_sit, initargs=(free, hotels)) as pool:
        yield pool


def _sit(free: Seats, hotels: Sequence[Model]) -> None:
    stage.enter(free.get())
    if hotels:
        stored.write(hotels)
    logging.disable(logging.WARNING)  # a turn that fails says where


def _play(scenario: Scenario) -> Played:
    """The one place around a play: whatever breaks it off is told of it, and the others go on."""
    try:
        return play(scenario)
    except ScenarioError as error:
        return Played(scenario, crash=str(error))
    except Exception as error:
        places = PLACE.findall("".join(traceback.format_tb(error.__traceback__)))
        where = f" at {places[-1][0]}:{places[-1][1]}" if places else ""
        return Played(scenario, crash=f"{type(error).__name__}{where}: {error}")


def _played(future: Future[Played], scenario: Scenario) -> Played:
    """A process that died takes what waited for it along."""
    try:
        return future.result()
    except BrokenProcessPool as error:
        return Played(scenario, crash=str(error))
