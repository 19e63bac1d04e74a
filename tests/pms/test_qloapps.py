"""QloApps' offers: prices, limits and dates it does not look after itself; and what we write to it."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from pms.adapters.qloapps import QloApps, catalogue, quotes, writing
from pms.adapters.qloapps.catalogue import Catalogue, RefundRule
from pms.errors import PmsBusy, PmsMisconfigured, PmsRefused, PmsUnavailable
from pms.fakes.qloapps import Server
from pms.models import Hotel
from pms.terms import CancellationPolicy, Contact, Party, Stay
from tests import factories as make
from tests.pms.conftest import connect

TWO = Party(2)
STAY = Stay(date(2027, 2, 27), date(2027, 3, 2))


# Offers


def test_offers_quote_the_price_with_fees_and_tax(at_qloapps: QloApps, stay: Stay):
    """Two nights of 100.00 and 20.00 of cleaning, and 10 % on it; the late desk fee is not in QloApps' price."""
    double = at_qloapps.offers(stay, TWO)[0]
    assert (double.room_type, double.rate_plan, double.breakfast) == ("1", "standard", False)
    assert (double.total.amount, double.taxes[0].amount, double.taxes[0].included) == (264, 24, True)
    assert [night.amount for night in double.nights] == [132, 132]
    assert double.units == ("D-101", "D-102", "D-103")
    assert double.policy == CancellationPolicy(None, Decimal("264.00"))


def test_the_hotel_names_its_tax(hotel: Hotel, qloapps: Server, stay: Stay):
    pms = connect(hotel, qloapps, hotel_id=1, tax_name="IVA 10 %")
    assert pms.offers(stay, TWO)[0].taxes[0].name == "IVA 10 %"


def test_without_a_name_the_tax_is_called_so_in_the_hotels_language(at_qloapps: QloApps, stay: Stay):
    assert at_qloapps.offers(stay, TWO)[0].taxes[0].name == "Impuestos"


