"""English as guests type it: in haste, without apostrophes, with the words of their region."""

from __future__ import annotations

from datetime import date, time

import pytest

from messaging.intents.chosen import CHEAPEST
from messaging.nlu import Context, hear, understand
from messaging.nlu.spelling import written_out
from pms.terms import Party

TODAY = date(2027, 2, 2)
TYPES = {
    "standard": ["Standard double"],
    "sea": ["Double with sea view"],
    "family": ["Family room"],
}
PLANS = {"SAVE": ["Saver rate"], "FLEX": ["Flexible rate"]}
CHOOSING = Context("choice", TYPES, PLANS, arrival=date(2027, 3, 8), departure=date(2027, 3, 10))
DETAILS = Context("details", TYPES, PLANS, arrival=date(2027, 3, 8), departure=date(2027, 3, 10))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dont worry, whats the price", "don't worry, what's the price"),
        ("Im coming tmrw w/ my wife", "I'm coming tomorrow with my wife"),
        ("do u have a dbl rm", "do you have a double room"),
        ("id like to book, ill take it", "i'd like to book, i'll take it"),
        ("hmm ok", "ok"),
        ("hmm", "hmm"),
        ("um quarto, por favor", "um quarto, por favor"),
        ("7 u 8 noches", "7 u 8 noches"),
        ("it.im@example.com", "it.im@example.com"),
    ],
)
def test_what_is_typed_in_haste_is_written_out(typed: str, written: str) -> None:
    assert written_out(typed) == written


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("family of 5, the kids are 3, 7 and 10", Party(2, (3, 7, 10))),
        ("family of three, little one is 2, 10-12 march", Party(2, (2,))),
        ("4 of us including a 3 year old", Party(3, (3,))),
        ("room for 4 of us, the children are 6 and 10", Party(2, (6, 10))),
        ("me, the wife and the two little ones (4 and 6)", Party(2, (4, 6))),
        ("mum dad and 2 kids 6 & 9", Party(2, (6, 9))),
        ("a couple with a toddler and a ten year old", Party(2, (0, 10))),
        ("my husband, me and our son who's 12", Party(2, (12,))),
        ("me and the missus", Party(2)),
        ("wife and I", Party(2)),
        ("my mum and dad and me", Party(3)),
        ("me and three mates", Party(4)),
    ],
)
def test_who_travels(text: str, party: Party) -> None:
    assert understand(text, today=TODAY).slots.party == party


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("the cheapest double", "double"),
        ("cheapest sea view one pls", "sea"),
        ("whichever double's the cheapest", "double"),
    ],
)
def test_the_cheapest_of_what_was_named(text: str, room: str) -> None:
    slots = understand(text, today=TODAY, context=CHOOSING).slots
    assert (slots.rate, slots.room) == (CHEAPEST, room)


@pytest.mark.parametrize(
    ("text", "number"),
    [("option two", 2), ("number four please", 4), ("3 pls", 3), ("the top one", 1), ("the cheaper one", 1)],
)
def test_a_choice_by_its_place(text: str, number: int) -> None:
    assert understand(text, today=TODAY, context=CHOOSING).slots.choice == number


@pytest.mark.parametrize(
    "text",
    [
        "the name's Priya Sharma, priya@in.example",
        "name - Priya Sharma, email - priya@in.example",
        "put it under Priya Sharma please, priya@in.example",
        "book it under Priya Sharma priya@in.example",
        "sure thing, Priya Sharma. priya@in.example",
        "yep, Priya Sharma, priya@in.example",
        "Priya Sharma and you can reach me on priya@in.example",
        "surname Sharma, first name Priya, priya@in.example",
        "First name: Priya Last name: Sharma Email: priya@in.example",
        "Priya Sharma here, number's 07911123456",
        "full name Priya Sharma, mail priya@in.example",
    ],
)
def test_a_name_among_other_words(text: str) -> None:
    assert understand(text, today=TODAY, context=DETAILS).slots.name == "Priya Sharma"


def test_a_label_is_no_name() -> None:
    assert not understand("my email's priya@in.example", today=TODAY, context=DETAILS).slots.name


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("down for a long weekend in march, 12th-15th", date(2027, 3, 12), date(2027, 3, 15)),
        ("we land at 10.30am on the 5th of march and leave on the 8th at 4pm", date(2027, 3, 5), date(2027, 3, 8)),
        ("the 10th to the 12th instead of the 8th to the 10th", date(2027, 2, 10), date(2027, 2, 12)),
        ("can we arrive on the 9th instead of the 8th?", date(2027, 2, 9), None),
        (
            "I've a booking 8 to 10 march, can we push it back a week to 15-17 march",
            date(2027, 3, 15),
            date(2027, 3, 17),
        ),
    ],
)
def test_the_days_that_are_wished(text: str, arrival: date, departure: date | None) -> None:
    slots = understand(text, today=TODAY, country="ES").slots
    assert (slots.arrival, slots.departure) == (arrival, departure)


@pytest.mark.parametrize(
    ("text", "shift"),
    [("can you move it back by two weeks", "stay+14"), ("could we shift our stay a week later", "stay+7")],
)
def test_a_stay_is_pushed_back(text: str, shift: str) -> None:
    said = understand(text, today=TODAY)
    assert (said.intent, said.slots.shift) == ("change_reservation", shift)


@pytest.mark.parametrize(
    "text",
    [
        "we're booked in for 8-10 march, any chance of moving it to the weekend after?",
        "can I swap my dates to 12-14 march",
        "our flight's been moved, can we arrive on the 9th instead of the 8th?",
        "could we bring our booking forward to the 5th",
        "I booked for 2 people but there'll be 3 of us now",
        "booked the wrong dates, should be 9 to 11 march",
        "is it possible to upgrade to the suite for our booking",
    ],
)
def test_a_booked_stay_should_be_another(text: str) -> None:
    assert understand(text, today=TODAY).intent == "change_reservation"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("do I have a booking?", "show_reservation"),
        ("I have a reservation for tonight, what time is check in?", "hotel_question"),
        ("I have a booking and I'd like a taxi from the airport", "transfer"),
    ],
)
def test_what_is_booked_is_only_mentioned(text: str, intent: str) -> None:
    assert understand(text, today=TODAY).intent == intent


@pytest.mark.parametrize(
    "text",
    [
        "What personal information do you hold on me?",
        "under GDPR please delete everything",
        "please erase my info",
        "I want all my data removed from your systems",
        "can you forget me",
        "I'd like a copy of my data",
        "do you share my details with anyone",
    ],
)
def test_what_is_kept_of_them_is_for_a_person(text: str) -> None:
    assert understand(text, today=TODAY).intent == "privacy"


@pytest.mark.parametrize(
    ("text", "hour", "toward"),
    [
        ("taxi to jerez airport tomorrow at 7am please", time(7), "away"),
        ("need a cab to the station at half six tomorrow", time(6, 30), "away"),
        ("can you book a taxi from Cadiz station for 4 people at 9.30", time(9, 30), "hotel"),
    ],
)
def test_a_taxi_has_its_hour_and_its_way(text: str, hour: time, toward: str) -> None:
    said = hear(text, today=TODAY)
    assert (said.intent, said.slots.hour, said.slots.toward) == ("transfer", hour, toward)
