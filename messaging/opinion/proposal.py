"""The form in which a language model answers: an intent, and words of the guest's to read again."""

from __future__ import annotations

from pydantic import BaseModel, Field

from messaging.intents import INTENTS
from messaging.nlu.topics import TOPICS

# What is done on a guest's own yes, no or choice is never done on a model's word.
NEVER = {"confirm", "deny", "choose_room", "give_details", "cancel_flow", "confirm_cancel", "attachment", "unknown"}
PROPOSABLE = tuple(sorted(set(INTENTS) - NEVER))
COPIED = "copied letter by letter from the message, or empty"


class Proposal(BaseModel):
    """What the message is about."""

    intent: str = Field(max_length=40, json_schema_extra={"enum": [*PROPOSABLE, "unknown"]})
    topic: str = Field(
        "",
        max_length=40,
        description="Only for hotel_question: what it asks about",
        json_schema_extra={"enum": ["", *TOPICS]},
    )
    when: str = Field("", max_length=200, description=f"The words that say arrival, departure or nights, {COPIED}")
    who: str = Field("", max_length=200, description=f"The words that say how many people come, {COPIED}")
    room: str = Field("", max_length=200, description=f"The words that say which kind of room, {COPIED}")
    sure: bool = Field(description="False when a receptionist would ask back what is meant")

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(quote.strip() for quote in (self.when, self.who, self.room) if quote.strip())
