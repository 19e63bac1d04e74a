"""Scenarios played against the small hotel: what happens in them is real, and nothing of it stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging import inbox
from messaging.models import Conversation, Message, Promise
from messaging.scenario import ScenarioError, load
from messaging.scenario.grading import grade
from messaging.scenario.playing import play
from messaging.scenario.seen import Played
from pms.models import Guest, Hotel, LocalBooking
from pms.terms import Stay
from reservations.models import Reservation
from tests.messaging.scenario.stories import BOOKING, HEAD, scenario

pytestmark = pytest.mark.integration


def played(text: str, stay: Stay, *changes: tuple[str, str]) -> Played:
    return play(load(scenario(text, stay, *changes)))


def test_a_booking_is_right_and_nothing_of_it_stays(hotel: Hotel, stay: Stay) -> None:
    seen = played(BOOKING, stay)
    assert grade(seen) == []
    [row] = seen.reservations
    assert (row.status, row.room_type) == ("confirmed", "double")
    assert (row.arrival, row.departure) == (stay.arrival, stay.departure)
    for model in (Conversation, Message, Reservation, LocalBooking, Guest):
        assert not model.objects.exists()


def test_two_plays_do_not_see_each_other(hotel: Hotel, stay: Stay) -> None:
    """Three doubles: the fourth play would find none."""
    assert [grade(played(BOOKING, stay)) for _ in range(4)] == [[]] * 4


def test_a_play_that_breaks_off_leaves_nothing(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: object) -> None:
        raise RuntimeError("the inbox burns")

    received = inbox.receive
    monkeypatch.setattr(inbox, "receive", lambda *args: (received(*args), break_off()))
    with pytest.raises(RuntimeError):
        played(BOOKING, stay)
    assert not Message.objects.exists()


def test_other_words_are_plays_of_their_own(hotel: Hotel, stay: Stay) -> None:
    one = load(scenario(BOOKING, stay, ("  - guest: la 1\n", "  - guest: la 1\n    or: [la 2, [la, 3]]\n")))
    assert [(take.take, take.lines[1].guest) for take in one.takes()] == [
        ("", ("la 1",)),
        ("line 2: la 2", ("la 2",)),
        ("line 2: la / 3", ("la", "3")),
    ]


def test_time_passes_and_its_jobs_run(hotel: Hotel, stay: Stay) -> None:
    """A hold runs out; staff who do nothing lose the conversation to the agent."""
    text = BOOKING.replace("  - press: confirm\n    reply: confirmed\n", "  - wait: 20\n")
    seen = played(text, stay, ("end:\n", "end:\n  events: []\n"))
    assert seen.holds == ()
    assert seen.ungrounded == {}, "it was held when that was said"
    taken = HEAD + "  - guest: hola\n  - staff: takes over\n  - wait: 40\n"
    assert played(taken, stay).owner == "agent"
    assert "expired" in played(taken, stay).events
    assert played(taken.replace("40", "20"), stay).owner == "staff"


def test_a_promise_is_kept_once_the_pms_is_back(hotel: Hotel, stay: Stay) -> None:
    asks = "  - guest: ¿hay habitación del {arrival} al {departure} para dos personas?\n"
    text = HEAD + asks + "  - wait: 3\nfaults:\n  - {{pms: down, until: 1}}\n"
    seen = played(text, stay)
    assert [said.words for said in seen.said] == ["pms_down", "recovered"]
    assert {"promised", "kept"} <= set(seen.events)
    never = played(text.replace(", until: 1", "").replace("wait: 3", "wait: 35"), stay)
    assert [said.words for said in never.said] == ["pms_down", "promise_missed"]
    assert never.owner == "waiting"
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [("slow", "confirmed", ["booking_pending", "confirmed"]), ("refuses", "refused", ["no_rooms"])],
)
def test_faults_at_the_confirmation(hotel: Hotel, stay: Stay, fault: str, status: str, words: list[str]) -> None:
    faults = f"faults:\n  - {{{{pms: {fault}, after: 3, until: 4}}}}\n"
    seen = played(BOOKING.replace("end:", "  - wait: 5\n" + faults + "end:"), stay)
    assert [row.status for row in seen.reservations] == [status]
    assert [said.words for said in seen.said][3:][: len(words)] == words


@pytest.mark.parametrize("status", ["confirmed", "cancelled", "checked_in", "checked_out"])
def test_given_reservations_are_really_there(hotel: Hotel, status: str) -> None:
    today = hotel.now().date()
    begins = {"checked_in": 1, "checked_out": 0}.get(status, 20)
    stay = Stay(today + timedelta(days=begins), today + timedelta(days=begins + 1))
    given = f"given:\n  reservations:\n    - {{{{status: {status}, arrival: {{arrival}}, departure: {{departure}}}}}}\n"
    text = HEAD.replace("lines:", given + "lines:") + "  - guest: mi reserva <reference_1>\n"
    seen = played(text, stay)
    [row] = seen.reservations
    assert row.status == status
    assert seen.steps[0].heard == (f"mi reserva {row.reference}",)


def test_others_have_taken_the_rooms(hotel: Hotel, stay: Stay) -> None:
    sold = "given:\n  sold_out:\n    - {{room_type: double, arrival: {arrival}, departure: {departure}}}\n"
    asks = "  - guest: ¿hay habitación del {arrival} al {departure} para dos personas?\n"
    text = HEAD.replace("lines:", sold + "lines:") + asks
    [said] = played(text, stay).said
    assert "Suite" in said.text and "doble" not in said.text
    [said] = played(text.replace("{departure}}}", "{departure}, left: 1}}"), stay).said
    assert "doble" in said.text


def test_the_hotel_says_something_else(hotel: Hotel, stay: Stay) -> None:
    facts = "given:\n  facts:\n    - {{topic: wifi, text: El wifi cuesta 3 euros.}}\n"
    asks = "  - guest: ¿hay wifi?\n"
    [said] = played(HEAD.replace("lines:", facts + "lines:") + asks, stay).said
    assert "3 euros" in said.text
    nothing = facts.replace(", text: El wifi cuesta 3 euros.", "")
    [said] = played(HEAD.replace("lines:", nothing + "lines:") + asks, stay).said
    assert "wifi es gratuito" not in said.text


def test_what_cannot_be_set_is_named(hotel: Hotel, stay: Stay) -> None:
    with pytest.raises(ScenarioError, match="no hotel “nowhere”"):
        played(BOOKING, stay, ("casa-azul", "nowhere"))
    with pytest.raises(ScenarioError, match="before the guest has written"):
        played(HEAD + "  - staff: takes over\n", stay)
    pending = "given:\n  reservations:\n    - {{status: pending, arrival: {arrival}, departure: {departure}}}\n"
    with pytest.raises(ScenarioError, match="pending only happens"):
        played(BOOKING.replace("lines:", pending + "lines:"), stay)


def test_staff_answer_alone_while_they_have_it(hotel: Hotel, stay: Stay) -> None:
    lines = ("guest: hola", "staff: takes over", "guest: ¿hay wifi?", "staff: gives back", "guest: ok")
    text = HEAD + "".join(f"  - {line}\n" for line in lines)
    seen = played(text, stay)
    assert [len(step.said) for step in seen.steps] == [1, 0, 0, 0, 1]
    assert seen.owner == "agent"
