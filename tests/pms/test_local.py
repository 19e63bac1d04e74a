"""What the local PMS sells, and why it refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django_scopes import scopes_disabled

from pms.adapters.local import LocalPms
from pms.errors import PmsRefused
from pms.models import Hotel, NightlyRate, Room, RoomType
from pms.terms import Party, Stay
from tests import factories as make
from tests.pms.conftest import TWO, occupy


def refused(pms: LocalPms, stay: Stay, party: Party = TWO) -> PmsRefused:
    with pytest.raises(PmsRefused) as caught:
        pms.offers(stay, party)
    return caught.value


def codes(pms: LocalPms, stay: Stay, party: Party = TWO) -> set[str]:
    return {quote.room_type for quote in pms.offers(stay, party)}


# Offers


def test_offers_are_cheapest_first(pms: LocalPms, stay: Stay):
    offered = [(quote.room_type, quote.rate_plan, quote.total.amount) for quote in pms.offers(stay, TWO)]
    assert offered == [
        ("double", "saver", Decimal("170.00")),
        ("double", "flexible", Decimal("200.00")),
        ("suite", "saver", Decimal("306.00")),
        ("suite", "flexible", Decimal("360.00")),
    ]


def test_offers_price_every_night_and_name_every_tax(pms: LocalPms, stay: Stay):
    NightlyRate.objects.filter(room_type__code="double", date=stay.arrival).update(amount=Decimal("120.00"))
    quote = next(q for q in pms.offers(stay, TWO) if (q.room_type, q.rate_plan) == ("double", "flexible"))
    assert [(night.date, night.amount) for night in quote.nights] == [
        (stay.arrival, Decimal("120.00")),
        (stay.arrival + timedelta(days=1), Decimal("100.00")),
    ]
    assert [(tax.name, tax.amount, tax.included) for tax in quote.taxes] == [("IVA 10 %", Decimal("20.00"), True)]
    assert (quote.total.amount, quote.total.currency) == (Decimal("220.00"), "EUR")
    assert quote.units == ("101", "102", "103")
    assert quote.policy.free_until == stay.arrival - timedelta(days=2)


def test_offers_cost_the_same_queries_however_many_rooms(pms: LocalPms, stay: Stay, django_assert_num_queries):
    kind = make.RoomTypeFactory(hotel=pms.hotel, code="triple")
    for number in range(300, 320):
        make.RoomFactory(hotel=pms.hotel, room_type=kind, number=str(number))
    with django_assert_num_queries(1):
        pms.offers(stay, TWO)


def test_offers_refuse_a_party_nobody_can_sleep(pms: LocalPms, stay: Stay):
    no = refused(pms, stay, Party(5))
    assert (no.reason, no.detail) == ("too_many_guests", {"max_guests": 4, "max_adults": 4})


def test_offers_leave_out_rooms_too_small_for_the_party(pms: LocalPms, stay: Stay):
    assert codes(pms, stay, Party(2, (5,))) == {"double", "suite"}
    assert codes(pms, stay, Party(2, (5, 8))) == {"suite"}
    assert codes(pms, stay, Party(3)) == {"suite"}


def test_offers_refuse_when_every_room_is_taken(pms: LocalPms, hotel: Hotel, stay: Stay):
    occupy(hotel, stay, "101", "102", "103", "201")
    assert refused(pms, stay).reason == "sold_out"


def test_offers_leave_out_a_type_that_is_full(pms: LocalPms, hotel: Hotel, stay: Stay):
    occupy(hotel, stay, "201")
    assert codes(pms, stay) == {"double"}


def test_offers_refuse_nights_without_a_price(pms: LocalPms, stay: Stay):
    NightlyRate.objects.filter(date=stay.arrival).delete()
    assert refused(pms, stay).reason == "no_rates"


def test_offers_leave_out_a_plan_that_lacks_a_night(pms: LocalPms, stay: Stay):
    NightlyRate.objects.filter(date=stay.arrival, rate_plan__code="saver").delete()
    assert {quote.rate_plan for quote in pms.offers(stay, TWO)} == {"flexible"}


def test_offers_are_of_this_hotel_alone(pms: LocalPms, hotel: Hotel, other_hotel: Hotel, stay: Stay):
    assert {quote.total.currency for quote in pms.offers(stay, TWO)} == {"EUR"}
    with scopes_disabled():
        quotes = LocalPms(hotel).offers(stay, TWO)
        assert [len(quote.units) for quote in quotes] == [3, 3, 1, 1]
        assert {quote.total.currency for quote in LocalPms(other_hotel).offers(stay, TWO)} == {"BRL"}


# Rules


def test_too_few_nights_are_refused_with_their_number(pms: LocalPms, hotel: Hotel, stay: Stay):
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, min_nights=3)
    no = refused(pms, stay)
    assert (no.reason, no.detail) == ("min_nights", {"nights": 3})
    assert pms.offers(Stay(stay.arrival, stay.arrival + timedelta(days=3)), TWO)


@pytest.mark.parametrize(("first", "last"), [(-5, -1), (1, 5)])
def test_a_minimum_stay_asks_only_those_who_arrive_within_it(
    pms: LocalPms, hotel: Hotel, stay: Stay, first: int, last: int
):
    span = {"first": stay.arrival + timedelta(days=first), "last": stay.arrival + timedelta(days=last)}
    make.RestrictionFactory(hotel=hotel, min_nights=7, **span)
    assert pms.offers(stay, TWO)


def test_closed_to_arrival_is_refused_on_that_day_only(pms: LocalPms, hotel: Hotel, stay: Stay):
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, closed_to_arrival=True)
    no = refused(pms, stay)
    assert (no.reason, no.detail) == ("closed_to_arrival", {"date": stay.arrival.isoformat()})
    assert pms.offers(Stay(stay.arrival - timedelta(days=1), stay.departure), TWO)


def test_closed_to_departure_is_refused_on_that_day_only(pms: LocalPms, hotel: Hotel, stay: Stay):
    make.RestrictionFactory(hotel=hotel, first=stay.departure, last=stay.departure, closed_to_departure=True)
    no = refused(pms, stay)
    assert (no.reason, no.detail) == ("closed_to_departure", {"date": stay.departure.isoformat()})
    assert pms.offers(Stay(stay.arrival, stay.departure + timedelta(days=1)), TWO)


@pytest.mark.parametrize(
    ("first", "last", "sold"), [(-3, -1, True), (-3, 0, False), (1, 1, False), (2, 4, True), (1, 9, False)]
)
def test_closed_nights_are_not_sold(pms: LocalPms, hotel: Hotel, stay: Stay, first: int, last: int, sold: bool):
    """Departing on the first closed day is fine; so is arriving the day after the last."""
    span = {"first": stay.arrival + timedelta(days=first), "last": stay.arrival + timedelta(days=last)}
    make.RestrictionFactory(hotel=hotel, closed=True, **span)
    if sold:
        assert pms.offers(stay, TWO)
    else:
        assert refused(pms, stay).reason == "closed"


def test_a_rule_of_one_room_type_leaves_the_others(pms: LocalPms, hotel: Hotel, stay: Stay):
    double = RoomType.objects.get(code="double")
    make.RestrictionFactory(hotel=hotel, room_type=double, first=stay.arrival, last=stay.arrival, min_nights=3)
    assert codes(pms, stay) == {"suite"}


# Free units


def test_free_units_leave_out_what_is_taken_or_broken(pms: LocalPms, hotel: Hotel, stay: Stay):
    occupy(hotel, stay, "101")
    Room.objects.filter(number="102").update(out_of_order=True)
    assert pms.free_units("double", stay) == ["103"]


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_free_units_include_a_room_given_back(pms: LocalPms, hotel: Hotel, stay: Stay, status: str):
    occupy(hotel, stay, "101", status=status)
    assert "101" in pms.free_units("double", stay)


def test_a_departure_day_is_free_for_who_arrives(pms: LocalPms, hotel: Hotel, stay: Stay):
    occupy(hotel, Stay(stay.arrival - timedelta(days=2), stay.arrival), "101")
    occupy(hotel, Stay(stay.departure, stay.departure + timedelta(days=1)), "101")
    assert "101" in pms.free_units("double", stay)


@pytest.mark.parametrize(("first", "nights"), [(-1, 2), (1, 3), (-3, 9), (0, 1), (1, 1)])
def test_one_shared_night_takes_a_room(pms: LocalPms, hotel: Hotel, stay: Stay, first: int, nights: int):
    arrival = stay.arrival + timedelta(days=first)
    occupy(hotel, Stay(arrival, arrival + timedelta(days=nights)), "101")
    assert "101" not in pms.free_units("double", stay)


def test_free_units_refuse_an_unknown_room_type(pms: LocalPms, stay: Stay):
    with pytest.raises(PmsRefused, match="not_found"):
        pms.free_units("igloo", stay)


def test_room_tells_what_a_guest_may_ask(pms: LocalPms):
    room = pms.room("201")
    assert (room.room_type, room.max_adults, room.floor) == ("suite", 4, 2)
    assert room.names["en"] == "Suite with a terrace"
    assert pms.room("999") is None


def test_the_last_day_of_rates_is_the_last_night_sold(pms: LocalPms, today: date):
    last = NightlyRate.objects.order_by("-date").first().date
    assert pms.offers(Stay(last, last + timedelta(days=1)), TWO)
    assert refused(pms, Stay(last, last + timedelta(days=2))).reason == "no_rates"
