"""The door of the back office: who went away, who still owes the second factor, and who tries to slip past."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from pms import entrance, second_factor
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import staff

pytestmark = [pytest.mark.security, pytest.mark.integration]

KEY = "3132333435363738393031323334353637383930"
CODE, SETUP = "/admin/second-factor/", "/admin/second-factor/setup/"
FETCH = {"Accept": "*/*"}


@pytest.fixture
def ana(hotel: Hotel) -> User:
    user = staff(hotel)
    user.set_password("casa-azul-2026")
    user.save()
    return user


@pytest.fixture
def phone(ana: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=ana, name="phone", key=KEY, confirmed=True)


@pytest.fixture
def _asked_of_all(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["front_desk"]


def log_in(user: User) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(user)
    return client


def shown_now(later: int = 0) -> str:
    totp = TOTP(bytes.fromhex(KEY))
    totp.time = timezone.now().timestamp() + later
    return f"{totp.token():06d}"


def works(client: Client) -> bool:
    return client.get("/admin/pms/room/").status_code == 200


# Going away


def test_idle_staff_are_logged_out_and_come_back_to_the_same_page(ana: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(ana)
        assert works(client)
        clock.shift(timedelta(minutes=59))
        assert works(client)
        clock.shift(timedelta(minutes=62))
        answer = client.get("/admin/pms/room/?q=1")
        assert answer.status_code == 302
        assert parse_qs(urlsplit(answer.url).query) == {"next": ["/admin/pms/room/?q=1"]}
        assert "nobody worked here" in client.get(answer.url).content.decode()
        assert not Session.objects.exists() or "_auth_user_id" not in client.session


def test_polling_keeps_nobody_in(ana: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(ana)
        assert works(client)
        for _ in range(12):
            clock.shift(timedelta(minutes=5, seconds=10))
            answer = client.get("/admin/", headers={"X-Background": "1", **FETCH})
        assert answer.status_code == 401
        assert answer.json() == {"reason": "logged_out", "login": "/admin/login/"}
        assert not works(client)


def test_a_session_is_written_once_a_minute(ana: User, django_assert_num_queries: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(ana)
        assert works(client)
        first = client.session[entrance.SEEN]
        clock.shift(timedelta(seconds=59))
        assert works(client)
        assert client.session[entrance.SEEN] == first
        clock.shift(timedelta(seconds=1))
        assert works(client)
        assert client.session[entrance.SEEN] == first + 60


def test_twelve_hours_are_the_end_however_busy(ana: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(ana)
        for _ in range(24):
            assert works(client)
            clock.shift(timedelta(minutes=30))
        assert works(client)
        clock.shift(timedelta(minutes=1))
        assert not works(client)


def test_a_socket_sees_what_the_pages_see(ana: User, settings: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(ana)
        assert works(client)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        assert entrance.staff_of(key) == ana
        settings.SECOND_FACTOR_ROLES = ["front_desk"]
        assert entrance.staff_of(key) is None
        settings.SECOND_FACTOR_ROLES = []
        clock.shift(timedelta(minutes=62))
        assert entrance.staff_of(key) is None
    assert entrance.staff_of("made-up") is None


def test_logging_out_and_a_new_password_close_sessions(ana: User, settings: Any) -> None:
    first, second = log_in(ana), log_in(ana)
    keys = [client.cookies[settings.SESSION_COOKIE_NAME].value for client in (first, second)]
    first.post("/admin/logout/")
    assert entrance.staff_of(keys[0]) is None and works(second)
    third = log_in(ana)
    form = {"old_password": "casa-azul-2026", "new_password1": "mar-de-fondo-7", "new_password2": "mar-de-fondo-7"}
    assert third.post("/admin/password_change/", form).status_code == 302
    assert works(third) and not works(second)


def test_logging_in_gives_the_session_another_name(ana: User, settings: Any) -> None:
    """Who knows the name of a session from before knows nothing afterwards."""
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    client.post("/admin/login/", {"username": "ana", "password": "casa-azul-2026"})
    assert works(client)
    assert client.session.session_key != planted
    assert entrance.staff_of(planted) is None


# The second factor


@pytest.mark.usefixtures("_asked_of_all")
def test_whose_role_asks_sets_up_a_phone_first(ana: User) -> None:
    client = log_in(ana)
    assert client.get("/admin/").url == f"{SETUP}?next=%2Fadmin%2F"
    page = client.get(SETUP)
    assert "<svg" in page.content.decode() and "http" not in page.context["picture"].replace("http://www.w3.org", "")
    assert "viewBox" in page.context["picture"]  # else a narrow screen would cut it, and no camera reads a half
    key, before = client.session["second_factor_key"], client.session.session_key
    assert client.post(SETUP, {"code": "000000"}).status_code == 400
    assert not TOTPDevice.objects.exists()
    code = f"{TOTP(bytes.fromhex(key)).token():06d}"
    done = client.post(SETUP, {"code": f"{code[:3]} {code[3:]}"})
    assert len(done.context["codes"]) == 10 and "no-store" in done["Cache-Control"]
    assert works(client) and client.session.session_key != before
    # What was shown once is kept by nobody.
    assert not StaticToken.objects.filter(token__in=done.context["codes"]).exists()
    assert "second_factor_key" not in client.session


@pytest.mark.usefixtures("phone")
def test_who_has_a_phone_is_asked_whatever_their_role(ana: User) -> None:
    client = log_in(ana)
    assert client.get("/admin/").url == f"{CODE}?next=%2Fadmin%2F"
    assert client.post(CODE, {"code": "123"}).status_code == 400
    before = client.session.session_key
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        answer = client.post(CODE, {"code": shown_now(), "next": "/admin/pms/room/"})
        assert answer.url == "/admin/pms/room/"
    assert works(client)
    assert client.session.session_key != before


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_nothing_answers_before_the_code(method: str, ana: User) -> None:
    client = log_in(ana)
    for path in (
        *("", "?part=today", "inbox/", "inbox/list/", "tape/", "setup/", "pms/guest/", "pms/guest/autocomplete/"),
        *("autocomplete/", "password_change/", "jsi18n/", "search/", "nothing/", "second-factors/"),
        *("login/../pms/guest/", "login/pms/guest/", "second-factor/setup/../../pms/guest/"),
    ):
        answer = getattr(client, method)(f"/admin/{path}")
        assert answer.status_code == 302 and answer.url.startswith(CODE), path
        fetched = getattr(client, method)(f"/admin/{path}", headers=FETCH)
        assert fetched.status_code == 401, path
        assert method == "head" or fetched.json() == {"reason": "second_factor", "login": CODE}


@pytest.mark.usefixtures("phone")
def test_the_set_up_page_is_no_way_around(ana: User) -> None:
    client = log_in(ana)
    assert client.get(SETUP).url.startswith(CODE)
    session = client.session
    session["second_factor_key"] = KEY
    session.save()
    assert client.post(SETUP, {"code": shown_now(30)}).url.startswith(CODE)
    assert client.post(SETUP, {"code": shown_now(), "action": "off"}).url.startswith(CODE)
    assert TOTPDevice.objects.get().key == KEY and not works(client)


@pytest.mark.usefixtures("phone")
def test_a_device_of_somebody_else_in_the_session_opens_nothing(ana: User, hotel: Hotel) -> None:
    other = TOTPDevice.objects.create(user=make.UserFactory(), name="phone", key=KEY, confirmed=True)
    client = log_in(ana)
    for named in (other.persistent_id, "otp_totp.totpdevice/999", "auth.user/1", "nonsense"):
        session = client.session
        session["otp_device_id"] = named
        session.save()
        assert not works(client), named


@pytest.mark.usefixtures("phone")
def test_a_code_counts_once_and_wrong_ones_wait(ana: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = shown_now()
        assert log_in(ana).post(CODE, {"code": code}).status_code == 302
        second = log_in(ana)
        assert second.post(CODE, {"code": code}).status_code == 400
        for wait in (1, 2, 4):
            refused = second.post(CODE, {"code": shown_now()})
            assert refused.status_code == 429 and "Wait" in refused.content.decode()
            clock.shift(timedelta(seconds=wait))
            assert second.post(CODE, {"code": "000000"}).status_code == 400
        assert not works(second)


@pytest.mark.usefixtures("phone")
def test_a_backup_code_opens_once(ana: User) -> None:
    codes = second_factor.new_codes(ana)
    assert log_in(ana).post(CODE, {"code": f" {codes[0][:4]}-{codes[0][4:].upper()} "}).status_code == 302
    again = log_in(ana)
    assert again.post(CODE, {"code": codes[0]}).status_code == 400
    stored = StaticToken.objects.first()
    assert stored is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert again.post(CODE, {"code": stored.token}).status_code == 400
    assert second_factor.codes_left(ana) == 9


def test_changes_ask_for_a_code_and_off_only_where_the_role_lets(ana: User, phone: TOTPDevice, settings: Any) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(ana)
        client.post(CODE, {"code": shown_now()})
        clock.shift(timedelta(seconds=60))
        assert client.post(SETUP, {"action": "off", "code": "000000"}).status_code == 400
        clock.shift(timedelta(seconds=60))
        settings.SECOND_FACTOR_ROLES = ["front_desk"]
        client.post(SETUP, {"action": "off", "code": shown_now()})
        assert second_factor.device_of(ana) == phone
        clock.shift(timedelta(seconds=60))
        settings.SECOND_FACTOR_ROLES = []
        client.post(SETUP, {"action": "off", "code": shown_now()})
        assert second_factor.device_of(ana) is None
        assert works(client)


def test_replacing_the_phone_shuts_out_the_old_one(ana: User, phone: TOTPDevice) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        here, elsewhere = log_in(ana), log_in(ana)
        for client in (here, elsewhere):
            clock.shift(timedelta(seconds=60))
            client.post(CODE, {"code": shown_now()})
            assert works(client)
        clock.shift(timedelta(seconds=60))
        here.post(SETUP, {"action": "replace", "code": shown_now()})
        key = here.session["second_factor_key"]
        totp = TOTP(bytes.fromhex(key))
        totp.time = timezone.now().timestamp()
        assert len(here.post(SETUP, {"code": f"{totp.token():06d}"}).context["codes"]) == 10
        assert works(here) and not works(elsewhere)
        assert not TOTPDevice.objects.filter(pk=phone.pk).exists()


@pytest.mark.usefixtures("phone")
def test_next_leads_nowhere_else(ana: User) -> None:
    codes = second_factor.new_codes(ana)
    for wanted in (
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "///evil.example",
    ):
        assert log_in(ana).post(CODE, {"code": codes.pop(), "next": wanted}).url == "/admin/"
        login = Client().post("/admin/login/", {"username": "ana", "password": "casa-azul-2026", "next": wanted})
        assert login.url == "/admin/"


@pytest.mark.usefixtures("phone")
def test_no_form_without_its_token(ana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    for path in (CODE, SETUP, "/admin/login/", "/admin/logout/"):
        assert client.post(path, {"code": shown_now()}).status_code == 403, path
    second_factor.remove(ana)
    assert client.post("/admin/password_change/", {}).status_code == 403
    assert works(client)


def test_the_pages_are_nothing_for_strangers_and_no_staff(ana: User, phone: TOTPDevice) -> None:
    for path in (CODE, SETUP):
        assert Client().get(path).url.startswith("/admin/login/")
    guest = make.UserFactory(username="guest", is_staff=False)
    for path in (CODE, SETUP):
        assert log_in(guest).get(path).url.startswith("/admin/login/")
    assert "Casa Azul" not in log_in(ana).get(CODE).content.decode()


@pytest.mark.parametrize(("role", "asked"), [("front_desk", False), ("manager", True), ("owner", True)])
def test_of_the_roles_any_one_counts(role: str, asked: bool, hotel: Hotel, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["manager", "owner"]
    user = make.UserFactory()
    make.StaffMemberFactory(hotel=hotel, user=user, role=role)
    assert entrance.needs_device(user) is asked


def test_a_superuser_counts_as_operator(db: None, settings: Any) -> None:
    root = make.UserFactory(is_superuser=True)
    assert not entrance.needs_device(root)
    settings.SECOND_FACTOR_ROLES = ["operator"]
    assert entrance.needs_device(root)
    assert log_in(root).get("/admin/").url.startswith(SETUP)
