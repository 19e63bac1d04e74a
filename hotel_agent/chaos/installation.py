"""The real processes of an installation of its own: started, killed, paused and restarted one by one."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from pathlib import Path

import redis
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from hotel_agent import embedded
from hotel_agent.embedded import warden
from hotel_agent.management.commands import start
from hotel_agent.supervisor import LAST_WILL, Child, KeepsDying, Program, prefix

HOST = "127.0.0.1"
WORKERS = ("worker", "worker 2")
START_SECONDS = 90


class Installation:
    """What runs; every method may be called from any thread."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.children: dict[str, Child] = {}
        self.broken = ""
        """Why it cannot go on: a program that keeps dying."""
        self._lock = threading.Lock()
        self._ending = threading.Event()

    @property
    def url(self) -> str:
        return start.address(HOST, self.port)

    def start(self, programs: list[Program], will: subprocess.Popen[str]) -> None:
        assert will.stdin
        for colour, program in enumerate(programs):
            self.children[program.name] = Child(program, prefix(program.name.ljust(8), colour), will.stdin)
        threading.Thread(target=self._watch, daemon=True).start()
        waiting = list(programs)

        def ready() -> bool:
            waiting[:] = [program for program in waiting if not program.ready()]
            return not waiting or bool(self.broken)

        if not warden.until(ready, seconds=START_SECONDS) or self.broken:
            raise CommandError(self.broken or f"Not ready: {', '.join(program.name for program in waiting)}")

    def stop(self) -> None:
        self._ending.set()
        with self._lock:
            for child in self.children.values():
                _signal(child, signal.SIGCONT)
                _signal(child, signal.SIGTERM)
            everybody = list(self.children.values())
            warden.until(lambda: all(child.process.poll() is not None for child in everybody), seconds=8)
            for child in everybody:
                child.kill()

    def kill(self, name: str) -> None:
        """Like the kernel when memory is short; it starts again by itself."""
        with self._lock:
            child = self.children[name]
            child.quick_deaths = 0
            _signal(child, signal.SIGKILL)

    def pause(self, name: str) -> None:
        with self._lock:
            _signal(self.children[name], signal.SIGSTOP)

    def resume(self, name: str) -> None:
        with self._lock:
            _signal(self.children[name], signal.SIGCONT)

    def _watch(self) -> None:
        while not self._ending.wait(0.1):
            with self._lock:
                try:
                    for child in self.children.values():
                        child.look()
                except KeepsDying as death:
                    self.broken = str(death)
                    return


@contextmanager
def running() -> Iterator[Installation]:
    """A fresh installation with the demo hotels. What its programs say goes to a file, not to our output."""
    port = three_free_ports()
    log = settings.DATA_DIR / "log" / "programs.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(stack.enter_context(log.open("w"))))
        os.environ |= start.environment(HOST, port)
        flush_redis()
        call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()
        _demo(log)
        will = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", LAST_WILL], stdin=subprocess.PIPE, text=True, process_group=0
            )
        )
        installation = Installation(port)
        stack.callback(installation.stop)
        installation.start(programs(port), will)
        yield installation


def programs(port: int) -> list[Program]:
    """Those of `make run` but for the fake WhatsApp, and a second worker."""
    usual = [program for program in start.programs(HOST, port) if program.name != "whatsapp"]
    worker = next(program for program in usual if program.name == "worker")
    usual.remove(worker)
    return usual + [
        Program(name, [*worker.command, "-n", f"{name.replace(' ', '-')}@%h"], worker.environment, worker.ready)
        for name in WORKERS
    ]


def restart_server(name: str, number: signal.Signals) -> None:
    """Valkey or PostgreSQL, stopped by that signal and started on the same port."""
    signal_server(name, number)
    lock = warden.open_lock(settings.DATA_DIR / f"{name}.lock")
    try:
        warden.until(lambda: not warden.is_held(lock), seconds=30)
    finally:
        os.close(lock)
    embedded.ensure(settings.DATA_DIR)


def signal_server(name: str, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(int((settings.DATA_DIR / f"{name}.lock").read_text()), number)


def flush_redis() -> None:
    with redis.Redis.from_url(os.environ.get("REDIS_URL") or settings.REDIS_URL) as client:
        client.flushall()


def three_free_ports() -> int:
    for _ in range(100):
        # Below the ports that systems give to whoever calls out: one of those may be taken at any restart.
        port = random.SystemRandom().randrange(10_000, 32_000)
        with ExitStack() as stack:
            try:
                for number in range(port, port + 3):
                    stack.enter_context(socket.socket()).bind((HOST, number))
            except OSError:
                continue
            return port
    raise CommandError("No three free ports in a row")


def _demo(log: Path) -> None:
    with log.open("a") as output:
        made = subprocess.run(
            start.manage("demo", "--reset", "--yes"), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if made.returncode:
        raise CommandError(f"The demo hotels could not be made: see {log}")


def _signal(child: Child, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)
