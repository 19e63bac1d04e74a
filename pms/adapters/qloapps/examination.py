"""What pms_doctor asks of a QloApps: rights of the key, settings that matter, what the web shop charges besides."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import httpx
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pms.adapters.qloapps.catalogue import Catalogue, is_added, is_in_price
from pms.adapters.qloapps.reading import text
from pms.adapters.qloapps.web_service import WebService
from pms.errors import PmsError, PmsMisconfigured
from pms.models import Hotel
from pms.terms import Finding

READ = (
    *("hotels", "hotel_refund_rules", "room_types", "hotel_room_types", "hotel_rooms"),
    *("services", "configurations", "orders", "room_bookings"),
)
# Without a body hotel_ari is a 400, and a create a 500 that makes nothing; an order state of order 0 is refused.
HARMLESS = {
    "hotel_ari": b"",
    "bookings": b"",
    "order_histories": (
        b"<qloapps><order_history><id_order>0</id_order><id_order_state>0</id_order_state></order_history></qloapps>"
    ),
}
HERE = ("localhost", "127.0.0.1", "::1")
TOO_MUCH = ("customers", "employees", "addresses")
OVERBOOKING = {
    "1": gettext_lazy("overbooked orders are cancelled"),
    "2": gettext_lazy("overbooked orders are refunded"),
    "3": gettext_lazy("overbooked orders are left as they are"),
}


def address(api: WebService) -> Iterator[Finding]:
    url = httpx.URL(api.address)
    if url.scheme == "https" or url.host in HERE:
        yield Finding("address", "ok", api.address)
    else:
        told = _("%(address)s: without https the key and guests' names travel unencrypted")
        yield Finding("address", "warning", told % {"address": api.address})


def rights(api: WebService) -> Iterator[Finding]:
    """A key that lacks one of these stops some guest's booking later; one that has more shows what is not ours."""
    lacking = [f"GET {name}" for name in READ if not _may_read(api, name)]
    lacking += [f"POST {name}" for name, body in HARMLESS.items() if not _may_post(api, name, body)]
    if len(lacking) == len(READ) + len(HARMLESS):
        return  # the key or the address is wrong, and the next call says which
    if lacking:
        yield Finding("rights", "error", _("the key may not: %(what)s") % {"what": ", ".join(lacking)})
    else:
        yield Finding("rights", "ok", f"GET {', '.join(READ)}; POST {', '.join(HARMLESS)}")
    if more := [name for name in TOO_MUCH if _may_read(api, name)]:
        told = _("the key reads %(what)s: no need of ours, and it shows too much")
        yield Finding("rights.more", "warning", told % {"what": ", ".join(more)})


def settings(hotel: Hotel, known: Catalogue) -> Iterator[Finding]:
    now = timezone.now()
    same = now.astimezone(known.zone).utcoffset() == now.astimezone(hotel.zone).utcoffset()
    told = _("the store keeps %(theirs)s, the hotel is set up in %(ours)s")
    zones = {"theirs": known.zone.key, "ours": hotel.timezone}
    yield Finding("clock", "ok" if same else "warning", told % zones)
    last = _("nights are sold until %(day)s") % {"day": known.last_day} if known.last_day else _("nights have no end")
    yield Finding("last_day", "ok", last)
    if count := len(known.refund_rules):
        told = ngettext("%(count)s refund rule is applied", "%(count)s refund rules are applied", count)
        yield Finding("refunds", "ok", told % {"count": count})
    else:
        told = _("no refund rules: whoever cancels pays the whole stay, and is told so")
        yield Finding("refunds", "warning", told)
    if not known.types:
        yield Finding("room_types", "error", _("the hotel has no room types"))
    for kind in known.types.values():
        rooms = sum(room.room_type == kind.code for room in known.rooms)
        told = _("%(name)s: rooms %(rooms)s, adults at most %(adults)s, guests at most %(guests)s")
        counts = {
            "name": kind.names[hotel.language],
            "rooms": rooms,
            "adults": kind.max_adults,
            "guests": kind.max_guests,
        }
        yield Finding(f"room_type.{kind.code}", "ok" if rooms and kind.max_guests else "warning", told % counts)


def fees(api: WebService) -> Iterator[Finding]:
    """What hotel_ari adds to the price is booked with it; what it leaves out only the web shop charges."""
    rows = api.rows("services", display="[id,name,active,auto_add_to_cart,price_addition_type,price]")
    for row in rows:
        if not is_added(row):
            continue
        fee = {"name": text(row["name"]), "price": f"{Decimal(str(row['price'])):.2f}"}
        if is_in_price(row):
            told = _("%(name)s (%(price)s before tax) is inside our prices and booked")
            yield Finding(f"fee.{row['id']}", "ok", told % fee)
        else:
            told = _("%(name)s (%(price)s before tax) is charged by the web shop only: not in our prices, not booked")
            yield Finding(f"fee.{row['id']}", "warning", told % fee)


def overbooking(api: WebService) -> Iterator[Finding]:
    rows = api.rows("configurations", **{"filter[name]": "[PS_OVERBOOKING_ORDER_ACTION]", "display": "[name,value]"})
    action = str(rows[0]["value"]) if rows else ""
    told = OVERBOOKING.get(action, _("overbooked orders are treated in a way we do not know"))
    again = _("each booking is read back")
    yield Finding("overbooking", "ok", f"{told}; {again}")


def routed() -> Iterator[Finding]:
    """What this PMS cannot do for us, so that a person does it."""
    yield Finding("staff.changes", "ok", _("staff move and change stays in QloApps; we follow them"))
    yield Finding("staff.price", "ok", _("a booking whose total differs from the offer waits for staff"))
    told = _("vouchers are not applied by the web service: discounts are for staff")
    yield Finding("staff.vouchers", "ok", told)


def _may_read(api: WebService, resource: str) -> bool:
    node = {"hotel_rooms": "rooms", "room_bookings": "bookings"}.get(resource, "")
    try:
        api.rows(resource, node, display="[id]", limit="1")
    except PmsMisconfigured:
        return False
    return True


def _may_post(api: WebService, resource: str, body: bytes) -> bool:
    try:
        api.change(resource, body, "text/xml; charset=utf-8")
    except PmsMisconfigured:
        return False
    except PmsError:
        return True  # it was let in, and answered something else
    return True
