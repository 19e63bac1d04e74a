"""The demo command: who may log in, and what a run again, days later or from scratch does."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from hotel_agent.demo import build, keys, staff
from hotel_agent.management.commands import demo as command
from messaging.models import CannedReply, Conversation, Fact, Message
from pms.models import Hotel, LocalBooking, NightlyRate, Restriction, Room
from reservations.models import Reservation
from tests import factories as make

# Staff


@pytest.mark.security
def test_staff_may_do_their_work_and_no_more(demo: Hotel):
    desk = User.objects.get(username=f"{demo.slug}-desk")
    manager = User.objects.get(username=f"{demo.slug}-manager")
    assert {member.user for member in demo.staff.all()} == {desk, manager}
    assert desk.is_staff and not desk.is_superuser
    assert desk.has_perms(["reservations.change_reservation", "pms.view_nightlyrate", "locks.view_holdevent"])
    assert not desk.has_perm("pms.change_nightlyrate")
    assert manager.has_perms(["pms.change_nightlyrate", "messaging.add_fact"])
    assert not manager.has_perm("messaging.change_channelaccount")
    for user in (desk, manager):
        for trail in ("locks.change_holdevent", "locks.delete_roomhold", "reservations.delete_reservationevent"):
            assert not user.has_perm(trail)


def test_every_login_on_the_list_works(_made: None):
    logins = build.logins()
    assert len(logins) == 7
    for login in logins:
        assert authenticate(username=login.username, password=login.password)
    assert command.people().row_count == 7


# A second run


def counts() -> dict[str, int]:
    models = (Room, NightlyRate, Restriction, LocalBooking, Fact, Conversation, Message, Reservation, User, CannedReply)
    return {model.__name__: model._base_manager.count() for model in models}


def test_a_second_run_changes_nothing(_made: None):
    before = counts()
    call_command("demo")
    assert counts() == before


def test_a_second_run_keeps_what_staff_changed(posada: Hotel):
    Hotel.objects.filter(pk=posada.pk).update(name="Renamed")
    Fact.objects.filter(topic="wifi").update(text="By cable only")
    rate = NightlyRate.objects.order_by("date").first()
    NightlyRate.objects.filter(pk=rate.pk).update(amount=1)
    call_command("demo")
    posada.refresh_from_db()
    rate.refresh_from_db()
    assert (posada.name, rate.amount) == ("Renamed", 1)
    assert set(Fact.objects.filter(topic="wifi").values_list("text", flat=True)) == {"By cable only"}


def test_a_run_days_later_brings_the_hotel_up_to_that_day(posada: Hotel):
    arrivals = LocalBooking.objects.filter(
        status="confirmed", period__startswith=posada.now().date() + timedelta(days=3)
    )
    arriving = list(arrivals.values_list("pk", flat=True))
    before = LocalBooking.objects.count()
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        call_command("demo")
        today = posada.now().date()
        assert NightlyRate.objects.order_by("-date").first().date == today + timedelta(days=400)
        assert not LocalBooking.objects.filter(status="confirmed", period__startswith__lt=today).exists()
    assert arriving
    assert not LocalBooking.objects.filter(pk__in=arriving, status="confirmed").exists()
    assert LocalBooking.objects.count() > before


def test_a_run_after_the_port_changed_rewrites_addresses(_made: None, folder: Path, settings: Any):
    settings.FAKE_WHATSAPP_URL = "http://127.0.0.1:9002"
    call_command("demo")
    assert json.loads((folder / "demo.json").read_text())["fake_whatsapp_url"] == "http://127.0.0.1:9002"
    account = Hotel.objects.first().channel_accounts.get(kind="whatsapp")
    assert account.base_url == "http://127.0.0.1:9002"


def test_a_run_sets_the_admins_password_back(card: Any):
    admin = User.objects.get(username="admin")
    admin.set_password("forgotten")
    admin.save()
    staff.administrator()
    assert authenticate(**card["staff"])


# --reset


def reset(*options: str) -> None:
    connection.check_constraints()  # TRUNCATE waits for no deferred check of this test's transaction
    call_command("demo", "--reset", *options)


@pytest.mark.security
def test_reset_refuses_when_there_are_other_hotels(_made: None):
    make.HotelFactory(name="Hotel Real")
    with pytest.raises(CommandError, match="Hotel Real"):
        reset()
    assert Hotel.objects.count() == 4


def test_reset_with_yes_empties_everything_first(_made: None):
    stranger = make.HotelFactory()
    LocalBooking.objects.update(guest_name="Nobody")
    reset("--yes")
    assert not Hotel.objects.filter(pk=stranger.pk).exists()
    assert Hotel.objects.count() == 3
    assert not LocalBooking.objects.filter(guest_name="Nobody").exists()


def test_reset_needs_no_yes_for_the_demo_alone(_made: None):
    before = counts()
    reset()
    assert counts() == before


# On a terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.security
def test_passwords_are_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(build, "build", lambda: iter(()))
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        call_command("demo")
        assert ("puerta-del-mar-desk" in stream.getvalue()) is shown
        assert (keys.password("admin") in stream.getvalue()) is shown
