"""`manage.py start`: everything on this machine, for `make run`."""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections
from kombu.exceptions import OperationalError

from hotel_agent import embedded
from hotel_agent.celery import app
from hotel_agent.supervisor import Program, Supervisor, say

# Backpressure counts connections, idle ones too: a browser or a load balancer keeps several open.
GRANIAN = (
    "granian --interface=wsgi --no-ws --workers=2 --blocking-threads=2 --backpressure=1024 --respawn-failed-workers"
)
WORKER = (
    "celery --quiet -A hotel_agent worker -P threads -c 8 -Q inbound,outbound,pms,upkeep"
    " --without-gossip --without-mingle"
)


class Command(BaseCommand):
    help = "Migrate, fill the demo hotel, and run web, live, worker, beat and the fake WhatsApp."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        with only_one(settings.DATA_DIR / "run.lock", address(host, port)):
            need_free_ports(host, port)
            os.environ |= environment(host, port)
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            call_command("roles", verbosity=0)
            connections.close_all()
            # In a process of its own: our settings were read before the addresses were known.
            if subprocess.run(manage("demo"), check=False).returncode:
                raise CommandError("The demo hotel could not be made: see above.")
            code = Supervisor(programs(host, port), lambda: say(welcome(host, port))).run()
        sys.exit(code)


def programs(host: str, port: int) -> list[Program]:
    web = f"{GRANIAN} --host={host} --port={port} hotel_agent.wsgi:application"
    live = f"uvicorn hotel_agent.asgi:application --host={host} --port={port + 1} --lifespan=off --no-access-log"
    schedule = str(settings.DATA_DIR / "beat-schedule")
    small, large = {"DATABASE_POOL": "4"}, {"DATABASE_POOL": "10"}
    return [
        Program("web", module(web), environment=small, ready=partial(is_healthy, host, port)),
        Program("live", module(live), environment=small, ready=partial(listens, host, port + 1)),
        Program("worker", module(WORKER), environment=large, ready=worker_answers),
        Program("beat", module("celery --quiet -A hotel_agent beat -s", schedule)),
        Program(
            "whatsapp",
            manage("fake_whatsapp", "--port", str(port + 2)),
            ready=partial(listens, "127.0.0.1", port + 2),
        ),
    ]


def environment(host: str, port: int) -> dict[str, str]:
    """What the children are told; with the services' addresses only we hold the services' lock."""
    told = {
        "HOST": host,
        "PORT": str(port),
        "PUBLIC_URL": address(host, port),
        "LIVE_URL": address(host, port + 1).replace("http", "ws"),
        "FAKE_WHATSAPP_URL": f"http://127.0.0.1:{port + 2}",
        "PROMETHEUS_MULTIPROC_DIR": str(empty_folder(settings.DATA_DIR / "metrics")),
    }
    told |= {name: os.environ[name] for name in told if name in os.environ}
    missing = {name for name in ("DATABASE_URL", "REDIS_URL") if not given(name)}
    services = embedded.ensure(settings.DATA_DIR, postgres="DATABASE_URL" in missing, redis="REDIS_URL" in missing)
    ours = {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
    return told | {name: ours[name] for name in missing}


def welcome(host: str, port: int) -> str:
    here = address(host, port)
    demo = json.loads((settings.DATA_DIR / "demo.json").read_text())
    chats = [f"  Chat as a guest  {here}/chat/{hotel['slug']}/" for hotel in demo["hotels"]]
    staff = demo["staff"]
    return "\n".join(
        [
            "",
            "The hotel agent is ready.",
            "",
            *chats,
            f"  Staff            {here}/admin/  user {staff['username']}  password {staff['password']}",
            f"  A guest's phone  {address('127.0.0.1', port + 2)}/  (WhatsApp, without an account at Meta)",
            f"  API              {here}/api/docs/",
            "",
            f"  Data and logs are in {settings.DATA_DIR}. Ctrl-C stops everything.",
            "",
        ]
    )


@contextmanager
def only_one(path: Path, where: str) -> Iterator[None]:
    """Held by the process that runs, whatever becomes of it; CommandError when there is one."""
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CommandError(f"It already runs: {lock.read()}. Stop that one first.") from None
        lock.truncate(0)
        lock.write(f"{where} (process {os.getpid()})")
        lock.flush()
        yield


def need_free_ports(host: str, port: int) -> None:
    for wanted in (port, port + 1, port + 2):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, wanted))
            except OSError as error:
                raise CommandError(
                    f"Port {wanted} of {host} cannot be used: {error.strerror}. "
                    f"Three in a row are needed; choose others: make run PORT={port + 10}"
                ) from error


def address(host: str, port: int) -> str:
    return f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"


def given(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def module(command: str, *paths: str) -> list[str]:
    """A Python module with its arguments; paths stand apart, they may hold spaces."""
    return [sys.executable, "-m", *command.split(), *paths]


def celery(*arguments: str) -> list[str]:
    return module("celery", "--quiet", "-A", "hotel_agent", *arguments)


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def is_healthy(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def worker_answers() -> bool:
    try:
        return bool(app.control.ping(timeout=1, limit=1))
    except OperationalError:
        return False
