"""What front desk, managers, owners and operators may do: one matrix, which becomes Django's groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet

from pms.models import Hotel, StaffMember

Role = StaffMember.Role
OPERATE = "pms.operate_hotel"

# Names of groups stand in tables, so they are in no language but this one.
NAMES = {Role.FRONT_DESK: "Front desk", Role.MANAGER: "Manager", Role.OWNER: "Owner", Role.OPERATOR: "Operator"}

HOUSE = """pms.hotel pms.roomtype pms.room pms.rateplan pms.nightlyrate pms.tax pms.restriction pms.localbooking
    pms.openingspan pms.rung pms.guest pms.guestidentity pms.guestmerge locks.roomhold locks.holdevent
    reservations.offer reservations.reservation reservations.reservationevent reservations.request
    reservations.waiting reservations.changequote
    messaging.conversation messaging.conversationevent messaging.message messaging.media messaging.note
    messaging.cannedreply messaging.turnrecord messaging.session messaging.promise messaging.alarm messaging.fact
    messaging.messagetemplate"""
PEOPLE = "auth.user pms.staffmember"
SOLD = "pms.roomtype pms.rateplan pms.nightlyrate pms.tax pms.restriction"
DUTY = "pms.openingspan pms.rung"
LINES = "messaging.channelaccount messaging.languagemodel pms.pmsaccount"

DESK = {
    "view": HOUSE,
    "change": "pms.room pms.guest locks.roomhold reservations.reservation reservations.request messaging.conversation",
    "add": "messaging.message messaging.note reservations.request",
}
MANAGER = {
    "view": f"""{HOUSE} {PEOPLE} {LINES} messaging.classifier messaging.correction messaging.modelcall
        pms.hotelflag pms.pmshour""",
    "change": f"{DESK['change']} {SOLD} {PEOPLE} {DUTY} pms.hotel messaging.fact messaging.cannedreply",
    "add": f"{DESK['add']} {SOLD} {PEOPLE} {DUTY} pms.room messaging.fact messaging.cannedreply messaging.correction",
    "delete": f"{DUTY} pms.restriction pms.staffmember messaging.fact messaging.cannedreply messaging.session",
}
OWNER = {
    "view": MANAGER["view"],
    "change": f"{MANAGER['change']} {LINES} messaging.messagetemplate pms.hotelflag",
    "add": f"{MANAGER['add']} messaging.messagetemplate pms.hotelflag",
    "delete": f"{MANAGER['delete']} messaging.messagetemplate pms.hotelflag",
}
# Sets up the machinery of a hotel; its guests and what they write are nothing an operator needs to see.
MACHINERY = f"{LINES} messaging.messagetemplate pms.hotelflag"
OPERATOR = {
    "view": f"{MACHINERY} messaging.modelcall pms.hotel pms.pmshour locks.lease",
    "change": f"{MACHINERY} pms.hotel",
    "add": f"{MACHINERY} pms.hotel",
    "delete": "messaging.channelaccount messaging.languagemodel messaging.messagetemplate pms.hotelflag",
    "operate": "pms.hotel",
}
MATRIX: Mapping[Role, Mapping[str, str]] = {
    Role.FRONT_DESK: DESK,
    Role.MANAGER: MANAGER,
    Role.OWNER: OWNER,
    Role.OPERATOR: OPERATOR,
}


def permissions(role: Role) -> set[str]:
    """As `User.has_perm` names them."""
    return {
        f"{app}.{action}_{model}"
        for action, models in MATRIX[role].items()
        for app, _, model in (name.partition(".") for name in models.split())
    }


@transaction.atomic
def apply() -> dict[str, tuple[list[str], list[str]]]:
    """Make the groups what the matrix says; for each, what was added and what was taken away."""
    return {NAMES[role]: _apply(role) for role in MATRIX}


def group_of(role: str) -> Group:
    """Its group, made when nobody has applied the matrix yet."""
    found = Group.objects.filter(name=NAMES[Role(role)]).first()
    if found is None:
        _apply(Role(role))
        found = Group.objects.get(name=NAMES[Role(role)])
    return found


def groups() -> QuerySet[Group]:
    return Group.objects.filter(name__in=NAMES.values())


def of(user: Any) -> set[str]:
    """All roles somebody has anywhere. Who may everything counts as an operator."""
    joined = set(user.groups.values_list("name", flat=True))
    chosen = StaffMember._base_manager.filter(user=user).values_list("role", flat=True)
    mine = {role.value for role, name in NAMES.items() if name in joined}
    return mine.union(chosen, {Role.OPERATOR.value} if user.is_superuser else ())


def grantable(user: Any) -> list[Role]:
    """Nobody gives away more than they may do themselves."""
    return [role for role in MATRIX if user.is_superuser or permissions(role) <= user.get_all_permissions()]


def operates_all(user: Any, hotels: list[Hotel]) -> bool:
    """May set what is of all hotels together. `hotels`: those of this user."""
    if user.is_superuser:
        return True
    return bool(user.has_perm(OPERATE) and not Hotel.objects.exclude(pk__in=[hotel.pk for hotel in hotels]).exists())


def _apply(role: Role) -> tuple[list[str], list[str]]:
    group, _ = Group.objects.get_or_create(name=NAMES[role])
    rows = Permission.objects.select_related("content_type")
    wanted = {_name(row): row for row in rows if _name(row) in permissions(role)}
    had = {_name(row) for row in group.permissions.select_related("content_type")}
    group.permissions.set(wanted.values())
    return sorted(wanted.keys() - had), sorted(had - wanted.keys())


def _name(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"
