"""Stores what guests write, once, under the hotel of the receiving account, before anybody acts on it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from messaging import queues
from messaging.channels.base import Identity, Incoming, Receipt
from messaging.errors import UnknownAccount
from messaging.metrics import MESSAGES, TENANT_SECONDS
from messaging.models import ChannelAccount, Conversation
from pms.models import Guest, GuestIdentity

MAX_TEXT = 10_000

# Accounts change once a year and are needed by every webhook: each is kept with the time until it is read again.
ACCOUNT_SECONDS = 5.0
recent_accounts: dict[tuple[str, str], tuple[float, ChannelAccount]] = {}

# One statement for all messages of a payload: stored once, and the guest's clock moved with them.
INSERT = """
WITH stored AS (
    INSERT INTO messaging_message (hotel_id, account_id, conversation_id, direction, external_id, kind, text, buttons,
        payload, status, attempts, error, created_at, status_at)
    VALUES {rows} ON CONFLICT DO NOTHING RETURNING conversation_id, created_at
), moved AS (
    UPDATE messaging_conversation AS c SET last_message_at = GREATEST(c.last_message_at, latest.created_at)
    FROM (SELECT conversation_id, max(created_at) AS created_at FROM stored GROUP BY 1) AS latest
    WHERE c.id = latest.conversation_id
)
SELECT conversation_id FROM stored
"""
ROW = "(%s, %s, %s, 'in', %s, %s, %s, '[]', '{}', 'received', 0, '', %s, %s)"

# The hot read of the webhook; the same asked of the ORM costs five times the CPU.
KNOWN = """
SELECT c.*, ARRAY(SELECT i.value FROM pms_guestidentity AS i WHERE i.guest_id = c.guest_id) AS names
FROM messaging_conversation AS c WHERE c.account_id = %s AND c.sender = ANY(%s)
"""

# A status only moves forward: "read" may arrive before "delivered".
ORDER = ["queued", "sending", "sent", "delivered", "read", "failed"]

MOVE_ON = """
UPDATE messaging_message AS m SET status = r.status, error = r.error, status_at = %s
FROM unnest(%s::text[], %s::text[], %s::text[]) AS r (external_id, status, error)
WHERE m.account_id = %s AND m.direction = 'out' AND m.external_id = r.external_id
    AND array_position(%s::text[], m.status::text) < array_position(%s::text[], r.status)
"""


def account_of(kind: str, external_id: str) -> ChannelAccount:
    """The hotel is known by the receiving account alone. Raises UnknownAccount."""
    started = time.perf_counter()
    until, account = recent_accounts.get((kind, external_id), (0.0, None))
    if until < time.monotonic():
        account = _read_account(kind, external_id)
    TENANT_SECONDS.labels("ok" if account else "unknown").observe(time.perf_counter() - started)
    if account is None:
        raise UnknownAccount(kind)
    return account


def receive(account: ChannelAccount, messages: Sequence[Incoming]) -> list[Conversation]:
    """Store them; the conversations that have something new. Inside a hotel scope."""
    if not messages:
        return []
    conversations = _conversations(account, messages)
    rows = [_row(account, conversations[message.sender], message) for message in messages]
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(rows=", ".join([ROW] * len(rows))), [value for row in rows for value in row])
        stored = [row[0] for row in cursor.fetchall()]
    MESSAGES.labels(account.kind, "in", "stored").inc(len(stored))
    MESSAGES.labels(account.kind, "in", "duplicate").inc(len(rows) - len(stored))
    return list({c.pk: c for c in conversations.values() if c.pk in stored}.values())


def wake_agent(conversation: Conversation, *, at_once: bool = False) -> None:
    """Have a worker answer, after the quiet time that lets a burst of messages become one turn."""
    quiet = 0 if at_once else settings.BURST_QUIET_TIME
    queues.wake("messaging.tasks.answer", conversation.hotel_id, conversation.pk, queue="inbound", countdown=quiet)


def note_receipts(account: ChannelAccount, receipts: Sequence[Receipt]) -> None:
    furthest: dict[str, Receipt] = {}
    for receipt in sorted(receipts, key=lambda receipt: ORDER.index(receipt.status)):
        furthest[receipt.external_id] = receipt
    if not furthest:
        return
    rows = [(storable(r.external_id), r.status, storable(r.error)[:200]) for r in furthest.values()]
    ids, statuses, errors = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(MOVE_ON, [timezone.now(), ids, statuses, errors, account.pk, ORDER, ORDER])


def storable(text: str) -> str:
    """Without what PostgreSQL refuses: NUL, and the half characters that JSON can spell (\\ud800)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _read_account(kind: str, external_id: str) -> ChannelAccount | None:
    recent_accounts.pop((kind, external_id), None)
    with scopes_disabled():
        accounts = ChannelAccount.objects.select_related("hotel").filter(kind=kind, active=True)
        account = accounts.filter(external_id=storable(external_id)).first()
    if account:
        recent_accounts[kind, external_id] = (time.monotonic() + ACCOUNT_SECONDS, account)
    return account


