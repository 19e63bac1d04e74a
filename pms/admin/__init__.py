"""The back office of hotels: the house itself, what it sells, its people, and its flags."""

from pms.admin import flags, guests, hotels, people, rates, rooms

__all__ = ["flags", "guests", "hotels", "people", "rates", "rooms"]
