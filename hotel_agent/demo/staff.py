"""Who works in the demo hotels: front desk and a manager at each, and an administrator of all."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from hotel_agent.demo import keys
from hotel_agent.demo.sheets import HotelSheet
from pms.models import Hotel, StaffMember
from pms.staff import appoint

Role = StaffMember.Role
ADMIN = "admin"

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
    return Login(username, keys.password(username), str(role.label))


def administrator() -> None:
    """Sees every hotel. The password is set back to what demo.json says."""
    user, _ = User.objects.get_or_create(username=ADMIN, defaults={"is_staff": True, "is_superuser": True})
    if not user.check_password(admin().password):
        user.set_password(admin().password)
        user.save(update_fields=["password"])


def members(sheet: HotelSheet, hotel: Hotel) -> None:
    for role in SHORT:
        mine = login(sheet, role)
        user, created = User.objects.get_or_create(username=mine.username, defaults={"is_staff": True})
        if created:
            user.set_password(mine.password)
            user.save(update_fields=["password"])
        appoint(hotel, user, role)
