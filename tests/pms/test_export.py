from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy, override

from pms.admin import export
from pms.models import Hotel, Room

pytestmark = pytest.mark.security


@pytest.mark.unit
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+34 600 111 222", "'+34 600 111 222"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+2", "'-1+2"),
        ("\t=1", "'\t=1"),
        ("-12.50", "'-12.50"),
        (Decimal("-12.50"), "-12.50"),
        ("Ana; =1", "Ana; =1"),
        (None, ""),
        (0, "0"),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    assert export.cell(value) == shown


def test_rows_are_read_as_they_are_sent_in_the_language_and_hotels_of_who_asked(
    hotel: Hotel, other_hotel: Hotel
) -> None:
    read: list[int] = []

    def rows() -> Iterator[list[object]]:
        for number in range(export.ROWS_AT_ONCE + 1):
            read.append(number)
            yield [gettext_lazy("Clean"), Room.objects.count()]

    with override("es"):
        answer = export.csv_file("rooms", ["Room"], rows())
    pieces = iter(answer.streaming_content)
    first = next(pieces).decode()
    assert first.startswith(export.MARK + "Room")
    assert read == []
    again = next(pieces).decode()
    assert len(read) == export.ROWS_AT_ONCE
    text = again + b"".join(pieces).decode()
    lines = list(csv.reader(io.StringIO(text)))
    assert len(lines) == export.ROWS_AT_ONCE + 1
    assert {row[1] for row in lines} == {str(hotel.rooms.count())}
    assert answer["Content-Disposition"] == 'attachment; filename="rooms.csv"'
