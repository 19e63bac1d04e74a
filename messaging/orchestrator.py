"""One turn: everything a guest has written and nobody has answered becomes one reply, and its reason."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, transaction

from locks import leases
from messaging import (
    alarms,
    beside,
    degraded,
    filing,
    hearing,
    ladder,
    nlu,
    opinion,
    outbox,
    ownership,
    promises,
    session,
    silence,
    summary,
    turns,
    wording,
)
from messaging.intents import INTENTS
from messaging.metrics import MESSAGE_SECONDS, UNGROUNDED
from messaging.models import Conversation, Message, TurnRecord
from messaging.nlu import buttons
from messaging.session import Frame
from messaging.turn import Reply, Slots, Turn, Understanding
from messaging.turns import Heard, Situation
from pms import features
from pms.errors import PmsError

log = structlog.get_logger(__name__)

# Longer than any PMS call: a worker that dies on a turn blocks its guest no longer than this.
LEASE_SECONDS = 60
# How often a guest who goes on writing may have us think again before we answer what there is.
SECOND_THOUGHTS = 2
# Nothing can be stored without it, and nothing is wrong with the guest's words: the sweeper brings them again.
DATABASE_GONE = (OperationalError, InterfaceError)
# With these words the guest has rooms and prices before them: whoever was promised that waits no longer.
TELLS_ROOMS = {"availability", "ask_choice", "no_rooms", "read_back"}
AGENTS = (Conversation.Owner.AGENT, Conversation.Owner.CLOSED)
SWITCHED_OFF = "the agent is switched off"


@dataclass(frozen=True)
class Outcome:
    """What a turn ended in, for doors that answer in the same request."""

    record: TurnRecord
    messages: list[Message]
    data: dict[str, Any] = field(default_factory=dict)
    more: bool = False
    """The guest has written something else that this turn does not answer."""


class WroteAgain(Exception):
    """The guest has written more, or taken words back, while the answer was being prepared."""


def answer(conversation: Conversation) -> Outcome | None:
    """Answer what is unanswered; None when there is nothing, or when staff own the conversation.

    Raises LeaseTaken when another worker is at it.
    """
    with leases.hold(conversation.hotel, conversation.key, seconds=LEASE_SECONDS):
        for thought in range(SECOND_THOUGHTS + 1):
            try:
                return _answer(conversation, last=thought == SECOND_THOUGHTS)
            except WroteAgain:
                log.info("turn_redone", conversation=conversation.pk)
        return None


def write(
    conversation: Conversation,
    handle: Callable[[Turn], Reply],
    *,
    inside: Callable[[], bool] = lambda: True,
) -> Outcome | None:
    """The agent writes by itself: `handle` answers a turn in which the guest has said nothing.

    `inside` is called in the transaction that stores turn, session and message; False: nothing is stored.
    None also when staff own the conversation or the guest waits for an answer to something else.
    Raises LeaseTaken, and PmsError as `handle` does.
    """
    with leases.hold(conversation.hotel, conversation.key, seconds=LEASE_SECONDS):
        situation = turns.read(conversation)
        if conversation.owner not in AGENTS or situation.unanswered:
            return None
        started = time.perf_counter()
        turn = _silent(conversation, silence.BY_ITSELF, situation.frame)
        reply, words = _worded(turn, handle, passing=(PmsError,))
        with transaction.atomic():
            stands, more = turns.stands(conversation, situation, ())
            if not stands or more or not inside():
                return None
            return _store(turn, reply, words, (), time.perf_counter() - started)


def _answer(conversation: Conversation, *, last: bool) -> Outcome | None:
    situation = turns.read(conversation)
    if conversation.owner not in AGENTS:
        return _beside_staff(conversation, situation)
    messages = _alike(situation.unanswered)
    if not messages:
        return None
    started = time.perf_counter()
    try:
        turn = _understood(conversation, situation, messages)
    except DATABASE_GONE:
        raise
    except Exception as error:
        turn = _silent(conversation, "unknown", Frame())
        reply, words = _excuse(turn, error)
    else:
        reply, words = _worded(turn, _handled)
    took = time.perf_counter() - started
    MESSAGE_SECONDS.labels(conversation.account.kind, turn.said.intent).observe(took)
    with transaction.atomic():
        stands, more = turns.stands(conversation, situation, messages)
        # What was booked or cancelled is a fact the guest must hear of, whoever owns the conversation by now.
        if not stands and not turn.acted:
            log.info("turn_discarded", conversation=conversation.pk)
            raise WroteAgain
        rest = len(situation.unanswered) > len(messages)
        if more and not (last or rest or turn.acted or turn.held):
            raise WroteAgain
        return replace(_store(turn, reply, words, messages, took), more=more or rest)


def _beside_staff(conversation: Conversation, situation: Situation) -> Outcome | None:
    """Staff own it and the agent is silent, but for danger: see docs/decisions/0008-alarms.md."""
    messages = [message for message in situation.unanswered if nlu.is_danger(message.text)]
    if not messages:
        return None
    started = time.perf_counter()
    turn = _understood(conversation, situation, messages)
    reply, words = _worded(turn, _handled)
    with transaction.atomic():
        stands, _ = turns.stands(conversation, situation, messages)
        if not stands:
            raise WroteAgain
        took = time.perf_counter() - started
        if not alarms.is_known(conversation, turn.alarm):
            return _store(turn, reply, words, messages, took)
        # Who is told already, or on the way, needs no second word from the agent.
        ladder.ring(conversation, turn.alarm, kind=turn.slots.topic, message_id=messages[-1].id)
        return Outcome(turns.record(turn, reply, messages, took), [])


def _alike(messages: Sequence[Heard]) -> list[Heard]:
    """The first ones of one kind: a pressed button and a text beside it are two turns, so none is lost."""
    return list(takewhile(lambda message: message.kind == messages[0].kind != "button", messages)) or [*messages[:1]]


def _silent(conversation: Conversation, intent: str, frame: Frame) -> Turn:
    """A turn in which nothing was said, or nothing understood."""
    conversation.language = conversation.language or conversation.hotel.language
    said = Understanding(conversation.language, intent, 0.0)
    return Turn(conversation.hotel, conversation, "", said, frame)


def _worded(
    turn: Turn, handle: Callable[[Turn], Reply], *, passing: tuple[type[Exception], ...] = ()
) -> tuple[Reply, wording.Worded]:
    through: tuple[type[Exception], ...] = (*passing, *DATABASE_GONE)
    try:
        reply = handle(turn)
        return reply, wording.put(reply, turn.hotel, turn.conversation.language, turn=turn)
    except through:
        raise
    except Exception as error:
        # The one place around a turn: the guest is told, a person takes over, nothing is lost.
        return _excuse(turn, error)


def _excuse(turn: Turn, error: Exception) -> tuple[Reply, wording.Worded]:
    """Logs where it failed, not what the error says: that may be a guest's words."""
    if isinstance(error, wording.Ungrounded):
        UNGROUNDED.labels(error.words).inc()
        log.error("reply_kept_back", words=error.words, kinds=sorted({kind for kind, _ in error.tokens}))
        turn.note("ungrounded", [str(token) for token in error.tokens])
        turn.handover = f"a reply was kept back: {error.words}"
    else:
        where = traceback.format_tb(error.__traceback__)[-2:]
        log.error("turn_failed", conversation=turn.conversation.pk, error=type(error).__name__, where=where)
        turn.handover = turn.handover or "the agent failed"
    reply = Reply("handover")
    reply.status = TurnRecord.Status.ERROR
    return reply, wording.put(reply, turn.hotel, turn.conversation.language, check=False)


