"""Meta's own limits, kept when the fake is asked to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from messaging.fakes.graph import Refused
from messaging.fakes.limits import Limits
from tests.messaging.fakes.conftest import GUEST, HOTEL, eventually

pytestmark = pytest.mark.integration
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def code(response):
    return response.json().get("error", {}).get("code", response.status_code)


def spent(limits, *times, guest="1"):
    """The code of each message sent at these seconds, 0 where it goes."""
    codes = []
    for now in times:
        try:
            limits.spend("n", guest, now)
            codes.append(0)
        except Refused as refused:
            codes.append(refused.body["error"]["code"])
    return codes


def test_one_message_in_six_seconds_always_goes():
    assert spent(Limits(), *(6.0 * n for n in range(100))) == [0] * 100


def test_a_burst_of_45_goes_and_its_time_must_pass_before_the_next():
    limits = Limits()
    assert spent(limits, *(0.1 * n for n in range(46))) == [0] * 45 + [131056]
    assert spent(limits, 45 * 6 - 0.1, 45 * 6.0) == [131056, 0]


def test_a_small_burst_is_paid_back_too():
    assert spent(Limits(), 0, 1, 2, 6.5, 17.9, 18) == [0, 0, 0, 131056, 131056, 0]


def test_another_guest_has_a_pace_of_its_own():
    limits = Limits()
    assert spent(limits, 0, 1, 7) == [0, 0, 131056]
    assert spent(limits, 7, guest="2") == [0]


def test_80_a_second_and_what_guests_say_counts():
    limits = Limits()
    limits.hear("n", ["9"], 0.0)
    codes = [spent(limits, 0.01 * n, guest=str(n))[0] for n in range(80)]
    assert codes == [0] * 79 + [130429]
    assert spent(limits, 0.99, guest="early") == [130429]
    assert spent(limits, 1.01, guest="late") == [0]


@pytest.fixture
def strict(meta):
    meta.enforce = True
    return meta


def test_free_words_fail_outside_the_window(strict, webhook, fake, send):
    with time_machine.travel(NOON, tick=False) as clock:
        assert send().status_code == 200
        eventually(lambda: webhook.values("statuses"))
        assert webhook.values("statuses")[0]["errors"][0]["code"] == 131047
        fake.post("/guest", json={"from": f"+{GUEST}", "text": "Hola"})
        clock.shift(timedelta(hours=23, minutes=59))
        send()
        clock.shift(timedelta(minutes=1))
        send()
        assert [message["error"] for message in fake.get("/sent").json()] == [131047, 0, 131047]


def test_a_guest_known_by_both_names_has_one_window(strict, fake, send):
    fake.post("/guest", json={"from": GUEST, "user_id": "ES.77", "text": "Hola"})
    send(to=None, recipient="ES.77")
    assert fake.get("/sent").json()[0]["error"] == 0


def test_without_enforcing_nothing_is_counted(meta, send):
    assert {send().status_code for _ in range(50)} == {200}


def template(name="stay_soon", language="es", words=()):
    gaps = [{"type": "text", "text": word} for word in words]
    content = {"name": name, "language": {"code": language}, "components": [{"type": "body", "parameters": gaps}]}
    return {"type": "template", "template": content, "text": None}


def test_only_approved_templates_go_and_only_filled(strict, fake, send):
    approved = {"name": "stay_soon", "language": "es", "category": "UTILITY", "parameters": 2}
    assert code(send(**template(words=["Ana", "mañana"]))) == 132001
    fake.post("/templates", json={"phone_number_id": HOTEL.id, "templates": [approved]})
    assert code(send(**template(words=["Ana", "mañana"]))) == 200
    assert code(send(**template(words=["Ana"]))) == 132000
    assert code(send(**template(language="pt", words=["Ana", "amanhã"]))) == 132001
    [message] = fake.get("/sent").json()
    assert (message["text"], message["error"], message["category"]) == ("stay_soon · Ana · mañana", 0, "utility")


def test_a_files_address_expires_and_its_id_stays(meta, fake):
    meta.media_seconds = 0.0
    media_id = fake.post("/1/media", files={"file": ("a.jpg", b"jpeg", "image/jpeg")}).json()["id"]
    assert fake.get(fake.get(f"/{media_id}").json()["url"]).status_code == 404
    meta.media_seconds = 300.0
    assert fake.get(fake.get(f"/{media_id}").json()["url"]).content == b"jpeg"
