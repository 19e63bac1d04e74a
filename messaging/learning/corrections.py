"""What a hotel's staff and guests have said was meant: examples for its own classifier."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection

from messaging.intents import INTENTS
from messaging.nlu import corpus
from messaging.nlu.corpus import Example
from messaging.nlu.scales import COURTESIES, NEVER
from pms.models import Hotel

AT_ONCE = timedelta(minutes=3)
"""Who says it in other words does so right after; what comes later may be another matter."""
UNDERSTOOD = 0.8

# Staff: this turn was wrong, and that is the right intent.
BY_STAFF = """
SELECT said.text, c.intent, c.slots ->> 'topic', t.language
FROM messaging_correction AS c JOIN messaging_turnrecord AS t ON t.id = c.turn_id
CROSS JOIN LATERAL (SELECT string_agg(m.text, ' ' ORDER BY m.created_at, m.id) AS text
    FROM messaging_message AS m WHERE m.turn_id = t.id AND m.direction = 'in' AND m.kind = 'text') AS said
WHERE c.hotel_id = %(hotel)s AND c.verdict = 'wrong' AND c.intent <> '' AND said.text <> ''
ORDER BY t.id
"""
# Guests: not understood, or denied right after; then said in other words, and understood.
BY_GUESTS = """
WITH followed AS (
    SELECT t.id, t.intent, t.language, t.created_at,
        lead(t.intent) OVER next AS second, lead(t.intent, 2) OVER next AS third,
        lead(t.confidence) OVER next AS sure, lead(t.confidence, 2) OVER next AS sure_third,
        lead(t.understanding) OVER next AS heard, lead(t.understanding, 2) OVER next AS heard_third,
        lead(t.created_at) OVER next AS at, lead(t.created_at, 2) OVER next AS at_third
    FROM messaging_turnrecord AS t WHERE t.hotel_id = %(hotel)s
    WINDOW next AS (PARTITION BY t.conversation_id ORDER BY t.created_at, t.id)
), meant AS (
    SELECT id, language, second AS intent, heard AS understood FROM followed
    WHERE intent = 'unknown' AND sure >= %(understood)s AND at - created_at <= %(at_once)s
    UNION ALL
    SELECT id, language, third, heard_third FROM followed
    WHERE second = 'deny' AND third <> intent AND sure_third >= %(understood)s AND at_third - created_at <= %(at_once)s
)
SELECT said.text, g.intent, g.understood -> 'slots' ->> 'topic', g.language
FROM meant AS g
CROSS JOIN LATERAL (SELECT string_agg(m.text, ' ' ORDER BY m.created_at, m.id) AS text
    FROM messaging_message AS m WHERE m.turn_id = g.id AND m.direction = 'in' AND m.kind = 'text') AS said
WHERE said.text <> '' AND NOT EXISTS (SELECT FROM messaging_correction AS c WHERE c.turn_id = g.id)
ORDER BY g.id
"""


def by_staff(hotel: Hotel) -> list[Example]:
    return _examples(BY_STAFF, hotel, never=NEVER)


def by_guests(hotel: Hotel) -> list[Example]:
    """A courtesy after a misunderstanding tells nothing of what was meant."""
    return _examples(BY_GUESTS, hotel, never=NEVER | COURTESIES)


def _examples(statement: str, hotel: Hotel, *, never: set[str]) -> list[Example]:
    values: dict[str, Any] = {"hotel": hotel.pk, "at_once": AT_ONCE, "understood": UNDERSTOOD}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [
        Example(text, corpus.join(intent, topic or ""), language)
        for text, intent, topic, language in dict.fromkeys(rows)
        if intent in INTENTS and intent not in never and (topic or intent != "hotel_question")
    ]
