"""The demo: three believable hotels, alive around today, the same after a second run."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from hotel_agent.demo import HOTELS, keys, past, seasons
from hotel_agent.demo.sheets import HotelSheet, Season
from locks.models import RoomHold
from messaging import contradictions
from messaging.models import CannedReply, Conversation, Fact, Media, Message, MessageTemplate, Note, TurnRecord
from pms.adapters.local import LocalPms
from pms.models import Hotel, LocalBooking, NightlyRate, PmsHour, Restriction, Room
from pms.terms import LANGUAGES, Party, Stay
from reservations.models import Request, Reservation

SLUGS = [sheet.slug for sheet in HOTELS]
TOPICS = {
    *(
        "check_in_time",
        "check_out_time",
        "breakfast",
        "wifi",
        "parking",
        "pets",
        "pool",
        "location",
        "gym",
        "restaurant",
        "payment",
    ),
    *(
        "cancellation_policy",
        "late_checkout",
        "early_checkin",
        "luggage",
        "transfer",
        "accessibility",
        "children",
        "smoking",
        "contact",
    ),
    *("business_hours", "services", "air_conditioning"),
}


def occupancy(hotel: Hotel, first: date, last: date, *, weekend: bool | None = None) -> float:
    """Of all rooms on the nights from first to last; Friday and Saturday are the weekend."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    nights = [day for day in days if weekend is None or (day.weekday() in (4, 5)) is weekend]
    live = LocalBooking.objects.filter(hotel=hotel, status__in=LocalBooking.LIVE)
    sold = Counter(night for row in live for night in row.stay.dates())
    return sum(sold[night] for night in nights) / len(nights) / Room.objects.filter(hotel=hotel).count()


# The card


def test_the_card_tells_a_script_all_it_needs(card: Any):
    assert set(card) == {"base_url", "staff", "fake_whatsapp_url", "hotels"}
    assert set(card["staff"]) == {"username", "password"}
    for hotel in card["hotels"]:
        assert set(hotel) == {
            *("slug", "language", "timezone", "currency", "api_key", "chat_url", "room_types", "whatsapp")
        }
        assert set(hotel["whatsapp"]) == {"phone_number_id", "app_secret", "verify_token"}
        assert hotel["chat_url"] == f"http://localhost:8123/chat/{hotel['slug']}/"
    assert [hotel["slug"] for hotel in card["hotels"]] == SLUGS


