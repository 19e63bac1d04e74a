"""Hotels, their staff and guests, and the tables of the local PMS: rooms, rates, rules, bookings."""

from pms.models.booking import LocalBooking
from pms.models.duty import OpeningSpan, Rung
from pms.models.guest import Guest, GuestIdentity, GuestMerge
from pms.models.hotel import Hotel, HotelFlag, PmsAccount, PmsExamination, PmsHour, StaffMember
from pms.models.rates import NightlyRate, RatePlan, Restriction, Tax
from pms.models.rooms import Room, RoomType, validate_names

__all__ = [
    "Guest",
    "GuestIdentity",
    "GuestMerge",
    "Hotel",
    "HotelFlag",
    "LocalBooking",
    "NightlyRate",
    "OpeningSpan",
    "PmsAccount",
    "PmsExamination",
    "PmsHour",
    "RatePlan",
    "Restriction",
    "Room",
    "RoomType",
    "Rung",
    "StaffMember",
    "Tax",
    "validate_names",
]
