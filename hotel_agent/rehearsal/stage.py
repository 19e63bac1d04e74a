"""A database to rehearse in: the demo hotels for a year and more, and nobody who has ever stayed there.

It is made once and copied for each process; a fingerprint of what it was made of tells when to make it anew.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import time_machine
from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django_scopes import scope
from psycopg import sql
from redis import Redis
from redis.exceptions import RedisError

from hotel_agent import embedded
from hotel_agent.demo import HOTELS, build, rooms
from messaging import inbox
from pms import breaker, shared

# Prices for whoever writes from November 2026 on; each of these days carries them 400 days further.
DAYS = tuple(datetime(*day, 12, tzinfo=UTC) for day in ((2026, 11, 1), (2027, 11, 1), (2028, 1, 1)))
# Logical databases of the Redis, from the last one down: what a worker may empty bears this mark.
LAST_REDIS = 15
MOST = 12
MARK = "rehearsal"


class Seat(NamedTuple):
    database: str
    redis: str
    """Its URL."""


class NoStage(Exception):
    """The installation's services do not let us make one; the message says why."""


def original() -> str:
    """The name of the database that the others are copied from."""
    return f"{settings.DATABASES['default']['NAME']}_rehearsal"


def fingerprint() -> str:
    """Of everything that the database is made of."""
    apps = [settings.BASE_DIR / name for name in build.OUR_APPS]
    files = [path for app in apps for path in app.glob("migrations/*.py")]
    files += [*Path(build.__file__).parent.glob("*.py"), Path(__file__)]
    contents = b"".join(path.read_bytes() for path in sorted(files))
    return hashlib.sha256(contents).hexdigest()


def is_ready() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [original()])
        row = cursor.fetchone()
    return bool(row) and row[0] == fingerprint()


def make() -> None:
    """An empty database under the name of the original; `furnish` is to be called in a process that has entered it."""
    _run("DROP DATABASE IF EXISTS {}", original())
    _run("CREATE DATABASE {}", original())


def furnish() -> None:
    call_command("migrate", verbosity=0)
    for day in DAYS:
        with time_machine.travel(day, tick=False):
            for sheet in HOTELS:
                hotel = rooms.hotel(sheet)
                for _, step in build.HOUSE:
                    with scope(hotel=hotel):
                        step(sheet, hotel)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def seal() -> None:
    """It is complete."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(original()), sql.Literal(fingerprint()))
        )


def alone() -> AbstractContextManager[object]:
    """One rehearsal at a time: the next one waits."""
    return embedded.locked(settings.DATA_DIR / "rehearsal.lock")


@contextmanager
def copies(count: int) -> Iterator[list[Seat]]:
    """As many as that, MOST at most; gone afterwards."""
    seats = []
    try:
        for number in range(min(count, MOST)):
            name = f"{original()}_{number}"
            _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            _run("CREATE DATABASE {} TEMPLATE {}", name, original())
            seats.append(Seat(name, own_redis(number)))
        yield seats
    finally:
        for seat in seats:
            _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", seat.database)
            leave(seat)


def leave(seat: Seat) -> None:
    """Whoever took a Redis empties it: what a play has emptied itself has no mark of ours any more."""
    with Redis.from_url(seat.redis) as redis:
        redis.flushdb()


def own_redis(number: int) -> str:
    """Emptied. Raises NoStage rather than empty what somebody else keeps there."""
    url = urlsplit(settings.REDIS_URL)._replace(path=f"/{LAST_REDIS - number}").geturl()
    try:
        with Redis.from_url(url) as redis:
            if redis.dbsize() and not redis.exists(MARK):
                raise NoStage(f"database {LAST_REDIS - number} of the Redis is in use")
            redis.flushdb()
            redis.set(MARK, number)
    except RedisError as error:
        raise NoStage(f"a Redis to rehearse in cannot be had: {error}") from error
    return url


def enter(seat: Seat) -> None:
    """From now on this process knows that database and that Redis alone."""
    connection.close()
    for known in (settings.DATABASES["default"], connection.settings_dict):
        known["NAME"] = seat.database
        known["OPTIONS"] = {key: value for key, value in known["OPTIONS"].items() if key != "pool"}
    settings.REDIS_URL = settings.CACHES["default"]["LOCATION"] = seat.redis
    settings.CHANNEL_LAYERS["default"]["CONFIG"] = {"hosts": [seat.redis], "prefix": seat.database}
    current_app.conf.task_always_eager = True
    shared.client.cache_clear()
    if caches["default"]:
        del caches["default"]  # made anew where it now is
    breaker.of.cache_clear()
    inbox.recent_accounts.clear()
    gc.collect()
    gc.freeze()  # what was loaded before stays


def _run(statement: str, *names: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    except ProgrammingError as error:
        raise NoStage(f"a database to rehearse in cannot be made: {error}") from error
