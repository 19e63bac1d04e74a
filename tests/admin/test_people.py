"""Nobody makes themselves or a friend mightier, whatever they post."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from pms import roles, second_factor, staff
from pms.models import Hotel, StaffMember
from tests import factories as make
from tests.admin.conftest import logged_in

pytestmark = [pytest.mark.security, pytest.mark.integration]


@pytest.fixture(autouse=True)
def _roles(db: None) -> None:
    roles.apply()


def employed(hotel: Hotel, role: str, username: str) -> User:
    user: User = make.UserFactory(username=username)
    staff.appoint(hotel, user, role)
    return user


@pytest.fixture
def boss(hotel: Hotel) -> User:
    return employed(hotel, "manager", "boss")


@pytest.fixture
def ana(hotel: Hotel) -> User:
    return employed(hotel, "front_desk", "ana")


@pytest.fixture
def chief(hotel: Hotel) -> User:
    return employed(hotel, "owner", "chief")


def user_form(user: User, hotel: Hotel, **changes: Any) -> dict[str, Any]:
    """Of a page about somebody who works at one hotel, with whatever else is smuggled in."""
    member = StaffMember._base_manager.get(user=user)
    return {
        **{"username": user.username, "is_active": "on", "email": "", "first_name": "", "last_name": ""},
        **{"staff_of-TOTAL_FORMS": 1, "staff_of-INITIAL_FORMS": 1},
        **{"staff_of-0-id": member.pk, "staff_of-0-user": user.pk, "staff_of-0-hotel": hotel.pk},
        **{"staff_of-0-role": member.role, **changes},
    }


def change(client: Client, user: User, form: dict[str, Any]) -> Any:
    return client.post(reverse("admin:auth_user_change", args=[user.pk]), form)


def rights(user: User) -> tuple[bool, list[str], int]:
    user = User.objects.get(pk=user.pk)
    return user.is_superuser, sorted(group.name for group in user.groups.all()), user.user_permissions.count()


def test_smuggled_powers_are_ignored(boss: User, ana: User, hotel: Hotel) -> None:
    everything = [permission.pk for permission in Permission.objects.all()]
    mighty = [group.pk for group in Group.objects.all()]
    powers = {"is_superuser": "on", "groups": mighty, "user_permissions": everything}
    for who, kept in ((ana, "Front desk"), (boss, "Manager")):
        assert change(logged_in(boss), who, user_form(who, hotel, **powers)).status_code == 302
        assert rights(who) == (False, [kept], 0)


@pytest.mark.parametrize("role", ["owner", "operator", "admin", ""])
def test_a_role_above_ones_own_is_refused(role: str, boss: User, ana: User, hotel: Hotel) -> None:
    client = logged_in(boss)
    for who in (ana, boss):
        assert change(client, who, user_form(who, hotel, **{"staff_of-0-role": role})).status_code == 200
        member = StaffMember._base_manager.get(user=who)
        row = {"hotel": hotel.pk, "user": who.pk, "role": role}
        assert client.post(f"/admin/pms/staffmember/{member.pk}/change/", row).status_code == 200
        assert not User.objects.get(pk=who.pk).groups.exclude(name__in=["Front desk", "Manager"]).exists()


def test_a_role_one_may_give_is_given_with_its_group(boss: User, ana: User, hotel: Hotel) -> None:
    form = user_form(ana, hotel, **{"staff_of-0-role": "manager"})
    assert change(logged_in(boss), ana, form).status_code == 302
    assert rights(ana) == (False, ["Manager"], 0)
    member = StaffMember._base_manager.get(user=ana)
    row = {"hotel": hotel.pk, "role": "front_desk"}
    assert logged_in(boss).post(f"/admin/pms/staffmember/{member.pk}/change/", row).status_code == 302
    assert rights(ana) == (False, ["Front desk"], 0)


def test_a_foreign_hotel_is_refused(boss: User, ana: User, other_hotel: Hotel, hotel: Hotel) -> None:
    client = logged_in(boss)
    assert change(client, ana, user_form(ana, hotel, **{"staff_of-0-hotel": other_hotel.pk})).status_code == 200
    row = {"hotel": other_hotel.pk, "user": ana.pk, "role": "front_desk"}
    assert client.post("/admin/pms/staffmember/add/", row).status_code == 200
    assert not StaffMember._base_manager.filter(hotel=other_hotel).exists()


def test_who_is_above_is_out_of_reach(boss: User, chief: User, hotel: Hotel) -> None:
    TOTPDevice.objects.create(user=chief, name="phone")
    client = logged_in(boss)
    assert change(client, chief, user_form(chief, hotel)).status_code == 302
    for page in ("password", "second-factor", "change", "delete"):
        client.post(f"/admin/auth/user/{chief.pk}/{page}/", {"password1": "x-y-z-2026", "password2": "x-y-z-2026"})
    member = StaffMember._base_manager.get(user=chief)
    row = {"hotel": hotel.pk, "role": "front_desk", "post": "yes"}
    for page in ("change", "delete"):
        assert client.post(f"/admin/pms/staffmember/{member.pk}/{page}/", row).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [member.pk], "post": "yes"}
    client.post("/admin/pms/staffmember/", chosen)
    assert rights(chief) == (False, ["Owner"], 0)
    assert StaffMember._base_manager.get(user=chief).role == "owner"
    assert second_factor.device_of(chief) and User.objects.get(pk=chief.pk).password == chief.password


def test_dismissed_means_out_of_the_group(boss: User, ana: User, hotel: Hotel) -> None:
    member = StaffMember._base_manager.get(user=ana)
    chosen = {"action": "delete_selected", "_selected_action": [member.pk], "post": "yes"}
    assert logged_in(boss).post("/admin/pms/staffmember/", chosen).status_code == 302
    assert rights(ana) == (False, [], 0)


def test_one_person_has_one_role(chief: User, ana: User, hotel: Hotel, other_hotel: Hotel) -> None:
    """What a group may, it may at every hotel of its member."""
    staff.appoint(other_hotel, chief, "owner")
    client = logged_in(chief)
    row = {"hotel": other_hotel.pk, "user": ana.pk, "role": "owner"}
    answer = client.post("/admin/pms/staffmember/add/", row)
    assert "One person has one role" in str(answer.context["adminform"].form.errors)
    mixed = {"staff_of-TOTAL_FORMS": 2, "staff_of-1-hotel": other_hotel.pk, "staff_of-1-role": "owner"}
    assert change(client, ana, user_form(ana, hotel, **mixed)).status_code == 200
    assert rights(ana) == (False, ["Front desk"], 0)
    alike = {**mixed, "staff_of-1-role": "front_desk"}
    assert change(client, ana, user_form(ana, hotel, **alike)).status_code == 302
    assert StaffMember._base_manager.filter(user=ana).count() == 2


def test_a_lost_phone_is_removed_by_a_manager_and_remembered(boss: User, ana: User, hotel: Hotel) -> None:
    TOTPDevice.objects.create(user=ana, name="phone")
    address = f"/admin/auth/user/{ana.pk}/second-factor/"
    client = logged_in(boss)
    assert client.get(address).status_code == 200
    assert second_factor.device_of(ana)
    assert client.post(address).status_code == 302
    assert second_factor.device_of(ana) is None
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (boss, str(ana.pk), "Second factor removed")


def test_nobody_else_removes_a_phone(ana: User, boss: User, other_hotel: Hotel) -> None:
    TOTPDevice.objects.create(user=boss, name="phone")
    stranger = employed(other_hotel, "owner", "stranger")
    for user in (ana, stranger):
        logged_in(user).post(f"/admin/auth/user/{boss.pk}/second-factor/")
    csrf = Client(enforce_csrf_checks=True)
    csrf.force_login(make.UserFactory(is_superuser=True))
    assert csrf.post(f"/admin/auth/user/{boss.pk}/second-factor/").status_code == 403
    assert second_factor.device_of(boss)


def test_groups_of_the_roles_are_changed_by_nobody(owner: Client) -> None:
    group = Group.objects.get(name="Front desk")
    before = set(group.permissions.all())
    everything = [permission.pk for permission in Permission.objects.all()]
    form = {"name": "Front desk", "permissions": everything}
    assert owner.post(f"/admin/auth/group/{group.pk}/change/", form).status_code == 403
    assert owner.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"}).status_code == 403
    assert set(group.permissions.all()) == before


def test_a_superuser_keeps_the_group_of_the_role(owner: Client, ana: User, hotel: Hotel) -> None:
    extra = Group.objects.create(name="Night shift")
    form = user_form(ana, hotel, is_staff="on", groups=[extra.pk])
    assert change(owner, ana, form).status_code == 302
    assert rights(ana) == (False, ["Front desk", "Night shift"], 0)
    mighty = Group.objects.get(name="Owner")
    assert change(owner, ana, user_form(ana, hotel, groups=[mighty.pk])).status_code == 200
    assert rights(ana) == (False, ["Front desk", "Night shift"], 0)


def test_an_operator_sets_up_a_hotel_and_stays_its_operator(hotel: Hotel) -> None:
    operator = employed(hotel, "operator", "ops")
    form = {
        **{"name": "Casa Roja", "slug": "casa-roja", "language": "es", "currency": "EUR", "country": "ES"},
        **{"timezone": "Europe/Madrid", "check_in_from": "15:00", "check_out_until": "11:00"},
        **{"hold_minutes": 20, "color": "#9a3412", "late_check_out_price": "0", "early_check_in_price": "0"},
        **{f"{inline}-{count}_FORMS": "0" for inline in ("opening_spans", "rungs") for count in ("TOTAL", "INITIAL")},
    }
    client = logged_in(operator)
    assert client.post("/admin/pms/hotel/add/", form).status_code == 302
    assert StaffMember._base_manager.get(hotel__slug="casa-roja").user == operator
    assert client.get("/admin/pms/hotel/?q=roja").context["cl"].result_count == 1
