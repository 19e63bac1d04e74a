"""Who works where, in which role. A role chosen is a group joined: nothing else ties the two."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from pms import roles
from pms.models import Hotel, StaffMember


def appoint(hotel: Hotel, user: User, role: str) -> None:
    """The first time somebody works there; what is set already stays."""
    StaffMember._base_manager.get_or_create(hotel=hotel, user=user, defaults={"role": role})
    settle(user)


@transaction.atomic
def settle(user: User) -> None:
    """After their rows have changed: in the groups of the roles they have, and in no other role's."""
    chosen = StaffMember._base_manager.filter(user=user).values_list("role", flat=True)
    wanted = {roles.group_of(role) for role in set(chosen)}
    user.groups.remove(*set(roles.groups()) - wanted)
    user.groups.add(*wanted)


def other_role(user: Any, role: str, *, but: int | None = None) -> StaffMember | None:
    """A row with another role: what a group may, it may at all hotels of its member, so one person has one role."""
    rows = StaffMember._base_manager.select_related("hotel").filter(user=user).exclude(role=role)
    return (rows.exclude(pk=but) if but else rows).first()
