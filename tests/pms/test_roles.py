"""The matrix, the groups it becomes, and who may give which role."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from pms import roles, staff
from pms.models import Hotel, StaffMember
from tests import factories as make

pytestmark = [pytest.mark.security, pytest.mark.integration]
Role = roles.Role


def employed(hotel: Hotel, role: str) -> User:
    user: User = make.UserFactory()
    staff.appoint(hotel, user, role)
    return User.objects.get(pk=user.pk)


def told() -> dict[str, dict[str, list[str]]]:
    out = StringIO()
    call_command("roles", json=True, stdout=out)
    found: dict[str, dict[str, list[str]]] = json.loads(out.getvalue())
    return found


def test_every_right_in_the_matrix_exists(db: None) -> None:
    there = {
        f"{app}.{codename}" for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    assert set().union(*map(roles.permissions, Role)) <= there


def test_command_makes_the_groups_and_mends_them(db: None) -> None:
    first = told()
    assert set(first) == {"Front desk", "Manager", "Owner", "Operator"}
    assert first["Front desk"]["added"] and not first["Front desk"]["removed"]
    assert all(not change for row in told().values() for change in row.values())
    desk = Group.objects.get(name="Front desk")
    desk.permissions.add(Permission.objects.get(codename="delete_user"))
    desk.permissions.remove(Permission.objects.get(codename="view_reservation"))
    assert told()["Front desk"] == {"added": ["reservations.view_reservation"], "removed": ["auth.delete_user"]}


def test_who_is_above_may_all_that_who_is_below_may() -> None:
    desk, manager, owner = map(roles.permissions, (Role.FRONT_DESK, Role.MANAGER, Role.OWNER))
    assert desk < manager < owner


def test_operators_read_no_guests() -> None:
    mine = roles.permissions(Role.OPERATOR)
    private = ("guest", "conversation", "message", "note", "reservation", "turnrecord", "session", "media", "user")
    assert not {name for name in mine if name.rpartition("_")[2] in private}
    assert roles.OPERATE in mine
    assert not any(roles.OPERATE in roles.permissions(role) for role in (Role.FRONT_DESK, Role.MANAGER, Role.OWNER))


def test_nobody_gives_a_role_that_may_more(hotel: Hotel) -> None:
    given = {role: roles.grantable(employed(hotel, role)) for role in Role}
    assert given[Role.FRONT_DESK] == [Role.FRONT_DESK]
    assert given[Role.MANAGER] == [Role.FRONT_DESK, Role.MANAGER]
    assert given[Role.OWNER] == [Role.FRONT_DESK, Role.MANAGER, Role.OWNER]
    assert given[Role.OPERATOR] == [Role.OPERATOR]
    assert roles.grantable(make.UserFactory(is_superuser=True)) == list(Role)


def test_a_role_chosen_is_a_group_joined_and_left(hotel: Hotel) -> None:
    user = employed(hotel, "manager")
    own = Group.objects.create(name="Night shift")
    user.groups.add(own)
    member = StaffMember.objects.get(user=user)
    member.role = "front_desk"
    member.save()
    staff.settle(user)
    assert set(user.groups.all()) == {own, Group.objects.get(name="Front desk")}
    member.delete()
    staff.settle(user)
    assert list(user.groups.all()) == [own]


def test_what_is_of_all_hotels_needs_an_operator_of_all(hotel: Hotel, other_hotel: Hotel) -> None:
    one = employed(hotel, "operator")
    assert not roles.operates_all(one, [hotel])
    staff.appoint(other_hotel, one, "operator")
    assert roles.operates_all(one, [hotel, other_hotel])
    assert not roles.operates_all(employed(hotel, "owner"), [hotel, other_hotel])
    assert roles.operates_all(make.UserFactory(is_superuser=True), [])
