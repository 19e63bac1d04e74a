"""Stores what guests write, once, under the hotel of the receiving account, before anybody acts on it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django_scopes import scopes_disabled

from messaging import queues
from messaging.channels.base import Incoming, Receipt
from messaging.errors import UnknownAccount
from messaging.metrics import MESSAGES, TENANT_SECONDS
from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Guest, GuestIdentity

MAX_TEXT = 10_000

INSERT = """
INSERT INTO messaging_message (hotel_id, account_id, conversation_id, direction, external_id, kind, text, buttons,
    status, attempts, error, created_at, status_at)
VALUES {rows} ON CONFLICT DO NOTHING RETURNING conversation_id
"""
ROW = "(%s, %s, %s, 'in', %s, %s, %s, '[]', 'received', 0, '', %s, %s)"

# A status only moves forward: "read" may arrive before "delivered".
ORDER = ("queued", "sent", "delivered", "read", "failed")


def account_of(kind: str, external_id: str) -> ChannelAccount:
    """The hotel is known by the receiving account alone. Raises UnknownAccount."""
    started = time.perf_counter()
    with scopes_disabled():
        account = (
            ChannelAccount.objects.select_related("hotel")
            .filter(kind=kind, external_id=external_id, active=True)
            .first()
        )
    TENANT_SECONDS.labels("ok" if account else "unknown").observe(time.perf_counter() - started)
    if account is None:
        raise UnknownAccount(kind)
    return account


def receive(account: ChannelAccount, messages: Sequence[Incoming]) -> list[Conversation]:
    """Store them in one short transaction; the conversations that have something new. Inside a hotel scope."""
    if not messages:
        return []
    with transaction.atomic():
        conversations = {sender: _conversation(account, sender, messages) for sender in {m.sender for m in messages}}
        rows = [_row(account, conversations[message.sender], message) for message in messages]
        with connection.cursor() as cursor:
            cursor.execute(INSERT.format(rows=", ".join([ROW] * len(rows))), [value for row in rows for value in row])
            stored = [row[0] for row in cursor.fetchall()]
        Conversation.objects.filter(pk__in=stored).update(
            last_message_at=Greatest("last_message_at", timezone.now())
        )
    MESSAGES.labels(account.kind, "in", "stored").inc(len(stored))
    MESSAGES.labels(account.kind, "in", "duplicate").inc(len(rows) - len(stored))
    return [conversation for conversation in conversations.values() if conversation.pk in stored]


def wake_agent(conversation: Conversation, *, at_once: bool = False) -> None:
    """Have a worker answer, after the quiet time that lets a burst of messages become one turn."""
    quiet = 0 if at_once else settings.BURST_QUIET_TIME
    queues.wake("messaging.tasks.answer", conversation.hotel_id, conversation.pk, queue="inbound", countdown=quiet)


def note_receipts(account: ChannelAccount, receipts: Sequence[Receipt]) -> None:
    for receipt in receipts:
        earlier = ORDER[: ORDER.index(receipt.status)]
        Message.objects.filter(
            account=account, direction="out", external_id=receipt.external_id, status__in=earlier
        ).update(status=receipt.status, error=receipt.error[:200], status_at=timezone.now())


def _row(account: ChannelAccount, conversation: Conversation, message: Incoming) -> list[object]:
    # NUL is the one character PostgreSQL refuses; a guest's clock in the future would sort after our answers.
    text = message.text.replace("\x00", "")[:MAX_TEXT]
    now = timezone.now()
    sent_at: datetime = min(message.sent_at, now)
    external_id = message.external_id[:200]
    return [account.hotel_id, account.pk, conversation.pk, external_id, message.kind, text, sent_at, now]


def _conversation(account: ChannelAccount, sender: str, messages: Sequence[Incoming]) -> Conversation:
    found = Conversation.objects.select_related("hotel", "guest", "account").filter(account=account, sender=sender)
    if conversation := found.first():
        return conversation
    first = next(message for message in messages if message.sender == sender)
    guest = _guest(account, first)
    Conversation.objects.bulk_create(
        [
            Conversation(
                hotel_id=account.hotel_id, account=account, guest=guest, sender=sender, language=first.language
            )
        ],
        ignore_conflicts=True,
    )
    return found.get()


def _guest(account: ChannelAccount, message: Incoming) -> Guest:
    """Who is known by any of these identities, else somebody new. Two who race end with one guest."""
    for identity in message.identities:
        known = GuestIdentity.objects.select_related("guest").filter(kind=identity.kind, value=identity.value).first()
        if known:
            return known.guest
    phone = next((identity.value for identity in message.identities if identity.kind == "phone"), "")
    guest = Guest.objects.create(
        hotel_id=account.hotel_id,
        name=message.sender_name[:120],
        phone=f"+{phone.lstrip('+')}"[:40] if phone else "",
        language=message.language,
    )
    rows = [
        GuestIdentity(hotel_id=account.hotel_id, guest=guest, kind=identity.kind, value=identity.value)
        for identity in message.identities
    ]
    GuestIdentity.objects.bulk_create(rows, ignore_conflicts=True)
    first = message.identities[0]
    winner = GuestIdentity.objects.select_related("guest").get(kind=first.kind, value=first.value).guest
    if winner.pk != guest.pk:
        guest.delete()
    return winner
