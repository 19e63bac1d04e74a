"""The table of docs/access.md, cell by cell: each role at each door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from locks.models import RoomHold
from messaging.models import (
    Alarm,
    ChannelAccount,
    Conversation,
    Correction,
    LanguageModel,
    Message,
    Note,
    Session,
)
from pms import entrance, roles, second_factor, staff
from pms.models import Hotel, PmsAccount, PmsExamination, Room
from tests import factories as make
from tests.admin.conftest import fill
from tests.conftest import small_hotel

pytestmark = [pytest.mark.security, pytest.mark.integration, pytest.mark.django_db]

PAGE = Path(settings.BASE_DIR) / "docs" / "access.md"
ROLES = {"Front desk": "front_desk", "Manager": "manager", "Owner": "owner", "Operator": "operator"}


def table() -> Iterator[tuple[str, str, bool]]:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    head, *lines = rows
    for title, *cells in lines:
        for role, cell in zip(head[1:], cells, strict=True):
            yield title, ROLES[role], {"●": True, "–": False}[cell]


@dataclass(frozen=True)
class Door:
    url: Callable[[Office], str]
    form: Callable[[Office], dict[str, Any]] | None = None
    """What is posted; None: the page is opened."""
    done: Callable[[Office, HttpResponse], bool] = lambda office, answer: answer.status_code == 200
    """Whether it was allowed: by default the page or its form is there."""


@dataclass
class Office:
    """A hotel with a row of everything, and one person of each role."""

    hotel: Hotel
    rows: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    who: User | None = None


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    """Made once: three hundred cells look at it, and each is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        hotel = small_hotel(slug="casa-azul", name="Casa Azul")
        with scope(hotel=hotel):
            office = Office(hotel, fill(hotel))
            Room.objects.update(housekeeping="dirty")
            make.PmsAccountFactory(hotel=hotel)
            make.LanguageModelFactory(hotel=hotel)
            roles.apply()
            for role in roles.Role:
                office.users[role] = user = make.UserFactory(username=role)
                staff.appoint(hotel, user, role)
                office.clients[role] = client = Client()
                client.force_login(user)
                session = client.session
                entrance.note_work(session)
                session.save()
        yield office
        transaction.set_rollback(True)


@pytest.fixture
def _nobody_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors decide before a page is drawn; that they can be drawn is told elsewhere."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


def admin_list(model: str) -> Door:
    return Door(lambda office: reverse(f"admin:{model}_changelist"))


def admin_form(model: str, row: str) -> Door:
    """An empty form: refused with 403, or shown again with what is missing."""
    return Door(lambda office: reverse(f"admin:{model}_change", args=[office.rows[row].pk]), lambda office: {})


def admin_add(model: str) -> Door:
    return Door(lambda office: reverse(f"admin:{model}_add"), lambda office: {})


def admin_delete(model: str, row: str) -> Door:
    def gone(office: Office, answer: HttpResponse) -> bool:
        return not type(office.rows[row])._base_manager.filter(pk=office.rows[row].pk).exists()

    url = lambda office: reverse(f"admin:{model}_delete", args=[office.rows[row].pk])  # noqa: E731
    return Door(url, lambda office: {"post": "yes"}, gone)


def admin_field(model: str, name: str, row: Callable[[Office], Any]) -> Door:
    def offered(office: Office, answer: Any) -> bool:
        shown = answer.context_data if answer.status_code == 200 else {"has_change_permission": False}
        return shown["has_change_permission"] and name in shown["adminform"].form.fields

    return Door(lambda office: reverse(f"admin:{model}_change", args=[row(office).pk]), None, offered)


def verb(row: str, address: str, form: dict[str, Any], done: Callable[[Office], bool]) -> Door:
    return Door(lambda office: address.format(office.rows[row].pk), lambda office: form, lambda office, _: done(office))


def role_given(role: str) -> Door:
    def form(office: Office) -> dict[str, Any]:
        return {"hotel": office.hotel.pk, "user": office.rows["StaffMember"].user_id, "role": role}

    def given(office: Office, answer: HttpResponse) -> bool:
        user = office.rows["StaffMember"].user
        return user.groups.filter(name=roles.NAMES[roles.Role(role)]).exists()

    url = lambda office: reverse("admin:pms_staffmember_change", args=[office.rows["StaffMember"].pk])  # noqa: E731
    return Door(url, form, given)


def conversation(office: Office) -> Conversation:
    return Conversation._base_manager.get(pk=office.rows["Conversation"].pk)


def account(office: Office) -> ChannelAccount:
    return ChannelAccount._base_manager.filter(hotel=office.hotel, kind="whatsapp").first()


def pms_account(office: Office) -> PmsAccount:
    return PmsAccount._base_manager.get(hotel=office.hotel)


def language_model(office: Office) -> LanguageModel:
    return LanguageModel._base_manager.get(hotel=office.hotel)


def colleague(office: Office) -> User:
    """At the front desk, with a phone that is lost."""
    user: User = office.rows["StaffMember"].user
    staff.settle(user)
    second_factor.TOTPDevice.objects.get_or_create(user=user, name="phone", confirmed=True)
    return user


