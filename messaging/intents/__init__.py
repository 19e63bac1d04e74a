"""The intent family: one file each (or a few of a kind), one line here. Their words: templates/replies."""

from messaging.intents.attachment import Attachment
from messaging.intents.availability import CheckAvailability, CheckPrice
from messaging.intents.base import Intent, Rank
from messaging.intents.book import CancelFlow, ChooseRoom, Confirm, Deny, GiveDetails
from messaging.intents.change import ChangeReservation, ConfirmChange
from messaging.intents.chat import OutOfScope, SmallTalk
from messaging.intents.emergency import Emergency
from messaging.intents.hotel_info import HotelQuestion
from messaging.intents.human import Human
from messaging.intents.repeat import Repeat
from messaging.intents.reservation import CancelReservation, ConfirmCancel, ShowReservation
from messaging.intents.smalltalk import Greeting, Thanks, Unknown

FAMILY: tuple[type[Intent], ...] = (
    CheckAvailability,
    CheckPrice,
    ChooseRoom,
    GiveDetails,
    Confirm,
    Deny,
    CancelFlow,
    ShowReservation,
    CancelReservation,
    ConfirmCancel,
    ChangeReservation,
    ConfirmChange,
    HotelQuestion,
    Human,
    Emergency,
    Repeat,
    OutOfScope,
    SmallTalk,
    Greeting,
    Thanks,
    Attachment,
    Unknown,
)
INTENTS: dict[str, Intent] = {intent.name: intent() for intent in FAMILY}

__all__ = ["INTENTS", "Intent", "Rank"]