def _understood(conversation: Conversation, situation: Situation, messages: Sequence[Heard]) -> Turn:
    hotel, frame, asked = conversation.hotel, situation.frame, None
    text = "\n".join(message.text for message in messages if message.text.strip())
    last = messages[-1]
    if last.kind == "button":
        said = buttons.read(last.text, language=conversation.language or hotel.language, awaiting=frame.awaiting)
    elif last.kind == "location" or (last.kind != "text" and not text):
        # The address of a place is nothing the guest has said.
        language = conversation.language or hotel.language
        said = Understanding(language, "attachment", 1.0, Slots(topic=last.kind))
    else:
        context = hearing.context(hotel, situation, frame)
        texts = [text, *(message.text for message in messages)]
        said = hearing.heard(texts, conversation, context, situation.classifier)
        said, asked = opinion.second(conversation, text, said, context)
    conversation.language = said.language
    read_back, frame.read_back = frame.read_back, None
    heard = tuple(message.id for message in messages)
    turn = Turn(hotel, conversation, text, said, frame, read_back=read_back, promised=situation.promised, heard=heard)
    if asked:
        turn.note("language model", asked)
    turn.reread = lambda other: hearing.heard(
        [text], conversation, hearing.context(hotel, situation, other), situation.classifier
    )
    return turn


def _handled(turn: Turn) -> Reply:
    if turn.said.intent != "emergency" and not features.is_on(turn.hotel, "agent_answers", turn.holder):
        turn.handover = SWITCHED_OFF
        return Reply("handover")
    handler, misses = INTENTS.get(turn.said.intent, INTENTS["unknown"]), turn.frame.misses
    try:
        reply = beside.answer(turn, handler.handle(turn))
    except PmsError as error:
        turn.note("pms", type(error).__name__)
        return degraded.reply(turn)
    if turn.frame.misses == misses:
        turn.frame.misses = 0
    return reply


def _store(turn: Turn, reply: Reply, words: wording.Worded, messages: Sequence[Heard], took: float) -> Outcome:
    """Turn, session, outgoing message and owner: inside one transaction of the caller."""
    conversation = turn.conversation
    if turn.handover:
        turn.note(turns.HANDED_OVER, turn.handover)
    record = turns.record(turn, reply, messages, took)
    session.save(conversation, turn.frame)
    sent = [outbox.queue(conversation, words.text, buttons=words.buttons, turn=record)]
    if reply.on_map:
        sent += outbox.queue_place(conversation, turn=record)
    if reply.code:
        sent += outbox.queue_code(conversation, reply.code, turn=record)
    _settle_promises(turn, reply)
    if turn.alarm:
        ladder.ring(conversation, turn.alarm, kind=turn.slots.topic, message_id=messages[-1].id)
    if turn.handover:
        ownership.hand_over(conversation, turn.handover)
        if known := summary.of(turn):
            filing.leave(conversation, known)
    elif conversation.owner == Conversation.Owner.CLOSED:
        ownership.open_again(conversation)
    return Outcome(record, sent, reply.data)


def _settle_promises(turn: Turn, reply: Reply) -> None:
    """Make what these words promise; keep or drop what they answer."""
    if turn.promise:
        return promises.make(turn.promise)
    if turn.promised and reply.words in TELLS_ROOMS:
        promises.answered(turn.conversation, turn.frame.stay)
    for what, about in turn.trace if turn.promised else ():
        if what == "reservation":
            promises.told(turn.conversation, about["id"])
    return None