def inbox(name: str, form: dict[str, str], done: Callable[[Office], bool]) -> Door:
    return verb("Conversation", f"/admin/inbox/{{}}/{name}/", {"seen": "agent:", **form}, done)


def own_conversation(office: Office) -> str:
    """Where whoever tries it would be the one to answer."""
    Conversation._base_manager.filter(pk=conversation(office).pk).update(owner="staff", staff=office.who)
    return f"/admin/inbox/{conversation(office).pk}/send/"


def ringing(office: Office) -> str:
    """Where an alarm rings that nobody has answered."""
    with scope(hotel=office.hotel):
        make.AlarmFactory(hotel=office.hotel, conversation=conversation(office))
    return f"/admin/inbox/{conversation(office).pk}/alarm/"


def answered(office: Office, answer: HttpResponse) -> bool:
    return not Alarm._base_manager.filter(conversation=conversation(office), acknowledged_at=None).exists()


def examination_asked(office: Office, answer: HttpResponse) -> bool:
    return PmsExamination._base_manager.filter(hotel=office.hotel).exists()


def may_add_lines(office: Office, answer: Any) -> bool:
    lines = answer.context_data["inline_admin_formsets"] if answer.status_code == 200 else ()
    return any(formset.has_add_permission for formset in lines)


def written(office: Office, answer: HttpResponse) -> bool:
    return Message._base_manager.filter(conversation=conversation(office), direction="out", text="Hola").exists()


READ = {
    "Conversations": "messaging_conversation",
    "Messages": "messaging_message",
    "Files of guests": "messaging_media",
    "Turns": "messaging_turnrecord",
    "Moves of conversations": "messaging_conversationevent",
    "Promises": "messaging_promise",
    "Alarms": "messaging_alarm",
    "Sessions": "messaging_session",
    "Corrections": "messaging_correction",
    "Classifiers": "messaging_classifier",
    "Saved replies": "messaging_cannedreply",
    "Facts": "messaging_fact",
    "Reservations": "reservations_reservation",
    "Reservation trail": "reservations_reservationevent",
    "Offers": "reservations_offer",
    "Quoted changes": "reservations_changequote",
    "Waitlist": "reservations_waiting",
    "Local bookings": "pms_localbooking",
    "Holds": "locks_roomhold",
    "Hold trail": "locks_holdevent",
    "Guests": "pms_guest",
    "Names of guests": "pms_guestidentity",
    "Merged guests": "pms_guestmerge",
    "Rooms": "pms_room",
    "Room types": "pms_roomtype",
    "Rate plans": "pms_rateplan",
    "Rates": "pms_nightlyrate",
    "Taxes": "pms_tax",
    "Restrictions": "pms_restriction",
    "Hotels": "pms_hotel",
    "Channel accounts": "messaging_channelaccount",
    "Templates of messages": "messaging_messagetemplate",
    "PMS accounts": "pms_pmsaccount",
    "Language models": "messaging_languagemodel",
    "Questions to a language model": "messaging_modelcall",
    "Flags": "pms_hotelflag",
    "Flags over all hotels": "waffle_flag",
    "Log-in attempts": "axes_accessattempt",
    "Users": "auth_user",
    "Staff": "pms_staffmember",
    "Groups": "auth_group",
}

