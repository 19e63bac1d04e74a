"""filter, sort and limit of the core resources, as the web service turns them into SQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pms.fakes.answers import Refused
from pms.fakes.tables import BLANK, Row

DATES = ("date_add", "date_upd")


def closest(word: str, known: list[str]) -> str:
    return get_close_matches(word, known, n=1, cutoff=0)[0]


def full_list(words: list[str]) -> str:
    return "The full list is: " + ", ".join(f'"{word}"' for word in words)


def check_display(name: str, display: str) -> None:
    for field in [] if display in ("", "full") else display.strip("[]").split(","):
        if field not in BLANK[name]:
            available = ",".join(BLANK[name])
            text = f'Unable to display this field "{field}". However, these are available: {available}'
            raise Refused(400, (35, text))


def select(rows: list[Row], name: str, asked: dict[str, str], hidden: list[str]) -> list[Row]:
    known = [field for field in BLANK[name] if field not in (*DATES, *hidden)]
    known += [field for field in DATES if asked.get("date") == "1" and field in BLANK[name]]
    for key, value in asked.items():
        if not (wanted := re.fullmatch(r"filter\[(.*)\]", key)):
            continue
        field = wanted[1]
        if field not in known:
            text = f'This filter does not exist. Did you mean: "{closest(field, known)}"? {full_list(known)}'
            raise Refused(400, (32, text))
        matches = filter_of(value)
        rows = [row for row in rows if matches(row[field])]
    return rows


def filter_of(wanted: str) -> Callable[[Any], bool]:
    """`[v]`, `[v|w]`, `[a,b]`, `[v]%`, `%[v]%`, `<[v]`, `>[v]`, `![v]`; text matches without regard to case.
    Anything else around the brackets is no filter at all: everything matches."""
    parts = re.fullmatch(r"(.*)\[(.*)\](.*)", wanted, re.DOTALL)
    before, value, after = parts.groups() if parts else ("", wanted, "")
    if "%" in (before, after):
        text = "".join({"%": ".*", "_": "."}.get(char, re.escape(char)) for char in before + value + after)
        pattern = re.compile(text, re.IGNORECASE | re.DOTALL)
        return lambda field: bool(pattern.fullmatch(str(field)))
    if before == ">":
        return lambda field: key(field) > key(value, field)
    if before == "<":
        return lambda field: key(field) < key(value, field)
    if before not in ("", "!") or after:
        return lambda field: True
    if not before and re.fullmatch(r"[\d.:\-\s]+,[\d.:\-\s]+", value):
        ends = value.split(",")
        return lambda field: min(key(end, field) for end in ends) <= key(field) <= max(key(end, field) for end in ends)
    options = value.split("|") if "|" in value[1:] else [value]
    exact = {ordered(text) for option in options for text in (option, f"{option} 00:00:00")}
    return lambda field: (ordered(str(field)) in exact) != (before == "!")


def key(value: Any, field: Any = "") -> tuple[int, float, str]:
    """A date means its midnight where the field is an instant."""
    text = str(value)
    return ordered(f"{text} 00:00:00" if len(text) == 10 and is_instant(str(field)) else text)


@lru_cache(100_000)
def is_instant(text: str) -> bool:
    return bool(re.fullmatch(r"[\d-]{10} [\d:]{8}", text))


@lru_cache(100_000)
def ordered(text: str) -> tuple[int, float, str]:
    """Numbers as numbers, text in small letters."""
    text = text.strip().lower()
    return (0, float(text), "") if re.fullmatch(r"-?\d+(\.\d+)?", text) else (1, 0.0, text)


def sort(rows: list[Row], name: str, wanted: str) -> list[Row]:
    if name == "configurations" and not wanted:
        return sorted(rows, key=lambda row: row["name"])
    for rule in reversed([rule for rule in wanted.strip("[]").split(",") if rule]):
        field, _, way = rule.rpartition("_")
        if way not in ("ASC", "DESC"):
            text = 'The "sort" value has to be formed as this example: "sort=[field1_ASC,field2_DESC]"'
            raise Refused(400, (38, text))
        if field not in BLANK[name]:
            text = f"Unable to sort by this field. However, these are available: {','.join(BLANK[name])}"
            raise Refused(400, (37, text))
        rows = sorted(rows, key=lambda row: key(row[field]), reverse=way == "DESC")
    return rows


def cut(rows: list[Row], limit: str) -> list[Row]:
    if not limit:
        return rows
    if not re.fullmatch(r"\d{1,9}(,\d{1,9})?", limit):
        text = 'The "limit" value has to be formed as this example: "limit=5,25" or "limit=10"'
        raise Refused(400, (39, text))
    offset, _, count = limit.rpartition(",")
    return rows[int(offset or 0) :][: int(count)]
