"""What the messages of one turn say, given what the dialogue knows."""

from __future__ import annotations

from messaging import nlu, session
from messaging.models import Conversation
from messaging.nlu import promoted
from messaging.nlu.context import Context
from messaging.session import Frame
from messaging.turn import Understanding
from messaging.turns import Situation
from pms.models import Hotel


def context(hotel: Hotel, situation: Situation, frame: Frame) -> Context:
    return Context(
        awaiting=frame.awaiting,
        room_types=situation.room_types,
        rate_plans=situation.rate_plans,
        arrival=frame.arrival,
        departure=frame.departure,
        date_options=tuple(option for code in frame.date_options if (option := session.date_option(code))),
        region=hotel.region,
        hour=hotel.now().hour,
        party=frame.party if frame.adults else None,
        month=frame.month,
        rooms=frame.rooms,
        name=frame.name,
    )


def heard(texts: list[str], conversation: Conversation, context: Context, classifier: int | None) -> Understanding:
    """The first text is all of them together; an emergency in any one of them comes before everything else.

    `classifier`: the hotel's own, if one is promoted.
    """
    hotel = conversation.hotel
    said_each = [
        nlu.hear(
            text,
            language=conversation.language or None,
            country=hotel.country,
            today=hotel.now().date(),
            context=context,
            model=promoted.model(classifier) if classifier else None,
        )
        for text in dict.fromkeys(texts)
    ]
    return next((said for said in said_each if said.intent == "emergency"), said_each[0])
