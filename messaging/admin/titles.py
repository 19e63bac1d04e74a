"""Intents, slots and topics in the words of staff."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

INTENTS: dict[str, Any] = {
    "check_availability": _("Looks for a room"),
    "check_price": _("Asks for a price"),
    "hotel_question": _("Asks about the hotel"),
    "choose_room": _("Chooses a room"),
    "give_details": _("Says who they are"),
    "confirm": _("Says yes"),
    "deny": _("Says no"),
    "cancel_flow": _("Drops the booking"),
    "show_reservation": _("Asks for their reservation"),
    "cancel_reservation": _("Wants to cancel"),
    "confirm_cancel": _("Confirms the cancellation"),
    "human": _("Wants a person"),
    "emergency": _("Emergency"),
    "greeting": _("Greets"),
    "thanks": _("Thanks or says goodbye"),
    "attachment": _("Sends something without words"),
    "unknown": _("None of these"),
}
# What the keys 1 to 9 choose, whatever else is learnt: hands remember places.
KEYS = (
    *("check_availability", "check_price", "hotel_question", "choose_room", "give_details"),
    *("show_reservation", "cancel_reservation", "human", "unknown"),
)
TOPICS: dict[str, Any] = {
    "late_checkout": _("Late check-out"),
    "early_checkin": _("Early check-in"),
    "cancellation_policy": _("Cancellation policy"),
    "check_out_time": _("Check-out time"),
    "check_in_time": _("Check-in time"),
    "business_hours": _("Reception hours"),
    "pets": _("Pets"),
    "parking": _("Parking"),
    "breakfast": _("Breakfast"),
    "pool": _("Pool and spa"),
    "wifi": _("Wi-Fi"),
    "gym": _("Gym"),
    "transfer": _("Transfer and taxi"),
    "luggage": _("Luggage"),
    "accessibility": _("Accessibility"),
    "air_conditioning": _("Air conditioning"),
    "smoking": _("Smoking"),
    "children": _("Children"),
    "restaurant": _("Restaurant"),
    "payment": _("Payment"),
    "location": _("Location"),
    "contact": _("Contact"),
    "services": _("Services"),
    "discount": _("Discounts"),
    "rooms": _("Rooms"),
}
REASON_ICONS = {
    "unsure": "help",
    "missed": "sentiment_dissatisfied",
    "handed_over": "support_agent",
    "corrected": "edit_note",
    "denied": "thumb_down",
    "sample": "casino",
}


def intent(name: str) -> str:
    return str(INTENTS.get(name) or name.replace("_", " ").capitalize())


def topic(name: str) -> str:
    return str(TOPICS.get(name) or name.replace("_", " ").replace("-", " ").capitalize())
