"""One-slot corrections of a stay under way: 20 to 22 December 2026, said on Tuesday 9 June."""

from datetime import date

import pytest

from messaging.nlu import Context
from tests.messaging.nlu.said import stay

UNDER_WAY = Context("confirm", arrival=date(2026, 12, 20), departure=date(2026, 12, 22))
ARRIVAL_ONLY = Context("dates", arrival=date(2026, 12, 20))
ASKED = Context("dates")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "no, mejor el 21", "12-21 -"),
        ("es", "sí, pero para el 21", "12-21 -"),
        ("es", "mejor el sábado", "12-19 -"),
        ("es", "y salimos el 24", "- 12-24"),
        ("es", "hasta el 24", "- 12-24"),
        ("es", "nos vamos el jueves", "- 12-24"),
        ("es", "una noche más", "- 12-23"),
        ("es", "2 noches más", "- 12-24"),
        ("es", "mejor del 21 al 23", "12-21 12-23"),
        ("es", "del 3 al 7 de julio", "07-03 07-07"),
        ("es", "llegamos el 19", "12-19 -"),
        ("es", "el 2 de enero", "2027-01-02 - ?departure"),
        ("es", "salimos el 18 de diciembre", "- - ?impossible"),
        ("pt", "não, melhor dia 21", "12-21 -"),
        ("pt", "saímos dia 24", "- 12-24"),
        ("pt", "mais uma noite", "- 12-23"),
        ("en", "make it the 21st", "12-21 -"),
        ("en", "we leave on the 24th", "- 12-24"),
        ("en", "until the 24th", "- 12-24"),
        ("en", "one more night", "- 12-23"),
        ("en", "another night please", "- 12-23"),
    ],
)
def test_correction(language: str, text: str, expected: str) -> None:
    assert stay(text, language, country="ES", context=UNDER_WAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("22", "- 12-22"), ("el 22", "- 12-22"), ("hasta el martes", "- 12-22"), ("2 noches", "- -"), ("el 2", "- 01-02")],
)
def test_answer_to_until_when(text: str, expected: str) -> None:
    found = stay(text, "es", country="ES", context=ARRIVAL_ONLY)
    assert found.replace("2027-", "") == expected


@pytest.mark.parametrize(("text", "expected"), [("20", "06-20 - ?departure"), ("el 20", "06-20 - ?departure")])
def test_answer_to_which_dates(text: str, expected: str) -> None:
    assert stay(text, "es", country="ES", context=ASKED) == expected
