"""The whole product as `make run` starts it: real processes, the demo hotels, guests by HTTP and by WhatsApp."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings

# One installation for all of them, and never beside others that fill the machine.
pytestmark = [
    *(pytest.mark.e2e, pytest.mark.slow, pytest.mark.critical, pytest.mark.timeout(600)),
    pytest.mark.xdist_group("whole machine"),
]

START_SECONDS = 300
ANSWER_SECONDS = 20
GUESTS = {
    "es": ["Hola, ¿tienen habitación para dos adultos {dates}?", "la 1", "me llamo Ana García", "sí"],
    "pt": ["Oi, vocês têm quarto para dois adultos {dates}?", "a 1", "meu nome é Ana Souza", "sim"],
    "en": ["Hello, do you have a room for two adults {dates}?", "number 1", "my name is Ann Smith", "yes"],
}


@pytest.fixture(scope="module")
def demo() -> Iterator[dict[str, Any]]:
    """What `.data/demo.json` says of an installation of its own; stopped as Ctrl-C would."""
    data = Path(tempfile.mkdtemp())  # tmp_path is closed to the user PostgreSQL runs as under root
    data.chmod(0o755)
    ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    env = {key: value for key, value in os.environ.items() if key not in ours}
    log = (data / "start.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start"],
        cwd=settings.BASE_DIR,
        env={**env, "DATA_DIR": str(data), "PORT": str(three_free_ports())},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        wait_for(lambda: "Ctrl-C" in (data / "start.log").read_text(), START_SECONDS, data / "start.log", process)
        yield {**json.loads((data / "demo.json").read_text()), "data": data}
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        log.close()
    assert process.returncode == 0
    assert leftovers(data) == []
    shutil.rmtree(data)


def test_demo_json_is_for_its_owner_only(demo: dict[str, Any]) -> None:
    assert stat.S_IMODE((demo["data"] / "demo.json").stat().st_mode) == 0o600
    assert [hotel["language"] for hotel in demo["hotels"]] == ["es", "es", "pt"]
    assert len({hotel["timezone"] for hotel in demo["hotels"]}) == len({h["currency"] for h in demo["hotels"]}) == 3


@pytest.mark.parametrize("number", range(3))
def test_the_three_messages_book_a_room(demo: dict[str, Any], number: int) -> None:
    hotel = demo["hotels"][number]
    arrival, departure = a_stay(number)
    with httpx.Client(
        base_url=demo["base_url"], headers={"Authorization": f"Bearer {hotel['api_key']}"}, timeout=20
    ) as api:

        def say(text: str) -> dict[str, Any]:
            now = datetime.now(UTC).isoformat()
            body = {"sender_id": f"guest-{number}", "channel": "whatsapp", "text": text, "timestamp": now}
            answer = api.post("/api/orchestrator/process", json=body).raise_for_status().json()
            assert answer["status"] == "success", answer
            return answer  # type: ignore[no-any-return]

        rooms = say(f"Disponibilidad para {arrival} a {departure}")["rooms"]
        assert say(f"Reservar habitación {rooms[0]['id']} para {arrival}")["lock_acquired"]
        booked = say("Confirmar reserva: Juan Pérez, juan@example.com, +34666777888")
        reservation = api.get(f"/api/pms/reservations/{booked['reservation_id']}").raise_for_status().json()
        trail = api.get("/api/locks/audit", params={"resource": rooms[0]["id"], "limit": 1}).json()
    assert (reservation["status"], reservation["arrival"]) == ("confirmed", arrival.isoformat())
    assert trail[0]["operation"] == "convert"


@pytest.mark.parametrize("language", GUESTS)
def test_a_guest_books_by_whatsapp(demo: dict[str, Any], language: str) -> None:
    """Signed webhooks in; the answers are seen at the fake WhatsApp, which speaks Meta's API."""
    number = list(GUESTS).index(language)
    whatsapp = demo["hotels"][number]["whatsapp"]
    phone = f"3460000000{number}"
    arrival, departure = a_stay(number + 5)

    def sent() -> list[dict[str, Any]]:
        answer = httpx.get(f"{demo['fake_whatsapp_url']}/sent", params={"to": phone}).raise_for_status()
        return answer.json()  # type: ignore[no-any-return]

    for count, line in enumerate(GUESTS[language], start=1):
        guest = {"from": phone, "name": "Ana", "text": line.format(dates=f"{arrival} - {departure}")}
        keys = {"phone_number_id": whatsapp["phone_number_id"], "app_secret": whatsapp["app_secret"]}
        httpx.post(f"{demo['fake_whatsapp_url']}/guest", json={**guest, **keys}, timeout=10).raise_for_status()
        wait_for(lambda count=count: len(sent()) >= count, ANSWER_SECONDS)  # type: ignore[misc]
    answers = [message["text"] for message in sent()]
    assert len(answers) == len(GUESTS[language]), "one answer each, and no more"
    assert "HA-" in answers[-1], answers


@pytest.mark.parametrize(
    "path", ["/health/live", "/health/ready", "/metrics", "/api/schema/", "/api/docs/", "/admin/login/"]
)
def test_the_doors_are_open(demo: dict[str, Any], path: str) -> None:
    assert httpx.get(demo["base_url"] + path).status_code == 200


@pytest.mark.parametrize(
    "metric",
    [
        "webhook_processing_seconds",
        "message_processing_seconds",
        "tenant_resolution_seconds",
        "pms_circuit_breaker_state",
        "lock_operations_total",
        "session_cleanup_errors_total",
        "http_requests_total",
        "db_connections_active",
        "db_connections_max",
    ],
)
def test_metrics_have_the_names_of_the_contract(demo: dict[str, Any], metric: str) -> None:
    assert metric in httpx.get(demo["base_url"] + "/metrics").text


def a_stay(number: int) -> tuple[date, date]:
    """Midweek and out of every demo season's minimum stay: about two months ahead."""
    arrival = date.today() + timedelta(days=60 + 7 * number)
    arrival += timedelta(days=(1 - arrival.weekday()) % 7)
    return arrival, arrival + timedelta(days=2)


def wait_for(true: Callable[[], bool], seconds: float, log: Path | None = None, process: Any = None) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        died = process is not None and process.poll() is not None
        if died or time.monotonic() > deadline:
            pytest.fail(log.read_text()[-3000:] if log else "waited in vain")
        time.sleep(0.1)


def three_free_ports() -> int:
    for port in range(20_000 + os.getpid() % 20_000, 65_000, 3):
        try:
            for number in range(port, port + 3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
        except OSError:
            continue
        return port
    raise AssertionError("no free ports")


def leftovers(data: Path) -> list[str]:
    """Processes that still have this data folder in their command line."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = command.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(data) in line:
            found.append(line)
    return found
