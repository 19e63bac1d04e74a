"""One turn: everything a guest has written and nobody has answered becomes one reply, and its reason."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import structlog
from django.db import transaction

from locks import leases
from messaging import nlu, outbox, ownership, session, wording
from messaging.intents import INTENTS
from messaging.metrics import MESSAGE_SECONDS, UNGROUNDED
from messaging.models import Conversation, Message, TurnRecord
from messaging.nlu.context import Context
from messaging.turn import Reply, Slots, Turn, Understanding
from pms.errors import PmsError
from pms.models import RatePlan, RoomType
from pms.terms import Party

log = structlog.get_logger(__name__)

# Longer than any PMS call: a worker that dies on a turn blocks its guest no longer than this.
LEASE_SECONDS = 60


@dataclass(frozen=True)
class Outcome:
    """What a turn ended in, for doors that answer in the same request."""

    record: TurnRecord
    messages: list[Message]
    data: dict[str, Any] = field(default_factory=dict)


def answer(conversation: Conversation) -> Outcome | None:
    """Answer what is unanswered; None when there is nothing, or when staff own the conversation.

    Raises LeaseTaken when another worker is at it.
    """
    with leases.hold(conversation.hotel, conversation.key, seconds=LEASE_SECONDS):
        conversation.refresh_from_db(fields=["owner", "language", "handover_reason"])
        if conversation.owner not in (Conversation.Owner.AGENT, Conversation.Owner.CLOSED):
            return None
        messages = list(
            Message.objects.filter(conversation=conversation, direction="in", turn__isnull=True).order_by(
                "created_at", "pk"
            )
        )
        return _turn(conversation, messages) if messages else None


def _turn(conversation: Conversation, messages: list[Message]) -> Outcome | None:
    started = time.perf_counter()
    turn = _understood(conversation, messages)
    reply = _handled(turn)
    language = conversation.language
    try:
        words = wording.put(reply, turn.hotel, language)
    except wording.Ungrounded as error:
        UNGROUNDED.labels(error.words).inc()
        turn.note("ungrounded", [str(token) for token in error.tokens])
        turn.handover = f"a reply was kept back: {error.words}"
        reply = _failed(Reply("handover"))
        words = wording.put(reply, turn.hotel, language)
    took = time.perf_counter() - started
    MESSAGE_SECONDS.labels(conversation.account.kind, turn.said.intent).observe(took)
    return _store(turn, reply, words, messages, took)


def _understood(conversation: Conversation, messages: list[Message]) -> Turn:
    hotel, frame = conversation.hotel, session.load(conversation)
    text = "\n".join(message.text for message in messages if message.text.strip())
    last = messages[-1]
    if last.kind == "button":
        said = _pressed(last.text, conversation.language or hotel.language)
    else:
        said = nlu.understand(
            text,
            language=conversation.language or None,
            country=hotel.country,
            today=hotel.now().date(),
            context=Context(
                awaiting=frame.awaiting,
                room_types=_names(RoomType.objects.filter(hotel=hotel)),
                rate_plans=_names(RatePlan.objects.filter(hotel=hotel)),
                arrival=frame.arrival,
                departure=frame.departure,
                party=frame.party if frame.adults else None,
            ),
        )
    conversation.language = said.language
    read_back, frame.read_back = frame.read_back, None
    return Turn(hotel, conversation, conversation.guest, text, said, frame, read_back=read_back)


def _names(rows: Iterable[RoomType | RatePlan]) -> dict[str, list[str]]:
    return {row.code: list(row.names.values()) for row in rows}


def _pressed(button: str, language: str) -> Understanding:
    """A button's id is an intent, and what it was about: `choose_room:2`, `confirm:<offer>`."""
    intent, _, number = button.partition(":")
    slots = Slots(choice=int(number) if number.isdecimal() else None)
    return Understanding(language, intent if intent in INTENTS else "unknown", 1.0, slots)


def _handled(turn: Turn) -> Reply:
    handler = INTENTS.get(turn.said.intent, INTENTS["unknown"])
    try:
        reply = handler.handle(turn)
    except PmsError as error:
        turn.note("pms", type(error).__name__)
        return _degraded(turn)
    except Exception:
        # The one place around a turn: the guest is told, a person takes over, nothing is lost.
        log.exception("turn_failed", conversation=turn.conversation.pk, intent=turn.said.intent)
        turn.handover = "the agent failed"
        return _failed(Reply("handover"))
    if handler.name != "unknown":
        turn.frame.misses = 0
    return reply


def _degraded(turn: Turn) -> Reply:
    """The PMS is away: say so, promise nothing, book nothing."""
    reply = Reply("pms_down", data={"fallback_used": True})
    reply.status = TurnRecord.Status.DEGRADED
    return reply


def _failed(reply: Reply) -> Reply:
    reply.status = TurnRecord.Status.ERROR
    return reply


def _store(turn: Turn, reply: Reply, words: wording.Worded, messages: list[Message], took: float) -> Outcome | None:
    """Turn, session, outgoing message and owner in one transaction; nothing of it when staff took over meanwhile."""
    conversation = turn.conversation
    with transaction.atomic():
        ours = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation.pk)
        if ours.values_list("owner", flat=True).get() != conversation.owner:
            log.info("turn_discarded", conversation=conversation.pk)
            return None
        ours.update(language=conversation.language)
        record = _record(turn, reply, took)
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(turn=record)
        session.save(conversation, turn.frame)
        out = outbox.queue(conversation, words.text, buttons=words.buttons, turn=record)
        if turn.handover:
            ownership.hand_over(conversation, turn.handover)
    return Outcome(record, [out], reply.data)


def _record(turn: Turn, reply: Reply, took: float) -> TurnRecord:
    said = turn.said
    return TurnRecord.objects.create(
        hotel=turn.hotel,
        conversation=turn.conversation,
        status=reply.status,
        intent=said.intent,
        confidence=said.confidence,
        language=said.language,
        understanding={"slots": _json(said.slots.said()), "ask": list(said.ask)},
        words=reply.words,
        trace=turn.trace,
        took_ms=round(took * 1000),
    )


def _json(slots: dict[str, Any]) -> dict[str, Any]:
    return {
        name: asdict(value) if isinstance(value, Party) else value.isoformat() if isinstance(value, date) else value
        for name, value in slots.items()
    }
