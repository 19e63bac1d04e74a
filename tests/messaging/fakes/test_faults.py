"""What goes wrong on purpose: for whom, how often, and whether the message was taken all the same."""

from __future__ import annotations

import httpx
import pytest

from tests.messaging.fakes.conftest import GUEST, eventually

pytestmark = pytest.mark.integration
ANOTHER = "34600333444"


@pytest.fixture
def faults(fake):
    return lambda *wanted: fake.post("/faults", json={"faults": wanted})


def sent(fake):
    return fake.get("/sent").json()


@pytest.mark.parametrize(
    ("code", "status"), [(130429, 429), (131047, 400), (131056, 400), (131026, 400), (131000, 500), (131016, 503)]
)
def test_a_code_is_refused_in_metas_form(faults, fake, send, code, status):
    faults({"error": code})
    response = send()
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert (sent(fake), send().status_code) == ([], 200)


def test_a_timeout_after_success_took_the_message(meta, webhook, faults, fake, send):
    meta.statuses = {"sent": 0.0}
    faults({"cut": "after", "delay": 0.05})
    with pytest.raises(httpx.RemoteProtocolError):
        send(biz_opaque_callback_data="42")
    assert [message["callback"] for message in sent(fake)] == ["42"]
    eventually(lambda: [one["status"] for one in webhook.values("statuses")] == ["sent"])


def test_a_slow_answer_that_nobody_awaits_took_the_message(faults, fake, fake_whatsapp, send):
    faults({"delay": 0.3})
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{fake_whatsapp.url}/1/messages",
            json={"messaging_product": "whatsapp", "to": GUEST, "text": {"body": "Hola"}},
            headers={"Authorization": "Bearer token"},
            timeout=0.05,
        )
    assert len(sent(fake)) == 1


def test_a_cut_before_took_nothing(faults, fake, send):
    faults({"cut": "before"})
    with pytest.raises(httpx.RemoteProtocolError):
        send()
    assert sent(fake) == []


def test_a_message_may_fail_after_it_was_taken(meta, webhook, faults, fake, send):
    faults({"failed": 131026})
    assert send().status_code == 200
    eventually(lambda: webhook.values("statuses"))
    [status] = webhook.values("statuses")
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131026)
    assert (sent(fake)[0]["status"], sent(fake)[0]["error"]) == ("failed", 131026)


def test_only_whom_it_is_meant_for_and_as_often_as_said(faults, send):
    faults({"error": 131000, "to": f"+{GUEST}", "times": 2})
    assert [send(to=to).status_code for to in (ANOTHER, GUEST, ANOTHER, GUEST, GUEST)] == [200, 500, 200, 500, 200]


def test_for_ever_until_it_is_taken_back(faults, fake, send):
    faults({"error": 131000, "to": [GUEST, ANOTHER], "times": None})
    assert [send().status_code for _ in range(4)] == [500] * 4
    assert fake.get("/faults").json()[0]["hits"] == 4
    fake.delete("/faults")
    assert send().status_code == 200


def test_chance_decides_how_often(meta, faults, send):
    meta.chance.seed(7)
    faults({"error": 131000, "times": None, "probability": 0.5})
    answers = [send().status_code for _ in range(20)]
    assert 3 < answers.count(500) < 17


def test_one_number_only(faults, send):
    faults({"error": 131000, "phone_number_id": "another"})
    assert send().status_code == 200


def test_a_fault_nobody_knows_is_refused(faults, fake):
    assert faults({"explode": True}).status_code == 400
    assert fake.get("/faults").json() == []
