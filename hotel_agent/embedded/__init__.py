"""PostgreSQL and Valkey from Python wheels, one set per data folder, for development and tests.

Every process that called `ensure` holds a share of `users.lock`; when the last share has gone,
the warden stops both servers.
"""

import atexit
import fcntl
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from . import warden
from .postgres import PostgreSQL, programs
from .server import CannotStart, launch, locked, reap
from .valkey import Valkey

__all__ = ["CannotStart", "Services", "ensure", "leave", "locked", "programs"]

_users: dict[Path, int] = {}


@dataclass(frozen=True)
class Services:
    database_url: str
    redis_url: str


def ensure(data: Path, *, postgres: bool = True, redis: bool = True) -> Services:
    """Start what does not run yet, and stay a user of it until this process ends."""
    data = data.resolve()
    with locked(data / "start.lock"):
        if data not in _users:
            _users[data] = warden.open_lock(data / "users.lock")
            fcntl.flock(_users[data], fcntl.LOCK_SH)
        _need_warden(data)
        return Services(
            database_url=PostgreSQL(data).ensure() if postgres else "",
            redis_url=Valkey(data).ensure() if redis else "",
        )


def leave(data: Path) -> None:
    """Stop being a user, and as the last one wait until the servers have stopped."""
    data = data.resolve()
    if data in _users:
        if data.exists():
            with locked(data / "start.lock"):
                _need_warden(data)
        os.close(_users.pop(data))
        if data.exists():
            warden.until(lambda: _is_used(data) or not _is_held(data / "warden.lock"), seconds=30)
        reap()


@atexit.register
def _leave_all() -> None:
    for data in list(_users):
        leave(data)


def _need_warden(data: Path) -> None:
    if not _is_held(data / "warden.lock"):
        with locked(data / "warden.lock") as lock:
            program = [sys.executable, "-I", "-S", warden.__file__, str(data), str(lock)]
            launch(program, lock=lock)


def _is_used(data: Path) -> bool:
    """By someone with a share; the warden, once it stops the servers, holds the lock alone."""
    users = warden.open_lock(data / "users.lock")
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return not warden.is_held(users)
    else:
        return False
    finally:
        os.close(users)


def _is_held(path: Path) -> bool:
    lock = warden.open_lock(path)
    try:
        return warden.is_held(lock)
    finally:
        os.close(lock)
