"""What the embedded PostgreSQL and Valkey have in common: a folder, a lock, a port, a password.

A server holds `<name>.lock` itself, by a descriptor it inherits, so a stale pid never deceives us.
"""

import fcntl
import json
import os
import socket
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import warden

ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}

_started: list[subprocess.Popen[bytes]] = []


class CannotStart(RuntimeError):
    """An embedded server cannot be started; the message says what to do."""


@dataclass(frozen=True)
class Address:
    port: int
    password: str


class Server(ABC):
    """What PostgreSQL and Valkey have in common: a lock, a log, a port and a password."""

    name: str

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data / self.name
        self.lock = data / f"{self.name}.lock"
        self.log = data / "log" / f"{self.name}.log"
        self.identity: dict[str, Any] = {}

    @abstractmethod
    def prepare(self, known: Address | None) -> str:
        """Make the folder ready to start in; return the password."""

    @abstractmethod
    def command(self, address: Address) -> list[str]: ...

    @abstractmethod
    def ready(self, address: Address) -> bool: ...

    @abstractmethod
    def url(self, address: Address) -> str: ...

    def ensure(self) -> str:
        known = self._remembered()
        if known is None or not (self._is_alive() and _listens(known.port)):
            self._clear_away()
            known = self._start(known)
        return self.url(known)

    def _start(self, known: Address | None) -> Address:
        with locked(self.lock) as lock, _log(self.log) as log:
            password = self.prepare(known)
            ports = [known.port] if known and _is_free(known.port) else []
            # A free port may be taken before the server opens it, hence a second one.
            for port in [*ports, _free_port(), _free_port()][:2]:
                address = Address(port, password)
                if self._launch(address, lock, log):
                    self._remember(address)
                    return address
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        raise CannotStart(f"{self.name} does not start. The end of {self.log}:\n{tail}")

    def _launch(self, address: Address, lock: int, log: int) -> bool:
        os.ftruncate(lock, 0)
        process = launch(self.command(address), lock=lock, log=log, env=ENVIRONMENT, **self.identity)
        os.pwrite(lock, str(process.pid).encode(), 0)
        warden.until(lambda: self.ready(address) or process.poll() is not None, seconds=60)
        if process.poll() is None and self.ready(address):
            return True
        process.send_signal(warden.SIGNALS[self.name][-1])
        process.wait()
        return False

    def _is_alive(self) -> bool:
        reap()
        lock = warden.open_lock(self.lock)
        try:
            if not warden.is_held(lock):
                return False
            os.kill(int(os.pread(lock, 20, 0)), 0)
        except (ProcessLookupError, ValueError):
            return False  # only what it started lives on, for a moment
        finally:
            os.close(lock)
        return True

    def _clear_away(self) -> None:
        """Stop a server whose address is lost, or what a killed one has left."""
        lock = warden.open_lock(self.lock)
        try:
            if not warden.stop(self.name, lock):
                raise CannotStart(f"The {self.name} of {self.data} runs and cannot be stopped.")
        finally:
            os.close(lock)

    def _remembered(self) -> Address | None:
        state = _read_state(self.data).get(self.name)
        return Address(**state) if state else None

    def _remember(self, address: Address) -> None:
        state = _read_state(self.data) | {self.name: asdict(address)}
        write_private(self.data / "services.json", json.dumps(state, indent=2))


def launch(command: Sequence[str], *, lock: int, log: int = subprocess.DEVNULL, **how: Any) -> subprocess.Popen[bytes]:
    """Start a process that outlives us and our terminal and holds `lock` as long as it lives."""
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        pass_fds=[lock],
        start_new_session=True,
        **how,
    )
    _started.append(process)
    return process


def reap() -> None:
    """What we started ourselves stays a zombie, with a pid that answers, until we ask."""
    _started[:] = [process for process in _started if process.poll() is None]


def package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The Python package {name} is missing: run `make setup`.")
    return Path(spec.origin).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the file's lock, waiting for it; the file and its folder are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = warden.open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _log(path: Path) -> Iterator[int]:
    path.parent.mkdir(exist_ok=True)
    too_long = path.exists() and path.stat().st_size > 10_000_000
    fresh = os.O_TRUNC if too_long else 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | fresh, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read_state(data: Path) -> dict[str, Any]:
    with suppress(FileNotFoundError, json.JSONDecodeError):
        state: dict[str, Any] = json.loads((data / "services.json").read_text())
        return state
    return {}


def write_private(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with open(unfinished, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
    unfinished.replace(path)
