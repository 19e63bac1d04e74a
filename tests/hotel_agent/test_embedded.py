"""Embedded PostgreSQL and Valkey: started once, shared, stopped by the last user, found again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from hotel_agent import embedded
from hotel_agent.embedded import server

PROJECT = Path(__file__).parents[2]
USER = """
import sys
from pathlib import Path
from hotel_agent import embedded
from hotel_agent.embedded import server
print(embedded.ensure(Path(sys.argv[1])).database_url, flush=True)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())  # tmp_path is closed to the user PostgreSQL runs as under root
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def data(folder: Path) -> Iterator[Path]:
    yield folder
    embedded.leave(folder)


def select(url: str, query: str = "SELECT 'ours'") -> object:
    with psycopg.connect(url, connect_timeout=3) as connection:
        row = connection.execute(query).fetchone()
        assert row
        return row[0]


def another_user(data: Path, program: str = USER) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(data)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def finish(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    return output.strip()


def server_pid(data: Path, name: str = "postgres") -> int:
    return int((data / f"{name}.lock").read_text())


def test_ensure_starts_what_the_project_needs(data: Path) -> None:
    services = embedded.ensure(data)
    assert select(services.database_url, "SHOW server_version").startswith("18")  # type: ignore[attr-defined]
    assert select(services.database_url, "SELECT lower('HABITACIÓN')") == "habitación"
    for extension in ("btree_gist", "pg_trgm", "unaccent", "pg_stat_statements"):
        with psycopg.connect(services.database_url) as connection:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    with redis.Redis.from_url(services.redis_url) as client:
        assert client.ping()
        assert client.config_get("appendonly", "maxmemory-policy") == {
            "appendonly": "yes",
            "maxmemory-policy": "noeviction",
        }


def test_passwords_are_needed_and_kept_private(data: Path) -> None:
    services = embedded.ensure(data)
    with pytest.raises(psycopg.OperationalError, match="password"):
        select(services.database_url.replace("hotel_agent:", "hotel_agent:x"))
    with (
        redis.Redis.from_url(services.redis_url.replace("redis://:", "redis://:x")) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()
    for private in ("services.json", "valkey/valkey.conf", "log/postgres.log"):
        assert (data / private).stat().st_mode & 0o077 == 0


def test_ensure_reuses_what_runs(data: Path) -> None:
    services = embedded.ensure(data)
    running = server_pid(data), server_pid(data, "valkey")
    assert embedded.ensure(data) == services
    assert finish(another_user(data)) == services.database_url
    assert (server_pid(data), server_pid(data, "valkey")) == running
    assert select(services.database_url) == "ours"


def test_only_what_is_wanted_starts(data: Path) -> None:
    services = embedded.ensure(data, postgres=False)
    assert services.database_url == ""
    assert services.redis_url


def test_last_user_out_stops_both(data: Path) -> None:
    staying = another_user(data, USER + "input()")
    url = first_line(staying)
    assert finish(another_user(data)) == url
    assert select(url) == "ours"
    staying.communicate("\n", timeout=30)
    with pytest.raises(psycopg.OperationalError):
        select(url)
    with pytest.raises(ProcessLookupError):
        os.kill(server_pid(data, "valkey"), 0)


def test_a_forked_child_outlives_its_parent_as_a_user(data: Path) -> None:
    parent = another_user(data, USER + "import os; child = os.fork(); child or input()")
    url = first_line(parent)
    assert parent.wait(timeout=30) == 0
    assert select(url) == "ours"
    parent.communicate("\n", timeout=30)  # ends when the child has ended too
    with pytest.raises(psycopg.OperationalError):
        select(url)


def test_servers_of_a_killed_user_stop_too(data: Path) -> None:
    killed = another_user(data, USER + "input()")
    url = first_line(killed)
    killed.kill()
    killed.communicate()
    deadline = time.monotonic() + 10
    with pytest.raises(psycopg.OperationalError):
        while time.monotonic() < deadline:
            select(url)


def test_a_killed_warden_is_replaced(data: Path) -> None:
    services = embedded.ensure(data)
    for process in server._started:
        if "warden.py" in str(process.args) and str(data.resolve()) in str(process.args):
            process.kill()
            process.wait()
    embedded.leave(data)
    with pytest.raises(psycopg.OperationalError):
        select(services.database_url)


def test_servers_survive_ctrl_c_in_the_terminal(data: Path) -> None:
    user = another_user(data, USER + "input()")
    url = first_line(user)
    assert os.getpgid(server_pid(data)) != os.getpgid(user.pid)
    assert os.getsid(server_pid(data, "valkey")) != os.getsid(user.pid)
    user.communicate("\n", timeout=30)
    assert url


def test_killed_servers_start_again_at_the_same_address(data: Path) -> None:
    services = embedded.ensure(data)
    for name in ("postgres", "valkey"):
        os.kill(server_pid(data, name), signal.SIGKILL)
    with pytest.raises(psycopg.OperationalError):
        while select(services.database_url):
            pass
    assert embedded.ensure(data) == services
    assert select(services.database_url) == "ours"


def test_a_stale_pid_file_that_names_a_living_process_does_not_matter(data: Path) -> None:
    embedded.ensure(data)
    embedded.leave(data)
    owner = (data / "postgres").stat()
    stale = data / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getppid()}\n{data / 'postgres'}\n")
    os.chown(stale, owner.st_uid, owner.st_gid)
    assert select(embedded.ensure(data).database_url) == "ours"


def test_a_stranger_on_the_remembered_port_is_left_alone(data: Path) -> None:
    before = embedded.ensure(data)
    embedded.leave(data)
    port = urlsplit(before.database_url).port
    with socket.create_server(("127.0.0.1", port)):
        after = embedded.ensure(data)
        assert after.database_url != before.database_url
        assert after.redis_url == before.redis_url
        assert select(after.database_url) == "ours"


def test_a_lost_services_file_costs_no_data(data: Path) -> None:
    with psycopg.connect(embedded.ensure(data).database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    (data / "services.json").unlink()
    assert select(embedded.ensure(data).database_url, "SELECT answer FROM kept") == 42


def test_another_major_version_is_refused_with_advice(data: Path) -> None:
    embedded.ensure(data)
    embedded.leave(data)
    version = data / "postgres" / "PG_VERSION"
    version.write_text("15\n")
    try:
        with pytest.raises(embedded.CannotStart, match=r"postgres was made by PostgreSQL 15.*PG_BINDIR"):
            embedded.ensure(data)
    finally:
        version.write_text("18\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders its PostgreSQL may not enter")
def test_under_roots_private_folder_the_database_moves_out(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    try:
        assert select(embedded.ensure(private, redis=False).database_url) == "ours"
        assert not (private / "postgres").resolve().is_relative_to(tmp_path)
    finally:
        embedded.leave(private)
        shutil.rmtree((private / "postgres").resolve().parent)
