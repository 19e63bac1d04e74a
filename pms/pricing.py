"""A stay's price from its nights, taxes and rate plan. Percentages are of the room price without extras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from pms.models import RatePlan, RoomType, Tax
from pms.terms import CancellationPolicy, Money, Night, Party, Quote, Stay, TaxLine, cents


def price_stay(
    room_type: RoomType,
    plan: RatePlan,
    stay: Stay,
    party: Party,
    prices: Mapping[date, Decimal],
    taxes: Sequence[Tax],
    units: Sequence[str],
) -> Quote:
    nights = tuple(Night(day, prices[day]) for day in stay.dates())
    room_price = sum((night.amount for night in nights), Decimal(0))
    lines = tuple(tax_line(tax, room_price, stay, party, included=included(taxes)) for tax in taxes)
    total = room_price + sum((line.amount for line in lines if not line.included), Decimal(0))
    return Quote(
        room_type=room_type.code,
        room_type_names=room_type.names,
        rate_plan=plan.code,
        rate_plan_names=plan.names,
        stay=stay,
        party=party,
        nights=nights,
        taxes=lines,
        total=Money(cents(total), room_type.hotel.currency),
        policy=cancellation(plan, stay, nights[0].amount, total, today=room_type.hotel.now().date()),
        breakfast=plan.breakfast,
        units=tuple(units),
    )


def included(taxes: Sequence[Tax]) -> Decimal:
    """Percent of the net price that all included taxes take together."""
    return sum((tax.value for tax in taxes if tax.included and tax.kind == Tax.Kind.PERCENT), Decimal(0))


def tax_line(tax: Tax, room_price: Decimal, stay: Stay, party: Party, *, included: Decimal) -> TaxLine:
    if tax.kind == Tax.Kind.PERSON_NIGHT:
        amount = tax.value * party.adults * stay.nights
    elif tax.included:
        amount = room_price / (1 + included / 100) * tax.value / 100
    else:
        amount = room_price * tax.value / 100
    return TaxLine(tax.name, cents(amount), tax.included)


def cancellation(
    plan: RatePlan, stay: Stay, first_night: Decimal, total: Decimal, *, today: date
) -> CancellationPolicy:
    """A day that is past is never promised: booked that late, cancelling costs the fee from the start."""
    if plan.free_until_days is None:
        return CancellationPolicy(None, cents(total * plan.late_fee_percent / 100))
    free_until = stay.arrival - timedelta(days=plan.free_until_days)
    fee = cents(first_night * plan.late_fee_percent / 100)
    return CancellationPolicy(free_until if free_until >= today else None, fee)
