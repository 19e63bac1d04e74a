"""Compares what was seen with what a scenario demands, and with what is demanded of every scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import zip_longest
from typing import Any

from messaging.grounding import tokens
from messaging.models import Conversation, TurnRecord
from messaging.ownership import WITH_STAFF
from messaging.scenario.people import invent
from messaging.scenario.seen import Played, Row, Said, Step
from messaging.scenario.terms import Booked, Line, Scenario
from messaging.slots import plain
from messaging.turn import Slots
from reservations.models import Reservation

AGENT = Conversation.Owner.AGENT
REFUSED = Reservation.Status.REFUSED
NOTHING = "nothing"
DATES = ("arrival", "departure")


@dataclass(frozen=True)
class Failure:
    """`line` 0: the end, or the whole."""

    kind: str
    line: int
    expected: str
    got: str

    @property
    def title(self) -> str:
        return self.kind.replace("_", " ")

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "end"
        return f"{where}: {self.title}: expected {self.expected}, was {self.got}"


def grade(played: Played) -> list[Failure]:
    if played.crash:
        return [Failure("crash", len(played.steps) + 1, "a conversation", played.crash)]
    return [*_lines(played), *_always(played), *_end(played)]


def handed_over(played: Played) -> bool:
    return played.owner in WITH_STAFF


def _lines(played: Played) -> Iterator[Failure]:
    for line, step in zip(played.scenario.lines, played.steps, strict=True):
        if step.offered is not None:
            yield Failure("button", step.line, f"a button {line.press}", ", ".join(step.offered) or NOTHING)
        if line.intent or line.slots is not None:
            yield from _understood(line, step)
        if line.reply:
            words = [said.words for said in step.said if said.words]
            if line.reply not in words:
                yield Failure("reply", step.line, line.reply, ", ".join(words) or NOTHING)
        yield from _words(line, step.said, step.line, played)


def _understood(line: Line, step: Step) -> Iterator[Failure]:
    turn = step.turns[-1] if step.turns else None
    if turn is None:
        yield Failure("understood", step.line, line.intent or "an answer", NOTHING)
        return
    if line.intent and turn.intent != line.intent:
        yield Failure("understood", step.line, line.intent, f"{turn.intent} ({turn.confidence:.2f})")
    if line.slots is not None and (wanted := _invented(line.slots)) != (got := _folded(turn.slots)):
        yield Failure("understood", step.line, _plain(wanted), _plain(got))


def _words(wanted: Line | Scenario, said: Sequence[Said], line: int, played: Played) -> Iterator[Failure]:
    references = [row.reference for row in played.reservations]
    whole = "\n".join(message.whole for message in said)
    text = _plainly(whole)
    for words in wanted.must_say:
        if _plainly(invent(words, references)) not in text:
            yield Failure("must_say", line, words, whole or NOTHING)
    for words in wanted.must_not_say:
        if _plainly(invent(words, references)) in text:
            yield Failure("must_not_say", line, f"not {words}", whole)


def _plainly(text: str) -> str:
    """Neither capitals nor the kind of a space matter."""
    return " ".join(text.casefold().split())


def _always(played: Played) -> Iterator[Failure]:
    read_back: Said | None = None
    for step in played.steps:
        read_back = _last_read_back(step.meanwhile) or read_back
        for row in step.booked:
            yield from _as_read_back(row, read_back, step.line)
        read_back = _last_read_back(step.said) or read_back
        for said in (*step.meanwhile, *step.said):
            if claims := played.ungrounded.get(said.id):
                yield Failure("ungrounded", step.line, "stored rows behind it", claims)
        for turn in step.turns:
            kept_back = [about for what, about in turn.trace if what == "ungrounded"]
            if kept_back:
                yield Failure("ungrounded", step.line, "stored rows behind it", f"kept back: {kept_back[0]}")
            elif turn.status == TurnRecord.Status.ERROR:
                yield Failure("error", step.line, "an answer", f"the agent failed at {turn.intent}")
    for unit in played.sold_twice:
        yield Failure("sold_twice", 0, "one guest", f"two in room {unit}")


def _last_read_back(said: Sequence[Said]) -> Said | None:
    """What a guest says yes to: whatever ends in a button to confirm."""
    found = [message for message in said if any(id_.startswith("confirm") for id_, _ in message.buttons)]
    return found[-1] if found else None


def _as_read_back(row: Row, read_back: Said | None, line: int) -> Iterator[Failure]:
    """By the words alone that the guest has read."""
    read = tokens(read_back.text) if read_back else ()
    amounts = sorted({value[0] for kind, value in read if kind == "amount"})
    if row.total not in amounts:
        yield Failure("price", line, _either(amounts, "a price that was read back"), str(row.total))
    # A date with its year says more than the day and the month.
    days = sorted({value[-2:] for kind, value in read if kind in ("date", "dated")})
    for day in (row.arrival, row.departure):
        if (day.month, day.day) not in days:
            named = [f"{month:02}-{number:02}" for month, number in days]
            yield Failure("date", line, _either(named, "a date that was read back"), day.isoformat())


def _either(values: Sequence[object], otherwise: str) -> str:
    return " or ".join(map(str, values)) or otherwise


def _end(played: Played) -> Iterator[Failure]:
    end = played.scenario.end
    yield from _words(played.scenario, played.said, 0, played)
    if end.owner and played.owner != end.owner:
        kind = "owner"
        if handed_over(played) and end.owner == AGENT:
            kind = "needless_handover"
        elif end.owner in WITH_STAFF and not handed_over(played):
            kind = "missing_handover"
        yield Failure(kind, 0, end.owner, played.owner or NOTHING)
    if end.reservations is not None:
        # What the PMS refused never was, unless the scenario speaks of it.
        spoken_of = {REFUSED} & {row.status for row in end.reservations}
        rows = [row for row in played.reservations if row.status != REFUSED or spoken_of]
        yield from _rows("reservations", end.reservations, rows)
    if end.holds is not None:
        yield from _rows("holds", end.holds, played.holds)
    if end.requests is not None and sorted(end.requests) != sorted(played.requests):
        yield Failure("requests", 0, ", ".join(end.requests) or NOTHING, ", ".join(played.requests) or NOTHING)
    for event in end.events:
        if event not in played.events:
            yield Failure("events", 0, event, ", ".join(dict.fromkeys(played.events)) or NOTHING)


def _rows(kind: str, wanted: Sequence[Booked], rows: Sequence[Row]) -> Iterator[Failure]:
    """Each wanted row has one of its own, and none is left; the most exactly described ones choose first."""
    left, missing = list(rows), []
    for expected in sorted(wanted, key=lambda row: -len(_named(row))):
        found = next((row for row in left if _fits(expected, row)), None)
        if found:
            left.remove(found)
        else:
            missing.append(expected)
    for wish, got in zip_longest(missing, left):
        dates = wish and got and any(getattr(wish, name) not in (None, getattr(got, name)) for name in DATES)
        described = _described(_named(wish)) if wish else f"no other {kind.rstrip('s')}"
        yield Failure("date" if dates else kind, 0, described, _described(got.__dict__) if got else NOTHING)


def _fits(expected: Booked, row: Row) -> bool:
    return all(getattr(row, name) == value for name, value in _named(expected).items())


def _named(expected: Booked) -> dict[str, Any]:
    return {f.name: value for f in fields(expected) if (value := getattr(expected, f.name)) is not None}


def _described(values: dict[str, Any]) -> str:
    shown = ("status", "room_type", "rate_plan", "arrival", "departure", "party", "total")
    return " ".join(str(values[name]) for name in shown if values.get(name))


def _invented(slots: Slots) -> Slots:
    """With those who stand in for the placeholders; a confirmation number is whatever was made."""
    texts = {name: invent(getattr(slots, name)) for name in ("name", "email", "phone")}
    return _folded(Slots(**{**slots.__dict__, **texts}))


def _folded(slots: Slots) -> Slots:
    digits = "".join(mark for mark in slots.phone if mark.isdigit())
    reference = "<reference>" if slots.reference else ""
    # Between two dates there are as many nights as there are, whether they were named or not.
    nights = None if slots.arrival and slots.departure else slots.nights
    same = {"phone": digits, "email": slots.email.lower(), "reference": reference, "nights": nights}
    return Slots(**{**slots.__dict__, **same})


def _plain(slots: Slots) -> str:
    return ", ".join(f"{name} {value}" for name, value in plain(slots).items()) or NOTHING
