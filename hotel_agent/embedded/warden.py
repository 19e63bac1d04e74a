"""A process that waits until the last user has gone and then stops the servers.

It runs by its path, without the rest of the project. No user can forget it: a lock goes with its
process, whether that ended, crashed or was killed.
"""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

SIGNALS = {  # the polite one first; for PostgreSQL these are its fast and its immediate shutdown
    "valkey": (signal.SIGTERM, signal.SIGKILL),
    "postgres": (signal.SIGINT, signal.SIGQUIT),
}


def main(data: Path, own_lock: int) -> None:
    users = open_lock(data / "users.lock")
    locks = {name: open_lock(data / f"{name}.lock") for name in SIGNALS}
    fcntl.flock(users, fcntl.LOCK_EX)
    for name, lock in locks.items():
        stop(name, lock)
    os.close(own_lock)  # before the users' lock: who gets that next must not think we still watch


def stop(name: str, lock: int) -> bool:
    """Stop the process whose pid stands in its lock file; false when it does not let go."""
    for number in SIGNALS[name]:
        if is_held(lock):
            with suppress(ProcessLookupError, ValueError):
                os.kill(int(os.pread(lock, 20, 0)), number)
            until(lambda: not is_held(lock), seconds=20)
    return not is_held(lock)


def is_held(lock: int) -> bool:
    """Whether someone else holds it for himself. The probe is a share: two of them do not meet."""
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lock, fcntl.LOCK_UN)
    return False


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return met


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
