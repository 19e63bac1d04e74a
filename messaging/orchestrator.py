"""One turn: everything a guest has written and nobody has answered becomes one reply, and its reason."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import takewhile
from typing import Any

import structlog
from django.db import transaction

from locks import leases
from messaging import nlu, outbox, ownership, session, wording
from messaging.intents import INTENTS
from messaging.metrics import MESSAGE_SECONDS, UNGROUNDED
from messaging.models import Conversation, Message, TurnRecord
from messaging.nlu.context import Context
from messaging.session import Frame
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
        unanswered = Message.objects.filter(conversation=conversation, direction="in", turn__isnull=True)
        messages = _alike(list(unanswered.order_by("created_at", "pk")))
        return _turn(conversation, messages) if messages else None


def _alike(messages: list[Message]) -> list[Message]:
    """The first ones of one kind: a pressed button and a text beside it are two turns, so none is lost."""
    return list(takewhile(lambda message: message.kind == messages[0].kind != "button", messages)) or messages[:1]


def _turn(conversation: Conversation, messages: list[Message]) -> Outcome | None:
    started = time.perf_counter()
    turn: Turn | None = None
    try:
        turn = _understood(conversation, messages)
        reply = _handled(turn)
        words = wording.put(reply, turn.hotel, conversation.language)
    except Exception as error:
        # The one place around a turn: the guest is told, a person takes over, nothing is lost.
        turn = turn or _nothing_understood(conversation)
        reply = _excuse(turn, error)
        words = wording.put(reply, turn.hotel, conversation.language, check=False)
    took = time.perf_counter() - started
    MESSAGE_SECONDS.labels(conversation.account.kind, turn.said.intent).observe(took)
    return _store(turn, reply, words, messages, took)


def _nothing_understood(conversation: Conversation) -> Turn:
    conversation.language = conversation.language or conversation.hotel.language
    said = Understanding(conversation.language, "unknown", 0.0)
    return Turn(conversation.hotel, conversation, conversation.guest, "", said, Frame())


def _excuse(turn: Turn, error: Exception) -> Reply:
    """Logs where it failed, not what the error says: that may be a guest's words."""
    if isinstance(error, wording.Ungrounded):
        UNGROUNDED.labels(error.words).inc()
        turn.note("ungrounded", [str(token) for token in error.tokens])
        turn.handover = f"a reply was kept back: {error.words}"
    else:
        where = traceback.format_tb(error.__traceback__)[-2:]
        log.error("turn_failed", conversation=turn.conversation.pk, error=type(error).__name__, where=where)
        turn.handover = turn.handover or "the agent failed"
    reply = Reply("handover")
    reply.status = TurnRecord.Status.ERROR
    return reply


def _understood(conversation: Conversation, messages: list[Message]) -> Turn:
    hotel, frame = conversation.hotel, session.load(conversation)
    text = "\n".join(message.text for message in messages if message.text.strip())
    last = messages[-1]
    if last.kind == "button":
        said = _pressed(last.text, conversation.language or hotel.language)
    else:
        said = _heard(
            [text, *(message.text for message in messages)],
            conversation,
            Context(
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


def _heard(texts: list[str], conversation: Conversation, context: Context) -> Understanding:
    """The first text is all of them together; an emergency in any one of them comes before everything else."""
    hotel = conversation.hotel
    heard = [
        nlu.understand(
            text,
            language=conversation.language or None,
            country=hotel.country,
            today=hotel.now().date(),
            context=context,
        )
        for text in dict.fromkeys(texts)
    ]
    return next((said for said in heard if said.intent == "emergency"), heard[0])


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
    if handler.name != "unknown":
        turn.frame.misses = 0
    return reply


def _degraded(turn: Turn) -> Reply:
    """The PMS is away: say so, promise nothing, book nothing."""
    reply = Reply("pms_down", data={"fallback_used": True})
    reply.status = TurnRecord.Status.DEGRADED
    return reply


def _store(turn: Turn, reply: Reply, words: wording.Worded, messages: list[Message], took: float) -> Outcome | None:
    """Turn, session, outgoing message and owner in one transaction; nothing of it when staff took over meanwhile."""
    conversation = turn.conversation
    with transaction.atomic():
        ours = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation.pk)
        owner = ours.values_list("owner", flat=True).get()
        open_ = Message.objects.filter(pk__in=[message.pk for message in messages], turn__isnull=True)
        # What was booked or cancelled is a fact the guest must hear of, whoever owns the conversation by now.
        if not turn.acted and (owner != conversation.owner or open_.count() != len(messages)):
            log.info("turn_discarded", conversation=conversation.pk)
            return None
        ours.update(language=conversation.language)
        record = _record(turn, reply, took)
        open_.update(turn=record)
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
