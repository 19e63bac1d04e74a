"""What a hotel is in QloApps: room types, rooms, limits, fees, order states. Kept for minutes, never availability."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from pms.adapters.qloapps.reading import day, number, readable, text, words
from pms.adapters.qloapps.web_service import Row, WebService, listed
from pms.errors import PmsMisconfigured, PmsRefused
from pms.terms import LANGUAGES, Party, Stay

KEPT_SECONDS = 300.0
# Ids of order states differ from one installation to the next; the names of these settings do not.
NEEDED = ("PS_OS_CANCELED", "PS_OS_REFUND", "PS_TIMEZONE")
SETTINGS = (*NEEDED, "MAX_GLOBAL_BOOKING_DATE")
INCLUDED_IN_PRICE = 1  # services.price_addition_type

_kept: dict[str, tuple[float, Catalogue]] = {}


@dataclass(frozen=True)
class KnownType:
    code: str
    names: dict[str, str]
    descriptions: dict[str, str]
    max_adults: int
    max_children: int
    max_guests: int
    min_nights: int
    max_nights: int
    """0: no limit."""
    services: tuple[int, ...]
    """Fees that hotel_ari adds to the price by itself. A booking leaves them out unless it names them."""

    def sleeps(self, party: Party) -> bool:
        fits = party.adults <= self.max_adults and len(party.children) <= self.max_children
        return fits and party.size <= self.max_guests

    def refusal(self, stay: Stay) -> PmsRefused | None:
        if stay.nights < self.min_nights:
            return PmsRefused("min_nights", nights=self.min_nights)
        if self.max_nights and stay.nights > self.max_nights:
            return PmsRefused("max_nights", nights=self.max_nights)
        return None


@dataclass(frozen=True)
class KnownRoom:
    id: int
    unit: str
    room_type: str
    floor: str


@dataclass(frozen=True)
class RefundRule:
    """Cancelling at least `days` before arrival costs `amount`, a percentage or a sum."""

    days: Decimal
    percent: bool
    amount: Decimal


@dataclass(frozen=True)
class Catalogue:
    hotel_id: int
    types: dict[str, KnownType]
    rooms: tuple[KnownRoom, ...]
    last_day: date | None
    """Nobody may stay longer than this day. QloApps sells later nights over the API all the same."""
    cancelled: int
    refunded: int
    zone: ZoneInfo
    refund_rules: tuple[RefundRule, ...]
    """In the order the hotel applies them: the first that fits. None fits, or there are none: nothing is refunded."""

    @property
    def over(self) -> tuple[int, int]:
        """States of an order that is rightly without a room."""
        return self.cancelled, self.refunded

    def room_id(self, room_type: str, unit: str) -> int | None:
        return next((room.id for room in self.rooms if (room.room_type, room.unit) == (room_type, unit)), None)

    def sellable(self, stay: Stay, party: Party) -> list[KnownType]:
        """Room types for this party and length of stay. Raises PmsRefused with the reason for none."""
        types = list(self.types.values())
        fitting = [kind for kind in types if kind.sleeps(party)]
        if not fitting:
            raise PmsRefused(
                "too_many_guests",
                max_guests=max((kind.max_guests for kind in types), default=0),
                max_adults=max((kind.max_adults for kind in types), default=0),
            )
        allowed = [kind for kind in fitting if not kind.refusal(stay)]
        if not allowed:
            raise next(no for kind in fitting if (no := kind.refusal(stay)))
        return allowed

    def store_time(self, instant: datetime) -> str:
        """The store's wall clock, which has no offset and no fractions. Where it was put back since, the earlier
        reading: the repeated hour would hide changes."""
        read = instant.astimezone(self.zone).replace(tzinfo=None)
        offset = timezone.now().astimezone(self.zone).utcoffset() or timedelta()
        read_today = instant.astimezone(UTC).replace(tzinfo=None) + offset
        return f"{min(read, read_today) - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"


def catalogue_of(api: WebService, hotel_id: int | None) -> Catalogue:
    """Of this hotel, or None: of the only one that is open there."""
    name = sha256(f"{api.address} {api.key} {hotel_id}".encode()).hexdigest()
    expires, known = _kept.get(name, (0.0, None))
    if known is None or time.monotonic() > expires:
        known = _read(api, hotel_id)
        _kept[name] = (time.monotonic() + KEPT_SECONDS, known)
    return known


def forget() -> None:
    _kept.clear()


def _read(api: WebService, hotel_id: int | None) -> Catalogue:
    settings = _settings(api)
    hotels = api.rows("hotels", display="full")
    with readable("the hotel's settings"):
        hotel = _chosen(hotels, hotel_id)
        own = number(hotel["id"])
        return Catalogue(
            hotel_id=own,
            types={known.code: known for known in _types(api, own)},
            rooms=tuple(_rooms(api, own)),
            last_day=_last_day(hotel, settings),
            cancelled=int(settings["PS_OS_CANCELED"]),
            refunded=int(settings["PS_OS_REFUND"]),
            zone=ZoneInfo(settings["PS_TIMEZONE"]),
            refund_rules=tuple(_refund_rules(api, hotel)) if number(hotel.get("active_refund")) else (),
        )


def _settings(api: WebService) -> dict[str, str]:
    wanted = "|".join(SETTINGS)
    found = api.rows("configurations", **{"filter[name]": f"[{wanted}]", "display": "[id,name,value]"})
    with readable("configurations"):
        settings = {str(row["name"]): str(row["value"] or "") for row in found}
    if lacking := [name for name in NEEDED if not settings.get(name)]:
        raise PmsMisconfigured(_("settings of QloApps that are empty: %(names)s") % {"names": ", ".join(lacking)})
    return settings


def _chosen(hotels: list[Row], hotel_id: int | None) -> Row:
    theirs = {number(hotel["id"]): hotel for hotel in hotels}
    if hotel_id in theirs:
        return theirs[hotel_id]
    told = ", ".join(f"{id_} {text(hotel.get('hotel_name'))}" for id_, hotel in theirs.items())
    if hotel_id is not None:
        wrong = _("there is no hotel %(id)s at this address, but: %(hotels)s")
        raise PmsMisconfigured(wrong % {"id": hotel_id, "hotels": told})
    open_ = [hotel for hotel in hotels if number(hotel.get("active", 1))]
    if len(open_) != 1:
        which = _("which hotel is it? Set the option hotel_id to one of: %(hotels)s")
        raise PmsMisconfigured(which % {"hotels": told})
    return open_[0]


def _types(api: WebService, hotel_id: int) -> Iterator[KnownType]:
    described = {str(row["id"]): row for row in api.rows("room_types", display="full")}
    languages = _languages(api) if any(isinstance(row["name"], list) for row in described.values()) else {}
    fees = _fees(api)
    for row in api.rows("hotel_room_types", display="full"):
        code = str(row["id_product"])
        if number(row["id_hotel"]) != hotel_id or code not in described:
            continue
        known = described[code]
        own = _ids(known, "services")
        short, long = (words(known.get(name), languages) for name in ("description_short", "description"))
        yield KnownType(
            code=code,
            names=words(known["name"], languages),
            descriptions={language: short[language] or long[language] for language in LANGUAGES},
            max_adults=number(row["max_adults"]),
            max_children=number(row["max_children"]),
            max_guests=number(row["max_guests"]),
            min_nights=number(row["min_los"]),
            max_nights=number(row["max_los"]),
            services=tuple(fee for fee in fees if fee in own),
        )


def _languages(api: WebService) -> dict[str, str]:
    """Their ids as our codes: an iso_code is "br" where the language is pt-br. A key that may not read them: none,
    and every guest is told the hotel's first language."""
    try:
        rows = api.rows("languages", display="full")
    except PmsMisconfigured:
        return {}
    return {str(row["id"]): str(row.get("language_code") or row.get("iso_code") or "")[:2].lower() for row in rows}