DOORS: dict[str, Door] = {
    **{title: admin_list(model) for title, model in READ.items()},
    "Today": Door(lambda office: reverse("admin:index")),
    "Inbox": Door(lambda office: reverse("inbox:page")),
    "Inbox: take over": inbox("take-over", {}, lambda office: conversation(office).owner == "staff"),
    "Inbox: answer an alarm": Door(ringing, lambda office: {}, answered),
    "Inbox: write to the guest": Door(own_conversation, lambda office: {"text": "Hola"}, written),
    "Inbox: note for colleagues": inbox(
        "note", {"text": "VIP"}, lambda office: Note._base_manager.filter(text="VIP").exists()
    ),
    "Sessions: forget": verb(
        "Session",
        "/admin/messaging/session/{}/forget/",
        {},
        lambda office: not Session._base_manager.filter(pk=office.rows["Session"].pk).exists(),
    ),
    "Review queue": Door(lambda office: "/admin/review/"),
    "Review queue: decide": Door(
        lambda office: f"/admin/review/reservation/{office.rows['Reservation'].pk}/approve/",
        lambda office: {},
        lambda office, answer: answer.status_code != 403,
    ),
    "Arrivals and departures": Door(lambda office: "/admin/day/"),
    "Arrivals and departures: CSV": Door(lambda office: "/admin/day/?as=csv"),
    "Quality review": Door(lambda office: "/admin/quality/"),
    "Quality review: judge": verb(
        "TurnRecord",
        "/admin/quality/{}/judge/",
        {"verdict": "right"},
        lambda office: Correction._base_manager.filter(turn=office.rows["TurnRecord"]).exists(),
    ),
    "Unanswered questions": Door(lambda office: "/admin/quality/questions/"),
    "Unanswered questions: answer": Door(
        lambda office: f"/admin/quality/questions/{office.rows['TurnRecord'].pk}/answer/",
        lambda office: {},
        lambda office, answer: answer.status_code != 403,
    ),
    "Saved replies: write": admin_form("messaging_cannedreply", "CannedReply"),
    "Saved replies: delete": admin_delete("messaging_cannedreply", "CannedReply"),
    "Facts: write": admin_form("messaging_fact", "Fact"),
    "Facts: delete": admin_delete("messaging_fact", "Fact"),
    "Tape chart": Door(lambda office: "/admin/tape/"),
    "Tape chart: set a room clean": verb(
        "Room",
        "/admin/tape/rooms/{}/clean/",
        {},
        lambda office: Room._base_manager.get(pk=office.rows["Room"].pk).housekeeping == "clean",
    ),
    "Reservations: cancel": Door(
        lambda office: f"/admin/review/reservation/{office.rows['Reservation'].pk}/cancel/",
        None,
        lambda office, answer: answer.status_code != 403,
    ),
    "Holds: release": verb(
        "RoomHold",
        "/admin/locks/roomhold/{}/release/",
        {},
        lambda office: RoomHold._base_manager.get(pk=office.rows["RoomHold"].pk).status == "released",
    ),
    "Guests: correct": admin_form("pms_guest", "Guest"),
    "Guests: merge": Door(lambda office: f"/admin/pms/guest/{office.rows['Guest'].pk}/merge/"),
    "Rooms: change": admin_form("pms_room", "Room"),
    "Rooms: add": admin_add("pms_room"),
    "Room types: change": admin_form("pms_roomtype", "RoomType"),
    "Rate plans: change": admin_form("pms_rateplan", "RatePlan"),
    "Rates: change": admin_form("pms_nightlyrate", "NightlyRate"),
    "Taxes: change": admin_form("pms_tax", "Tax"),
    "Restrictions: change": admin_form("pms_restriction", "Restriction"),
    "Restrictions: delete": admin_delete("pms_restriction", "Restriction"),
    "Hotels: change": Door(lambda office: reverse("admin:pms_hotel_change", args=[office.hotel.pk]), lambda office: {}),
    "Hotels: opening hours and who is called": Door(
        lambda office: reverse("admin:pms_hotel_change", args=[office.hotel.pk]), None, may_add_lines
    ),
    "Hotels: new API key": Door(
        lambda office: f"/admin/pms/hotel/{office.hotel.pk}/api-key/",
        lambda office: {},
        lambda office, _: Hotel.objects.get(pk=office.hotel.pk).api_key_hash != office.hotel.api_key_hash,
    ),
    "Hotels: add": admin_add("pms_hotel"),
    "Setup assistant": Door(lambda office: "/admin/setup/"),
    "Channel accounts: secrets and prices": admin_field("messaging_channelaccount", "new_access_token", account),
    "Channel accounts: address": admin_field("messaging_channelaccount", "base_url", account),
    "Channel accounts: add": admin_add("messaging_channelaccount"),
    "Templates of messages: change": admin_form("messaging_messagetemplate", "MessageTemplate"),
    "PMS accounts: credentials": admin_field("pms_pmsaccount", "new_credentials", pms_account),
    "PMS accounts: kind and address": admin_field("pms_pmsaccount", "address", pms_account),
    "PMS connection": Door(lambda office: "/admin/connection/"),
    "PMS connection: examine": Door(lambda office: "/admin/connection/", lambda office: {}, examination_asked),
    "Language models: key and budget": admin_field("messaging_languagemodel", "new_api_key", language_model),
    "Language models: kind and address": admin_field("messaging_languagemodel", "base_url", language_model),
    "Flags: set": admin_form("pms_hotelflag", "HotelFlag"),
    "Users: add": admin_add("auth_user"),
    "Users: remove a second factor": Door(
        lambda office: f"/admin/auth/user/{colleague(office).pk}/second-factor/",
        lambda office: {},
        lambda office, _: not entrance.has_device(office.rows["StaffMember"].user),
    ),
    "Staff: make somebody a manager": role_given("manager"),
    "Staff: make somebody an owner": role_given("owner"),
    "Staff: make somebody an operator": role_given("operator"),
}


def test_table_and_doors_are_the_same() -> None:
    assert {title for title, _, _ in table()} == set(DOORS)


@pytest.mark.usefixtures("_nobody_draws")
@pytest.mark.parametrize(("title", "role", "allowed"), list(table()), ids=lambda value: str(value).replace(" ", "-"))
def test_cell(title: str, role: str, allowed: bool, office: Office) -> None:
    door = DOORS[title]
    office.who = office.users[role]
    with scopes_disabled():
        url = door.url(office)
        client = office.clients[role]
        answer = client.get(url) if door.form is None else client.post(url, door.form(office))
        assert door.done(office, answer) is allowed, answer.status_code
        assert allowed or answer.status_code in (200, 302, 403, 404)
