"""Rooms that guests hold and the desk has sold meanwhile: another one of the type is held, or the caller is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from locks import holds
from locks.errors import HoldConflict
from locks.models import RoomHold
from pms import gateway
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Reservation

ACTOR = "job:overrun"
SOLD = "sold at the desk"


@dataclass(frozen=True)
class Overrun:
    """`lost` has ended; `instead` is held for the same guest, if anything is left of the type."""

    lost: RoomHold
    instead: RoomHold | None


def hotels_holding() -> list[int]:
    """Where guests are deciding on rooms now."""
    with scopes_disabled():
        live = RoomHold.objects.filter(status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())
        return list(live.order_by().values_list("hotel_id", flat=True).distinct())


def settle(hotel: Hotel) -> list[Overrun]:
    """One question to the PMS for each type and stay that is held. Raises PmsError."""
    live = RoomHold.objects.filter(hotel=hotel, status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())
    alike: dict[tuple[str, Stay], list[RoomHold]] = defaultdict(list)
    for held in live.select_related("guest"):
        alike[held.room_type, held.stay].append(held)
    found = []
    for (room_type, stay), rows in alike.items():
        free = gateway.open_for(hotel).free_units(room_type, stay)
        found += [over for row in rows if row.unit not in free and (over := _overrun(hotel, row, free))]
    return found


def _overrun(hotel: Hotel, held: RoomHold, free: Sequence[str]) -> Overrun | None:
    with transaction.atomic():
        row = holds.lock(held)
        # What our own booking has taken is sold to this very guest, or about to be.
        if not row.is_live or Reservation.objects.filter(hold=row).exists():
            return None
        holds.release(row, actor=ACTOR, reason=SOLD)
    return Overrun(row, _instead(hotel, held, free))


def _instead(hotel: Hotel, lost: RoomHold, free: Sequence[str]) -> RoomHold | None:
    for unit in free:
        try:
            return holds.place(
                hotel,
                unit,
                lost.stay,
                room_type=lost.room_type,
                guest=lost.guest,
                holder=lost.holder,
                actor=ACTOR,
            )
        except HoldConflict:
            continue
    return None
