"""Runs several programs as one: one stream of output, restarted when they die, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

SOON = 10.0  # seconds; who dies sooner than this after its start will hardly do better next time
QUICK_DEATHS = 3
RESTART_DELAY = 1.0  # seconds, doubled with every quick death
GRACE = 8.0  # seconds to stop in; granian can hang on a SIGTERM that comes while it starts
PATIENCE = 60.0  # seconds until a program that is not ready yet is mentioned

# Should we be killed without a word, this still knows whom to take along: a process of its own that
# reads who was born (+) and who has died (-) until the pipe breaks.
LAST_WILL = """
import contextlib, os, signal, sys
groups = set()
for line in sys.stdin:
    (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
for group in groups:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
"""


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] = lambda: True


class KeepsDying(Exception):
    """A program died several times soon after its start."""


class Child:
    """One program while it runs, and between its death and its next start."""

    def __init__(self, program: Program, prefix: str, will: IO[str]) -> None:
        self.program = program
        self.prefix = prefix
        self.will = will
        self.tail: deque[str] = deque(maxlen=20)
        self.quick_deaths = 0
        self.due: float | None = None
        self.start()

    def start(self) -> None:
        self.due = None
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.program.command,
            env={**os.environ, **self.program.environment, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            process_group=0,  # Ctrl-C in the terminal is for us; we tell the children
        )
        self._write_will("+")
        self.relay = threading.Thread(target=self._relay, daemon=True)
        self.relay.start()

    def look(self) -> None:
        """Start again when due, notice a death; KeepsDying when it is one too many."""
        if self.due is not None:
            if time.monotonic() >= self.due:
                self.start()
        elif (code := self.process.poll()) is not None:
            self._bury(code)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._write_will("-")

    def _write_will(self, change: str) -> None:
        with suppress(OSError):
            self.will.write(f"{change}{self.process.pid}\n")
            self.will.flush()

    def _bury(self, code: int) -> None:
        self.kill()  # its own children may live and keep the port
        self.relay.join(timeout=1)
        soon = time.monotonic() - self.started < SOON
        self.quick_deaths = self.quick_deaths + 1 if soon else 0
        if self.quick_deaths >= QUICK_DEATHS:
            raise KeepsDying(
                f"{self.program.name} ended {self.quick_deaths} times soon after its start "
                f"(code {code}). Its last lines:\n" + "".join(f"  {line}" for line in self.tail)
            )
        delay = RESTART_DELAY * 2**self.quick_deaths
        say(f"{self.prefix}ended with code {code}; starts again in {delay:g} s\n")
        self.due = time.monotonic() + delay

    def _relay(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            line = line if line.endswith("\n") else line + "\n"
            self.tail.append(line)
            say(self.prefix + line)


class Supervisor:
    """Keeps programs running until SIGINT, SIGTERM or SIGHUP; a second signal kills at once."""

    def __init__(self, programs: Sequence[Program], when_ready: Callable[[], None]) -> None:
        self.programs = programs
        self.when_ready = when_ready
        self.signals = 0
        self.children: list[Child] = []

    def run(self) -> int:
        """Exit code: 0 after a signal, 1 when a program keeps dying."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        last_will = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", LAST_WILL], stdin=subprocess.PIPE, text=True, process_group=0
        )
        assert last_will.stdin
        try:
            self._start(last_will.stdin)
            self._watch()
            return 0
        except KeepsDying as death:
            say(f"{death}\n")
            return 1
        finally:
            self._stop()
            last_will.communicate()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def _start(self, will: IO[str]) -> None:
        width = max(len(program.name) for program in self.programs)
        for colour, program in enumerate(self.programs):
            self.children.append(Child(program, prefix(program.name.ljust(width), colour), will))

    def _watch(self) -> None:
        waiting, complain_at = list(self.programs), time.monotonic() + PATIENCE
        while not self.signals:
            for child in self.children:
                child.look()
            if waiting:
                waiting = [program for program in waiting if not program.ready()]
                if not waiting:
                    self.when_ready()
                elif time.monotonic() > complain_at:
                    say(f"Still waiting for {', '.join(program.name for program in waiting)}\n")
                    complain_at += PATIENCE
            time.sleep(0.1)

    def _stop(self) -> None:
        for child in self.children:
            child.process.terminate()
        patience_ends = time.monotonic() + GRACE
        while time.monotonic() < patience_ends and self.signals < 2:
            if all(child.process.poll() is not None for child in self.children):
                break
            time.sleep(0.05)
        for child in self.children:
            child.kill()


def prefix(name: str, colour: int) -> str:
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return f"{name} | "
    return f"\x1b[{31 + (colour + 1) % 6}m{name} |\x1b[0m "


def say(text: str) -> None:
    """A line in one piece, whoever else is writing; a reader who has gone is no reason to stop."""
    with suppress(OSError):
        sys.stdout.write(text)
        sys.stdout.flush()