def _row(account: ChannelAccount, conversation: Conversation, message: Incoming) -> list[Any]:
    now = timezone.now()
    # A guest's clock in the future would sort after our answers.
    sent_at: datetime = min(message.sent_at, now)
    text = storable(message.text)[:MAX_TEXT]
    external_id = storable(message.external_id)[:200]
    return [account.hotel_id, account.pk, conversation.pk, external_id, message.kind, text, sent_at, now]


def _conversations(account: ChannelAccount, messages: Sequence[Incoming]) -> dict[str, Conversation]:
    """By sender. All known guests cost one query; only who is new is introduced."""
    firsts = {message.sender: message for message in reversed(messages)}
    known = {found.sender: found for found in Conversation.objects.raw(KNOWN, [account.pk, list(firsts)])}
    conversations: dict[str, Conversation] = {}
    for sender, message in firsts.items():
        if sender in known:
            _learn_names(known[sender], message)
        conversations[sender] = conversation = known.get(sender) or _introduce(account, message)
        conversation.account, conversation.hotel = account, account.hotel
    return conversations


def _learn_names(conversation: Conversation, message: Incoming) -> None:
    """WhatsApp may drop the phone number one day: by then the guest is known by the other name too."""
    known: list[str] = getattr(conversation, "names", [])
    if new := [identity for identity in message.identities if identity.value not in known]:
        _name(conversation.guest, new)


def _name(guest: Guest, identities: Sequence[Identity]) -> None:
    rows = [
        GuestIdentity(hotel_id=guest.hotel_id, guest=guest, kind=name.kind, value=name.value) for name in identities
    ]
    GuestIdentity.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def _introduce(account: ChannelAccount, message: Incoming) -> Conversation:
    """The conversation of somebody who writes from this address for the first time."""
    guest = _guest(account, message)
    if earlier := Conversation.objects.filter(account=account, guest=guest).order_by("-last_message_at").first():
        _name(guest, message.identities)
        return earlier
    Conversation.objects.bulk_create(
        [
            Conversation(
                hotel_id=account.hotel_id,
                account=account,
                guest=guest,
                sender=message.sender,
                language=message.language,
            )
        ],
        ignore_conflicts=True,
    )
    return Conversation.objects.get(account=account, sender=message.sender)


def _guest(account: ChannelAccount, message: Incoming) -> Guest:
    """Who is known by any of these identities, else somebody new. Two who race end with one guest."""
    if known := _known_guest(message):
        return known
    phone = next((identity.value for identity in message.identities if identity.kind == "phone"), "")
    guest = Guest.objects.create(
        hotel_id=account.hotel_id,
        name=storable(message.sender_name)[:120],
        phone=f"+{phone.lstrip('+')}"[:40] if phone else "",
        language=message.language,
    )
    _name(guest, message.identities)
    first = message.identities[0]
    winner = GuestIdentity.objects.select_related("guest").get(kind=first.kind, value=first.value).guest
    if winner.pk != guest.pk:
        guest.delete()
    return winner


def _known_guest(message: Incoming) -> Guest | None:
    names = [(identity.kind, identity.value) for identity in message.identities]
    rows = GuestIdentity.objects.select_related("guest").filter(
        kind__in={kind for kind, _ in names}, value__in={value for _, value in names}
    )
    guests = {(row.kind, row.value): row.guest for row in rows}
    return next((guests[name] for name in names if name in guests), None)
