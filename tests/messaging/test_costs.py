from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from messaging import costs
from messaging.models import Conversation, Message
from pms.models import Hotel
from tests import factories as make

pytestmark = pytest.mark.integration


@pytest.fixture
def chat(hotel: Hotel) -> Conversation:
    """On an account that pays 0.0034 a message."""
    account = make.WhatsappAccountFactory(hotel=hotel, message_price=Decimal("0.0034"), price_currency="USD")
    conversation: Conversation = make.ConversationFactory(hotel=hotel, account=account)
    return conversation


def written(conversation: Conversation, count: int, *, billable: bool | None = True, days_ago: int = 0) -> None:
    for _ in range(count):
        at = timezone.now() - timedelta(days=days_ago)
        fields = {"direction": "out", "status": "sent", "billable": billable, "created_at": at}
        make.MessageFactory(conversation=conversation, hotel=conversation.hotel, **fields)


def reserved(conversation: Conversation, status: str = "confirmed") -> None:
    hold = make.RoomHoldFactory(hotel=conversation.hotel, holder=conversation.key, status="converted")
    make.ReservationFactory(hotel=conversation.hotel, hold=hold, status=status)


def of(hotel: Hotel, days: int = 30) -> list[costs.Cost]:
    return costs.per_reservation([hotel], timezone.now() - timedelta(days=days))


def test_billed_messages_are_shared_by_the_reservations_made(hotel: Hotel, chat: Conversation) -> None:
    written(chat, 5)
    for status in ("confirmed", "checked_in", "cancelled", "pending", "refused", "needs_staff"):
        reserved(chat, status)
    [cost] = of(hotel)
    assert (cost.messages, cost.amount, cost.currency, cost.reservations) == (5, Decimal("0.0170"), "USD", 2)
    assert cost.per_reservation
    assert cost.per_reservation.amount == Decimal("0.0085")


def test_what_is_free_old_elsewhere_or_without_a_price_does_not_count(
    hotel: Hotel, chat: Conversation, conversation: Conversation, other_hotel: Hotel
) -> None:
    written(chat, 1)
    written(chat, 1, billable=False)
    written(chat, 1, billable=None)
    written(chat, 1, days_ago=31)
    written(conversation, 1)
    reserved(conversation)
    [cost] = of(hotel)
    assert (cost.messages, cost.reservations, cost.per_reservation) == (1, 0, None)
    assert Message.objects.count() == 5


def test_currencies_are_not_mixed(hotel: Hotel, chat: Conversation) -> None:
    account = make.WhatsappAccountFactory(hotel=hotel, message_price=Decimal("0.01"), price_currency="EUR")
    written(chat, 1)
    written(make.ConversationFactory(hotel=hotel, account=account), 2)
    assert [(cost.currency, cost.amount) for cost in of(hotel)] == [
        ("EUR", Decimal("0.02")),
        ("USD", Decimal("0.0034")),
    ]


def test_the_command_tells(hotel: Hotel, chat: Conversation) -> None:
    written(chat, 2)
    reserved(chat)
    assert told(hotel.slug) == "2 messages, 0.0068 USD, for 1 reservations, 0.0068 each\n"
    assert json.loads(told(hotel.slug, "--json"))["per_reservation"] == "0.0068"
    assert told(hotel.slug, "--days", "0") == ""
    with pytest.raises(CommandError, match="No such hotel"):
        told("nowhere")


def told(slug: str, *options: str) -> str:
    out = StringIO()
    call_command("costs", "--hotel", slug, *options, stdout=out)
    return out.getvalue()
