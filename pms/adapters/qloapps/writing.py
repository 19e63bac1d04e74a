"""What we send to QloApps: XML everywhere but for bookings, and a guest in letters that it does not choke on."""

from __future__ import annotations

import json
import re
import unicodedata
from xml.etree import ElementTree

from pms.adapters.qloapps.catalogue import KnownType
from pms.terms import Contact, Order, Stay

NAME_LENGTH, PHONE_LENGTH, EMAIL_LENGTH = 32, 32, 128  # Customer::$definition
# Validate::isEmail is wider, Validate::isPhoneNumber as wide.
EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.ASCII | re.IGNORECASE)
NO_NAME, NO_PHONE = "-", "0000000000"


def availability(hotel_id: int, stay: Stay, room_type: str = "") -> bytes:
    """No room_occupancies: they filter nothing, and each multiplies the price."""
    fields = {"id_hotel": str(hotel_id), "id_room_type": room_type}
    dates = {"date_from": stay.arrival.isoformat(), "date_to": stay.departure.isoformat()}
    return _xml("hotel_ari", {**fields, **dates})


def new_state(order: int, state: int) -> bytes:
    return _xml("order_history", {"id_order": str(order), "id_order_state": str(state)})


def booking(order: Order, known: KnownType, room_id: int, source: str, *, hotel_id: int, currency: str) -> bytes:
    """No price_details: a total below QloApps' own ends in a 500 after the booking is made."""
    party = order.party
    room = {
        "id_room": room_id,
        # 1.6 reads `adult`, 1.7 the documented `adults`.
        "adult": party.adults,
        "adults": party.adults,
        "child": len(party.children),
        "child_ages": list(party.children),
        "services": [{"id_service": service, "quantity": 1} for service in known.services],
    }
    wanted = {
        "id_room_type": int(known.code),
        "checkin_date": order.stay.arrival.isoformat(),
        "checkout_date": order.stay.departure.isoformat(),
        "number_of_rooms": 1,
        "rooms": [room],
    }
    fields = {
        "id_property": hotel_id,
        "currency": currency,
        "booking_status": 1,  # new
        "payment_status": 3,  # awaited
        "source": source,
        "remark": order.reference,
        "associations": {"customer_detail": customer(order.contact, order.reference), "room_types": [wanted]},
    }
    return json.dumps({"booking": fields}).encode()


def customer(contact: Contact, reference: str) -> dict[str, str]:
    """QloApps finds customers by e-mail and overwrites name and phone of all their bookings: a guest without one
    gets an address of the booking's own. A digit in a name or a letter in a phone is a 500."""
    first, _, last = _name(contact.name).partition(" ")
    phone = re.sub(r"[^0-9+]", "", contact.phone)[:PHONE_LENGTH]
    email = contact.email.strip()
    if not EMAIL.fullmatch(email) or len(email) > EMAIL_LENGTH:
        email = f"{reference.lower()}@guest.invalid"
    return {
        "firstname": first[:NAME_LENGTH] or NO_NAME,
        "lastname": last[:NAME_LENGTH].strip() or NO_NAME,
        "email": email,
        "phone": phone if re.search(r"[0-9]", phone) else NO_PHONE,
    }


def _name(name: str) -> str:
    """Letters of any alphabet, apostrophe and hyphen; the tables hold three bytes a character."""
    letters = (
        char if char in "'-" or (char.isalpha() and ord(char) <= 0xFFFF) or unicodedata.combining(char) else " "
        for char in unicodedata.normalize("NFC", name).replace("’", "'")
    )
    return " ".join("".join(letters).split())


def _xml(root: str, fields: dict[str, str]) -> bytes:
    document = ElementTree.Element("qloapps")
    parent = ElementTree.SubElement(document, root)
    for name, value in fields.items():
        if value:
            ElementTree.SubElement(parent, name).text = value
    written: bytes = ElementTree.tostring(document, encoding="utf-8", xml_declaration=True)
    return written
