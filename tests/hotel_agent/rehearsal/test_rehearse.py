"""`manage.py rehearse`: its own databases and processes, and what CI demands of the product's scenarios."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_scopes import scopes_disabled
from redis import Redis

from hotel_agent.rehearsal import crew, scripts, stage, stored, thresholds
from hotel_agent.rehearsal.scoreboard import Result, count
from messaging.models import Conversation, TurnRecord
from messaging.scenario.grading import grade
from pms import shared, staging
from pms.models import Hotel, LocalBooking
from pms.terms import Stay
from reservations.models import Reservation
from tests import factories as make
from tests.messaging.scenario.stories import BOOKING, scenario
from tests.messaging.talk import Talk

# They share the last databases of one Redis, and fill the machine: one at a time.
pytestmark = [
    *(pytest.mark.integration, pytest.mark.slow, pytest.mark.django_db(transaction=True)),
    pytest.mark.xdist_group("whole machine"),
]

HOLA = """
scenario: 1
name: hola
language: es
hotel: puerta-del-mar
clock: 2026-11-20T10:15+01:00
lines:
  - guest: hola
    reply: greeting
"""


def rehearse(*args: str) -> tuple[int, str]:
    out = StringIO()
    code = 0
    try:
        call_command("rehearse", *args, verbosity=0, stdout=out)
    except SystemExit as exit_:
        code = int(str(exit_.code))
    return code, out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hola.yaml").write_text(HOLA)
    return tmp_path


@pytest.mark.timeout(900)
def test_the_scenarios_of_the_product_are_as_good_as_written_down() -> None:
    takes = [take for one in scripts.files([scripts.FOLDER]) for take in one.takes()]
    played = dict(crew.run(takes, processes=2))
    results = [Result(seen, tuple(grade(seen))) for _, seen in sorted(played.items())]
    board, wanted = count(results), thresholds.read(scripts.THRESHOLDS)
    failures = [f"{r.played.scenario.name}: {failure}" for r in results for failure in r.failures]
    assert thresholds.below(wanted, board) == [], failures
    assert thresholds.above(wanted, board) == [], "it got better: manage.py rehearse --raise"


def test_one_that_breaks_off_stops_no_other(folder: Path) -> None:
    (folder / "a.yaml").write_text(HOLA.replace("puerta-del-mar", "nowhere").replace("hola", "adios"))
    code, out = rehearse(str(folder), "--json", "--processes", "1")
    found = json.loads(out)
    assert code == 1
    assert len(found["failed"]) == 1, found["failed"]
    assert (found["all"]["plays"], found["all"]["right"], found["all"]["crash"]) == (2, 1, 1)
    [failed] = found["failed"]
    assert failed["scenario"] == "adios"
    assert "there is no hotel “nowhere” here" in failed["failures"][0]["got"]


def test_nothing_of_the_installation_is_touched(folder: Path) -> None:
    with shared.redis() as redis:
        redis.set("ours", "1")
    code, out = rehearse(str(folder))
    assert code == 0, out
    with scopes_disabled():
        assert not Conversation.objects.exists() and not Hotel.objects.exists()
    with shared.redis() as redis:
        assert redis.get("ours") == b"1"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname ~ %s", [f"^{stage.original()}_"])
        assert cursor.fetchone() == (0,)


def test_a_redis_that_is_in_use_is_not_emptied(folder: Path) -> None:
    url = urlsplit(settings.REDIS_URL)._replace(path=f"/{stage.LAST_REDIS}").geturl()
    with Redis.from_url(url) as redis:
        redis.flushdb()
        redis.set("somebody's", "1")
        try:
            with pytest.raises(CommandError, match="in use"):
                rehearse(str(folder), "--processes", "1")
            assert redis.get("somebody's") == b"1"
        finally:
            redis.flushdb()


def test_selection_and_mistakes(folder: Path) -> None:
    with pytest.raises(CommandError, match="No scenario fits"):
        rehearse(str(folder), "--language", "pt")
    with pytest.raises(CommandError, match="No scenario fits"):
        rehearse(str(folder), "--match", "adios")
    with pytest.raises(CommandError, match="not there"):
        rehearse(str(folder / "nowhere"))
    (folder / "bad.yaml").write_text("lines: [")
    (folder / "worse.yaml").write_text("scenario: 7")
    with pytest.raises(CommandError, match=r"bad\.yaml.*\n.*worse\.yaml"):
        rehearse(str(folder))


def test_what_failed_is_told_with_its_conversation(folder: Path) -> None:
    (folder / "hola.yaml").write_text(HOLA.replace("reply: greeting", "reply: thanks") + "    must_say: ['<b>']\n")
    page = folder / "page.html"
    code, out = rehearse(str(folder), "--html", str(page))
    assert code == 1
    assert "line 1: reply: expected thanks, was greeting" in out
    html = page.read_text()
    assert "&lt;b&gt;" in html and "<b>hola</b>" in html
    assert "http" not in html.replace("http-equiv", ""), "it asks nobody for anything"


def test_frozen_scenarios_are_played_at_the_hotel_as_it_is_stored(hotel: Hotel, stay: Stay) -> None:
    make.CorrectionFactory(hotel=hotel, scenario=scenario(BOOKING, stay))
    code, out = rehearse("--frozen", "--json")
    assert code == 0, out
    assert json.loads(out)["all"]["reservations"] == 1
    assert not Reservation.objects.exists()


@pytest.fixture
def told(hotel: Hotel, stay: Stay) -> Iterator[TurnRecord]:
    talk = Talk(hotel)
    talk.says("Hola, soy Marta Gómez", f"¿hay habitación del {stay.arrival} al {stay.departure} para dos?")
    talk.says("la primera")
    talk.says("marta.gomez@correo.es")
    yield talk.says("sí, confirmo").record


def test_a_replay_of_what_just_happened_changes_nothing(told: TurnRecord) -> None:
    before = TurnRecord.objects.count(), Reservation.objects.count()
    code, out = rehearse("--replay", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["conversations"], found["turns"], found["same"]) == (1, 4, 4), out
    assert (TurnRecord.objects.count(), Reservation.objects.count()) == before


def test_a_replay_shows_what_is_another_now(told: TurnRecord, hotel: Hotel) -> None:
    TurnRecord.objects.filter(words="read_back").update(words="held")
    TurnRecord.objects.filter(pk=told.pk).update(trace=[["handed over", "why"]])
    _, out = rehearse("--replay", "--json")
    changes = [(c["what"], c["before"], c["after"], c["count"], c["examples"]) for c in json.loads(out)["changes"]]
    assert changes == [
        ("reply", "held", "read_back", 2, []),
        ("effects", "handover", "reservation confirmed", 1, []),
    ]
    assert "Marta" not in out and "primera" not in out
    _, out = rehearse("--replay", "--show", "--hotel", hotel.slug)
    assert "› la primera" in out and "Marta" not in out and "correo.es" not in out


def test_what_others_had_booked_by_then_is_sold_in_a_replay(hotel: Hotel, stay: Stay) -> None:
    staging.sell(hotel, stay, room_type="double")
    LocalBooking.objects.update(created_at=timezone.now() - timedelta(days=1), guest_email="juan@example.com")
    asked = Talk(hotel).says(f"¿hay habitación del {stay.arrival} al {stay.departure} para dos?")
    assert "doble" not in asked.messages[0].text
    assert json.loads(rehearse("--replay", "--json")[1])["same"] == 1
    assert [(row.guest_name, row.guest_email) for row in stored.taken([hotel.slug])] == [(staging.SOMEBODY, "")] * 6


def test_no_conversation_to_replay(hotel: Hotel) -> None:
    with pytest.raises(CommandError, match="No conversation fits"):
        rehearse("--replay", "--days", "1")


def test_a_reply_that_reads_otherwise_is_shown_without_its_figures(told: TurnRecord) -> None:
    message = told.messages.get(direction="out")
    message.text = message.text.replace("¡Reserva confirmada!", "Hecho.")
    message.save()
    _, out = rehearse("--replay", "--json")
    [change] = json.loads(out)["changes"]
    assert (change["what"], change["before"]) == ("text", "confirmed: Hecho. Su número es *#*.")
