"""Reservations in the back office: what was offered, what became of it, and the rooms over the days."""

from reservations.admin import lists, reservations

__all__ = ["lists", "reservations"]
