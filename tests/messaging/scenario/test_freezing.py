"""A conversation through the real agent, judged, frozen, read back, and played again by somebody invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from locks.models import RoomHold
from messaging import ownership, quality, slots
from messaging.models import Conversation, Correction, Message, TurnRecord
from messaging.scenario import Booked, Fault, Scenario, ScenarioError, dump, freezing, invent, load
from messaging.turn import Slots
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import Hotel
from pms.terms import Party, Stay
from reservations.models import Reservation
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration
Verdict = Correction.Verdict


def judged(turn: TurnRecord, verdict: Verdict = Verdict.RIGHT, **said: Any) -> Correction:
    quality.judge(turn, make.UserFactory(first_name="Lucía", last_name="Marín"), verdict, **said)
    return Correction.objects.select_related("turn").get(turn=turn)


def frozen(correction: Correction, **wishes: Any) -> Scenario:
    """Through the file, as it is kept."""
    text = dump(freezing.of(correction, freezing.Wishes(**wishes)))
    assert dump(load(text)) == text
    return load(text)


def books(talk: Talk, stay: Stay) -> TurnRecord:
    talk.says("Hola, soy Marta Gómez", f"¿hay habitación del {stay.arrival} al {stay.departure} para dos?")
    talk.says("la primera")
    talk.says("marta gomez, marta.gomez@correo.es, 666 123 123")
    return talk.says("sí, confirmo").record


def test_nobody_is_in_it_and_it_plays_again(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    scenario = frozen(judged(books(talk, stay)))
    text = dump(scenario).lower()
    assert [word for word in ("marta", "gomez", "gómez", "correo", "666", "123 123", "visitor") if word in text] == []
    assert [line.guest for line in scenario.lines[1:]] == [
        ("la primera",),
        ("<name_1>, <email_1>, <phone_1>",),
        ("sí, confirmo",),
    ]
    played, conversation = play(scenario, hotel)
    last = played[-1]
    assert (
        (last.intent, last.words) == (scenario.lines[-1].intent, scenario.lines[-1].reply) == ("confirm", "confirmed")
    )
    booked = Reservation.objects.get(hold__holder=conversation.key)
    assert scenario.end.owner == conversation.owner
    assert scenario.end.reservations == (
        Booked(booked.status, booked.offer.room_type, booked.offer.rate_plan, stay.arrival, stay.departure, Party(2)),
    )
    assert booked.guest_name == "Elena Vidal"
    assert not RoomHold.objects.filter(holder=conversation.key, status="live").exists()
    assert scenario.end.holds == ()


def test_a_wrong_turn_demands_what_staff_say_and_the_state_before_it(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    talk.says(f"¿hay habitación del {stay.arrival} al {stay.departure} para dos?")
    talk.says("la primera")
    turn = talk.says("asdf qwer, soy Marta Gómez").record
    said = {"party": {"adults": 3, "children": [4]}, "name": "Marta Gómez"}
    correction = judged(
        turn, Verdict.WRONG, intent="give_details", said=said, ideal_reply="Claro, Marta, sois tres y un niño."
    )
    scenario = frozen(correction, must_say=["tres"], must_not_say=["Gómez"], hidden=["asdf"])
    line = scenario.lines[-1]
    assert (line.intent, line.slots) == ("give_details", Slots(party=Party(3, (4,)), name="<name_1>"))
    assert line.guest == ("<word_1> qwer, soy <name_1>",)
    assert (line.reply, line.ideal_reply) == ("", "Claro, <first_name_1>, sois tres y un niño.")
    assert (scenario.must_say, scenario.must_not_say) == (("tres",), ("<last_name_1>",))
    assert scenario.end.reservations == ()
    assert scenario.end.holds == (Booked(room_type="double", arrival=stay.arrival, departure=stay.departure),)
    assert scenario.end.owner == "agent"
    # What nobody judged is not demanded.
    assert [(row.intent, row.slots, row.reply) for row in scenario.lines[:-1]] == [("", None, ""), ("", None, "")]


def test_a_person_was_wanted(talk: Talk) -> None:
    scenario = frozen(judged(talk.says("qwer").record, Verdict.WRONG, intent="human"))
    assert scenario.end.owner == "waiting"
    assert frozen(judged(talk.says("quiero hablar con una persona").record)).end.owner == "waiting"


def test_outage_is_a_fault(talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise PmsUnavailable

    talk.says("hola")
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "offers", down)
        talk.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    turn = talk.says("gracias").record
    assert frozen(judged(turn)).faults == (Fault("down", 1, 2),)


def test_staff_in_the_middle_are_lines(talk: Talk, hotel: Hotel) -> None:
    talk.says("quiero hablar con una persona")
    conversation = Conversation.objects.get()
    user = make.UserFactory(first_name="Lucía", last_name="Marín")
    ownership.take_over(conversation, user)
    talk.writes("¿hola?")
    ownership.give_back(conversation, user)
    turn = talk.says("gracias Lucía, y ¿hay wifi?").record
    lines = frozen(judged(turn)).lines
    staff_said = Message.objects.filter(staff__isnull=False)
    assert not staff_said.exists()
    assert [line.staff or line.guest for line in lines] == [
        ("quiero hablar con una persona",),
        "takes over",
        "gives back",
        ("gracias Lucía, y ¿hay wifi?",),
    ]


def test_buttons_keep_no_number_of_this_database(talk: Talk, stay: Stay) -> None:
    talk.says(f"¿hay habitación del {stay.arrival} al {stay.departure} para dos?")
    talk.says("la primera")
    outcome = talk.says("marta gomez, marta.gomez@correo.es")
    button = next(button for button, _ in outcome.messages[0].buttons if button.startswith("confirm"))
    turn = talk.says(button, kind="button").record
    assert turn.words == "confirmed"
    assert frozen(judged(turn)).lines[-1].press == "confirm"


def test_what_was_said_in_an_earlier_session_is_left_out(talk: Talk, stay: Stay) -> None:
    books(talk, stay)
    reference = Reservation.objects.get().reference
    TurnRecord.objects.update(created_at=timezone.now() - timedelta(hours=3))
    Message.objects.update(created_at=timezone.now() - timedelta(hours=3))
    Reservation.objects.update(created_at=timezone.now() - timedelta(hours=3))
    turn = talk.says(f"quiero cancelar mi reserva {reference}").record
    scenario = frozen(judged(turn))
    assert [line.guest for line in scenario.lines] == [("quiero cancelar mi reserva <reference_1>",)]
    assert [(row.status, row.arrival) for row in scenario.given] == [("confirmed", stay.arrival)]
    assert scenario.end.reservations == scenario.given


def test_clock_is_the_hotels(talk: Talk, hotel: Hotel) -> None:
    turn = talk.says("hola").record
    scenario = frozen(judged(turn))
    said_at = Message.objects.get(direction="in").created_at
    assert abs(scenario.clock - said_at) < timedelta(minutes=1)
    assert scenario.clock.utcoffset() == said_at.astimezone(hotel.zone).utcoffset()
    assert (scenario.hotel, scenario.language, scenario.channel) == ("casa-azul", "es", "web")
    assert scenario.name == f"hola-{turn.pk}"


def test_turn_in_which_nobody_spoke_is_no_scenario(hotel: Hotel) -> None:
    correction = make.CorrectionFactory(hotel=hotel)
    with pytest.raises(ScenarioError, match="nobody said anything"):
        freezing.of(correction)


def play(scenario: Scenario, hotel: Hotel) -> tuple[list[TurnRecord], Conversation]:
    """As a rehearsal would, for lines of words only."""
    talk = Talk(hotel)
    talk.sender = "somebody"
    played = []
    for line in scenario.lines:
        outcome = talk.says(*map(invent, line.guest))
        played.append(outcome.record)
        if line.slots is not None:
            expected = {
                name: invent(value) if isinstance(value, str) else value for name, value in _plain(line).items()
            }
            assert outcome.record.understanding["slots"] == expected
    return played, Conversation.objects.get(sender="somebody")


def _plain(line: Any) -> dict[str, Any]:
    return slots.plain(line.slots)


def test_trace_tells_why_it_handed_over(talk: Talk) -> None:
    turn = talk.says("quiero hablar con una persona").record
    assert ["handed over", "the guest asked for a person"] in turn.trace
