"""A price of hotel_ari as a quote in our words: nights, tax, and what cancelling costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from pms.adapters.qloapps.catalogue import KnownType, RefundRule
from pms.adapters.qloapps.reading import Price
from pms.terms import CENT, CancellationPolicy, Money, Night, Party, Quote, Stay, TaxLine, cents

STANDARD = "standard"
TAXES = {"es": "Impuestos", "pt": "Impostos", "en": "Taxes"}  # where the hotel has not said what the law calls them
STANDARD_NAMES = {"es": "Tarifa estándar", "pt": "Tarifa padrão", "en": "Standard rate"}
LONGEST_RULE = 366  # days before arrival that a refund rule can speak of


def quote(
    known: KnownType, price: Price, stay: Stay, party: Party, *, tax: str, currency: str, policy: CancellationPolicy
) -> Quote:
    return Quote(
        room_type=known.code,
        room_type_names=known.names,
        rate_plan=STANDARD,
        rate_plan_names=STANDARD_NAMES,
        stay=stay,
        party=party,
        nights=nights(price.total, stay),
        taxes=(TaxLine(tax, price.tax, included=True),) if price.tax else (),
        total=Money(price.total, currency),
        policy=policy,
        breakfast=False,
        units=price.units,
    )


def nights(total: Decimal, stay: Stay) -> tuple[Night, ...]:
    """hotel_ari knows the average only; date by date it needs 8 ms a night and room type. What the division
    leaves is in the first night, so that the nights are the total."""
    each = (total / stay.nights).quantize(CENT, rounding=ROUND_DOWN)
    first = total - each * (stay.nights - 1)
    return tuple(Night(day, each if n else first) for n, day in enumerate(stay.dates()))


def policy(rules: Sequence[RefundRule], stay: Stay, total: Decimal, *, today: date) -> CancellationPolicy:
    """HotelOrderRefundRules::getBookingCancellationDetails: the first rule whose days are kept says the fee, and
    where none does it is all that was paid. Of several fees the highest is told."""
    last = min(LONGEST_RULE, max((math.ceil(rule.days) for rule in rules), default=0))
    fees = [_fee(rules, days, total) for days in range(last + 1)]
    free_from = max((days + 1 for days, fee in enumerate(fees) if fee), default=0)
    free_until = stay.arrival - timedelta(days=free_from)
    return CancellationPolicy(free_until if free_from <= last and free_until >= today else None, max(fees))


def _fee(rules: Sequence[RefundRule], days: int, total: Decimal) -> Decimal:
    rule = next((rule for rule in rules if days >= rule.days), None)
    if rule is None:
        return total
    return min(total, cents(total * rule.amount / 100 if rule.percent else rule.amount))
