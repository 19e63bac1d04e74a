"""The back office of hotels: the house itself, what it sells, and its people."""

from pms.admin import hotels, people, rates, rooms

__all__ = ["hotels", "people", "rates", "rooms"]
