"""What is missing before a hotel can go live: on its page, for the command, and for who may see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from hotel_agent import setup_assistant, tasks
from hotel_agent.celery import app
from hotel_agent.setup_assistant.checks import MUST_KNOW
from messaging.models import Fact
from pms.models import Hotel, NightlyRate, PmsAccount, RoomType, StaffMember
from pms.terms import LANGUAGES
from tests import factories as make
from tests.admin.conftest import logged_in, staff

pytestmark = pytest.mark.integration

ADDRESS = "/admin/setup/"


def states(hotel: Hotel) -> dict[str, str]:
    with scope(hotel=hotel):
        [report] = setup_assistant.reports([hotel])
    return {check.key: check.state for check in report.all}


@pytest.fixture
def ready(hotel: Hotel) -> Hotel:
    """Casa Azul with all it needs."""
    fields = {"address": "Calle Ancha 1", "phone": "+34 956 1", "latitude": "36.5", "longitude": "-6.3"}
    for name, value in fields.items():
        setattr(hotel, name, value)
    hotel.save()
    PmsAccount.objects.create(hotel=hotel)
    for number, row in enumerate(RoomType.objects.filter(hotel=hotel)):
        RoomType.objects.filter(pk=row.pk).update(descriptions=dict.fromkeys(LANGUAGES, f"Room {number}"))
    _more_rates(hotel)
    for topic in MUST_KNOW:
        for language in LANGUAGES:
            Fact.objects.get_or_create(hotel=hotel, topic=topic, language=language, defaults={"text": topic})
    account = hotel.channel_accounts.get(kind="whatsapp")
    account.access_token = account.app_secret = account.verify_token = "secret-word"
    account.save()
    for language in LANGUAGES:
        make.MessageTemplateFactory(hotel=hotel, account=account, language=language)
    for role in ("front_desk", "manager", "owner"):
        make.StaffMemberFactory(hotel=hotel, role=role)
    for code in ("wifi", "parking", "checkin"):
        make.CannedReplyFactory(hotel=hotel, code=code)
    make.ConversationFactory(hotel=hotel)
    return hotel


def _more_rates(hotel: Hotel) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pms_nightlyrate (hotel_id, room_type_id, rate_plan_id, date, amount) "
            "SELECT hotel_id, room_type_id, rate_plan_id, date + 100, amount FROM pms_nightlyrate "
            "ON CONFLICT DO NOTHING"
        )


def test_a_hotel_with_everything_can_go_live(ready: Hotel) -> None:
    assert set(states(ready).values()) == {"done"}


# What breaks it, and how that is told.
BREAKS: dict[str, Callable[[Hotel], Any]] = {
    "contact": lambda hotel: Hotel.objects.filter(pk=hotel.pk).update(phone=""),
    "place": lambda hotel: Hotel.objects.filter(pk=hotel.pk).update(latitude=None),
    "clock": lambda hotel: Hotel.objects.filter(pk=hotel.pk).update(currency="XXQ"),
    "pms": lambda hotel: PmsAccount.objects.filter(hotel=hotel).update(kind="fax"),
    "room_types": lambda hotel: RoomType.objects.filter(hotel=hotel, code="suite").update(descriptions={"es": "Suite"}),
    "rooms": lambda hotel: hotel.rooms.filter(number="201").delete(),
    "rates": lambda hotel: NightlyRate.objects.filter(hotel=hotel, date__day=7).delete(),
    "taxes": lambda hotel: hotel.taxes.all().delete(),
    "facts": lambda hotel: Fact.objects.filter(hotel=hotel, topic="wifi").delete(),
    "whatsapp": lambda hotel: hotel.channel_accounts.filter(kind="whatsapp").update(verify_token=""),
    "templates": lambda hotel: hotel.channel_accounts.get(kind="whatsapp").templates.filter(language="pt").delete(),
    "staff": lambda hotel: StaffMember.objects.filter(hotel=hotel).delete(),
}


@pytest.mark.parametrize("key", BREAKS)
def test_what_is_missing_is_found(ready: Hotel, key: str) -> None:
    BREAKS[key](ready)
    found = states(Hotel.objects.get(pk=ready.pk))
    assert {name for name, state in found.items() if state == "missing"} == {key}


def test_advice_does_not_keep_a_hotel_from_going_live(ready: Hotel) -> None:
    Hotel.objects.filter(pk=ready.pk).update(api_key_hash=None)
    Fact.objects.filter(hotel=ready, topic="wifi", language="en").delete()
    ready.canned_replies.all().delete()
    ready.channel_accounts.filter(kind="web").update(active=False)
    StaffMember.objects.filter(hotel=ready, role="owner").delete()
    found = states(Hotel.objects.get(pk=ready.pk))
    advice = {name for name, state in found.items() if state == "advice"}
    assert advice == {"api_key", "fact_languages", "saved", "web", "staff"}
    assert "missing" not in found.values()


def test_what_another_system_sells_needs_no_rates_here(hotel: Hotel) -> None:
    make.PmsAccountFactory(hotel=hotel, kind="qloapps", address="http://127.0.0.1:9")
    NightlyRate.objects.filter(hotel=hotel).delete()
    assert not {"rates", "rooms", "room_types", "taxes"} & set(states(hotel))


@pytest.mark.security
def test_who_must_show_a_second_factor_and_does_not(ready: Hotel, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["owner"]
    assert states(ready)["second_factor"] == "missing"


# The command


def report(hotel: Hotel, *flags: str) -> tuple[str, int]:
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("setup_report", "--hotel", hotel.slug, *flags, stdout=out)
    return out.getvalue(), int(end.value.code or 0)


def test_the_command_says_what_is_missing(hotel: Hotel, ready: Hotel) -> None:
    assert report(ready)[1] == 0
    Fact.objects.filter(hotel=ready, topic="wifi").delete()
    words, code = report(ready)
    assert code == 1
    assert "wifi" in words
    rows, code = report(ready, "--json")
    found = json.loads(rows)
    assert (found["ready"], found["missing"], code) == (False, 1, 1)
    with pytest.raises(CommandError):
        call_command("setup_report", "--hotel", "nowhere")


# The page


@pytest.mark.security
def test_the_page_shows_no_secret_and_no_other_hotel(ready: Hotel, other_hotel: Hotel) -> None:
    desk = logged_in(staff(ready))
    page = desk.get(ADDRESS, {"hotel": other_hotel.slug}).content.decode()
    assert "Casa Azul" in page
    assert "Casa Verde" not in page
    assert "secret-word" not in page


@pytest.mark.security
def test_only_who_may_change_the_hotel_sees_it(hotel: Hotel) -> None:
    eva = logged_in(staff(hotel, "eva", "view_hotel", "view_room"))
    assert eva.get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code in (302, 401)


def test_a_link_stands_only_where_it_opens(hotel: Hotel) -> None:
    """A manager without the right to change accounts is told whom to ask."""
    eva = logged_in(staff(hotel, "eva", "view_hotel", "change_hotel", "view_fact"))
    page = eva.get(ADDRESS)
    shown = {check.key: may for _title, checks in page.context["groups"] for check, may in checks}
    assert (shown["contact"], shown["facts"], shown["templates"]) == (True, True, False)
    assert "Ask an owner" in page.content.decode()


def test_every_link_opens(hotel: Hotel) -> None:
    desk = logged_in(make.UserFactory(username="root", is_superuser=True))
    groups = desk.get(ADDRESS, {"hotel": hotel.slug}).context["groups"]
    links = {check.key: check.link for _title, checks in groups for check, _may in checks}
    assert {key: desk.get(link).status_code for key, link in links.items()} == dict.fromkeys(links, 200)


def test_of_many_hotels_one_is_looked_at(hotel: Hotel) -> None:
    desk = logged_in(make.UserFactory(username="root", is_superuser=True))
    for _ in range(6):
        make.HotelFactory()
    page = desk.get(ADDRESS, {"hotel": hotel.slug})
    assert page.context["report"].hotel == hotel
    assert not page.context["reports"]
    assert f'<option value="{hotel.slug}" selected>' in page.content.decode()


@pytest.mark.performance
def test_as_many_queries_for_three_hotels_with_rows_as_for_one(hotel: Hotel, other_hotel: Hotel) -> None:
    desk = logged_in(make.UserFactory(username="root", is_superuser=True))
    make.StaffMemberFactory(hotel=hotel)
    first = asked(desk)
    for place in (hotel, other_hotel, make.HotelFactory()):
        for number in range(10):
            make.FactFactory(hotel=place, topic=f"topic-{number}")
            make.StaffMemberFactory(hotel=place)
            make.RoomFactory(hotel=place, number=f"9{number}")
    assert asked(desk) <= first <= 30


def asked(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("setup")).status_code == 200
    return len(queries)


def test_the_clock_remembers_what_lacks(hotel: Hotel, ready: Hotel, other_hotel: Hotel) -> None:
    assert "hotel_agent.tasks.look_at_setup" in app.conf.beat_schedule
    assert setup_assistant.last_seen([ready, other_hotel]) == []
    assert tasks.look_at_setup() == 1
    [(found, missing)] = setup_assistant.last_seen([ready, other_hotel])
    assert (found, missing > 3) == (other_hotel, True)
