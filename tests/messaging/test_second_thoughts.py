from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from messaging import orchestrator, ownership
from messaging.intents import INTENTS
from messaging.models import Conversation, Message, TurnRecord
from messaging.turn import Reply, Turn
from pms.errors import PmsUnavailable
from pms.terms import Stay
from tests.factories import UserFactory
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def meanwhile(monkeypatch: pytest.MonkeyPatch, intent: str, happens: Callable[[], object], times: int = 1) -> None:
    """While a turn of this intent is being prepared, something happens."""
    handle, left = INTENTS[intent].handle, [times]

    def slow(turn: Turn) -> Reply:
        if left[0]:
            left[0] -= 1
            happens()
        return handle(turn)

    monkeypatch.setattr(INTENTS[intent], "handle", slow)


def sent() -> list[str]:
    return [message.turn.words for message in Message.objects.filter(direction="out").select_related("turn")]


def test_a_newer_message_is_answered_with_the_one_before(
    talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, "greeting", lambda: talk.writes(f"quiero una doble del {stay.arrival} al {stay.departure}"))
    assert talk.says("hola").record.intent == "check_availability"
    assert len(sent()) == 1
    assert not Message.objects.filter(direction="in", turn__isnull=True).exists()


def test_who_goes_on_writing_is_answered_all_the_same(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, "greeting", lambda: talk.writes("hola"), times=10)
    outcome = talk.says("hola")
    assert outcome.more
    assert Message.objects.filter(direction="in", turn=outcome.record).count() == orchestrator.SECOND_THOUGHTS + 1


def test_a_room_that_is_held_is_told_before_the_next_message(
    talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}")
    meanwhile(monkeypatch, "choose_room", lambda: talk.writes("¿tienen wifi?"))
    first = talk.says("la primera")
    assert (first.record.words, first.more) == ("read_back", True)
    again = orchestrator.answer(Conversation.objects.select_related("hotel", "guest", "account").get())
    assert again
    assert again.record.intent == "hotel_question"


def test_an_edited_message_is_answered_as_it_reads_now(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def edit() -> None:
        Message.objects.filter(direction="in").update(text="¿tienen wifi?", edited_at=timezone.now())

    meanwhile(monkeypatch, "greeting", edit)
    assert talk.says("hola").record.intent == "hotel_question"


def test_a_message_taken_back_is_not_answered(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, "greeting", lambda: Message.objects.update(deleted_at=timezone.now()))
    assert orchestrator.answer(talk.writes("hola")) is None
    assert sent() == []


def test_the_agent_writes_by_itself(talk: Talk) -> None:
    conversation = talk.says("hola").record.conversation
    outcome = orchestrator.write(conversation, lambda turn: Reply("thanks"))
    assert outcome
    assert (outcome.record.intent, sent()[-1]) == ("recovery", "thanks")


def test_what_the_agent_writes_stands_or_falls_with_what_it_settles(talk: Talk) -> None:
    conversation = talk.says("hola").record.conversation
    assert orchestrator.write(conversation, lambda turn: Reply("thanks"), inside=lambda: False) is None
    assert TurnRecord.objects.count() == 1


def test_the_agent_does_not_write_into_a_conversation_of_staff(talk: Talk) -> None:
    conversation = talk.says("hola").record.conversation
    ownership.take_over(conversation, UserFactory())
    assert orchestrator.write(conversation, lambda turn: Reply("thanks")) is None


def test_the_agent_answers_before_it_writes_by_itself(talk: Talk) -> None:
    conversation = talk.says("hola").record.conversation
    talk.writes("¿tienen wifi?")
    assert orchestrator.write(conversation, lambda turn: Reply("thanks")) is None


def test_the_pms_still_away_is_the_callers_business(talk: Talk) -> None:
    def ask(turn: Turn) -> Reply:
        raise PmsUnavailable

    with pytest.raises(PmsUnavailable):
        orchestrator.write(talk.says("hola").record.conversation, ask)
    assert len(sent()) == 1
