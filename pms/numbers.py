"""One phone written in two ways: Argentina's 9, Brazil's ninth digit, Mexico's 1. Matched, never rewritten."""

from __future__ import annotations

import re

NUMBER = re.compile(r"\+?(\d+)", re.ASCII)
# (as it came, as it may also come). A Brazilian landline begins with 2 to 5 and has no ninth digit to win; a mobile
# whose second digit is 2 to 5 never was without its 9: the number without it is somebody's landline.
VARIANTS = (
    (re.compile(r"549(\d{10})"), r"54\1"),
    (re.compile(r"54((?!9)\d{10})"), r"549\1"),
    (re.compile(r"55(\d{2})9([6-9]\d{7})"), r"55\1\2"),
    (re.compile(r"55(\d{2})([6-9]\d{7})"), r"55\g<1>9\2"),
    (re.compile(r"521(\d{10})"), r"52\1"),
    (re.compile(r"52((?!1)\d{10})"), r"521\1"),
)


def candidates(number: str) -> list[str]:
    """How else a channel may write this number; itself is not among them. With and without a leading +."""
    if not (match := NUMBER.fullmatch(number)):
        return []
    digits = match[1]
    others = [pattern.sub(other, digits) for pattern, other in VARIANTS if pattern.fullmatch(digits)]
    return [spelt for one in [digits, *others] for spelt in (one, f"+{one}") if spelt != number]
