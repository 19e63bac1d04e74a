"""Finds a conversation by the guest's name, phone, confirmation number or any word that was written in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pms.admin.base import own_hotels
from pms.numbers import candidates

LONGEST = 100
MOST_WORDS = 6
CONTEXT = 40  # characters before the first hit
SHOWN = 110
# Folded letters with what guests and staff write for them: the trigram index knows the names as they are spelt.
SPELT = {"a": "aáàâãä", "e": "eéèêë", "i": "iíìîï", "o": "oóòôõö", "u": "uúùûü", "c": "cç", "n": "nñ"}
# Each way of finding has its own index (but the phone: numbers stand as guests wrote them, 20,000 take 20 ms); a
# conversation found in several ways counts once. Of a word that everybody says the newest thousand are enough.
FIND = """
WITH hit AS (
    {ways}
), best AS (
    SELECT id, max(message) AS message FROM hit GROUP BY id
), page AS (
    SELECT best.id, best.message, c.last_message_at, count(*) OVER () AS count
    FROM best JOIN messaging_conversation AS c ON c.id = best.id
    WHERE c.hotel_id = ANY(%(hotels)s) AND (%(label)s = '' OR %(label)s = ANY(c.labels))
    ORDER BY c.last_message_at DESC, c.id DESC LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.id, m.text, page.count FROM page LEFT JOIN messaging_message AS m ON m.id = page.message
ORDER BY page.last_message_at DESC, page.id DESC
"""
BY_GUEST = """
    SELECT c.id, NULL::bigint AS message FROM pms_guest AS g
    JOIN messaging_conversation AS c ON c.guest_id = g.id OR c.guest_id = g.merged_into_id
    WHERE g.hotel_id = ANY(%(hotels)s) AND {condition}
"""
BY_NAME = "UPPER(g.name) ~ %({})s"
BY_ADDRESS = """
    SELECT c.id, NULL::bigint AS message FROM messaging_conversation AS c
    WHERE c.hotel_id = ANY(%(hotels)s) AND UPPER(c.sender) LIKE UPPER(%(part)s)
"""
BY_PHONE = (
    BY_GUEST.replace("{condition}", "translate(g.phone, ' +-()./', '') LIKE ANY(%(phones)s)")
    + """
    UNION ALL SELECT c.id, NULL::bigint FROM messaging_conversation AS c
    WHERE c.hotel_id = ANY(%(hotels)s) AND UPPER(c.sender) LIKE ANY(%(phones)s)
"""
)
BY_EMAIL = BY_GUEST.replace("{condition}", "UPPER(g.email) LIKE UPPER(%(part)s)")
BY_NUMBER = """
    SELECT c.id, NULL::bigint AS message FROM reservations_reservation AS r
    JOIN messaging_conversation AS c ON c.guest_id = r.guest_id
    WHERE r.hotel_id = ANY(%(hotels)s) AND (r.reference LIKE %(number)s OR UPPER(r.pms_number) = UPPER(%(exact)s))
"""
BY_WORDS = """
    SELECT said.conversation_id, said.id AS message FROM (
        SELECT m.conversation_id, m.id FROM messaging_message AS m
        WHERE m.hotel_id = ANY(%(hotels)s)
            AND to_tsvector('folded', COALESCE(m.text, '')) @@ to_tsquery('folded', %(words)s)
        ORDER BY m.id DESC LIMIT 1000
    ) AS said
"""


class Found(NamedTuple):
    conversation: int
    text: str
    """The newest message that holds the words; empty when it was found in another way."""


class Query(NamedTuple):
    words: list[str]
    digits: str


def read(text: str) -> Query:
    """What was typed, without marks that mean something to the database."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    words = re.findall(r"[^\W_]+", fold(text))[:MOST_WORDS]
    digits = re.sub(r"\D", "", text) if re.fullmatch(r"[\d\s()+./-]+", text) else ""
    return Query(words, digits)


def find(text: str, *, label: str = "", offset: int = 0, limit: int = 30) -> tuple[list[Found], int]:
    """A page of what was found at the hotels of who is logged in, and how many there are in all."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    query = read(text)
    ways = _ways(text, query)
    if not ways:
        return [], 0
    values: dict[str, Any] = {
        "hotels": [hotel.pk for hotel in own_hotels()],
        **{f"name{at}": _spelt(word) for at, word in enumerate(query.words)},
        "part": f"%{_literal(text)}%",
        "phones": [f"%{digits}%" for digits in _numbers(query.digits)],
        "number": f"{_literal(text.upper())}%",
        "exact": text,
        "words": " & ".join(f"{word}:*" for word in query.words),
        **{"label": label, "limit": limit, "offset": offset},
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND.format(ways=" UNION ALL ".join(ways)), values)
        rows = cursor.fetchall()
    return [Found(row[0], row[1] or "") for row in rows], rows[0][2] if rows else 0


def highlight(text: str, query: Query, *, around: bool = False) -> SafeString:
    """The words that were looked for, marked; `around`: no more than their surroundings. Escapes what a guest wrote."""
    text = " ".join(text.split())
    pattern = _pattern(query)
    first = pattern.search(fold(text)) if pattern else None
    if around and len(text) > SHOWN:
        start = max(0, first.start() - CONTEXT) if first else 0
        text = f"{'…' if start else ''}{text[start : start + SHOWN]}{'…' if start + SHOWN < len(text) else ''}"
    if pattern is None or first is None:
        return escape(text)
    pieces, end = [], 0
    for match in pattern.finditer(fold(text)):
        pieces += [escape(text[end : match.start()]), f"<mark>{escape(text[match.start() : match.end()])}</mark>"]
        end = match.end()
    return mark_safe("".join([*pieces, escape(text[end:])]))


def fold(text: str) -> str:
    """Without accents and capitals, letter by letter: a place in it is the same place in the text."""
    return "".join((unicodedata.normalize("NFD", letter)[0].lower() or letter)[0] for letter in text)


def _ways(text: str, query: Query) -> list[str]:
    ways = []
    if len(query.digits) >= 4:
        ways.append(BY_PHONE)
    elif query.words and not query.digits:
        # One condition a word: of `~ ALL` the index knows nothing.
        names = " AND ".join(BY_NAME.format(f"name{at}") for at in range(len(query.words)))
        ways.append(BY_GUEST.replace("{condition}", names))
    if "@" in text:
        ways += [BY_EMAIL, BY_ADDRESS]
    if len(query.words) <= 2 and len(text) >= 3:
        ways.append(BY_NUMBER)
    if any(len(word) > 1 for word in query.words):
        ways.append(BY_WORDS)
    return ways


def _numbers(digits: str) -> list[str]:
    """The same phone as another channel may write it; a national number may stand within an international one."""
    spelt = [digits, *(other for other in candidates(digits) if not other.startswith("+"))] if digits else []
    return [*spelt, digits.lstrip("0")] if digits.startswith("0") else spelt


def _spelt(word: str) -> str:
    return "".join(f"[{SPELT[letter].upper()}]" if letter in SPELT else letter.upper() for letter in word)


def _literal(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _pattern(query: Query) -> re.Pattern[str] | None:
    words: Sequence[str] = [*([query.digits] if query.digits else []), *query.words]
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in words)) if words else None
