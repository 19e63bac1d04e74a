"""Rows as a CSV file that a spreadsheet opens as it should: streamed, in UTF-8 with its mark, no cell a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django_scopes import get_scope, scope

ROWS_AT_ONCE = 500
MARK = "\ufeff"  # or Excel takes it for Windows-1252
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """What csv.writer writes to: it hands every line back."""

    def write(self, line: str) -> str:
        return line


def csv_file(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """`rows` are read as they are sent: in the language and inside the hotels of whoever asked."""
    answer = StreamingHttpResponse(_pieces(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.csv") or "attachment"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def cell(value: Any) -> str:
    """A guest called =HYPERLINK(…) is a name and no formula, and a phone keeps its +; figures stay figures."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not isinstance(value, int | Decimal) else text


def _pieces(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The language and the hotels of the request are over once its view has answered."""
    hotels: dict[str, Any] = {name: value for name, value in get_scope().items() if not name.startswith("_")}
    language, writer = get_language() or "en", csv.writer(Echo())
    with scope(**hotels), override(language):
        first = MARK + writer.writerow([cell(title) for title in head])

    def stream() -> Iterator[str]:
        yield first
        remaining = iter(rows)
        while True:
            with scope(**hotels), override(language):
                piece = "".join(writer.writerow(map(cell, row)) for row in islice(remaining, ROWS_AT_ONCE))
            if not piece:
                return
            yield piece

    return stream()
