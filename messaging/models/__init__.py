"""Conversations, their messages and turns, the session that is forgotten, promises, and the hotel's facts."""

from messaging.models.alarm import Alarm
from messaging.models.channel import ChannelAccount, MessageTemplate
from messaging.models.classifier import Classifier
from messaging.models.conversation import Conversation, ConversationEvent, Promise, Session
from messaging.models.desk import CannedReply, Correction, Note
from messaging.models.fact import Fact
from messaging.models.language_model import LanguageModel, ModelCall
from messaging.models.message import Media, Message, TurnRecord

__all__ = [
    "Alarm",
    "CannedReply",
    "ChannelAccount",
    "Classifier",
    "Conversation",
    "ConversationEvent",
    "Correction",
    "Fact",
    "LanguageModel",
    "Media",
    "Message",
    "MessageTemplate",
    "ModelCall",
    "Note",
    "Promise",
    "Session",
    "TurnRecord",
]