@pytest.mark.security
def test_the_card_is_ours_alone(card: Any, folder: Path):
    assert (folder / "demo.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["demo.json"]


def test_the_cards_keys_open_their_doors(card: Any):
    for entry in card["hotels"]:
        hotel = Hotel.objects.get(api_key_hash=Hotel.hash_api_key(entry["api_key"]))
        account = hotel.channel_accounts.get(kind="whatsapp")
        assert hotel.slug == entry["slug"]
        assert entry["whatsapp"] == {
            "phone_number_id": account.external_id,
            "app_secret": account.app_secret,
            "verify_token": account.verify_token,
        }
        assert account.base_url == card["fake_whatsapp_url"]
        assert re.fullmatch(r"\d{15}", account.external_id)
    assert authenticate(**card["staff"]).is_superuser


@pytest.mark.security
def test_keys_follow_the_secret_key_and_their_label(settings: Any):
    before = keys.key("api a")
    assert keys.key("api a") == before != keys.key("api b")
    settings.SECRET_KEY = "another secret key"
    assert keys.key("api a") != before


def test_a_password_is_easy_to_type():
    assert re.fullmatch(r"sol-[a-z2-7]{4}-[a-z2-7]{4}", keys.password("admin"))


# The hotels


def test_hotels_differ_in_country_zone_and_currency(_made: None):
    hotels = Hotel.objects.filter(slug__in=SLUGS)
    for field in ("country", "timezone", "currency", "color", "api_key_hash"):
        assert len(set(hotels.values_list(field, flat=True))) == 3
    assert set(hotels.values_list("language", flat=True)) == {"es", "pt"}
    for hotel in hotels:
        hotel.full_clean()


def test_rooms_are_as_many_as_a_small_hotel_has(demo: Hotel):
    assert 3 <= demo.room_types.count() <= 5
    assert 15 <= demo.rooms.count() <= 40
    assert demo.rooms.filter(out_of_order=True).count() == 2
    assert len(set(demo.rooms.values_list("housekeeping", flat=True))) > 1
    assert len(set(demo.rooms.values_list("floor", flat=True))) > 1
    for row in (*demo.room_types.all(), *demo.rate_plans.all()):
        row.full_clean()


def test_one_plan_is_flexible_and_the_cheaper_one_is_not(demo: Hotel):
    flexible, strict = demo.rate_plans.order_by("position")
    assert (flexible.breakfast, strict.free_until_days) == (True, None)
    assert flexible.free_until_days
    for rate in NightlyRate.objects.filter(rate_plan=strict)[:50]:
        other = NightlyRate.objects.get(rate_plan=flexible, room_type=rate.room_type, date=rate.date)
        assert rate.amount < other.amount


def test_rates_reach_four_hundred_days_ahead(demo: Hotel):
    today = demo.now().date()
    rates = NightlyRate.objects.filter(hotel=demo)
    assert rates.filter(date=today + timedelta(days=400)).count() == demo.room_types.count() * 2
    assert rates.count() == 401 * demo.room_types.count() * 2


def test_weekends_and_seasons_cost_more(sheet: HotelSheet):
    kind, plan = sheet.types[0], sheet.plans[0]
    wednesday, saturday = date(2027, 4, 14), date(2027, 4, 17)
    assert seasons.price(sheet, kind, plan, saturday) > seasons.price(sheet, kind, plan, wednesday)
    year = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    prices = {seasons.price(sheet, kind, plan, day) for day in year if day.weekday() == 2}
    assert max(prices) > min(prices) * 3 / 2
    assert all(price % sheet.step == 0 for price in prices)


def test_a_season_may_reach_over_new_year():
    winter = (Season((12, 20), (1, 31), Decimal(2)),)
    for day, factor in (
        (date(2026, 12, 19), 1),
        (date(2026, 12, 20), 2),
        (date(2027, 1, 31), 2),
        (date(2027, 2, 1), 1),
    ):
        assert seasons.season(winter, day) == factor


def test_taxes_are_those_of_the_country(_made: None):
    named = {(tax.hotel.country, tax.name, tax.included) for hotel in Hotel.objects.all() for tax in hotel.taxes.all()}
    assert named == {
        ("ES", "IVA 10 %", True),
        ("AR", "IVA 21 %", True),
        ("BR", "ISS 5 %", True),
        ("BR", "Taxa de turismo", False),
    }


# Rules


def test_feasts_ask_for_longer_stays(demo: Hotel):
    eve = date(demo.now().year, 12, 31)
    bigger = Restriction.objects.filter(room_type__position=1)
    assert bigger.get(first__lte=eve, last__gte=eve).min_nights == 3
    assert bigger.filter(closed_to_arrival=True).exists()
    assert bigger.filter(min_nights=2).exists()
    with pytest.raises(Exception, match="min_nights"):
        LocalPms(demo).offers(Stay(eve, eve + timedelta(days=1)), Party(2))


@pytest.mark.parametrize(("year", "monday"), [(2026, date(2026, 2, 16)), (2027, date(2027, 2, 8))])
def test_carnival_is_where_the_calendar_puts_it(year: int, monday: date):
    first, last = seasons.feasts("BR", "RJ", year)[1]
    assert (first, last) == (monday - timedelta(days=3), monday)


def test_holy_week_ends_with_easter():
    assert seasons.feasts("ES", "AN", 2027)[2] == (date(2027, 3, 24), date(2027, 3, 27))


def test_two_nights_are_always_for_sale(demo: Hotel):
    """Whoever tries the demo on any day of the coming year finds a room for two."""
    today = demo.now().date()
    for ahead in [*range(0, 45), *range(45, 395, 9)]:
        arrival = today + timedelta(days=ahead)
        assert LocalPms(demo).offers(Stay(arrival, arrival + timedelta(days=2)), Party(2))


# Sixty days of life


def test_past_occupancy_is_believable(demo: Hotel):
    yesterday = demo.now().date() - timedelta(days=1)
    past = (yesterday - timedelta(days=27), yesterday)
    assert 0.5 < occupancy(demo, *past) < 0.85
    assert occupancy(demo, *past, weekend=True) > occupancy(demo, *past, weekend=False) + 0.1


def test_bookings_thin_out_ahead(demo: Hotel):
    today = demo.now().date()
    ahead = [occupancy(demo, today + timedelta(days=n), today + timedelta(days=n + 27)) for n in (0, 30, 90, 150)]
    assert ahead == sorted(ahead, reverse=True)
    assert ahead[0] > 0.35
    assert 0 < ahead[-1] < 0.15


def test_statuses_follow_the_dates(demo: Hotel):
    today = demo.now().date()
    seen = Counter()
    for row in LocalBooking.objects.filter(hotel=demo):
        seen[row.status] += 1
        if row.status == "checked_out":
            assert row.stay.departure <= today
        elif row.status == "checked_in":
            assert row.stay.arrival <= today <= row.stay.departure
        elif row.status == "confirmed":
            assert row.stay.arrival >= today
    assert set(seen) >= {"checked_out", "checked_in", "confirmed", "cancelled"}


def test_rooms_out_of_order_have_no_guests_ahead(demo: Hotel):
    broken = LocalBooking.objects.filter(hotel=demo, room__out_of_order=True)
    assert broken.exists()
    assert not broken.filter(period__endswith__gt=demo.now().date()).exists()


def test_guests_fit_their_rooms(demo: Hotel):
    for row in LocalBooking.objects.filter(hotel=demo).select_related("room__room_type"):
        assert row.room.room_type.sleeps(row.party)
        assert re.fullmatch(r"[a-z.]+@example\.com", row.guest_email)
        assert re.fullmatch(r"\+\d{11,13}", row.guest_phone)
        assert row.total > 0


# What guests are told


def test_every_topic_is_told_in_every_language(demo: Hotel):
    told = set(Fact.objects.filter(hotel=demo).values_list("topic", "language"))
    assert told == {(topic, language) for topic in TOPICS for language in LANGUAGES}
    assert not Fact.objects.filter(source="").exists()


def test_facts_agree_with_the_hotel(demo: Hotel, sheet: HotelSheet):
    flexible = demo.rate_plans.get(free_until_days__isnull=False)
    for language in LANGUAGES:
        told = {fact.topic: fact.text for fact in Fact.objects.filter(hotel=demo, language=language)}
        assert f"{demo.check_in_from:%H:%M}" in told["check_in_time"]
        assert f"{demo.check_out_until:%H:%M}" in told["check_out_time"]
        assert f" {flexible.free_until_days} d" in told["cancellation_policy"]  # days, días, dias
        assert demo.phone in told["contact"] and demo.email in told["contact"]
        included = all(plan.breakfast for plan in sheet.plans)
        assert ("11" in told["breakfast"]) is not included


def talks(hotel: Hotel) -> Any:
    """Conversations of the stories; the crowd that asks the same has a dash in its sender."""
    return Conversation.objects.filter(hotel=hotel).exclude(sender__contains="-")


def test_conversations_are_in_every_state_staff_know(demo: Hotel):
    owners = Counter(talks(demo).values_list("owner", flat=True))
    assert owners["waiting"] == 4
    assert (owners["staff"], owners["closed"]) == (2, 1)
    assert talks(demo).snoozed().count() == 1
    assert talks(demo).filter(last_message_at__lt=timezone.now() - timedelta(days=1), account__kind="whatsapp").exists()
    assert {label for row in talks(demo) for label in row.labels}
    assert Note.objects.filter(hotel=demo).count() >= 3
    assert set(talks(demo).values_list("language", flat=True)) == {demo.language, "en"}


def test_the_agent_itself_answered(demo: Hotel):
    """Real turns: what each story came to, by the words of its last answer."""
    for story in (["availability", "read_back", "read_back", "confirmed"], ["greeting", "fact", "fact", "thanks"]):
        said = [list(row.turns.order_by("created_at").values_list("words", flat=True)) for row in talks(demo)]
        assert story in said
    assert TurnRecord.objects.filter(hotel=demo, intent="unknown").count() > 5


def test_every_event_happened_when_its_guest_wrote(demo: Hotel):
    """The clock was set back: nothing of a story is older than its conversation or younger than now."""
    for row in talks(demo).prefetch_related("events", "messages"):
        for event in row.events.all():
            assert row.created_at <= event.at <= timezone.now()
        for message in row.messages.all():
            assert row.created_at - timedelta(minutes=1) <= message.created_at <= timezone.now()
    longest = talks(demo).filter(owner="waiting").order_by("last_message_at")[0]
    assert timezone.now() - longest.last_message_at > timedelta(minutes=30)


def test_guests_write_at_all_hours_of_the_last_fortnight(demo: Hotel):
    crowd = Conversation.objects.filter(hotel=demo, sender__contains="-")
    days = {row.created_at.astimezone(demo.zone).date() for row in crowd}
    assert len(days) >= 12
    assert 40 < crowd.count() < 200
    assert not crowd.filter(created_at__gt=timezone.now()).exists()
    assert not crowd.filter(turns__isnull=True).exists()


def test_conversations_leave_nothing_to_answer_or_send(demo: Hotel):
    messages = Message.objects.filter(hotel=demo)
    assert messages.exists()
    waiting = messages.filter(direction="in", turn__isnull=True)
    assert not waiting.exclude(conversation__owner__in=("waiting", "staff")).exists()
    assert not messages.filter(status__in=["queued", "sending"]).exists()
    assert messages.filter(status="failed").count() == 1


def test_guests_have_booked_through_the_agent(demo: Hotel):
    made = Reservation.objects.filter(hotel=demo)
    assert Counter(made.values_list("status", flat=True)) == {"confirmed": 2, "needs_staff": 1}
    for reservation in made:
        assert LocalBooking.objects.get(reference=reservation.reference).room.number == reservation.unit
        assert [event.kind for event in reservation.hold.events.order_by("pk")] == ["acquire", "extend", "convert"]
    dearer = made.get(status="needs_staff")
    assert dearer.total > dearer.offer.total
    assert [event.status for event in dearer.events.order_by("pk")] == ["pending", "needs_staff"]
    assert made.filter(offer__arrival=demo.now().date()).exists()


def test_the_review_queue_and_the_holds_are_filled(demo: Hotel):
    open_requests = Request.objects.filter(hotel=demo, status="open")
    assert set(open_requests.values_list("kind", flat=True)) >= {"group", "receipt"}
    receipt = open_requests.get(kind="receipt")
    picture = Media.objects.get(message__in=receipt.details["messages"])
    assert bytes(picture.content)[:4] == b"\x89PNG"
    assert RoomHold.objects.filter(hotel=demo, status="live", expires_at__gt=timezone.now()).count() == 1


def test_facts_to_look_at_and_replies_to_send(demo: Hotel):
    today = demo.now().date()
    assert set(Fact.objects.filter(hotel=demo, valid_until__lt=today).values_list("topic", flat=True)) == {"transfer"}
    assert contradictions.find(Fact.objects.filter(hotel=demo).select_related("hotel"), [demo])
    codes = CannedReply.objects.filter(hotel=demo).values_list("code", "language")
    assert len(codes) == 15 == len(set(codes))
    assert PmsHour.objects.filter(hotel=demo).count() == 47
    assert MessageTemplate.objects.filter(hotel=demo, automatic=False).count() == 3


def test_the_clock_is_set_back_for_a_while_only(db: None):
    with past.at(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)):
        assert timezone.now() == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert timezone.now().year >= 2026
    assert timezone.now() > datetime(2026, 1, 3, tzinfo=UTC)
