"""Feature flags: what holds at a hotel, for whom, and how soon a change is felt."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any, cast

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client import REGISTRY
from waffle.models import Flag

from pms import features, shared
from pms.features import FEATURES, State
from pms.models import Hotel, HotelFlag
from tests import factories as make
from tests.admin.conftest import logged_in, staff

pytestmark = pytest.mark.integration


def sets(hotel: Hotel, percent: int, name: str = "agent_answers") -> None:
    HotelFlag._base_manager.update_or_create(hotel=hotel, name=name, defaults={"percent": percent})
    features.forget(hotel.pk)


def test_default_then_hotel_then_all_hotels(hotel: Hotel, other_hotel: Hotel) -> None:
    assert features.state(hotel, "agent_answers") == State(100, "default")
    sets(hotel, 0)
    assert features.state(hotel, "agent_answers") == State(0, "hotel")
    assert features.is_on(other_hotel, "agent_answers")
    flag = Flag.objects.create(name="agent_answers", everyone=True)
    features.forget()
    assert features.state(hotel, "agent_answers") == State(100, "all hotels")
    flag.everyone = False
    flag.save()
    features.forget()
    assert not features.is_on(hotel, "agent_answers") and not features.is_on(other_hotel, "agent_answers")
    flag.everyone = None
    flag.save()
    features.forget()
    assert features.state(hotel, "agent_answers") == State(0, "hotel")


def test_a_percentage_is_always_the_same_guests(hotel: Hotel) -> None:
    def lucky() -> set[int]:
        return {n for n in range(1000) if features.is_on(hotel, "agent_answers", f"conversation:{n}")}

    sets(hotel, 30)
    some = lucky()
    assert 250 < len(some) < 350 and lucky() == some
    sets(hotel, 60)
    assert some < lucky()
    sets(hotel, 0)
    assert not lucky()


def test_two_flags_do_not_choose_the_same_guests(hotel: Hotel) -> None:
    sets(hotel, 50)
    sets(hotel, 50, "proactive_messages")
    keys = [f"conversation:{n}" for n in range(1000)]
    both = sum(
        features.is_on(hotel, "agent_answers", key) and features.is_on(hotel, "proactive_messages", key) for key in keys
    )
    assert 200 < both < 300


def test_an_unknown_name_is_an_error(hotel: Hotel) -> None:
    with pytest.raises(features.UnknownFlag):
        features.is_on(hotel, cast("Any", "agent_answer"))


def test_asked_once_then_kept_and_works_without_redis(hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    features.forget(hotel.pk)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            features.is_on(hotel, "agent_answers")
    assert len(asked) == 1
    sets(hotel, 0)

    def gone() -> bool:
        return False

    monkeypatch.setattr(shared.outage, "may_ask", gone)
    assert not features.is_on(hotel, "agent_answers")
    HotelFlag._base_manager.update(percent=100)
    features.forget(hotel.pk)
    assert features.is_on(hotel, "agent_answers")


def test_every_look_is_counted(hotel: Hotel) -> None:
    def counted(result: str) -> float:
        labels = {"flag_name": "agent_answers", "result": result}
        return REGISTRY.get_sample_value("feature_flag_checks_total", labels) or 0

    on, off = counted("on"), counted("off")
    features.is_on(hotel, "agent_answers")
    sets(hotel, 0)
    features.is_on(hotel, "agent_answers")
    assert (counted("on") - on, counted("off") - off) == (1, 1)


def test_the_form_takes_known_names_and_is_felt_at_once(
    hotel: Hotel, other_hotel: Hotel, django_capture_on_commit_callbacks: Any
) -> None:
    client = logged_in(staff(hotel))
    assert features.is_on(hotel, "agent_answers")
    form = {"hotel": hotel.pk, "name": "agent_answers", "percent": 0, "note": "fair"}
    for wrong in ({"name": "anything"}, {"percent": 101}, {"percent": -1}, {"hotel": other_hotel.pk}):
        assert client.post("/admin/pms/hotelflag/add/", {**form, **wrong}).status_code == 200
    assert not HotelFlag._base_manager.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/admin/pms/hotelflag/add/", form).status_code == 302
    assert not features.is_on(hotel, "agent_answers")
    assert client.post("/admin/pms/hotelflag/add/", form).status_code == 200  # once a hotel
    flag = HotelFlag._base_manager.get()
    assert flag.history.get().history_type == "+"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/pms/hotelflag/{flag.pk}/delete/", {"post": "yes"})
    assert features.is_on(hotel, "agent_answers")


def test_the_switch_over_all_hotels_is_felt_at_once(
    owner: Client, hotel: Hotel, django_capture_on_commit_callbacks: Any
) -> None:
    assert features.is_on(hotel, "agent_answers")
    assert owner.post("/admin/waffle/flag/add/", {"name": "nonsense", "everyone": "false"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        form = {"name": "agent_answers", "everyone": "false", "note": "incident"}
        assert owner.post("/admin/waffle/flag/add/", form).status_code == 302
    assert not features.is_on(hotel, "agent_answers")


def test_the_command_tells_what_holds_and_who_says_so(hotel: Hotel) -> None:
    sets(hotel, 20)
    out = StringIO()
    call_command("flags", hotel="casa-azul", json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert set(told) == set(FEATURES)
    assert told["agent_answers"] == {"percent": 20, "source": "hotel"}
    out = StringIO()
    call_command("flags", hotel="casa-azul", stdout=out)
    assert "proactive_messages" in out.getvalue()
    with pytest.raises(CommandError, match="casa-azul"):
        call_command("flags", hotel="nowhere")


def test_every_flag_that_code_asks_for_has_its_row_and_its_words() -> None:
    assert set(FEATURES) == set(cast("Any", features.Name).__args__)
    assert all(str(feature.what).endswith(".") for feature in FEATURES.values())


@pytest.fixture
def owner(db: None) -> Client:
    return logged_in(make.UserFactory(username="root", is_superuser=True))
