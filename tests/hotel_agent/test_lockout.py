"""Who guesses passwords: locked out for a quarter of an hour, and told nothing."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from hotel_agent.lockout import client_ip
from pms import roles
from pms.models import Hotel
from pms.staff import appoint
from tests import factories as make
from tests.admin.conftest import logged_in, staff

pytestmark = [pytest.mark.security, pytest.mark.integration]

PASSWORD = "casa-azul-2026"
DOOR = "/admin/login/"


@pytest.fixture
def ana(hotel: Hotel) -> User:
    user = staff(hotel, "ana", "view_room")
    user.set_password(PASSWORD)
    user.save()
    return user


def tries(password: str, username: str = "ana", address: str = "203.0.113.7", **headers: str) -> Any:
    return Client().post(DOOR, {"username": username, "password": password}, REMOTE_ADDR=address, headers=headers)


def guesses(times: int, **options: str) -> list[int]:
    return [tries(f"guess-{number}", **options).status_code for number in range(times)]


def test_five_guesses_lock_for_a_quarter_of_an_hour(ana: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert guesses(5) == [200, 200, 200, 200, 429]
        refused = tries(PASSWORD)
        assert refused.status_code == 429 and refused["Retry-After"] == "900"
        assert "Too many attempts" in refused.content.decode()
        clock.shift(timedelta(minutes=10))
        assert tries(PASSWORD).status_code == 429
        clock.shift(timedelta(minutes=5, seconds=1))  # trying meanwhile did not begin it anew
        assert tries(PASSWORD).status_code == 302


def test_another_address_and_another_name_are_not_locked(ana: User) -> None:
    guesses(5)
    assert tries(PASSWORD, address="203.0.113.8").status_code == 302
    guesses(5, username="eva")
    assert tries(PASSWORD).status_code == 429


def test_another_browser_is_no_other_guesser(ana: User) -> None:
    for number in range(5):
        tries("guess", **{"User-Agent": f"browser {number}"})
    assert tries(PASSWORD).status_code == 429


def test_a_name_that_does_not_exist_hears_the_same(ana: User) -> None:
    def said(username: str) -> list[str]:
        pages = [tries("guess", username=username) for _ in range(5)]
        return [str(page.context["form"].non_field_errors()) for page in pages]

    assert said("ana") == said("nobody")


def test_a_flushed_redis_opens_nothing(ana: User) -> None:
    guesses(5)
    cache.clear()
    assert tries(PASSWORD).status_code == 429


def test_four_guesses_and_the_right_one_begin_anew(ana: User) -> None:
    guesses(4)
    assert tries(PASSWORD).status_code == 302
    assert guesses(4) == [200] * 4
    assert tries(PASSWORD).status_code == 302


def test_neither_log_nor_table_keeps_a_password(ana: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("axes").setLevel(logging.DEBUG)
        try:
            guesses(6)
            tries(PASSWORD)
        finally:
            logging.getLogger("axes").setLevel(logging.WARNING)
    kept = caplog.text + str(list(AccessAttempt.objects.values()))
    assert "203.0.113.7" in caplog.text
    assert "guess-" not in kept and PASSWORD not in kept and "BEGIN version" not in kept


def test_behind_the_proxy_its_own_word_counts(settings: Any) -> None:
    asked = RequestFactory()

    def seen(forwarded: str) -> str | None:
        return client_ip(asked.get("/", REMOTE_ADDR="172.18.0.2", headers={"X-Forwarded-For": forwarded}))

    assert seen("203.0.113.7") == "172.18.0.2"
    settings.BEHIND_PROXY = True
    assert seen("203.0.113.7") == "203.0.113.7"
    assert seen("10.0.0.1, made-up, 203.0.113.7") == "203.0.113.7"
    assert seen("[2001:db8::1]") == "2001:db8::1"
    assert seen("") == "172.18.0.2"
    assert seen("' OR 1=1") is None


def test_operators_let_in_again_and_nobody_else_sees_the_list(ana: User, hotel: Hotel) -> None:
    guesses(5)
    address = "/admin/axes/accessattempt/"
    assert logged_in(ana).get(address).status_code == 403
    roles.apply()
    operator = make.UserFactory()
    appoint(hotel, operator, "operator")
    client = logged_in(operator)
    assert "203.0.113.7" in client.get(address).content.decode()
    chosen = {"action": "unlock", "_selected_action": [AccessAttempt.objects.get().pk]}
    assert client.post(address, chosen).status_code == 302
    assert tries(PASSWORD).status_code == 302


def test_the_command_lets_in_again(ana: User) -> None:
    guesses(5)
    call_command("axes_reset_username", "ana", verbosity=0)
    assert tries(PASSWORD).status_code == 302
