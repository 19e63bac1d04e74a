"""The supervisor: children restart, one that keeps dying ends all, and nothing is left behind."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hotel_agent import supervisor
from hotel_agent.supervisor import Program, Supervisor

PROJECT = Path(__file__).parents[2]
LIVES = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LIVES}"
WITH_CHILD = f"import subprocess, sys; print(subprocess.Popen(['sleep', '60']).pid); {LIVES}"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(supervisor, "RESTART_DELAY", 0.05)
    monkeypatch.setattr(supervisor, "GRACE", 0.5)
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)


def program(name: str, code: str, ready: Callable[[], bool] = lambda: True) -> Program:
    return Program(name, [sys.executable, "-S", "-c", code], ready=ready)


def stop_soon() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in {"", "Z"}


def test_a_signal_stops_every_child_and_all_that_they_started(capfd: pytest.CaptureFixture[str]) -> None:
    seen: list[str] = []

    def both_are_up() -> bool:
        seen.append(capfd.readouterr().out)
        return "".join(seen).count("up\n") == 2

    programs = [program("one", LIVES), program("parent", WITH_CHILD, ready=both_are_up)]
    running = Supervisor(programs, when_ready=stop_soon)
    assert running.run() == 0
    assert all(child.process.poll() is not None for child in running.children)
    grandchild = next(line.split("|")[1] for line in "".join(seen).splitlines() if "parent" in line)
    assert not is_running(int(grandchild))


def test_a_stubborn_child_is_killed_when_patience_ends(capfd: pytest.CaptureFixture[str]) -> None:
    stubborn = program("stubborn", STUBBORN, ready=lambda: "up" in capfd.readouterr().out)
    running = Supervisor([stubborn], when_ready=stop_soon)
    began = time.monotonic()
    assert running.run() == 0
    assert running.children[0].process.returncode == -signal.SIGKILL
    assert time.monotonic() - began < 5


def test_a_dead_child_starts_again(tmp_path: Path) -> None:
    dies_once = f"""
import pathlib, time
mark = pathlib.Path({str(tmp_path / "mark")!r})
if not mark.exists(): mark.touch(); raise SystemExit(3)
(mark.parent / "second").touch(); time.sleep(60)
"""
    restarted = (tmp_path / "second").exists
    running = Supervisor([program("web", dies_once, ready=restarted)], when_ready=stop_soon)
    assert running.run() == 0
    assert running.children[0].quick_deaths == 1


def test_a_child_that_keeps_dying_ends_everything(capsys: pytest.CaptureFixture[str]) -> None:
    programs = [program("bad", "raise SystemExit('no luck')"), program("good", LIVES)]
    running = Supervisor(programs, when_ready=lambda: None)
    assert running.run() == 1
    assert running.children[1].process.poll() is not None
    printed = capsys.readouterr().out
    assert "bad ended 3 times soon after its start (code 1). Its last lines:\n  no luck" in printed


def test_output_carries_the_name_of_its_program(capsys: pytest.CaptureFixture[str]) -> None:
    programs = [program("web", LIVES), program("worker", "raise SystemExit('gone')")]
    Supervisor(programs, when_ready=lambda: None).run()
    printed = capsys.readouterr().out
    assert "web    | up\n" in printed
    assert "worker | gone\n" in printed


def test_ready_is_told_once_when_all_are(capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter([False, False, True])

    def told() -> None:
        supervisor.say("ready")
        threading.Timer(0.3, stop_soon).start()

    slow = program("slow", LIVES, ready=lambda: next(answers))
    Supervisor([program("quick", LIVES), slow], when_ready=told).run()
    assert capsys.readouterr().out.count("ready") == 1


def test_a_second_signal_does_not_wait(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 60)

    def twice() -> None:
        stop_soon()
        threading.Timer(0.3, stop_soon).start()

    stubborn = program("stubborn", STUBBORN, ready=lambda: "up" in capfd.readouterr().out)
    began = time.monotonic()
    assert Supervisor([stubborn], when_ready=twice).run() == 0
    assert time.monotonic() - began < 5


def test_children_do_not_get_the_terminals_ctrl_c() -> None:
    running = Supervisor([program("web", LIVES)], when_ready=stop_soon)
    running.run()
    command = [sys.executable, "-c", "import os; print(os.getpgrp() == os.getpid())"]
    child = supervisor.Child(Program("web", command), "", io.StringIO())
    child.process.wait()
    child.relay.join()
    assert list(child.tail) == ["True\n"]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "False\n"


def test_a_killed_supervisor_takes_its_children_along() -> None:
    code = f"""
import sys
from hotel_agent.supervisor import Program, Supervisor
Supervisor([Program("web", [sys.executable, "-S", "-c", {WITH_CHILD!r}])], lambda: None).run()
"""
    killed = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert killed.stdout
    grandchild = int(killed.stdout.readline().split("|")[1])
    killed.kill()
    killed.communicate()
    deadline = time.monotonic() + 10
    while is_running(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(grandchild)
