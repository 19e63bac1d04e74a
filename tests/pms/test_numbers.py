"""One phone in two spellings: mobiles of three countries, and nobody's landline."""

from __future__ import annotations

import pytest

from pms.numbers import candidates

pytestmark = pytest.mark.unit

TWO_SPELLINGS = {
    "Buenos Aires": ("5491123456789", "541123456789"),
    "Córdoba": ("5493511234567", "543511234567"),
    "Ushuaia": ("5492901123456", "542901123456"),
    "São Paulo": ("5511987654321", "551187654321"),
    "Rio, an old 7": ("5521976543210", "552176543210"),
    "Salvador, an old 6": ("5571961234567", "557161234567"),
    "Mexico City": ("5215512345678", "525512345678"),
    "Cancún": ("5219981234567", "529981234567"),
}
ONE_SPELLING = {
    "a landline in São Paulo": "551132345678",
    "a landline in Brasília beginning with 2": "556121234567",
    "a landline in Rio beginning with 5": "552155123456",
    "a Brazilian mobile that was born with nine digits": "5511951234567",
    "Spain": "34600111222",
    "Portugal": "351912345678",
    "the United States": "15551234567",
    "Colombia": "573001234567",
    "Chile, whose mobiles begin with 9": "56912345678",
    "an Argentine number too short": "549112345",
    "an Argentine number too long": "54911234567890",
    "a Brazilian number too short": "55118765432",
    "a Mexican number too long": "52155123456789",
}


@pytest.mark.parametrize(("long", "short"), TWO_SPELLINGS.values(), ids=TWO_SPELLINGS)
def test_both_spellings_lead_to_each_other(long: str, short: str) -> None:
    assert set(candidates(long)) == {f"+{long}", short, f"+{short}"}
    assert set(candidates(short)) == {f"+{short}", long, f"+{long}"}


@pytest.mark.parametrize(("long", "short"), TWO_SPELLINGS.values(), ids=TWO_SPELLINGS)
def test_a_plus_changes_nothing(long: str, short: str) -> None:
    assert set(candidates(f"+{long}")) == {long, short, f"+{short}"}
    assert set(candidates(f"+{short}")) == {short, long, f"+{long}"}


@pytest.mark.parametrize("number", ONE_SPELLING.values(), ids=ONE_SPELLING)
def test_what_has_one_spelling_is_left_alone(number: str) -> None:
    assert candidates(number) == [f"+{number}"]
    assert candidates(f"+{number}") == [number]


@pytest.mark.parametrize("number", ["", "+", "hola", "+54 9 11 2345 6789"])
def test_what_is_no_number_has_no_other_spelling(number: str) -> None:
    assert candidates(number) == []
