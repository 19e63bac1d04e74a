"""What is measured: the product as `manage.py start` runs it, and the references, on one PostgreSQL, all our own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench import processes
from hotel_agent import embedded

ROOT = Path(__file__).resolve().parent.parent
PEER_PYTHON = ROOT / ".venv" / "bench" / "bin" / "python"
START_SECONDS = 120
FOREIGN = {"DATABASE_URL", "REDIS_URL", "DATA_DIR", "PRODUCTION", "PUBLIC_URL", "LIVE_URL", "FAKE_WHATSAPP_URL"}

GRANIAN = "granian --interface=wsgi --no-ws --workers=2 --blocking-threads=2 --backpressure=1024 bench.bare:application"
UVICORN = "uvicorn bench.peer:app --workers=2 --loop=uvloop --http=httptools --no-access-log --log-level=warning"

UNANSWERED = "SELECT count(*) FROM messaging_message WHERE direction = 'in' AND turn_id IS NULL"
OPEN = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
"""
STORED = "SELECT count(*) FROM messaging_message WHERE direction = 'in'"


class CannotStart(RuntimeError):
    """Something to be measured did not come up; the message holds the end of its log."""


@dataclass(frozen=True)
class Service:
    """One that answers requests: the product or a reference."""

    name: str
    port: int
    database: psycopg.Connection[Any]
    web: list[int]
    """Processes at the door."""
    rest: list[int] = field(default_factory=list)
    """Those that do their work: worker and beat."""

    def count(self, question: str) -> int:
        row = self.database.execute(question).fetchone()
        assert row
        return int(row[0])

    def pause(self) -> None:
        """Between two transactions: one that stands still would keep its locks from the door."""
        while True:
            self._signal(signal.SIGSTOP)
            time.sleep(0.1)
            if not self.count(OPEN):
                return
            self.resume()
            time.sleep(0.1)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for pid in self.rest:
            os.killpg(pid, number)


@dataclass(frozen=True)
class Installation:
    hotels: list[dict[str, Any]]
    product: Service
    bare: Service
    fastapi: Service
    postgres: list[int]
    redis: list[int]

    @property
    def services(self) -> list[Service]:
        return [self.product, self.bare, self.fastapi]

    @property
    def versions(self) -> dict[str, str]:
        (version,) = self.product.database.execute("SHOW server_version").fetchone() or ("?",)
        return {"python": sys.version.split()[0], "postgresql": str(version).split()[0]}


@contextmanager
def installed() -> Iterator[Installation]:
    """Everything of it goes when it has been measured. Raises CannotStart."""
    if not PEER_PYTHON.exists():
        raise CannotStart("The FastAPI reference has no environment yet: run `make bench`.")
    # On a disk, as /tmp need not be, and where the user may go that PostgreSQL runs as under root.
    data = Path(tempfile.mkdtemp(prefix="hotel-agent-bench-", dir="/var/tmp"))
    data.chmod(0o755)
    try:
        services = embedded.ensure(data)
        with ExitStack() as stack:
            yield _start(data, services, stack)
    except embedded.CannotStart as error:
        raise CannotStart(str(error)) from error
    finally:
        embedded.leave(data)
        shutil.rmtree(data, ignore_errors=True)


def _start(data: Path, services: embedded.Services, stack: ExitStack) -> Installation:
    port = _free_ports(5)
    told = {"DATA_DIR": str(data), "HOST": "127.0.0.1", "PORT": str(port), "DATABASE_URL": services.database_url}
    env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    env |= told | {"REDIS_URL": services.redis_url, "DJANGO_SETTINGS_MODULE": "hotel_agent.settings"}
    for arguments in (["migrate"], ["demo"], ["shell", "-c", "from bench import guests; guests.introduce()"]):
        _finish([sys.executable, "manage.py", *arguments], env, data / f"{arguments[0]}.log")
    databases = {name: _copy(services.database_url, name) for name in ("bare", "fastapi")}
    start = _running([sys.executable, "manage.py", "start"], env, data / "start.log", stack)
    card = _card(data, start)
    env["APP_SECRETS"] = json.dumps(
        {hotel["whatsapp"]["phone_number_id"]: hotel["whatsapp"]["app_secret"] for hotel in card["hotels"]}
    )
    commands = {"bare": [sys.executable, "-m", *GRANIAN.split()], "fastapi": [str(PEER_PYTHON), "-m", *UVICORN.split()]}
    references = {}
    for number, (name, url) in enumerate(databases.items(), start=1):
        theirs = env | {"DATABASE_URL": url, "REDIS_URL": _redis_database(services.redis_url, number)}
        where = port + 2 + number
        process = _running(
            [*commands[name], "--host=127.0.0.1", f"--port={where}"], theirs, data / f"{name}.log", stack
        )
        _wait_for_port(where, process, data / f"{name}.log")
        references[name] = Service(name, where, _connect(url, stack), [process.pid])
    children = processes.children(start.pid)
    web, rest = (_those(children, *names) for names in (("granian",), ("worker", "beat")))
    product = Service("product", port, _connect(services.database_url, stack), web, rest)
    stack.callback(product.resume)
    return Installation(
        card["hotels"],
        product,
        **references,
        postgres=[int((data / "postgres.lock").read_text())],
        redis=[int((data / "valkey.lock").read_text())],
    )


def _copy(url: str, name: str) -> str:
    """The same tables, rows and indexes for a reference: a copy of the product's database before it starts."""
    server, _, original = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
    return f"{server}/{name}"


def _redis_database(url: str, number: int) -> str:
    return f"{url.rpartition('/')[0]}/{number}"


def _connect(url: str, stack: ExitStack) -> psycopg.Connection[Any]:
    return stack.enter_context(psycopg.connect(url, autocommit=True))


def _those(children: dict[int, list[str]], *names: str) -> list[int]:
    if found := [pid for pid, arguments in children.items() if set(names) & set(arguments)]:
        return found
    raise CannotStart(f"`manage.py start` runs no {' or '.join(names)}")


def _card(data: Path, start: subprocess.Popen[bytes]) -> dict[str, Any]:
    log = data / "start.log"
    _wait(lambda: "is ready" in log.read_text(errors="replace"), start, log)
    card: dict[str, Any] = json.loads((data / "demo.json").read_text())
    return card


def _finish(command: Sequence[str], env: dict[str, str], log: Path) -> None:
    with log.open("wb") as out:
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise CannotStart(f"{' '.join(command[1:3])} failed:\n{_tail(log)}")


def _running(command: Sequence[str], env: dict[str, str], log: Path, stack: ExitStack) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C is for us; we stop them in order
        )
    stack.callback(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    _wait(listens, process, log)


def _wait(met: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not met():
        if process.poll() is not None or time.monotonic() > deadline:
            raise CannotStart(f"{log.stem} did not come up:\n{_tail(log)}")
        time.sleep(0.05)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])


def _free_ports(count: int) -> int:
    """The first of several in a row."""
    for port in range(18500, 19500, 10):
        if all(_is_free(port + offset) for offset in range(count)):
            return port
    raise CannotStart("no free ports between 18500 and 19500")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