def test_offers_are_one_call_once_the_hotel_is_known(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    at_qloapps.offers(stay, TWO)
    qloapps.trouble.add([{"kind": "error_before", "method": "GET", "times": None}])
    assert at_qloapps.offers(stay, TWO)


def test_what_a_hotel_is_gets_old(at_qloapps: QloApps, qloapps: Server, stay: Stay, monkeypatch):
    at_qloapps.offers(stay, TWO)
    monkeypatch.setattr(catalogue, "KEPT_SECONDS", -1.0)
    catalogue.forget()
    at_qloapps.offers(stay, TWO)
    qloapps.books.rows["hotel_room_types"][1]["max_adults"] = 1
    assert [quote.room_type for quote in at_qloapps.offers(stay, TWO)] == ["2"]


def test_ari_does_not_filter_by_occupancy_so_we_do(at_qloapps: QloApps, stay: Stay):
    assert [quote.room_type for quote in at_qloapps.offers(stay, Party(2, (4, 6)))] == ["2"]
    with pytest.raises(PmsRefused, match="too_many_guests"):
        at_qloapps.offers(stay, Party(1, (4, 6, 8)))


def test_a_room_for_two_and_a_child_that_sleeps_two_in_all(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    qloapps.books.rows["hotel_room_types"][1]["max_guests"] = 2
    assert [quote.room_type for quote in at_qloapps.offers(stay, Party(2, (4,)))] == ["2"]


def test_too_short_and_too_long_a_stay_says_how_long(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    for limits in qloapps.books.rows["hotel_room_types"].values():
        limits.update(min_los=3, max_los=5)
    with pytest.raises(PmsRefused, match="min_nights") as short:
        at_qloapps.offers(stay, TWO)
    with pytest.raises(PmsRefused, match="max_nights") as long:
        at_qloapps.offers(Stay(stay.arrival, stay.arrival + timedelta(days=6)), TWO)
    assert (short.value.detail, long.value.detail) == ({"nights": 3}, {"nights": 5})


def test_past_dates_are_refused_though_qloapps_sells_them(at_qloapps: QloApps, today: date):
    past = Stay(today - timedelta(days=1), today + timedelta(days=1))
    with pytest.raises(PmsRefused, match="closed"):
        at_qloapps.offers(past, TWO)
    assert at_qloapps.free_units("1", past) == []


def test_tonight_is_sold(at_qloapps: QloApps, today: date):
    assert at_qloapps.offers(Stay(today, today + timedelta(days=1)), TWO)


@pytest.mark.parametrize("whose", ["hotel", "installation"])
def test_nights_beyond_the_last_day_of_sale_are_refused(at_qloapps: QloApps, qloapps: Server, stay: Stay, whose: str):
    if whose == "hotel":
        last = f"{stay.departure - timedelta(days=1)} 00:00:00"
        qloapps.books.rows["hotels"][1].update(use_global_max_order_date=0, max_order_date=last)
    else:
        last = (stay.departure - timedelta(days=1)).strftime("%d-%m-%Y")
        qloapps.books.add("configurations", name="MAX_GLOBAL_BOOKING_DATE", value=last)
    with pytest.raises(PmsRefused, match="no_rates"):
        at_qloapps.offers(stay, TWO)
    assert at_qloapps.offers(Stay(stay.arrival, stay.departure - timedelta(days=1)), TWO)


def test_a_last_day_that_nobody_has_set_is_none(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    """Never is 0000-00-00 00:00:00."""
    qloapps.books.rows["hotels"][1].update(use_global_max_order_date=0, max_order_date="0000-00-00 00:00:00")
    assert at_qloapps.offers(stay, TWO)


def test_a_room_out_of_order_is_not_sold(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    qloapps.books.rows["hotel_rooms"][1]["id_status"] = 2
    assert at_qloapps.free_units("1", stay) == ["D-102", "D-103"]


def test_refund_rules_of_the_hotel_are_its_policy(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    books = qloapps.books
    books.rows["hotels"][1]["active_refund"] = 1
    for days, percent in ((3, "0"), (1, "50")):
        rule = books.add("hotel_refund_rules", days=days, deduction_value_full_pay=f"{percent}.000000")
        books.rules_of.setdefault(1, []).append(rule["id"])
    free_until = stay.arrival - timedelta(days=3)
    assert at_qloapps.offers(stay, TWO)[0].policy == CancellationPolicy(free_until, Decimal("264.00"))


# Trouble


def test_another_currency_is_misconfigured(at_qloapps: QloApps, hotel: Hotel, stay: Stay):
    hotel.currency = "BRL"
    with pytest.raises(PmsMisconfigured, match="EUR"):
        at_qloapps.offers(stay, TWO)


@pytest.mark.parametrize(
    "wrong",
    [{"address": ""}, {"credentials": ""}, {"options": {"hotel_id": "one"}}, {"options": {"hotel_id": "-1"}}],
    ids=str,
)
def test_an_account_that_is_not_filled_in(hotel: Hotel, qloapps: Server, stay: Stay, wrong: dict[str, object]):
    fields = {"kind": "qloapps", "address": qloapps.url, "credentials": "K", "options": {"hotel_id": 1}, **wrong}
    make.PmsAccountFactory(hotel=hotel, **fields)
    with pytest.raises(PmsMisconfigured):
        QloApps(hotel).offers(stay, TWO)


def test_no_account_at_all(hotel: Hotel, stay: Stay):
    with pytest.raises(PmsMisconfigured):
        QloApps(hotel).offers(stay, TWO)


def test_an_unknown_hotel_is_misconfigured_not_sold_out(hotel: Hotel, qloapps: Server, stay: Stay):
    with pytest.raises(PmsMisconfigured, match="no hotel 77"):
        connect(hotel, qloapps, hotel_id=77).offers(stay, TWO)


def test_a_wrong_key_is_misconfigured(at_qloapps: QloApps, hotel: Hotel, stay: Stay):
    hotel.pms_account.credentials = "X" * 32
    with pytest.raises(PmsMisconfigured, match="not active"):
        at_qloapps.offers(stay, TWO)


def test_a_missing_right_is_misconfigured(at_qloapps: QloApps, qloapps: Server, hotel: Hotel, stay: Stay):
    key = hotel.pms_account.credentials
    qloapps.rights = {key: {name: methods for name, methods in qloapps.rights[key].items() if name != "services"}}
    with pytest.raises(PmsMisconfigured, match="services"):
        at_qloapps.offers(stay, TWO)


def test_away_is_unavailable(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    qloapps.trouble.add([{"kind": "away"}])
    with pytest.raises(PmsUnavailable, match="503"):
        at_qloapps.offers(stay, TWO)


def test_too_many_requests_is_busy(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    qloapps.trouble.add([{"kind": "too_many", "seconds": 7}])
    with pytest.raises(PmsBusy) as busy:
        at_qloapps.offers(stay, TWO)
    assert busy.value.retry_after == 7


@pytest.mark.parametrize("kind", ["error_before", "cut_before", "error_after", "cut_after"])
def test_one_failed_read_is_read_again(at_qloapps: QloApps, qloapps: Server, stay: Stay, kind: str):
    qloapps.trouble.add([{"kind": kind, "resource": "hotel_ari"}])
    assert at_qloapps.offers(stay, TWO)


def test_offers_keep_their_budget(at_qloapps: QloApps, qloapps: Server, stay: Stay, monkeypatch):
    at_qloapps.offers(stay, TWO)
    monkeypatch.setattr("pms.adapters.qloapps.OFFER_SECONDS", 0.3)
    qloapps.trouble.add([{"kind": "slow", "seconds": 3, "times": None}])
    started = time.monotonic()
    with pytest.raises(PmsUnavailable):
        at_qloapps.offers(stay, TWO)
    assert time.monotonic() - started < 2.5


@pytest.mark.security
def test_the_key_is_in_no_repr(at_qloapps: QloApps, hotel: Hotel):
    assert hotel.pms_account.credentials not in repr(at_qloapps._access) + repr(at_qloapps._api(1))


# Pieces


@given(st.decimals("0.01", "99999.99", places=2), st.integers(1, 40))
def test_nights_are_the_total(total: Decimal, count: int):
    stay = Stay(STAY.arrival, STAY.arrival + timedelta(days=count))
    nights = quotes.nights(total, stay)
    assert sum(night.amount for night in nights) == total
    assert len({night.amount for night in nights[1:]}) <= 1
    assert all(night.amount >= 0 for night in nights)


def rule(days: str, amount: str, *, percent: bool = True) -> RefundRule:
    return RefundRule(Decimal(days), percent, Decimal(amount))


POLICIES = {
    "no refunds": ([], None, "300.00"),
    "free for a week": ([rule("7", "0")], date(2027, 2, 20), "300.00"),
    "free, then half, then all": ([rule("7", "0"), rule("2", "50")], date(2027, 2, 20), "300.00"),
    "free, then half to the end": ([rule("7", "0"), rule("0", "50")], date(2027, 2, 20), "150.00"),
    "free until arrival": ([rule("0", "0")], date(2027, 2, 27), "0.00"),
    "always ten per cent": ([rule("0", "10")], None, "30.00"),
    "the first rule that fits": ([rule("0", "50"), rule("7", "0")], None, "150.00"),
    "a sum": ([rule("5", "0"), rule("0", "80", percent=False)], date(2027, 2, 22), "80.00"),
    "a sum beyond the price": ([rule("5", "0"), rule("0", "800", percent=False)], date(2027, 2, 22), "300.00"),
    "a day and a half": ([rule("1.5", "0")], date(2027, 2, 25), "300.00"),
    "a day that is past": ([rule("60", "0")], None, "300.00"),
}


@pytest.mark.parametrize(("rules", "free_until", "fee"), POLICIES.values(), ids=POLICIES)
def test_policy(rules: list[RefundRule], free_until: date | None, fee: str):
    policy = quotes.policy(rules, STAY, Decimal("300.00"), today=date(2027, 1, 15))
    assert policy == CancellationPolicy(free_until, Decimal(fee))


NAMES = {
    "Juan Pérez": ("Juan", "Pérez"),
    "  María  José de la O'Brien-Ñuñez ": ("María", "José de la O'Brien-Ñuñez"),
    "Ana": ("Ana", "-"),
    "": ("-", "-"),
    "R2D2 <b>C3PO</b>": ("R", "D b C PO b"),
    "Zoë 🛏 Smith": ("Zoë", "Smith"),
    "O’Hara": ("O'Hara", "-"),
    "你 好": ("你", "好"),
    "A" * 60 + " " + "B" * 60: ("A" * 32, "B" * 32),
}


@pytest.mark.parametrize(("name", "parts"), NAMES.items())
def test_a_name_is_letters_only(name: str, parts: tuple[str, str]):
    """Digits in a new customer's name: HTTP 500, empty body, nothing made."""
    customer = writing.customer(Contact(name), "HA-1")
    assert (customer["firstname"], customer["lastname"]) == parts


@pytest.mark.parametrize(
    ("email", "sent"),
    [
        ("juan@example.com", "juan@example.com"),
        (" ana.b+c@mail.example.com.ar ", "ana.b+c@mail.example.com.ar"),
        ("", "ha-1@guest.invalid"),
        ("juan@example", "ha-1@guest.invalid"),
        ('"a b"@example.com', "ha-1@guest.invalid"),
        ("juan@exa mple.com", "ha-1@guest.invalid"),
        (f"{'a' * 130}@example.com", "ha-1@guest.invalid"),
    ],
)
def test_an_email_that_qloapps_would_choke_on_is_the_bookings_own(email: str, sent: str):
    assert writing.customer(Contact("Juan", email), "HA-1")["email"] == sent


@pytest.mark.parametrize(
    ("phone", "sent"),
    [("+34 666-777 888", "+34666777888"), ("", "0000000000"), ("llámame", "0000000000"), ("+", "0000000000")],
)
def test_a_phone_is_digits(phone: str, sent: str):
    assert writing.customer(Contact("Juan", phone=phone), "HA-1")["phone"] == sent


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_guest_is_written_that_qloapps_cannot_take(name: str, email: str, phone: str):
    customer = writing.customer(Contact(name, email, phone), "HA-1")
    assert all(customer.values())
    assert not any(char.isdigit() or char in "<>{}@#%;=" for char in customer["firstname"] + customer["lastname"])
    assert set(customer["phone"]) <= set("+0123456789")


def test_availability_asks_for_the_whole_hotel_or_one_type():
    whole = writing.availability(1, STAY).decode()
    assert "<date_from>2027-02-27</date_from><date_to>2027-03-02</date_to>" in whole
    assert not any(word in whole for word in ("id_room_type", "get_", "room_occupancies", "date_wise"))
    assert "<id_room_type>4</id_room_type>" in writing.availability(1, STAY, "4").decode()


@pytest.fixture
def madrid() -> Catalogue:
    return Catalogue(1, {}, (), None, 4, 5, ZoneInfo("Europe/Madrid"), ())


@pytest.mark.parametrize(
    ("now", "since", "told"),
    [
        ("2027-07-01 12:00", "2027-07-01 10:00", "2027-07-01 11:59:59"),
        # The night the clocks go back: 02:30 comes twice, and 02:05 of the second time is later.
        ("2027-10-31 01:10", "2027-10-31 00:30", "2027-10-31 01:29:59"),
        ("2027-03-28 01:30", "2027-03-28 00:30", "2027-03-28 01:29:59"),
    ],
)
def test_store_time_hides_nothing(madrid: Catalogue, now: str, since: str, told: str):
    with time_machine.travel(datetime.fromisoformat(now).replace(tzinfo=UTC), tick=False):
        assert madrid.store_time(datetime.fromisoformat(since).replace(tzinfo=UTC)) == told


def test_rooms_are_described_in_plain_words(at_qloapps: QloApps, qloapps: Server):
    described = {"description_short": "<p>Quiet &amp; bright</p>", "name": "Double"}
    qloapps.books.rows["room_types"][1].update(described)
    qloapps.books.rows["hotel_rooms"][1]["floor"] = "2nd"
    room = at_qloapps.room("D-101")
    assert (room.descriptions["es"], room.floor) == ("Quiet & bright", 2)
    assert replace(room, unit="D-102", floor=0) == replace(at_qloapps.room("D-102"), floor=0)
