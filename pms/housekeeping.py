"""The state of a room: clean or not, and whether it can be sold. Beside the room's own form the only writer."""

from __future__ import annotations

from pms.models import Room


def mark(room: Room, state: str, *, by: str = "") -> None:
    """Raises ValueError for a state that is none."""
    room.housekeeping = Room.Housekeeping(state)
    _keep(room, "housekeeping", by)


def set_out_of_order(room: Room, out_of_order: bool, *, by: str = "") -> None:
    """Bookings and holds that stand in it stay as they are: staff must find them another room."""
    room.out_of_order = out_of_order
    _keep(room, "out_of_order", by)


def _keep(room: Room, field: str, by: str) -> None:
    # Not update(): that would leave no line in the room's history.
    room._change_reason = by  # type: ignore[attr-defined]
    room.save(update_fields=[field])
