"""Writes a sheet into the tables: the hotel, its rooms, plans, taxes, rates, rules, facts and accounts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Max

from hotel_agent.demo import keys, seasons
from hotel_agent.demo.sheets import HotelSheet, TypeSheet
from messaging.models import ChannelAccount, Fact, MessageTemplate
from pms.models import Hotel, NightlyRate, PmsAccount, RatePlan, Restriction, Room, RoomType, Tax

DAYS_OF_RATES = 400
# What Meta bills for an answer, and the text it has approved for guests who have been silent for a day.
PRICE = {"message_price": Decimal("0.0034"), "price_currency": "USD"}
ANSWER = {
    "es": "Le escribimos del hotel: {{1}} Responda a este mensaje si desea algo más.",
    "pt": "Escrevemos do hotel: {{1}} Responda a esta mensagem se desejar algo mais.",
    "en": "A message from the hotel: {{1}} Reply to it if you would like anything else.",
}

TIMES = ("check_in_from", "check_out_until", "late_check_out_until", "late_check_out_price")


def hotel(sheet: HotelSheet) -> Hotel:
    """What staff have changed stays; only the API key follows SECRET_KEY."""
    same = (
        "name",
        "language",
        "country",
        "region",
        "timezone",
        "currency",
        "city",
        "address",
        "phone",
        "email",
        "color",
    )
    fields = {name: getattr(sheet, name) for name in (*same, *TIMES)}
    fields["latitude"], fields["longitude"] = sheet.place
    row, _ = Hotel.objects.get_or_create(slug=sheet.slug, defaults=fields)
    row.api_key_hash = Hotel.hash_api_key(api_key(sheet))
    row.save(update_fields=["api_key_hash"])
    return row


def api_key(sheet: HotelSheet) -> str:
    return keys.key(f"api_key {sheet.slug}")


def phone_number_id(sheet: HotelSheet) -> str:
    return keys.digits(f"phone_number_id {sheet.slug}")


def channel_secret(sheet: HotelSheet, name: str) -> str:
    return keys.key(f"{name} {sheet.slug}")


def inventory(sheet: HotelSheet, hotel: Hotel) -> None:
    PmsAccount.objects.get_or_create(hotel=hotel, defaults={"kind": "local"})
    for position, kind in enumerate(sheet.types):
        _room_type(sheet, hotel, kind, position)
    for position, plan in enumerate(sheet.plans):
        terms = {"names": plan.names, "breakfast": plan.breakfast, "free_until_days": plan.free_until_days}
        RatePlan.objects.get_or_create(hotel=hotel, code=plan.code, defaults={**terms, "position": position})
    for tax in sheet.taxes:
        rule = {"kind": tax.kind, "value": tax.value, "included": tax.included}
        Tax.objects.get_or_create(hotel=hotel, name=tax.name, defaults=rule)


def rates(sheet: HotelSheet, hotel: Hotel) -> None:
    """Up to DAYS_OF_RATES from today; those that stand already stay as they are."""
    today = hotel.now().date()
    known = NightlyRate.objects.filter(hotel=hotel).aggregate(last=Max("date"))["last"]
    first = max(today, known + timedelta(days=1)) if known else today
    nights = [first + timedelta(days=n) for n in range((today - first).days + DAYS_OF_RATES + 1)]
    types = {row.code: row for row in RoomType.objects.filter(hotel=hotel)}
    plans = {row.code: row for row in RatePlan.objects.filter(hotel=hotel)}
    NightlyRate.objects.bulk_create(
        [
            NightlyRate(
                hotel=hotel,
                room_type=types[kind.code],
                rate_plan=plans[plan.code],
                date=night,
                amount=seasons.price(sheet, kind, plan, night),
            )
            for kind in sheet.types
            for plan in sheet.plans
            for night in nights
        ],
        ignore_conflicts=True,
    )


def restrictions(sheet: HotelSheet, hotel: Hotel) -> None:
    today = hotel.now().date()
    types = list(RoomType.objects.filter(hotel=hotel))
    simplest = sheet.types[0].code
    known = set(Restriction.objects.filter(hotel=hotel).values_list("room_type_id", "first", "last"))
    wanted: dict[tuple[int, date, date], Restriction] = {}
    for rule in seasons.rules(sheet, today, today + timedelta(days=DAYS_OF_RATES)):
        for kind in types:
            if (kind.code == simplest) == rule.simplest_type_too:
                wanted[kind.pk, rule.first, rule.last] = _restriction(hotel, kind, rule)
    Restriction.objects.bulk_create(row for key, row in wanted.items() if key not in known)


def facts(sheet: HotelSheet, hotel: Hotel) -> None:
    Fact.objects.bulk_create(
        (
            Fact(hotel=hotel, topic=topic, language=language, text=text, source=sheet.source)
            for topic, words in sheet.facts.items()
            for language, text in words.items()
        ),
        ignore_conflicts=True,
    )


def accounts(sheet: HotelSheet, hotel: Hotel) -> None:
    """Written anew each time: the fake WhatsApp server's address changes with the port."""
    for kind in ("web", "api", "terminal"):
        ChannelAccount.objects.get_or_create(kind=kind, external_id=hotel.slug, defaults={"hotel": hotel})
    secrets = {name: channel_secret(sheet, name) for name in ("access_token", "app_secret", "verify_token")}
    whatsapp, _ = ChannelAccount.objects.update_or_create(
        kind="whatsapp",
        external_id=phone_number_id(sheet),
        defaults={"hotel": hotel, "base_url": settings.FAKE_WHATSAPP_URL, **PRICE, **secrets},
    )
    for language, text in ANSWER.items():
        approved = {"hotel": hotel, "name": "hotel_answer", "text": text}
        MessageTemplate.objects.get_or_create(account=whatsapp, language=language, automatic=True, defaults=approved)


def _room_type(sheet: HotelSheet, hotel: Hotel, kind: TypeSheet, position: int) -> None:
    adults, guests = kind.sleeps
    said = {"names": kind.names, "descriptions": kind.descriptions, "position": position}
    row, _ = RoomType.objects.get_or_create(
        hotel=hotel, code=kind.code, defaults={**said, "max_adults": adults, "max_guests": guests}
    )
    for number in kind.rooms.split():
        state = random.Random(f"{sheet.slug} {number}").choices(("clean", "dirty", "inspect"), weights=(7, 2, 1))[0]
        broken = number in sheet.out_of_order
        room = {"room_type": row, "floor": int(number[0]), "housekeeping": state, "out_of_order": broken}
        Room.objects.get_or_create(hotel=hotel, number=number, defaults=room)


def _restriction(hotel: Hotel, kind: RoomType, rule: seasons.Rule) -> Restriction:
    return Restriction(
        hotel=hotel,
        room_type=kind,
        first=rule.first,
        last=rule.last,
        min_nights=rule.min_nights,
        closed_to_arrival=rule.closed_to_arrival,
    )
