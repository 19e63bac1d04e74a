"""A reply to accept or to edit: from the hotel's facts, its saved replies or a courteous line. Changes nothing.

It never names a price, and no date that is not stored: the words pass the same check as the agent's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from messaging import knowledge, nlu, wording
from messaging.desk import canned, reasons
from messaging.models import CannedReply, Conversation, Message
from messaging.nlu.text import fold
from messaging.turn import Reply

RECENT = 12
# By why the guest is with staff.
LINES = {
    "person": Reply("suggest_person"),
    "emergency": Reply("suggest_emergency"),
    "trouble": Reply("suggest_trouble"),
    "complaint": Reply("suggest_complaint"),
    "lost": Reply("suggest_lost"),
    "booking": Reply("suggest_booking"),
    "cancellation": Reply("suggest_cancellation"),
    "overdue": Reply("suggest_overdue"),
    "other": Reply("suggest_other"),
}


class Suggestion(NamedTuple):
    text: str
    source: str
    """Where it comes from, for staff to judge it by."""


def of(conversation: Conversation, user: User) -> Suggestion | None:
    """None while the guest waits for nothing of staff."""
    if conversation.owner not in (Conversation.Owner.WAITING, Conversation.Owner.STAFF):
        return None
    texts = _unanswered(conversation)
    if not texts:
        return None
    return _by_fact(conversation, texts) or _by_code(conversation, user, texts) or _by_reason(conversation)


def _unanswered(conversation: Conversation) -> list[str]:
    """What the guest wrote last and no person has answered, newest first; nothing when staff have had the last word."""
    newest = Message.objects.filter(conversation=conversation, deleted_at__isnull=True).order_by("-created_at", "-pk")
    words: list[str] = []
    for message in newest.only("direction", "text", "staff_id")[:RECENT]:
        if message.direction == Message.Direction.IN:
            words.append(message.text)
        elif message.staff_id or any(words):
            break
    return words


def _by_fact(conversation: Conversation, texts: list[str]) -> Suggestion | None:
    """The newest question about the hotel."""
    hotel = conversation.hotel
    today, language = hotel.now().date(), conversation.language or None
    heard = [
        (text, nlu.understand(text, language=language, country=hotel.country, today=today)) for text in texts if text
    ]
    asked = [(text, said) for text, said in heard if said.intent == "hotel_question" and said.slots.topic]
    if not asked:
        return None
    text, said = asked[0]
    fact = knowledge.find(hotel, text, topic=said.slots.topic, language=said.language)
    if fact is None:
        return None
    worded = wording.put(Reply("fact", fact=fact), hotel, said.language)
    return Suggestion(worded.text, _("From the fact “%(topic)s”") % {"topic": fact.topic})


def _by_code(conversation: Conversation, user: User, texts: list[str]) -> Suggestion | None:
    """A saved reply whose code the guest has written."""
    words = set(re.findall(r"\w+", fold(" ".join(texts))))
    language = conversation.language or conversation.hotel.language
    spoken = {language, conversation.hotel.language}
    rows = CannedReply.objects.filter(hotel=conversation.hotel_id, code__in=words, language__in=spoken)
    row = min(rows, key=lambda row: (row.language != language, row.code), default=None)
    if row is None:
        return None
    [filled] = canned.fill([row], conversation, user)
    return Suggestion(filled.text, _("From the saved reply /%(code)s") % {"code": row.code})


def _by_reason(conversation: Conversation) -> Suggestion:
    reason = reasons.read(conversation.handover_reason)
    language = conversation.language or conversation.hotel.language
    worded = wording.put(LINES.get(reason.kind, LINES["other"]), conversation.hotel, language)
    return Suggestion(worded.text, _("A courteous line while you look into it"))
