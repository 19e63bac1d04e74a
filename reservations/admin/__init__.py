"""Reservations in the back office: what was offered, what became of it, and the rooms over the days."""

from reservations.admin import reservations

__all__ = ["reservations"]
