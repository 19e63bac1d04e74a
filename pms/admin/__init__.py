"""The back office of hotels: the house itself, what it sells, and its people."""

from pms.admin import guests, hotels, people, rates, rooms

__all__ = ["guests", "hotels", "people", "rates", "rooms"]
