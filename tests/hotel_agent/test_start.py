"""`manage.py start`: it all comes up, says where, and goes without a trace; and what keeps it from starting."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError

from hotel_agent.management.commands import start

PROJECT = Path(__file__).parents[2]
OWN = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "LIVE_URL", "FAKE_WHATSAPP_URL", "PROMETHEUS_MULTIPROC_DIR"}


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())  # tmp_path is closed to the user PostgreSQL runs as under root
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def three_free_ports() -> int:
    for port in range(18000, 19000, 10):
        try:
            start.need_free_ports("127.0.0.1", port)
        except CommandError:
            continue
        return port
    raise AssertionError("no three free ports in a row")


def processes_about(folder: Path) -> str:
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in listed.splitlines() if str(folder) in line)


def until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    printed = ""
    for line in process.stdout:
        printed += line
        if "Ctrl-C stops everything" in line:
            return printed
    raise AssertionError(printed)


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_everything_comes_up_and_goes_without_a_trace(folder: Path) -> None:
    port = three_free_ports()
    environment = {name: value for name, value in os.environ.items() if name not in OWN}
    with subprocess.Popen(
        [sys.executable, "manage.py", "start"],
        cwd=PROJECT,
        env={**environment, "DATA_DIR": str(folder), "PORT": str(port)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            printed = until_ready(process)
            chat = next(line.split()[-1] for line in printed.splitlines() if "Chat as a guest" in line)
            for address in (chat, f"http://127.0.0.1:{port}/admin/login/", f"http://127.0.0.1:{port + 2}/"):
                with urllib.request.urlopen(address, timeout=20) as answer:
                    assert answer.status == 200
            assert "warden.py" in processes_about(folder)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    assert process.returncode == 0
    assert processes_about(folder) == ""


def test_a_taken_port_is_named(folder: Path) -> None:
    port = three_free_ports()
    with (
        socket.create_server(("127.0.0.1", port + 1)),
        pytest.raises(CommandError, match=rf"Port {port + 1} .* make run PORT={port + 10}"),
    ):
        start.need_free_ports("127.0.0.1", port)


def test_a_second_one_in_the_same_folder_is_told_where_the_first_is(folder: Path) -> None:
    lock = folder / "run.lock"
    with (
        start.only_one(lock, "http://127.0.0.1:8000"),
        pytest.raises(CommandError, match=r"already runs: http://127\.0\.0\.1:8000 \(process \d+\)"),
        start.only_one(lock, "http://127.0.0.1:9000"),
    ):
        pass
    with start.only_one(lock, "http://127.0.0.1:9000"):
        assert lock.read_text().startswith("http://127.0.0.1:9000")
