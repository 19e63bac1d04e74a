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


def with_taxes(amount: Decimal, taxes: Sequence[Tax], party: Party) -> Decimal:
    """One night with what is charged on top of its price."""
    night = Stay(date.min, date.min + timedelta(days=1))
    lines = (tax_line(tax, amount, night, party, included=included(taxes)) for tax in taxes if not tax.included)
    return amount + sum((line.amount for line in lines), Decimal(0))


def shared(total: Decimal, stay: Stay, rates: Mapping[date, Decimal]) -> dict[date, Decimal]:
    """A price that was sold as one, by its nights: as their rates are to each other, equally where one is missing."""
    known = all(day in rates for day in stay.dates())
    weights = {day: rates[day] if known else Decimal(1) for day in stay.dates()}
    return {day: total * weight / sum(weights.values()) for day, weight in weights.items()}


def changed(
    stay: Stay,
    sold: Mapping[date, Decimal],
    here: Mapping[date, Decimal],
    there: Mapping[date, Decimal],
    *,
    moves: date,
) -> Decimal:
    """The price of a stay that was sold otherwise. Raises KeyError for a night whose rate is needed and missing.

    A night kept keeps its share of what was sold; from `moves` on, in a room of another type, it changes as today's
    rates of the two types do: a discount stays one. A night added costs today's rate.
    """
    price = Decimal(0)
    for night in stay.dates():
        if night not in sold:
            price += there[night]
        elif night < moves:
            price += sold[night]
        else:
            price += sold[night] * there[night] / here[night]
    return cents(price)


def fee_for(plan: RatePlan, given_up: Mapping[date, Decimal], *, arrival: date, today: date) -> Decimal:
    """What the terms ask for nights given up: as a cancellation would cost, and never more than these nights did."""
    lost = sum(given_up.values(), Decimal(0))
    if plan.free_until_days is None:
        return cents(lost * plan.late_fee_percent / 100)
    if not given_up or today <= arrival - timedelta(days=plan.free_until_days):
        return Decimal(0)
    return cents(min(lost, given_up[min(given_up)] * plan.late_fee_percent / 100))
