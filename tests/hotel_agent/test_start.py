"""What keeps `manage.py start` from starting; that it starts is shown in tests/e2e."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError

from hotel_agent.management.commands import start


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