def _fees(api: WebService) -> list[int]:
    rows = api.rows("services", display="[id,active,auto_add_to_cart,price_addition_type]")
    return [number(row["id"]) for row in rows if is_added(row) and is_in_price(row)]


def is_added(service: Row) -> bool:
    """Does QloApps add it to every booking by itself?"""
    return bool(number(service["active"]) and number(service["auto_add_to_cart"]))


def is_in_price(service: Row) -> bool:
    return number(service["price_addition_type"]) == INCLUDED_IN_PRICE


def _rooms(api: WebService, hotel_id: int) -> Iterator[KnownRoom]:
    for row in api.rows("hotel_rooms", "rooms", display="full"):
        if number(row["id_hotel"]) == hotel_id:
            yield KnownRoom(number(row["id"]), str(row["room_num"]), str(row["id_product"]), text(row.get("floor")))


def _refund_rules(api: WebService, hotel: Row) -> Iterator[RefundRule]:
    """HotelOrderRefundRules: payment_type 1 is a sum, 2 a percentage of what the stay costs."""
    rules = {number(row["id"]): row for row in api.rows("hotel_refund_rules", display="full")}
    for row in [rules[id_] for id_ in _ids(hotel, "hotel_refund_rules") if id_ in rules]:
        amount = Decimal(str(row["deduction_value_full_pay"]))
        yield RefundRule(Decimal(str(row["days"])), number(row["payment_type"]) == 2, amount)


def _last_day(hotel: Row, settings: dict[str, str]) -> date | None:
    """HotelOrderRestrictDate::getMaxOrderDate: the hotel's own day, else that of the installation (d-m-Y)."""
    own = str(hotel.get("max_order_date") or "")
    if not number(hotel.get("use_global_max_order_date")) and own and not own.startswith("0000"):
        return day(own)
    common = settings.get("MAX_GLOBAL_BOOKING_DATE")
    return datetime.strptime(common, "%d-%m-%Y").date() if common else None


def _ids(row: Row, association: str) -> list[int]:
    """JSON leaves an empty association out; all of them empty, PHP writes []."""
    links = row.get("associations")
    return [number(found["id"]) for found in listed(links.get(association) if isinstance(links, dict) else None)]
