"""What a turn reads and what it leaves behind: one wide read, one transaction. Writes TurnRecord."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from messaging import live, session
from messaging.models import Conversation, TurnRecord
from messaging.session import Frame
from messaging.turn import Reply, Turn
from pms.terms import Party

# Who owns it, what is remembered, what is unanswered, and the names of rooms and rates a guest may use.
READ = """
SELECT c.owner, c.language, c.handover_reason,
    (SELECT s.state FROM messaging_session AS s WHERE s.conversation_id = c.id AND s.expires_at > %s),
    (SELECT jsonb_agg(jsonb_build_array(m.id, m.kind, m.text) ORDER BY m.created_at, m.id)
        FROM messaging_message AS m
        WHERE m.conversation_id = c.id AND m.direction = 'in' AND m.turn_id IS NULL AND m.deleted_at IS NULL),
    (SELECT jsonb_agg(jsonb_build_array(t.code, t.names) ORDER BY t.position, t.id)
        FROM pms_roomtype AS t WHERE t.hotel_id = c.hotel_id),
    (SELECT jsonb_agg(jsonb_build_array(p.code, p.names) ORDER BY p.position, p.id)
        FROM pms_rateplan AS p WHERE p.hotel_id = c.hotel_id),
    EXISTS (SELECT FROM messaging_promise AS o WHERE o.conversation_id = c.id AND o.status = 'open'),
    (SELECT k.id FROM messaging_classifier AS k WHERE k.hotel_id = c.hotel_id AND k.promoted_at IS NOT NULL)
FROM messaging_conversation AS c WHERE c.id = %s AND c.hotel_id = %s
"""

# Locks the conversation: its owner now, how many of ours still stand as they were read, and whether more has come.
STANDS = """
SELECT c.owner,
    (SELECT count(*) FROM messaging_message AS m
        WHERE m.id = ANY(%s) AND m.turn_id IS NULL AND m.deleted_at IS NULL
            AND (m.edited_at IS NULL OR m.edited_at < %s)),
    EXISTS (SELECT FROM messaging_message AS m
        WHERE m.conversation_id = c.id AND m.direction = 'in' AND m.turn_id IS NULL AND m.deleted_at IS NULL
            AND m.kind <> 'button' AND m.id > %s)
FROM messaging_conversation AS c WHERE c.id = %s FOR NO KEY UPDATE OF c
"""

INSERT = """
WITH turn AS (
    INSERT INTO messaging_turnrecord (hotel_id, conversation_id, status, intent, confidence, language, understanding,
        words, trace, took_ms, created_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
), answered AS (
    UPDATE messaging_message SET turn_id = (SELECT id FROM turn) WHERE id = ANY(%s)
), spoken AS (
    UPDATE messaging_conversation SET language = %s WHERE id = %s AND language <> %s
)
SELECT id FROM turn
"""

HANDED_OVER = "handed over"
"""In a turn's trace: why it asked for staff."""


class Heard(NamedTuple):
    """A message of the guest, as much of it as a turn needs."""

    id: int
    kind: str
    text: str


@dataclass(frozen=True)
class Situation:
    """A conversation at the moment its turn begins."""

    read_at: datetime
    frame: Frame
    unanswered: tuple[Heard, ...]
    room_types: dict[str, list[str]]
    """Names in every language, by code."""
    rate_plans: dict[str, list[str]]
    promised: bool
    """The guest still waits for something we said we would tell."""
    classifier: int | None
    """The hotel's own, when one is promoted."""


def read(conversation: Conversation) -> Situation:
    """Also brings the conversation's owner and language up to date."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(READ, [now, conversation.pk, conversation.hotel_id])
        row = cursor.fetchone()
    conversation.owner, conversation.language, conversation.handover_reason = row[:3]
    state, unanswered, room_types, rate_plans = (_loaded(value) for value in row[3:7])
    return Situation(
        now,
        session.recall(state),
        tuple(Heard(*message) for message in unanswered or ()),
        {code: list(names.values()) for code, names in room_types or ()},
        {code: list(names.values()) for code, names in rate_plans or ()},
        promised=row[7],
        classifier=row[8],
    )


def stands(conversation: Conversation, situation: Situation, messages: Sequence[Heard]) -> tuple[bool, bool]:
    """Inside the transaction that stores a turn: (does it still answer what is asked, has more been written)."""
    newest = max((message.id for message in situation.unanswered), default=0)
    with connection.cursor() as cursor:
        cursor.execute(STANDS, [[m.id for m in messages], situation.read_at, newest, conversation.pk])
        owner, open_, more = cursor.fetchone()
    return owner == conversation.owner and open_ == len(messages), more


def record(turn: Turn, reply: Reply, messages: Sequence[Heard], took: float) -> TurnRecord:
    """Store why this was answered as it was, and mark the messages as answered by it."""
    said = turn.said
    row = TurnRecord(
        hotel=turn.hotel,
        conversation=turn.conversation,
        status=reply.status,
        intent=said.intent,
        confidence=said.confidence,
        language=turn.conversation.language,
        understanding={"slots": _json(said.slots.said()), "ask": list(said.ask)},
        words=reply.words,
        trace=turn.trace,
        took_ms=round(took * 1000),
    )
    values: list[Any] = [
        *(row.hotel_id, row.conversation_id, row.status, row.intent, row.confidence, row.language),
        *(json.dumps(row.understanding), row.words, json.dumps(row.trace), row.took_ms, row.created_at),
    ]
    with connection.cursor() as cursor:
        spoken: list[Any] = [row.language, row.conversation_id, row.language]
        answered: Any = [message.id for message in messages]
        cursor.execute(INSERT, [*values, answered, *spoken])
        [row.pk] = cursor.fetchone()
    live.tell_staff(row.hotel_id, row.conversation_id, "turn")
    return row


def _loaded(value: str | None) -> Any:
    """Django has psycopg hand JSON over as text, for its fields to read."""
    return json.loads(value) if value else None


def _json(slots: dict[str, Any]) -> dict[str, Any]:
    return {
        name: asdict(value)
        if isinstance(value, Party)
        else value.isoformat()
        if isinstance(value, (date, time))
        else value
        for name, value in slots.items()
    }
