"""What guests asked and nobody could tell them, ranked by how many asked; staff turn a question into facts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from messaging import knowledge, quality
from messaging.knowledge import GIST, Told
from messaging.models import Fact
from pms.models import Hotel

LOOK_BACK = timedelta(days=90)
PAGE = 25
EXAMPLES = 5

# "I do not know" to a known topic, beside whatever else was answered, and what was a question and was not understood.
# They are one where the topic, or the words, are the same. Answered is what a fact of the topic that is not stale, in a
# language that guest reads, is there for.
ASKED = f"""
WITH turns AS (
    SELECT t.id, t.hotel_id, t.conversation_id, t.language, t.created_at, m.text, COALESCE(q.topic, '') AS topic
    FROM messaging_turnrecord AS t CROSS JOIN LATERAL (
        SELECT string_agg(m.text, ' ' ORDER BY m.created_at, m.id) AS text FROM messaging_message AS m
        WHERE m.turn_id = t.id AND m.direction = 'in' AND m.text <> '') AS m
    CROSS JOIN LATERAL (
        SELECT note -> 1 ->> 'topic' AS topic FROM jsonb_array_elements(t.trace) AS note
        WHERE note ->> 0 = 'fact' AND note -> 1 ->> 'id' IS NULL
        UNION SELECT '' WHERE t.words = 'unknown' AND m.text LIKE '%%?%%'
        UNION SELECT t.understanding -> 'slots' ->> 'topic'
            WHERE t.words = 'no_fact' AND NOT t.trace @> '[["fact"]]') AS q
    WHERE t.hotel_id = ANY(%(hotels)s) AND t.created_at >= %(since)s AND m.text IS NOT NULL
        AND NOT EXISTS (SELECT FROM messaging_correction AS c WHERE c.turn_id = t.id AND c.verdict <> 'right')
        AND NOT EXISTS (
            SELECT FROM messaging_fact AS f JOIN pms_hotel AS h ON h.id = f.hotel_id
            WHERE f.hotel_id = t.hotel_id AND f.topic = q.topic AND f.language IN (t.language, h.language)
                AND f.checked_at >= %(trusted)s
                AND (f.valid_until IS NULL OR f.valid_until >= (now() AT TIME ZONE h.timezone)::date))
), asked AS (
    SELECT t.hotel_id, t.topic, CASE WHEN t.topic = '' THEN {GIST.format("t.text")} ELSE '' END AS words,
        count(DISTINCT c.guest_id) AS guests, count(*) AS times, max(t.created_at) AS last, max(t.id) AS id,
        array_agg(DISTINCT t.language) AS languages, array_agg(t.id) AS ids,
        (array_agg(t.text ORDER BY t.id DESC))[:40] AS texts
    FROM turns AS t JOIN messaging_conversation AS c ON c.id = t.conversation_id
    GROUP BY 1, 2, 3
)
"""
RANKED = """
SELECT (SELECT count(*) FROM asked), (SELECT jsonb_agg(to_jsonb(p)) FROM (
    SELECT * FROM asked ORDER BY guests DESC, times DESC, last DESC, id DESC LIMIT %(page)s OFFSET %(skip)s) AS p)
"""
ONE = "SELECT 1, jsonb_agg(to_jsonb(a)) FROM asked AS a WHERE %(turn)s = ANY(a.ids)"


@dataclass(frozen=True)
class Question:
    """`id` is the turn in which it was asked last."""

    id: int
    hotel_id: int
    topic: str
    """Empty: the agent does not know what it is about."""
    guests: int
    times: int
    last: datetime
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    ids: tuple[int, ...]


def ranked(hotels: Sequence[Hotel], *, page: int = 1) -> tuple[int, list[Question]]:
    """How many, and a page of them: what most guests asked first."""
    return _ask(hotels, RANKED, {"page": PAGE, "skip": (max(page, 1) - 1) * PAGE})


def find(hotels: Sequence[Hotel], turn: int) -> Question | None:
    """The question that was asked in this turn, while nobody has answered it."""
    _, found = _ask(hotels, ONE, {"turn": turn})
    return found[0] if found else None


def answer(question: Question, told: Told, user: User, *, hotel: Hotel) -> list[Fact]:
    """Facts, and, where the agent did not know what these words ask for, that it knows from now on."""
    with transaction.atomic():
        facts = knowledge.tell(hotel, told, user)
        if told.topic != question.topic:
            quality.teach(question.ids, user, topic=told.topic)
    return facts


def _ask(hotels: Sequence[Hotel], tail: str, values: Mapping[str, Any]) -> tuple[int, list[Question]]:
    since, trusted = timezone.now() - LOOK_BACK, timezone.now() - knowledge.TRUSTED_FOR
    with connection.cursor() as cursor:
        cursor.execute(
            ASKED + tail, {"hotels": [hotel.pk for hotel in hotels], "since": since, "trusted": trusted, **values}
        )
        total, rows = cursor.fetchone()
    return total, [_question(row) for row in json.loads(rows or "[]")]


def _question(row: dict[str, Any]) -> Question:
    texts = list({" ".join(text.casefold().split()): text for text in row["texts"]}.values())[:EXAMPLES]
    return Question(
        id=row["id"],
        hotel_id=row["hotel_id"],
        topic=row["topic"],
        guests=row["guests"],
        times=row["times"],
        last=datetime.fromisoformat(row["last"]),
        languages=tuple(row["languages"]),
        texts=tuple(texts),
        ids=tuple(row["ids"]),
    )
