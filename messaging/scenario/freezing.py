"""A stored conversation as a scenario: up to the turn that was judged, as it should have gone, and nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from messaging import slots
from messaging.masking import PLACEHOLDER, Mask
from messaging.models import Correction, Message, TurnRecord
from messaging.ownership import STAFF_INTENT
from messaging.scenario import story
from messaging.scenario.reading import GIVES_BACK, TAKES_OVER
from messaging.scenario.story import Story
from messaging.scenario.terms import Booked, End, Fault, Line, Scenario
from messaging.turn import Slots
from messaging.turns import HANDED_OVER
from reservations.models import Reservation

Verdict = Correction.Verdict
# What the guest wants is a person, whatever the agent made of it.
FOR_STAFF = ("human", "emergency")
NAME_WORDS = 6


@dataclass(frozen=True)
class Wishes:
    """What staff add to what the database knows."""

    owner: str | None = None
    """None: as it follows from the judgement; empty: anybody."""
    must_say: Sequence[str] = ()
    must_not_say: Sequence[str] = ()
    hidden: Sequence[str] = ()
    """Words that are to be seen in no file."""


def of(correction: Correction, wishes: Wishes = Wishes()) -> Scenario:
    told = story.read(correction.turn)
    written = [*wishes.must_say, *wishes.must_not_say, *(row.ideal_reply for row in told.judged.values())]
    mask = story.mask(told, hidden=wishes.hidden, texts=written)
    return replace(
        retold(told, mask),
        name=_name(told, mask),
        about=_about(correction),
        end=_end(told, correction, wishes.owner),
        must_say=tuple(mask(text) for text in wishes.must_say),
        must_not_say=tuple(mask(text) for text in wishes.must_not_say),
    )


def retold(told: Story, mask: Mask) -> Scenario:
    """As it went. Of the end nothing is demanded, of its lines what was judged."""
    # Whoever the guest names last may have been spoken of before: all is masked when everybody is known.
    spoken = [(_begins(told, turn), _line(told, turn, mask)) for turn in told.turns if turn.intent != STAFF_INTENT]
    moved = [(event.at, Line(staff=TAKES_OVER if event.kind == "taken_over" else GIVES_BACK)) for event in told.moves]
    timed = sorted([*spoken, *moved], key=lambda entry: entry[0])
    hotel = told.conversation.hotel
    return Scenario(
        name=f"{told.conversation.pk}-{told.last.pk}",
        language=told.last.language,
        hotel=hotel.slug,
        channel=told.conversation.account.kind,
        clock=timed[0][0].astimezone(hotel.zone).replace(second=0, microsecond=0),
        given=tuple(_booked(row, Reservation.Status.CONFIRMED.value) for row in told.given),
        lines=tuple(_paced(timed)),
        faults=tuple(_faults(timed, told)),
    )


def owner_after(correction: Correction) -> str:
    """Who answers the guest once this turn is as it should be."""
    if correction.verdict == Verdict.WRONG:
        return "waiting" if correction.intent in FOR_STAFF else "agent"
    return "waiting" if any(step[0] == HANDED_OVER for step in correction.turn.trace) else "agent"


def _line(told: Story, turn: TurnRecord, mask: Mask) -> Line:
    line = _said(told.heard[turn.pk], mask)
    judged = told.judged.get(turn.pk)
    if judged is None or judged.verdict == Verdict.ARCHIVED:
        return line
    if judged.verdict == Verdict.RIGHT:
        # What a button means stands in its name; its slots are numbers of this database.
        understood = {} if line.press else turn.understanding.get("slots") or {}
        return replace(line, intent=turn.intent, slots=_masked(understood, mask), reply=turn.words)
    ideal = mask(judged.ideal_reply)
    return replace(line, intent=judged.intent, slots=_masked(judged.slots, mask), ideal_reply=ideal)


def _said(messages: Sequence[Message], mask: Mask) -> Line:
    last = messages[-1]
    if last.kind == "button":
        # What a button is about has another number in another database; the n-th of a list has not.
        name, _, number = last.text.partition(":")
        return Line(press=last.text if name == "choose_room" and number else name)
    texts = tuple(masked for message in messages if (masked := mask(message.text)))
    return Line(guest=texts) if texts and last.kind != "location" else Line(attachment=_kind(last))


def _kind(message: Message) -> str:
    return message.kind if message.kind != "text" else "unknown"


def _masked(said: dict[str, Any], mask: Mask) -> Slots:
    plain = slots.read(said)
    return replace(
        plain,
        name=mask(plain.name),
        email=mask(plain.email),
        phone=mask(plain.phone),
        reference=mask(plain.reference),
        room=mask(plain.room),
    )


def _paced(timed: Sequence[tuple[datetime, Line]]) -> Iterator[Line]:
    before = timed[0][0]
    for number, (at, line) in enumerate(timed):
        yield replace(line, after=max(0, round((at - before).total_seconds() / 60))) if number else line
        before = at


def _faults(timed: Sequence[tuple[datetime, Line]], told: Story) -> Iterator[Fault]:
    """Where the agent had to do without the PMS."""
    begun: int | None = None
    degraded = {_begins(told, turn) for turn in told.turns if turn.status == TurnRecord.Status.DEGRADED}
    for number, (at, _) in enumerate(timed):
        if at in degraded and begun is None:
            begun = number
        elif at not in degraded and begun is not None:
            yield Fault("down", begun, number)
            begun = None
    if begun is not None:
        yield Fault("down", begun)


def _end(told: Story, correction: Correction, owner: str | None) -> End:
    """A turn that went wrong should have booked nothing: what stood before it still stands."""
    turns = told.turns if correction.verdict == Verdict.RIGHT else told.turns[:-1]
    known = {row.pk: Reservation.Status.CONFIRMED.value for row in told.given} | story.statuses(turns)
    booked = [_booked(row, known[row.pk]) for row in told.reservations.values() if row.pk in known]
    hold = story.held(turns) if turns else None
    held = [Booked(room_type=hold.room_type, arrival=hold.stay.arrival, departure=hold.stay.departure)] if hold else []
    return End(owner_after(correction) if owner is None else owner, tuple(booked), tuple(held))


def _booked(row: Reservation, status: str) -> Booked:
    offer = row.offer
    return Booked(status, offer.room_type, offer.rate_plan, offer.arrival, offer.departure, offer.party)


def _begins(told: Story, turn: TurnRecord) -> datetime:
    return told.heard[turn.pk][0].created_at


def _name(told: Story, mask: Mask) -> str:
    """By its last words, and the turn: no two of a hotel agent are called the same."""
    said = " ".join(mask(message.text) for message in told.heard[told.last.pk])
    words = slugify(PLACEHOLDER.sub(" ", said)).replace("_", "-").split("-")[:NAME_WORDS]
    return "-".join([*filter(None, words), str(told.last.pk)])[-100:].strip("-")


def _about(correction: Correction) -> str:
    turn = correction.turn
    if correction.verdict == Verdict.WRONG:
        return f"Was taken for {turn.intent} ({turn.confidence:.2f}) and answered with {turn.words}."
    return f"Is {turn.intent} ({turn.confidence:.2f}) and stays so."
