"""What English-speaking guests say in their own ways."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import Context, understand
from pms.terms import Party

TODAY = date(2027, 1, 15)
CONFIRMING = Context(awaiting="confirm", arrival=date(2027, 3, 8), departure=date(2027, 3, 10))


@pytest.mark.parametrize(
    "words", ["that's grand, go ahead", "yep that's all correct", "yes kindly confirm", "lock it in", "yes is ok", "yh"]
)
def test_a_yes_is_heard_in_its_many_forms(words: str) -> None:
    assert understand(words, today=TODAY, context=CONFIRMING).intent == "confirm"


@pytest.mark.parametrize("words", ["hmm maybe, let me ask my wife", "probably", "not sure yet", "is that all correct?"])
def test_a_maybe_is_no_yes(words: str) -> None:
    assert understand(words, today=TODAY, context=CONFIRMING).intent != "confirm"


@pytest.mark.parametrize(
    "words", ["it's Elena Vidal and the email is e@v.example", "Elena Vidal mobile +34600000001", "my name Elena Vidal"]
)
def test_a_name_is_taken_out_of_what_stands_around_it(words: str) -> None:
    assert understand(words, today=TODAY, context=Context(awaiting="details")).slots.name == "Elena Vidal"


def test_people_in_each_room_are_those_of_one_room() -> None:
    assert understand("two double rooms, 2 adults in each", today=TODAY).slots.party == Party(4)


def test_a_stay_is_extended_by_its_nights() -> None:
    assert understand("I'd like to extend my booking by one night", today=TODAY).slots.shift == "departure+1"


def test_a_taxi_on_a_day_for_people_is_no_stay() -> None:
    assert understand("please book us a cab to the airport for the 17th, 2 people", today=TODAY).intent == "transfer"
