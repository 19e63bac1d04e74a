"""Turns a person should look at, and what they say of them. The only writer of Correction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from messaging import slots, turns
from messaging.intents import INTENTS
from messaging.intents.hotel_info import HotelQuestion
from messaging.models import Correction, TurnRecord
from messaging.ownership import STAFF_INTENT
from pms.models import Hotel

UNSURE = 0.6
LOOK_BACK = timedelta(days=30)
SAMPLE = 50  # one turn of so many is looked at whatever it is: 2 %
UNDO_WITHIN = timedelta(hours=1)
PAGE = 25
LONGEST_REPLY = 4000
# Turns in which no guest said anything.
SILENT = [STAFF_INTENT, "recovery"]


class Reason(models.TextChoices):
    """Why a person should look at a turn."""

    UNSURE = "unsure", gettext_lazy("Low confidence")
    MISSED = "missed", gettext_lazy("Not understood")
    HANDED_OVER = "handed_over", gettext_lazy("Handed over")
    CORRECTED = "corrected", gettext_lazy("Staff answered next")
    DENIED = "denied", gettext_lazy("The guest said no")
    SAMPLE = "sample", gettext_lazy("Sample")


# Each over a turn `t` and what the guest said next.
CONDITIONS = {
    Reason.UNSURE: f"t.confidence < {UNSURE} AND t.intent <> 'unknown'",
    Reason.MISSED: "t.intent = 'unknown'",
    Reason.HANDED_OVER: f"""t.trace @> '[["{turns.HANDED_OVER}"]]'""",
    Reason.CORRECTED: "EXISTS (SELECT FROM answered AS a WHERE a.turn_id = t.id)",
    Reason.DENIED: "COALESCE(t.next_intent = 'deny', FALSE)",
    Reason.SAMPLE: f"t.id %% {SAMPLE} = 0",
}
# The same words, understood and answered in the same way, are one row; its id is that of the newest.
QUEUE = f"""
WITH said AS MATERIALIZED (
    SELECT t.id, t.hotel_id, t.conversation_id, t.intent, t.confidence, t.language, t.words, t.trace, t.created_at,
        t.understanding -> 'slots' AS slots,
        lead(t.intent) OVER (PARTITION BY t.conversation_id ORDER BY t.created_at, t.id) AS next_intent
    FROM messaging_turnrecord AS t
    WHERE t.hotel_id = ANY(%(hotels)s) AND t.created_at >= %(since)s AND t.intent <> ALL(%(silent)s)
), answered AS MATERIALIZED (
    -- What staff wrote, and the turn whose words are the last ones before it.
    SELECT DISTINCT p.turn_id FROM messaging_message AS m CROSS JOIN LATERAL (
        SELECT p.turn_id FROM messaging_message AS p
        WHERE p.conversation_id = m.conversation_id AND p.direction = 'out'
            AND (p.created_at, p.id) < (m.created_at, m.id)
        ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS p
    WHERE m.hotel_id = ANY(%(hotels)s) AND m.staff_id IS NOT NULL AND m.turn_id IS NULL AND m.direction = 'out'
        AND m.created_at >= %(since)s
), found AS (
    SELECT t.*, {", ".join(f"{condition} AS {reason.value}" for reason, condition in CONDITIONS.items())}
    FROM said AS t WHERE NOT EXISTS (SELECT FROM messaging_correction AS c WHERE c.turn_id = t.id)
), heard AS (
    SELECT f.*, m.text, m.kind FROM found AS f CROSS JOIN LATERAL (
        SELECT string_agg(m.text, E'\\n' ORDER BY m.created_at, m.id) AS text, max(m.kind) AS kind
        FROM messaging_message AS m WHERE m.turn_id = f.id AND m.direction = 'in' HAVING count(*) > 0) AS m
    WHERE {" OR ".join(Reason.values)}
), alike AS (
    SELECT max(id) AS id, array_agg(id) AS ids, min(text) AS text, kind, intent, language, hotel_id,
        min(confidence) AS confidence, max(created_at) AS at, count(*) AS count,
        array_remove(ARRAY[{", ".join(f"CASE WHEN bool_or({name}) THEN '{name}' END" for name in Reason.values)}], NULL)
            AS reasons
    FROM heard
    GROUP BY hotel_id, language, kind, intent, words, slots,
        lower(regexp_replace(btrim(text), '\\s+', ' ', 'g'))
)
"""
PAGE_OF_QUEUE = """
, narrowed AS (
    SELECT * FROM alike
    WHERE (%(language)s::text = '' OR language = %(language)s) AND (%(intent)s::text = '' OR intent = %(intent)s)
), chosen AS (
    SELECT * FROM narrowed WHERE %(reason)s::text = '' OR %(reason)s = ANY(reasons)
)
SELECT (SELECT count(*) FROM narrowed),
    (SELECT jsonb_object_agg(c.reason, c.n) FROM (
        SELECT r.reason, count(*) AS n FROM narrowed, unnest(reasons) AS r (reason) GROUP BY 1) AS c),
    (SELECT jsonb_agg(DISTINCT language) FROM alike),
    (SELECT jsonb_agg(DISTINCT intent) FROM alike),
    (SELECT count(*) FROM chosen),
    (SELECT jsonb_agg(to_jsonb(p) - 'ids') FROM (
        SELECT * FROM chosen ORDER BY at DESC, id DESC LIMIT %(page)s OFFSET %(skip)s) AS p)
"""
TWINS = "SELECT ids FROM alike WHERE %(turn)s = ANY(ids)"


@dataclass(frozen=True)
class Filter:
    reason: str = ""
    language: str = ""
    intent: str = ""


@dataclass(frozen=True)
class Item:
    """What one or more guests said, once."""

    id: int
    hotel_id: int
    text: str
    kind: str
    intent: str
    language: str
    confidence: float
    at: datetime
    count: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Queue:
    """A page of it; the counts are of the whole, per reason within the chosen language and intent."""

    items: list[Item]
    total: int
    all: int
    reasons: dict[str, int]
    languages: list[str]
    intents: list[str]


class AlreadyJudged(Exception):
    """By a colleague, or in another window."""


class NotKnown(ValueError):
    """No intent is called so."""


def queue(hotels: Sequence[Hotel], wanted: Filter, *, page: int = 1) -> Queue:
    """The newest first, in one statement."""
    where = {"reason": wanted.reason, "language": wanted.language, "intent": wanted.intent}
    row = _ask(hotels, PAGE_OF_QUEUE, {**where, "page": PAGE, "skip": (max(page, 1) - 1) * PAGE})
    everything, reasons, languages, intents, total, items = row
    return Queue(
        items=[_item(item) for item in json.loads(items or "[]")],
        total=total,
        all=everything,
        reasons=json.loads(reasons or "{}"),
        languages=json.loads(languages or "[]"),
        intents=json.loads(intents or "[]"),
    )


def judge(
    turn: TurnRecord,
    user: User,
    verdict: Correction.Verdict,
    *,
    intent: str = "",
    said: Mapping[str, Any] | None = None,
    ideal_reply: str = "",
) -> int:
    """Of this turn and of all that are like it; how many. Raises AlreadyJudged, NotKnown, SlotError."""
    wrong = verdict == Correction.Verdict.WRONG
    if wrong and intent not in INTENTS:
        raise NotKnown(intent)
    # The right slots are told whole: what is not among them was not said.
    right = slots.plain(slots.read(said or {})) if wrong else {}
    reply, now = ideal_reply.strip()[:LONGEST_REPLY] if wrong else "", timezone.now()
    ids = (_ask([turn.hotel], TWINS, {"turn": turn.pk}) or [[turn.pk]])[0]
    rows = [
        Correction(
            hotel_id=turn.hotel_id,
            turn_id=pk,
            verdict=verdict,
            intent=intent if wrong else "",
            slots=right,
            ideal_reply=reply,
            staff=user,
            created_at=now,
        )
        for pk in ids
    ]
    with transaction.atomic():
        Correction.objects.bulk_create(rows, ignore_conflicts=True)
        stored = Correction.objects.filter(turn__in=ids, staff=user, created_at=now)
        if not stored.filter(turn=turn).exists():
            transaction.set_rollback(True)
            raise AlreadyJudged
    return stored.count()


def teach(turns: Sequence[int], user: User, *, topic: str) -> int:
    """What was asked in these turns is a question about the hotel, and this is its topic."""
    now, rows = timezone.now(), TurnRecord.objects.filter(pk__in=turns, correction=None)
    taught = [
        Correction(
            hotel_id=row.hotel_id,
            turn=row,
            verdict=Correction.Verdict.WRONG,
            intent=HotelQuestion.name,
            slots={**(row.understanding.get("slots") or {}), "topic": topic},
            staff=user,
            created_at=now,
        )
        for row in rows
    ]
    return len(Correction.objects.bulk_create(taught, ignore_conflicts=True))


def archive(turns: Sequence[int], user: User) -> int:
    """Nobody needs to look at these any more."""
    rows, now = TurnRecord.objects.filter(pk__in=turns, correction=None), timezone.now()
    verdict = Correction.Verdict.ARCHIVED
    judged = [Correction(hotel_id=row.hotel_id, turn=row, verdict=verdict, staff=user, created_at=now) for row in rows]
    return len(Correction.objects.bulk_create(judged, ignore_conflicts=True))


def undo(user: User) -> TurnRecord | None:
    """Take back one's own last judgement, of all turns it was about; the turn, to look at it again."""
    mine = Correction.objects.filter(staff=user, created_at__gte=timezone.now() - UNDO_WITHIN)
    last = mine.order_by("-created_at", "-turn_id").select_related("turn").first()
    if last is None:
        return None
    Correction.objects.filter(staff=user, created_at=last.created_at).delete()
    return last.turn


def freeze(correction: Correction, scenario: str) -> None:
    """Keep it as a scenario; empty: none any more."""
    Correction.objects.filter(pk=correction.pk).update(scenario=scenario)
    correction.scenario = scenario


def _ask(hotels: Sequence[Hotel], tail: str, values: Mapping[str, Any]) -> Any:
    since = timezone.now() - LOOK_BACK
    everywhere: dict[str, Any] = {"hotels": [hotel.pk for hotel in hotels], "since": since, "silent": SILENT}
    with connection.cursor() as cursor:
        cursor.execute(QUEUE + tail, {**everywhere, **values})
        return cursor.fetchone()


def _item(row: dict[str, Any]) -> Item:
    return Item(**{**row, "at": datetime.fromisoformat(row["at"]), "reasons": tuple(row["reasons"])})
