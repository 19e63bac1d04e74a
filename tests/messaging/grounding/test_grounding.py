from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from messaging.grounding import tokens, ungrounded
from messaging.models import Fact
from pms.models import Hotel
from pms.terms import Contact, Money, Party, Stay
from reservations import availability
from reservations.models import Offer

pytestmark = pytest.mark.critical


@pytest.fixture
def offer(hotel: Hotel, stay: Stay) -> Offer:
    return availability.search(hotel, stay, Party(2), asked_by="conversation:1")[0]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Total: 95,00 €", ("amount", (Decimal("95.00"), "EUR"))),
        ("Total: €1,234.50", ("amount", (Decimal("1234.50"), "EUR"))),
        ("Total: $\xa095.000,00", ("amount", (Decimal("95000.00"), "$"))),
        ("Total: R$\xa01.095,00", ("amount", (Decimal("1095.00"), "BRL"))),
        ("cuesta 80 EUR", ("amount", (Decimal("80"), "EUR"))),
        ("un 10 % de descuento", ("percent", Decimal("10"))),
        ("el viernes 3 de abril", ("date", (4, 3))),
        ("sexta-feira, 3 de março", ("date", (3, 3))),
        ("Friday 3 April", ("date", (4, 3))),
        ("2026-04-03", ("date", (4, 3))),
        ("dom 21", ("weekday", (6, 21))),
        ("mié 24", ("weekday", (2, 24))),
        ("el 3/4", ("date", (4, 3))),
        ("hasta las 11:30", ("time", (11, 30))),
    ],
)
def test_tokens_reads_as_a_guest_does(words: str, found: tuple[str, object]) -> None:
    assert found in list(tokens(words))


@pytest.mark.parametrize(
    "lie",
    [
        "Total: {wrong} €",
        "Le hago un 10 % de descuento",
        "Llegada el 31 de febrero",
        "Salida el 2030-01-01",
        "El desayuno es a las 6:15",
    ],
)
def test_a_figure_without_a_source_is_found(offer: Offer, lie: str) -> None:
    offer.taxes = []
    assert ungrounded(lie.format(wrong=offer.total + 1), [offer])


def test_what_the_offer_says_may_be_said(offer: Offer, hotel: Hotel) -> None:
    words = (
        f"{offer.total} €, {offer.lines[0][1]} €, IVA 10 %, {offer.arrival.isoformat()}, {offer.departure.isoformat()}"
    )
    assert ungrounded(words, [offer]) == []


def test_a_guest_may_be_called_anything(hotel: Hotel) -> None:
    words = "A nombre de Ana 50 % López, ana@example.com"
    assert ungrounded(words, [Contact("Ana 50 % López", "ana@example.com")]) == []
    assert ungrounded(words, [hotel])


def test_facts_money_stays_and_the_hotels_times_are_sources(hotel: Hotel) -> None:
    parking = Fact.objects.get(topic="parking", language="es")
    hotel.check_out_until = time(11)
    sources = [parking, Money(Decimal("12.00"), "EUR"), Stay(date(2026, 4, 3), date(2026, 4, 5)), [hotel]]
    assert ungrounded("15,00 €, 12,00 €, 3 de abril, 5 de abril, 11:00", sources) == []
    assert ungrounded("3 de mayo", sources) == [("date", (5, 3))]
