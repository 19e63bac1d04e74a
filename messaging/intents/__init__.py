"""The intent family: one file each (or a few of a kind), one line here. Their words: templates/replies."""

from messaging.intents.accessibility import Accessibility
from messaging.intents.as_last_time import AsLastTime
from messaging.intents.attachment import Attachment
from messaging.intents.availability import CheckAvailability, CheckPrice
from messaging.intents.base import Intent, Rank
from messaging.intents.book import CancelFlow, ChooseRoom, Confirm, Deny, GiveDetails
from messaging.intents.change import ChangeReservation, ConfirmChange
from messaging.intents.chat import OutOfScope, SmallTalk
from messaging.intents.cleaning import Cleaning
from messaging.intents.complaint import Complaint
from messaging.intents.confirmation_qr import ConfirmationQr
from messaging.intents.cot import Cot
from messaging.intents.emergency import Emergency
from messaging.intents.extras import ConfirmExtra
from messaging.intents.group import Group
from messaging.intents.hotel_info import EarlyCheckin, HotelQuestion, LateCheckout
from messaging.intents.human import Human
from messaging.intents.invoice import Invoice
from messaging.intents.lost_property import LostProperty
from messaging.intents.luggage import Luggage
from messaging.intents.maintenance import Maintenance
from messaging.intents.opt_out import OptIn, OptOut
from messaging.intents.other_language import OtherLanguage
from messaging.intents.payment import Payment
from messaging.intents.photos import Photos
from messaging.intents.privacy import Privacy
from messaging.intents.probing import Probing
from messaging.intents.repeat import Repeat
from messaging.intents.reservation import CancelReservation, ConfirmCancel, ShowReservation
from messaging.intents.rude import Abuse, Spam
from messaging.intents.smalltalk import Greeting, Thanks, Unknown
from messaging.intents.towels import Towels
from messaging.intents.transfer import Transfer
from messaging.intents.urgent import Urgent
from messaging.intents.waitlist import LeaveWaitlist, Waitlist
from messaging.intents.wake_up_call import WakeUpCall

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
    Group,
    Waitlist,
    LeaveWaitlist,
    LateCheckout,
    EarlyCheckin,
    ConfirmExtra,
    HotelQuestion,
    Human,
    Urgent,
    Emergency,
    OptOut,
    OptIn,
    Probing,
    Privacy,
    Abuse,
    Spam,
    AsLastTime,
    OtherLanguage,
    Repeat,
    OutOfScope,
    SmallTalk,
    Greeting,
    Thanks,
    Attachment,
    Complaint,
    Payment,
    ConfirmationQr,
    Maintenance,
    LostProperty,
    WakeUpCall,
    Transfer,
    Luggage,
    Invoice,
    Accessibility,
    Cot,
    Cleaning,
    Photos,
    Towels,
    Unknown,
)
INTENTS: dict[str, Intent] = {intent.name: intent() for intent in FAMILY}

__all__ = ["INTENTS", "Intent", "Rank"]
