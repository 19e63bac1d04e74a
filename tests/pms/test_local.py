"""The local PMS: what it sells, why it refuses, and that it books once."""

from pms.adapters.local import LocalPms
from pms.terms import Party


def test_offers_are_cheapest_first(hotel, stay):
    totals = [quote.total.amount for quote in LocalPms(hotel).offers(stay, Party(2))]
    assert len(totals) == 4
    assert totals == sorted(totals)
