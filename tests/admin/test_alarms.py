"""Alarms that nobody has answered stand at the top of Today and of the inbox, and one click answers them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from messaging.models import Alarm, Conversation, ConversationEvent
from pms.models import Hotel, OpeningSpan, Rung
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.desk import fragment, opened, post, told, whatsapp

pytestmark = pytest.mark.integration


@pytest.fixture
def alarm(hotel: Hotel, ana: User) -> Alarm:
    conversation = whatsapp(hotel, owner="waiting", handover_reason="EMERGENCY")
    row: Alarm = make.AlarmFactory(
        hotel=hotel, conversation=conversation, level=1, told=[ana.pk], opened_at=timezone.now() - timedelta(minutes=7)
    )
    return row


def banner(html: str) -> str:
    found = re.search(r'<ul class="house-alarms".*?</ul>', html, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


@pytest.mark.parametrize("address", ["/admin/", "/admin/?part=today", "/admin/inbox/", "/admin/inbox/list/"])
def test_an_alarm_stands_at_the_top_with_its_age_and_who_was_told(desk: Client, alarm: Alarm, address: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        said = banner(desk.get(address).content.decode())
    assert "Fire or smoke · Juan Pérez" in said
    assert "7 min" in said.replace("\u00a0", " ")
    assert "told: ana" in said
    assert "I am on it" in said


def test_no_alarm_no_banner(desk: Client, hotel: Hotel) -> None:
    assert banner(desk.get("/admin/").content.decode()) == ""


def test_one_click_answers_it_and_takes_over(desk: Client, ana: User, alarm: Alarm) -> None:
    answer = desk.post(f"/admin/inbox/{alarm.conversation_id}/alarm/")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/inbox/?c={alarm.conversation_id}")
    alarm.refresh_from_db()
    conversation = Conversation.objects.get(pk=alarm.conversation_id)
    assert (alarm.acknowledged_by, conversation.owner, conversation.staff) == (ana, "staff", ana)
    assert banner(desk.get("/admin/inbox/").content.decode()) == ""
    assert "ana answered the alarm" in opened(desk, conversation)


def test_the_second_who_presses_hears_of_the_first(desk: Client, hotel: Hotel, alarm: Alarm) -> None:
    conversation = Conversation.objects.get(pk=alarm.conversation_id)
    assert told(post(desk, conversation, "alarm"))[0] == 200
    luis = logged_in(staff(hotel, "luis"))
    status, said = told(post(luis, conversation, "alarm"))
    assert (status, said["error"]) == (409, "Somebody is on it already.")
    assert Alarm.objects.get().acknowledged_by.username == "ana"


def test_an_alarm_passes_a_colleague_who_does_not_react(desk: Client, hotel: Hotel, ana: User, alarm: Alarm) -> None:
    luis = staff(hotel, "luis")
    Conversation.objects.filter(pk=alarm.conversation_id).update(owner="staff", staff=luis)
    desk.post(f"/admin/inbox/{alarm.conversation_id}/alarm/")
    assert Conversation.objects.get(pk=alarm.conversation_id).staff == ana


def test_the_thread_says_who_was_told(desk: Client, hotel: Hotel, ana: User, alarm: Alarm) -> None:
    luis = staff(hotel, "luis")
    ConversationEvent.objects.create(
        hotel=hotel,
        conversation=alarm.conversation,
        kind="alarmed",
        actor="job:alarms",
        reason=f"staff:{ana.pk},staff:{luis.pk}",
    )
    assert "Alarm: told ana, luis" in fragment(desk, f"{alarm.conversation_id}/")


def test_alarms_of_other_hotels_are_not_shown(desk: Client, other_hotel: Hotel) -> None:
    make.AlarmFactory(hotel=other_hotel)
    assert banner(desk.get("/admin/").content.decode()) == ""


def test_hours_and_ladder_stand_in_the_page_of_the_hotel(desk: Client, hotel: Hotel, ana: User) -> None:
    stranger = make.UserFactory(username="stranger")
    page = desk.get(f"/admin/pms/hotel/{hotel.pk}/change/").content.decode()
    assert f'<option value="{ana.pk}">' in page
    assert stranger.username not in page
    form = {
        **{"name": hotel.name, "slug": hotel.slug, "language": "es", "currency": "EUR", "country": "ES"},
        **{"timezone": "Europe/Madrid", "check_in_from": "15:00", "check_out_until": "11:00", "hold_minutes": "20"},
        **{"late_check_out_price": "0", "early_check_in_price": "0"},
        **{"color": "#9a3412", "opening_spans-TOTAL_FORMS": "1", "opening_spans-INITIAL_FORMS": "0"},
        **{"opening_spans-0-weekday": "0", "opening_spans-0-opens": "08:00", "opening_spans-0-closes": "22:00"},
        **{"rungs-TOTAL_FORMS": "1", "rungs-INITIAL_FORMS": "0", "rungs-0-ladder": "emergency"},
        **{"rungs-0-after_minutes": "2", "rungs-0-user": str(ana.pk), "rungs-0-role": ""},
    }
    assert desk.post(f"/admin/pms/hotel/{hotel.pk}/change/", form).status_code == 302
    assert OpeningSpan.objects.get().weekday == 0
    assert Rung.objects.get().user == ana
