"""A grader that cannot fail is worth nothing: each kind of failure, brought about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from messaging import wording
from messaging.scenario import load
from messaging.scenario.grading import Failure, grade
from messaging.scenario.playing import play
from messaging.scenario.seen import Played, Row, Said, Step
from pms.models import Hotel
from pms.terms import Stay
from tests.messaging.scenario.stories import BOOKING, HEAD, scenario

pytestmark = pytest.mark.integration


def kinds(failures: list[Failure]) -> list[tuple[str, int]]:
    return [(failure.kind, failure.line) for failure in failures]


def graded(text: str, stay: Stay, *changes: tuple[str, str]) -> list[Failure]:
    return grade(play(load(scenario(text, stay, *changes))))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("intent: check_availability", "intent: check_price", [("understood", 1)]),
        ("adults: 2", "adults: 3", [("understood", 1)]),
        ("reply: confirmed", "reply: denied", [("reply", 4)]),
        ("170,00 €", "171,00 €", [("must_say", 3)]),
        ("lo siento", "¡Reserva", [("must_not_say", 4)]),
        ("must_say: [<reference_1>]", "must_say: [<reference_2>]", [("must_say", 0)]),
        ("must_say: [<reference_1>]", "must_not_say: [<reference_1>]", [("must_not_say", 0)]),
        ("owner: agent", "owner: waiting", [("missing_handover", 0)]),
        ("owner: agent", "owner: closed", [("owner", 0)]),
        ("rate_plan: saver", "rate_plan: flexible", [("reservations", 0)]),
        ("status: confirmed", "status: cancelled", [("reservations", 0)]),
        ("saver, arrival: {arrival}, departure: {departure}", "saver, departure: {later}", [("date", 0)]),
        ("holds: []", "holds: [{{room_type: double}}]", [("holds", 0)]),
        ("requests: []", "requests: [group]", [("requests", 0)]),
        ("owner: agent", "owner: agent\n  events: [promised]", [("events", 0)]),
    ],
)
def test_a_wrong_expectation_is_reported(
    hotel: Hotel, stay: Stay, old: str, new: str, expected: list[tuple[str, int]]
) -> None:
    assert kinds(graded(BOOKING, stay, (old, new))) == expected


def test_no_reservation_where_there_is_one(hotel: Hotel, stay: Stay) -> None:
    text, _, _ = BOOKING.partition("end:")
    [failure] = graded(text + "end:\n  reservations: []\n", stay)
    assert (failure.kind, failure.expected) == ("reservations", "no other reservation")
    assert str(failure).startswith("end: reservations: expected no other reservation, was confirmed double saver")


def test_a_hold_that_is_left(hotel: Hotel, stay: Stay) -> None:
    text = BOOKING.replace("  - press: confirm\n    reply: confirmed\n    must_not_say: [lo siento]\n", "")
    assert kinds(graded(text, stay, ("must_say: [<reference_1>]", ""))) == [("reservations", 0), ("holds", 0)]


def test_a_button_that_is_not_there(hotel: Hotel, stay: Stay) -> None:
    failures = graded(BOOKING, stay, ("press: confirm", "press: pay"))
    assert kinds(failures)[:2] == [("button", 4), ("reply", 4)]
    assert "confirm:" in failures[0].got


def test_nobody_answers(hotel: Hotel, stay: Stay) -> None:
    text = HEAD + "  - guest: hola\n  - staff: takes over\n  - guest: sí\n    understood: {{intent: confirm}}\n"
    assert kinds(graded(text, stay)) == [("understood", 3)]


def test_a_needless_handover(hotel: Hotel, stay: Stay) -> None:
    text = HEAD + "  - guest: quiero hablar con una persona\nend:\n  owner: agent\n"
    assert kinds(graded(text, stay)) == [("needless_handover", 0)]


def booked(stay: Stay, total: str, text: str) -> Played:
    """A guest who presses a button below this text, and has a reservation at this price then."""
    row = Row("confirmed", "double", "saver", stay.arrival, stay.departure, total=Decimal(total), unit="101")
    read = Step(1, said=(Said(1, text, "read_back", (("confirm:1", "Sí"),)),))
    return Played(load(scenario(HEAD + "  - guest: a\n  - press: confirm\n", stay)), (read, Step(2, booked=(row,))))


def test_another_price_or_date_than_was_read_back(stay: Stay) -> None:
    text = f"Del {stay.arrival} al {stay.departure}, 170,00 €"
    assert grade(booked(stay, "170.00", text)) == []
    assert kinds(grade(booked(stay, "175.00", text))) == [("price", 2)]
    assert kinds(grade(booked(stay, "170.00", f"El {stay.arrival}, 170,00 €"))) == [("date", 2)]
    silent = booked(stay, "170.00", text)
    unread = replace(silent, steps=(Step(1), silent.steps[1]))
    assert kinds(grade(unread)) == [("price", 2), ("date", 2), ("date", 2)]


def test_a_room_sold_twice_and_a_play_that_broke_off(stay: Stay) -> None:
    seen = booked(stay, "170.00", f"{stay.arrival} {stay.departure} 170,00 €")
    assert kinds(grade(replace(seen, sold_twice=("101",)))) == [("sold_twice", 0)]
    assert kinds(grade(replace(seen, crash="KeyError"))) == [("crash", 3)]


def test_a_claim_that_no_row_says(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the check before sending sleeps."""
    said = wording.put

    def careless(*args: object, **kwargs: object) -> wording.Worded:
        worded = said(*args, **{**kwargs, "check": False})  # type: ignore[arg-type]
        return replace(worded, text=f"{worded.text} Solo 12,34 €.")

    monkeypatch.setattr(wording, "put", careless)
    [failure] = graded(HEAD + "  - guest: hola\n", stay)
    assert (failure.kind, failure.line) == ("ungrounded", 1)
    assert "12.34" in failure.got


@pytest.mark.kept_back
def test_a_reply_kept_back_counts_as_ungrounded(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "ungrounded", lambda *_: [("amount", Decimal("1.00"))])
    assert kinds(graded(HEAD + "  - guest: hola\n", stay)) == [("ungrounded", 1)]


def test_a_turn_that_failed(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("rooms")

    monkeypatch.setattr("messaging.intents.smalltalk.Greeting.handle", fail)
    assert kinds(graded(HEAD + "  - guest: hola\n", stay)) == [("error", 1)]
