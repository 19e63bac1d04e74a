"""Who may ask the fake PMS for what: keys of the web service, their rights, and how it turns people away."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from pms.fakes.answers import Bare, Refused
from pms.fakes.lists import closest, full_list

KEY = "FAKEPMSFAKEPMSFAKEPMSFAKEPMS0001"
LENGTH = 32
Rights = Mapping[str, frozenset[str]]

READ = frozenset({"GET", "HEAD"})
READABLE = """hotels room_types hotel_room_types hotel_rooms services extra_demands feature_prices hotel_refund_rules
order_states configurations currencies languages orders order_details room_bookings order_histories"""
AGENT: Rights = {
    **dict.fromkeys(READABLE.split(), READ),
    "hotel_ari": frozenset({"POST"}),
    "bookings": READ | {"POST", "PUT"},
    "order_histories": READ | {"POST"},
}
EVERYTHING: Rights = dict.fromkeys((*READABLE.split(), "hotel_ari", "bookings"), READ | {"POST", "PUT", "DELETE"})
NAMES = """addresses advance_payments booking_extra_demands bookings carriers cart_bookings cart_rules carts
categories combinations configurations contacts content_management_system countries currencies customer_messages
customer_threads customers customizations deliveries demand_advance_options employees extra_demands extra_services
feature_prices groups guests hotel_ari hotel_features hotel_refund_rules hotel_room_types hotel_rooms hotels image_types
images languages manufacturers order_carriers order_details order_discounts order_histories order_invoices
order_payments order_slip order_states orders price_ranges product_customization_fields product_suppliers qlo
room_bookings room_type_feature_values room_type_features room_type_option_values room_type_options room_types search
services shop_groups shop_urls shops specific_price_rules specific_prices states stock_availables
stock_movement_reasons stock_movements stocks stores suppliers supply_order_details supply_order_histories
supply_order_receipt_histories supply_order_states supply_orders tags tax_rule_groups tax_rules taxes
translated_configurations warehouse_product_locations warehouses weight_ranges zones"""
ALL_NAMES = NAMES.split()


def given(authorization: str, asked: Mapping[str, str]) -> str | None:
    """The key is the user of HTTP Basic, or `ws_key` in the address. None: no credentials at all."""
    kind, _, secret = authorization.partition(" ")
    if kind.lower() != "basic":
        return asked.get("ws_key")
    try:
        return base64.b64decode(secret, validate=True).decode().partition(":")[0]
    except ValueError:
        return ""


def rights_of(keys: Mapping[str, Rights], key: str | None) -> Rights:
    if key is None:
        raise Bare(401, "401 Unauthorized")
    if not key:
        raise Refused(401, (17, "Authentication key is empty"))
    if len(key) != LENGTH:
        raise Refused(401, (18, "Invalid authentication key format"))
    if key not in keys:
        unknown = (20, "Authentification key is not active"), (21, "No permission for this authentication key")
        raise Refused(401, *unknown)
    return keys[key]


def check(rights: Rights, resource: str, method: str) -> None:
    if resource not in ALL_NAMES:
        text = f'Resource of type "{resource}" does not exists. Did you mean: "{closest(resource, ALL_NAMES)}"? '
        raise Refused(400, (27, text + full_list(ALL_NAMES)))
    if resource not in rights:
        raise Refused(401, (26, f'Resource of type "{resource}" is not allowed with this authentication key'))
    if method not in rights[resource]:
        text = f"Method {method} is not allowed for the resource {resource} with this authentication key"
        raise Refused(405, (25, text))
