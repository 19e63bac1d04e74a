from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from locks import leases
from locks.models import RoomHold
from messaging import tasks
from messaging.models import ChannelAccount, Conversation, Message, Session
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import Hotel
from pms.terms import Stay
from tests.conftest import API_KEY, OTHER_API_KEY
from tests.flows.guest import Visitor

pytestmark = pytest.mark.integration

PROCESS = "/api/orchestrator/process"


def call(path: str, key: str = API_KEY, **body: Any) -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    client = Client()
    return (
        client.post(path, body, content_type="application/json", headers=headers)
        if body
        else client.get(path, headers=headers)
    )


@pytest.mark.security
@pytest.mark.parametrize("key", ["", "wrong", "ñandú"])
@pytest.mark.parametrize("path", [PROCESS, "/api/sessions/active", "/api/pms/rooms/101", "/api/pms/reservations/X"])
def test_every_door_is_closed_without_a_key(hotel: Hotel, path: str, key: str) -> None:
    body = {"sender_id": "1", "text": "hola"} if path == PROCESS else {}
    assert call(path, key=key.encode().decode("latin-1"), **body).status_code == 401


@pytest.mark.security
def test_another_hotels_rooms_and_reservations_are_not_found(hotel: Hotel, other_hotel: Hotel, stay: Stay) -> None:
    ana = Visitor()
    ana.says(f"del {stay.arrival} al {stay.departure}, soy Ana García, ana@example.com")
    ana.says("1")
    reference = ana.says("sí")["reservation_id"]
    assert call(f"/api/pms/reservations/{reference}").status_code == 200
    assert call(f"/api/pms/reservations/{reference}", key=OTHER_API_KEY).status_code == 404
    hotel.rooms.filter(number="102").update(number="777")
    assert call("/api/pms/rooms/777").status_code == 200
    assert call("/api/pms/rooms/777", key=OTHER_API_KEY).status_code == 404


@pytest.mark.security
def test_the_same_sender_at_two_hotels_is_two_guests(hotel: Hotel, other_hotel: Hotel, stay: Stay) -> None:
    Visitor("same").says(f"del {stay.arrival} al {stay.departure}, soy Ana García, ana@example.com")
    Visitor("same", key=OTHER_API_KEY).says("1")
    assert not RoomHold._base_manager.exists()
    assert Conversation._base_manager.filter(sender="web:same").count() == 2


@pytest.mark.parametrize(
    "body",
    [{"text": "hola"}, {"sender_id": "1"}, {"sender_id": "1", "text": "x" * 10_001},
     {"sender_id": "", "text": "hola"}, {"sender_id": "1", "text": "hola", "timestamp": "soon"},
     {"sender_id": {"a": 1}, "text": ["hola"]}],
)  # fmt: skip
def test_process_says_what_is_wrong(hotel: Hotel, body: dict[str, Any]) -> None:
    response = call(PROCESS, **body)
    assert response.status_code == 400
    assert not Message.objects.exists()


def test_process_with_nul_and_emoji(hotel: Hotel) -> None:
    assert Visitor().says("hola \U0001f600 ¿tienen wifi?")["intent"] == "hotel_question"


def test_process_waits_for_who_is_at_work(hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = Visitor()
    ana.says("hola")
    conversation = Conversation.objects.get()
    taken = leases.hold(hotel, conversation.key)
    taken.__enter__()
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        taken.__exit__(None, None, None)

    monkeypatch.setattr("messaging.api.time.sleep", nap)
    assert ana.says("gracias")["intent"] == "thanks"
    assert len(naps) == 1


def test_active_sessions_leaves_out_the_expired(hotel: Hotel) -> None:
    Visitor("one").says("hola")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        Visitor("two").says("hola")
        answer = call("/api/sessions/active").json()
    assert (answer["count"], len(answer["sessions"])) == (1, 1)


def test_clean_sessions_deletes_the_expired(hotel: Hotel) -> None:
    Visitor("one").says("hola")
    assert tasks.clean_sessions() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert tasks.clean_sessions() == 1
    assert not Session.objects.exists()


@pytest.mark.performance
def test_active_sessions_takes_the_same_queries_for_many(hotel: Hotel, django_assert_num_queries: Any) -> None:
    Visitor("one").says("hola")
    with django_assert_num_queries(3):
        call("/api/sessions/active")
    for n in range(12):
        Visitor(f"guest {n}").says("hola")
    with django_assert_num_queries(3):
        assert call("/api/sessions/active").json()["count"] == 13


@pytest.mark.security
@pytest.mark.parametrize("path", ["/api/pms/rooms/%00", "/api/pms/reservations/a%00"])
def test_a_nul_in_a_path_is_not_found(hotel: Hotel, path: str) -> None:
    assert call(path).status_code == 404


@pytest.mark.security
def test_a_bottomless_body_is_a_bad_request(hotel: Hotel) -> None:
    answer = Client().post(
        PROCESS, "[" * 200_000, content_type="application/json", headers={"Authorization": f"Bearer {API_KEY}"}
    )
    assert answer.status_code == 400


def test_a_pms_that_is_away_says_when_to_come_back(hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise PmsUnavailable

    monkeypatch.setattr(LocalPms, "room", away)
    answer = call("/api/pms/rooms/101")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@pytest.mark.security
def test_two_long_sender_ids_are_two_guests(hotel: Hotel) -> None:
    Visitor("x" * 169 + "1").says("hola")
    Visitor("x" * 169 + "2").says("hola")
    assert Conversation.objects.count() == 2
    assert call(PROCESS, sender_id="x" * 171, text="hola").status_code == 400


@pytest.mark.security
def test_an_account_of_another_hotel_with_our_slug_takes_nothing(hotel: Hotel, other_hotel: Hotel) -> None:
    ChannelAccount._base_manager.filter(kind="api").delete()
    ChannelAccount._base_manager.create(hotel=other_hotel, kind="api", external_id=hotel.slug)
    Visitor().says("hola")
    assert Conversation._base_manager.get().hotel_id == hotel.pk


@pytest.mark.security
def test_nobody_uploads_to_the_chat(hotel: Hotel) -> None:
    answer = Client(enforce_csrf_checks=True).post(f"/chat/{hotel.slug}/messages", {"file": "x" * 1000})
    assert answer.status_code == 415
