"""Who wants no messages that the hotel starts gets none at the moment of sending; answers to their own still go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from messaging import outbox, silence
from messaging.models import Conversation, Message
from pms.models import Hotel
from tests import factories as make

pytestmark = pytest.mark.integration


@pytest.fixture
def quiet(hotel: Hotel) -> Conversation:
    """Opted out a minute ago, by WhatsApp."""
    account = make.ChannelAccountFactory(hotel=hotel, kind="whatsapp", external_id="1")
    now = timezone.now()
    talk: Conversation = make.ConversationFactory(
        hotel=hotel,
        account=account,
        opted_out_at=now - timedelta(minutes=1),
        last_message_at=now - timedelta(minutes=2),
    )
    return talk


def queued(
    conversation: Conversation, *, intent: str = "", kind: str = "text", ago: int = 5, **fields: object
) -> Message:
    turn = (
        make.TurnRecordFactory(hotel=conversation.hotel, conversation=conversation, intent=intent) if intent else None
    )
    row: Message = make.MessageFactory(
        hotel=conversation.hotel,
        conversation=conversation,
        direction="out",
        kind=kind,
        turn=turn,
        status="sending",
        attempts=1,
        created_at=timezone.now() - timedelta(minutes=ago),
        **fields,
    )
    return row


def test_what_the_agent_had_begun_before_is_not_sent_any_more(quiet: Conversation) -> None:
    message = queued(quiet, intent=silence.BY_ITSELF)
    assert not outbox._may_go(message)
    message.refresh_from_db()
    assert (message.status, message.error) == ("failed", outbox.UNWANTED)


def test_what_became_of_a_reservation_is_told_all_the_same(quiet: Conversation) -> None:
    message = queued(quiet, intent=silence.BY_ITSELF)
    assert message.turn
    message.turn.trace = [["reservation", {"id": 1}]]
    assert not silence.forbids(message)


def test_answers_to_what_the_guest_writes_still_go(quiet: Conversation) -> None:
    assert not silence.forbids(queued(quiet, intent="hotel_question"))
    assert not silence.forbids(queued(quiet, intent=silence.BY_ITSELF, ago=0))


def test_staff_do_not_begin_with_a_template_but_answer_who_wrote_again(hotel: Hotel, quiet: Conversation) -> None:
    ana: User = make.UserFactory(username="ana")
    message = queued(quiet, kind="template", staff=ana)
    assert silence.forbids(message)
    message.conversation.last_message_at = timezone.now()
    assert not silence.forbids(message)


def test_only_what_was_asked_for_before_is_silenced(quiet: Conversation) -> None:
    assert silence.holds(quiet, asked_at=timezone.now() - timedelta(hours=1))
    assert not silence.holds(quiet, asked_at=timezone.now())
