"""What every PMS adapter must do, told once and run on each of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Protocol

import pytest
from django.db import connections
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from pms.adapters import ADAPTERS
from pms.adapters.base import PmsAdapter
from pms.adapters.local import LocalPms
from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown
from pms.models import Hotel
from pms.terms import LANGUAGES, Booked, Contact, Order, Party, Stay
from tests.conftest import small_hotel
from tests.pms.conftest import connect
from tests.pms.wire import Wire, wired

pytestmark = [pytest.mark.integration, pytest.mark.critical]

TWO = Party(2)
CONTACT = Contact("Juan Pérez", "juan@example.com", "+34666777888")


class Opened(Protocol):
    def __call__(self, request: pytest.FixtureRequest, hotel: Hotel, house: int = 1) -> PmsAdapter:
        """`house`: 1 is the small hotel; 2, at the same server, its neighbour that shares nothing with it."""


def local(request: pytest.FixtureRequest, hotel: Hotel, house: int = 1) -> PmsAdapter:
    return LocalPms(hotel)


def qloapps(request: pytest.FixtureRequest, hotel: Hotel, house: int = 1) -> PmsAdapter:
    server = request.getfixturevalue("qloapps")
    server.books.create_seconds = 0.02  # in which others may come between
    hotel.currency = "EUR"
    return connect(hotel, server, hotel_id=house)


KINDS: dict[str, Opened] = {"local": local, "qloapps": qloapps}
REMOTE = [kind for kind, adapter in ADAPTERS.items() if adapter.capabilities.remote]


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest) -> Callable[..., PmsAdapter]:
    return partial(KINDS[request.param], request)


@pytest.fixture
def pms(opened: Callable[..., PmsAdapter], hotel: Hotel) -> PmsAdapter:
    return opened(hotel)


@pytest.fixture
def wire(pms: PmsAdapter) -> Iterator[Wire]:
    """Between the hotel and its PMS, once it is opened anew."""
    with wired(pms.hotel.pms_account.address) as wire:
        yield wire


def reopened(pms: PmsAdapter, **account: str) -> PmsAdapter:
    """Of the same hotel, whose account says something else."""
    for name, value in account.items():
        setattr(pms.hotel.pms_account, name, value)
    return type(pms)(pms.hotel)


def calls(pms: PmsAdapter, wanted: Order) -> tuple[Callable[[], object], ...]:
    return (
        partial(pms.offers, wanted.stay, TWO),
        partial(pms.find, wanted.reference),
        partial(pms.changes, timezone.now()),
        partial(pms.book, wanted),
    )


def order(pms: PmsAdapter, stay: Stay, reference: str = "HA-0000000001", **changes: object) -> Order:
    """The cheapest double there is."""
    quote = next(quote for quote in pms.offers(stay, TWO) if len(quote.units) > 1 or not changes.get("double", True))
    made = Order(reference, quote.room_type, quote.rate_plan, quote.units[0], stay, TWO, CONTACT)
    return replace(made, **changes)


def test_every_adapter_is_told_of_here():
    assert set(KINDS) == set(ADAPTERS)


def test_offers_are_complete_and_cheapest_first(pms: PmsAdapter, stay: Stay):
    quotes = pms.offers(stay, TWO)
    assert [quote.total.amount for quote in quotes] == sorted(quote.total.amount for quote in quotes)
    for quote in quotes:
        assert (quote.stay, quote.party, quote.total.currency) == (stay, TWO, "EUR")
        assert [night.date for night in quote.nights] == list(stay.dates())
        extra = sum(tax.amount for tax in quote.taxes if not tax.included)
        assert sum(night.amount for night in quote.nights) + extra == quote.total.amount
        assert quote.taxes
        assert quote.units
        assert set(quote.room_type_names) == set(quote.rate_plan_names) == set(LANGUAGES)


def test_from_the_offer_to_the_cancellation(pms: PmsAdapter, stay: Stay):
    wanted = order(pms, stay)
    quote = next(q for q in pms.offers(stay, TWO) if (q.room_type, q.rate_plan) == (wanted.room_type, wanted.rate_plan))
    assert pms.free_units(wanted.room_type, stay) == list(quote.units)
    booked = pms.book(wanted)
    assert (booked.unit, booked.room_type, booked.stay) == (wanted.unit, wanted.room_type, stay)
    assert (booked.reference, booked.status, booked.total) == (wanted.reference, "confirmed", quote.total)
    assert pms.find(wanted.reference) == booked
    assert wanted.unit not in pms.free_units(wanted.room_type, stay)
    cancelled = pms.cancel(booked.number)
    assert cancelled == replace(booked, status="cancelled")
    assert pms.find(wanted.reference) == cancelled
    assert wanted.unit in pms.free_units(wanted.room_type, stay)


def test_the_next_arrival_in_a_room(pms: PmsAdapter, stay: Stay):
    wanted = order(pms, stay)
    assert pms.next_arrival(wanted.unit, stay.arrival - timedelta(days=1)) is None
    booked = pms.book(wanted)
    assert pms.next_arrival(wanted.unit, stay.arrival - timedelta(days=5)) == stay.arrival
    assert pms.next_arrival(wanted.unit, stay.arrival) == stay.arrival
    assert pms.next_arrival(wanted.unit, stay.arrival + timedelta(days=1)) is None
    assert pms.next_arrival("no such room", stay.arrival) is None
    pms.cancel(booked.number)
    assert pms.next_arrival(wanted.unit, stay.arrival) is None


def test_the_same_reference_twice_books_once(pms: PmsAdapter, stay: Stay):
    wanted = order(pms, stay)
    assert pms.book(wanted) == pms.book(wanted)
    assert len(pms.free_units(wanted.room_type, stay)) == 2


def test_a_room_taken_since_the_offer_is_sold_out(pms: PmsAdapter, stay: Stay):
    wanted = order(pms, stay)
    pms.book(replace(wanted, reference="HA-0000000002"))
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(wanted)
    assert pms.find(wanted.reference) is None


@pytest.mark.parametrize("wrong", [{"unit": "999"}, {"unit": ""}, {"rate_plan": "none"}, {"room_type": "0"}], ids=str)
def test_what_was_not_offered_is_not_booked(pms: PmsAdapter, stay: Stay, wrong: dict[str, str]):
    wanted = order(pms, stay, **wrong)
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(wanted)
    assert pms.find(wanted.reference) is None


def test_a_unit_of_another_room_type_is_not_booked(pms: PmsAdapter, stay: Stay):
    """A suite at the price of a double."""
    quotes = pms.offers(stay, TWO)
    wanted = order(pms, stay)
    suite = next(quote.units[0] for quote in quotes if quote.room_type != wanted.room_type)
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(replace(wanted, unit=suite))


def test_a_party_too_large_is_told_the_largest_room(pms: PmsAdapter, stay: Stay):
    with pytest.raises(PmsRefused, match="too_many_guests") as refused:
        pms.offers(stay, Party(6))
    assert refused.value.detail == {"max_guests": 4, "max_adults": 4}
    with pytest.raises(PmsRefused, match="too_many_guests"):
        pms.book(order(pms, stay, party=Party(9, (3,))))


def test_four_adults_are_offered_the_suite_only(pms: PmsAdapter, stay: Stay):
    assert {quote.room_type_names["en"].split()[0] for quote in pms.offers(stay, Party(4))} == {"Suite"}


def test_a_full_house_is_sold_out(pms: PmsAdapter, stay: Stay):
    for number in range(4):
        quote = pms.offers(stay, TWO)[0]
        reference = f"HA-000000000{number}"
        pms.book(Order(reference, quote.room_type, quote.rate_plan, quote.units[0], stay, TWO, CONTACT))
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.offers(stay, TWO)


def test_the_day_of_departure_is_free_for_the_next(pms: PmsAdapter, stay: Stay):
    booked = pms.book(order(pms, stay))
    later = Stay(stay.departure, stay.departure + timedelta(days=1))
    earlier = Stay(stay.arrival - timedelta(days=1), stay.arrival)
    overlapping = Stay(stay.departure - timedelta(days=1), stay.departure + timedelta(days=1))
    assert booked.unit in pms.free_units(booked.room_type, later)
    assert booked.unit in pms.free_units(booked.room_type, earlier)
    assert booked.unit not in pms.free_units(booked.room_type, overlapping)


def test_find_is_clear_about_there_being_none(pms: PmsAdapter):
    assert pms.find("HA-nothing") is None


def test_free_units_of_an_unknown_room_type(pms: PmsAdapter, stay: Stay):
    with pytest.raises(PmsRefused, match="not_found"):
        pms.free_units("igloo", stay)


def test_cancel_twice_says_so(pms: PmsAdapter, stay: Stay):
    number = pms.book(order(pms, stay)).number
    pms.cancel(number)
    with pytest.raises(PmsRefused, match="already_cancelled"):
        pms.cancel(number)


@pytest.mark.security
def test_cancel_refuses_numbers_that_are_none(pms: PmsAdapter, stay: Stay):
    wanted = order(pms, stay)
    pms.book(wanted)
    for number in ("", "0", "-1", "L0", "99999", "1|2", "[1]", "1 OR 1=1", "L²", "9" * 5000):
        with pytest.raises(PmsRefused, match="not_found"):
            pms.cancel(number)
    assert pms.find(wanted.reference).status == "confirmed"


@pytest.mark.security
def test_a_reference_that_is_a_pattern_finds_nothing(pms: PmsAdapter, stay: Stay):
    pms.book(order(pms, stay))
    for reference in ("HA-1|HA-2", "%", "[HA]%", "HA-1,HA-9", "", "ha-0000000001", "HA-000000000_"):
        assert pms.find(reference) is None


def test_room_by_its_unit(pms: PmsAdapter, stay: Stay):
    wanted = order(pms, stay)
    room = pms.room(wanted.unit)
    assert (room.unit, room.room_type, room.max_adults, room.max_guests) == (wanted.unit, wanted.room_type, 2, 3)
    assert set(room.names) == set(room.descriptions) == set(LANGUAGES)
    assert pms.room("999") is None


def test_changes_are_told_as_they_stand_now(pms: PmsAdapter, stay: Stay):
    before = timezone.now() - timedelta(minutes=1)
    first, second = pms.book(order(pms, stay)), pms.book(order(pms, stay, "HA-0000000002"))
    pms.cancel(first.number)
    told = sorted(pms.changes(before).ours, key=lambda booked: booked.reference)
    assert told == [
        replace(first, status="cancelled", guest_name=told[0].guest_name),
        replace(second, guest_name=told[1].guest_name),
    ]
    assert pms.changes(timezone.now() + timedelta(minutes=1)).ours == []


def test_bookings_as_they_stand(pms: PmsAdapter, stay: Stay):
    first, second = pms.book(order(pms, stay)), pms.book(order(pms, stay, "HA-0000000002"))
    pms.cancel(first.number)
    found = pms.as_they_stand(["HA-0000000001", "HA-none", "HA-1|HA-2", "HA-0000000002"])
    assert sorted(found, key=lambda booked: booked.number) == [replace(first, status="cancelled"), second]
    assert pms.as_they_stand([]) == pms.as_they_stand(["ha-0000000002"]) == []


@pytest.mark.security
def test_a_hotel_does_not_touch_its_neighbours(
    opened: Callable[..., PmsAdapter], hotel: Hotel, other_hotel: Hotel, stay: Stay
):
    ours = opened(hotel)
    booked = ours.book(order(ours, stay))
    theirs = opened(other_hotel, house=2)
    with scopes_disabled():
        with pytest.raises(PmsRefused, match="not_found"):
            theirs.cancel(booked.number)
        assert theirs.changes(timezone.now() - timedelta(minutes=1)).ours == []
        assert theirs.find(booked.reference) is None
        assert theirs.as_they_stand([booked.reference]) == []
    assert ours.find(booked.reference).status == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_for_the_last_room_one_gets_it(opened: Callable[..., PmsAdapter]):
    hotel = small_hotel(slug="casa-azul", name="Casa Azul")
    with scope(hotel=hotel):
        pms = opened(hotel)
        stay = Stay(hotel.now().date() + timedelta(days=10), hotel.now().date() + timedelta(days=12))
        suite = pms.offers(stay, Party(4))[0]
    start = threading.Barrier(4)

    def book(number: int) -> Booked | None:
        wanted = Order(f"HA-00000000{number}", suite.room_type, suite.rate_plan, suite.units[0], stay, TWO, CONTACT)
        start.wait()
        try:
            with scope(hotel=hotel):
                return pms.book(wanted)
        except PmsError as error:
            assert isinstance(error, PmsRefused)
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(book, range(4)))
    assert len([booked for booked in outcomes if booked]) == 1


@pytest.mark.parametrize("opened", REMOTE, indirect=True)
@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        ((429, {"Retry-After": "120"}, b""), PmsBusy),
        ((500, {}, b""), PmsUnavailable),
        ((200, {"Content-Type": "text/html"}, b"<h1>We will be back soon</h1>"), PmsUnavailable),
        ((200, {"Content-Type": "application/json"}, b'{"some": ["thing", "else"]}'), PmsUnavailable),
    ],
    ids=["busy", "failing", "a page", "another shape"],
)
def test_an_answer_that_is_none_is_an_error_of_ours(
    pms: PmsAdapter, wire: Wire, stay: Stay, instead: tuple[int, dict[str, str], bytes], expected: type[PmsError]
):
    wanted, wire.instead = order(pms, stay), instead
    pms = reopened(pms, address=wire.url)
    for ask in calls(pms, wanted):
        with pytest.raises(expected) as error:
            ask()
        assert getattr(error.value, "retry_after", 120) == 120


@pytest.mark.parametrize("opened", REMOTE, indirect=True)
def test_nobody_at_the_address_and_a_key_that_is_none(pms: PmsAdapter, stay: Stay):
    wanted, address = order(pms, stay), pms.hotel.pms_account.address
    for account, expected in (
        ({"address": "http://127.0.0.1:9"}, PmsUnavailable),
        ({"address": address, "credentials": "WRONG"}, PmsMisconfigured),
        ({"credentials": ""}, PmsMisconfigured),
    ):
        for ask in calls(reopened(pms, **account), wanted):
            with pytest.raises(expected):
                ask()


@pytest.mark.parametrize("opened", REMOTE, indirect=True)
def test_a_booking_whose_answer_was_lost_is_found_and_not_made_again(pms: PmsAdapter, wire: Wire, stay: Stay):
    wanted, wire.loses = order(pms, stay), b"HA-0000000001"
    pms = reopened(pms, address=wire.url)
    with suppress(PmsUnknown):  # or it is looked for at once
        pms.book(wanted)
    assert wire.lost == 1
    found = pms.find(wanted.reference)
    assert (found.status, found.unit) == ("confirmed", wanted.unit)
    assert pms.book(wanted) == found
    assert wire.lost == 1
    assert len(pms.free_units(wanted.room_type, stay)) == 2
