"""Who works in the demo hotels, and what front desk, managers and owners may do in the admin."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User

from hotel_agent.demo import keys
from hotel_agent.demo.sheets import HotelSheet
from pms.models import Hotel, StaffMember

Role = StaffMember.Role
ADMIN = "admin"

SEE = """hotel roomtype room rateplan nightlyrate tax restriction localbooking guest guestidentity
    roomhold holdevent offer reservation reservationevent
    conversation message turnrecord session fact channelaccount messagetemplate promise conversationevent media
    guestmerge"""
GROUPS = {
    Role.FRONT_DESK: {"view": SEE, "change": "room roomhold reservation guest conversation", "add": "message"},
    Role.MANAGER: {
        "view": SEE,
        "change": "hotel roomtype room rateplan nightlyrate tax restriction roomhold reservation guest conversation"
        " fact",
        "add": "roomtype room rateplan nightlyrate tax restriction message fact",
        "delete": "restriction fact",
    },
}
GROUPS[Role.OWNER] = {
    action: f"{models} staffmember channelaccount messagetemplate pmsaccount"
    for action, models in GROUPS[Role.MANAGER].items()
}


SHORT = {Role.FRONT_DESK: "desk", Role.MANAGER: "manager"}


@dataclass(frozen=True)
class Login:
    """For whoever runs the demo."""

    username: str
    password: str
    role: str


def admin() -> Login:
    return Login(ADMIN, keys.password(ADMIN), "Administrator")


def login(sheet: HotelSheet, role: StaffMember.Role) -> Login:
    username = f"{sheet.slug}-{SHORT[role]}"
    return Login(username, keys.password(username), role.label)


def administrator() -> None:
    """Sees every hotel. The password is set back to what demo.json says."""
    user, _ = User.objects.get_or_create(username=ADMIN, defaults={"is_staff": True, "is_superuser": True})
    if not user.check_password(admin().password):
        user.set_password(admin().password)
        user.save(update_fields=["password"])


def groups() -> None:
    for role, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=role.label)
        names = [f"{action}_{model}" for action, models in rights.items() for model in models.split()]
        group.permissions.add(*Permission.objects.filter(codename__in=names))


def members(sheet: HotelSheet, hotel: Hotel) -> None:
    for role in SHORT:
        mine = login(sheet, role)
        user, created = User.objects.get_or_create(username=mine.username, defaults={"is_staff": True})
        if created:
            user.set_password(mine.password)
            user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=role.label))
        StaffMember.objects.get_or_create(hotel=hotel, user=user, defaults={"role": role})
