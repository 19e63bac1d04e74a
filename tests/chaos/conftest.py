"""A small world in which every promise was kept, for tests that break one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hotel_agent.chaos.evidence import Evidence, Wish
from locks.models import RoomHold
from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Hotel, LocalBooking
from pms.terms import Stay
from reservations.models import Reservation
from tests import factories as make

TOLD = "¡Reserva confirmada! Su número es *{}*.\nHabitación doble. ¡Le esperamos!"
REFERENCE = "HA-1RXDCBVG58"


@dataclass
class World:
    """A guest who wanted one reservation, made it by WhatsApp, and was told."""

    evidence: Evidence
    hotel: Hotel
    other_hotel: Hotel
    account: ChannelAccount
    conversation: Conversation
    asked: Message
    reply: Message
    hold: RoomHold
    reservation: Reservation
    booking: LocalBooking

    def tell(self, text: str, *, reply: Message | None = None, **changes: Any) -> None:
        """A message in WhatsApp's own record."""
        id_ = reply.external_id if reply else f"wamid.told-{len(self.evidence.sent)}"
        about = {"id": id_, "phone_number_id": self.account.external_id, "to": self.conversation.sender, "buttons": []}
        self.evidence.sent.append(
            {**about, "text": text, "callback": f"message:{reply.pk}" if reply else "", **changes}
        )

    def answer(self, text: str, **changes: Any) -> Message:
        """A stored reply to a message of its own."""
        turn = make.TurnRecordFactory(hotel=self.hotel, conversation=self.conversation)
        make.MessageFactory(hotel=self.hotel, conversation=self.conversation, turn=turn)
        fields: dict[str, Any] = {"status": "sent", "external_id": f"wamid.reply-{turn.pk}", "text": text, **changes}
        return make.MessageFactory(  # type: ignore[no-any-return]
            hotel=self.hotel, conversation=self.conversation, direction="out", turn=turn, **fields
        )


@pytest.fixture
def world(hotel: Hotel, other_hotel: Hotel, stay: Stay) -> Iterator[World]:
    since = timezone.now() - timedelta(minutes=1)
    account = ChannelAccount.objects.get(hotel=hotel, kind="whatsapp")
    guest = make.GuestFactory(hotel=hotel)
    conversation = make.ConversationFactory(hotel=hotel, account=account, guest=guest, sender="34600000001")
    turn = make.TurnRecordFactory(hotel=hotel, conversation=conversation)
    ours = {"hotel": hotel, "conversation": conversation, "turn": turn}
    asked = make.MessageFactory(**ours, external_id="wamid.asked", text="sí")
    reply = make.MessageFactory(
        **ours, direction="out", status="sent", external_id="wamid.reply", text=TOLD.format(REFERENCE)
    )
    hold = make.RoomHoldFactory(
        hotel=hotel, guest=guest, unit="101", holder=conversation.key, status="converted", period=_nights(stay)
    )
    offer = make.OfferFactory(hotel=hotel, arrival=stay.arrival, departure=stay.departure)
    reservation = make.ReservationFactory(hotel=hotel, hold=hold, offer=offer, reference=REFERENCE)
    booking = make.LocalBookingFactory(
        hotel=hotel,
        room=hotel.rooms.get(number="101"),
        rate_plan=hotel.rate_plans.get(code="flexible"),
        period=_nights(stay),
        reference=REFERENCE,
    )
    evidence = Evidence(since=since, accepted={"wamid.asked": account.external_id})
    evidence.wishes.append(Wish(conversation.sender, account.external_id, 1))
    world = World(evidence, hotel, other_hotel, account, conversation, asked, reply, hold, reservation, booking)
    world.tell(reply.text, reply=reply)
    yield world


def _nights(stay: Stay) -> Any:
    return make.nights(stay.arrival, stay.nights)
