"""Stores what guests write, once, under the hotel of the receiving account, before anybody acts on it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Exists
from django.utils import timezone
from django_scopes import scopes_disabled

from messaging import live, outbox, queues
from messaging.channels import CHANNELS
from messaging.channels.base import Identity, Incoming, Move, Receipt
from messaging.errors import UnknownAccount
from messaging.metrics import MESSAGES, TENANT_SECONDS
from messaging.models import ChannelAccount, Conversation
from pms import guests

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
ROW = "(%s, %s, %s, 'in', %s, %s, %s, '[]', %s::jsonb, 'received', 0, '', %s, %s)"

# The hot read of the webhook; the same asked of the ORM costs five times the CPU.
KNOWN = """
SELECT c.id, c.hotel_id, c.account_id, c.guest_id, c.sender,
    ARRAY(SELECT i.value FROM pms_guestidentity AS i WHERE i.guest_id = c.guest_id)
FROM messaging_conversation AS c WHERE c.account_id = %s AND c.sender = ANY(%s)
"""
READ = ["id", "hotel_id", "account_id", "guest_id", "sender"]  # the rest is loaded when somebody asks for it

# A status only moves forward: "read" may arrive before "delivered". What was delivered did not fail.
ORDER = ["queued", "sending", "sent", "failed", "delivered", "read"]

# Known by the channel's id, or by ours where the channel's was never heard of. All conditions stand on the row
# itself: of two receipts at once the second one sees what the first has made of it.
FORWARD = "array_position(%(order)s::text[], m.status::text) < array_position(%(order)s::text[], r.status)"
MOVE_ON = f"""
UPDATE messaging_message AS m SET
    external_id = r.external_id,
    billable = COALESCE(r.billable, m.billable),
    status = CASE WHEN {FORWARD} THEN r.status ELSE m.status END,
    error = CASE WHEN {FORWARD} THEN r.error ELSE m.error END,
    status_at = CASE WHEN {FORWARD} THEN %(now)s ELSE m.status_at END
FROM unnest(%(ids)s::text[], %(ours)s::bigint[], %(statuses)s::text[], %(errors)s::text[], %(billable)s::boolean[])
    AS r (external_id, ours, status, error, billable)
WHERE m.account_id = %(account)s AND m.direction = 'out'
    AND (m.external_id = r.external_id OR m.id = r.ours AND m.external_id IS NULL AND NOT EXISTS (
        SELECT FROM messaging_message AS other
        WHERE other.account_id = m.account_id AND other.direction = 'out' AND other.external_id = r.external_id))
    AND ({FORWARD} OR r.billable IS DISTINCT FROM m.billable AND r.billable IS NOT NULL)
RETURNING m.id, m.conversation_id, old.status, new.status, r.external_id
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
    fresh = {c.pk: c for c in conversations.values() if c.pk in stored}
    for conversation_id in fresh:
        live.tell_staff(account.hotel_id, conversation_id, "message")
    return list(fresh.values())


def wake_agent(conversation: Conversation, *, at_once: bool = False) -> None:
    """Have a worker answer, after the quiet time that lets a burst of messages become one turn."""
    shown = not at_once and CHANNELS[conversation.account.kind].capabilities.marks
    task = "messaging.tasks.hear" if shown else "messaging.tasks.answer"
    quiet = 0 if shown or at_once else settings.BURST_QUIET_TIME
    queues.wake(task, conversation.hotel_id, conversation.pk, queue="inbound", countdown=quiet)


def note_moves(account: ChannelAccount, moves: Sequence[Move]) -> None:
    """A guest has another number: what we write goes there, and they are known by it when they write again."""
    for move in moves:
        guest = guests.recognise(_names(move.old))
        if guest is None:
            continue
        guests.learn(guest, _names(move.new))
        for conversation in Conversation.objects.filter(account=account, guest=guest):
            _readdress(conversation, move.sender)


def note_receipts(account: ChannelAccount, receipts: Sequence[Receipt]) -> None:
    """Move what we sent on, and do what follows: staff hear of what failed, a waiting message need not wait longer."""
    furthest: dict[str, Receipt] = {}
    for receipt in sorted(receipts, key=lambda receipt: ORDER.index(receipt.status)):
        earlier = furthest.get(storable(receipt.external_id), receipt)
        billable = earlier.billable if receipt.billable is None else receipt.billable
        furthest[storable(receipt.external_id)] = replace(receipt, billable=billable)
    if not furthest:
        return
    # A failure and what follows from it are one: Meta tells it once.
    with transaction.atomic() if any(r.status == "failed" for r in furthest.values()) else nullcontext():
        moved = _move_on(account, furthest)
        for conversation_id in dict.fromkeys(row[1] for row in moved):
            live.tell_staff(account.hotel_id, conversation_id, "status")
        for message_id, conversation_id, was, is_now, external_id in moved:
            if is_now == "failed" != was:
                outbox.bounced(message_id, window_closed=furthest[external_id].window_closed)
            if was in outbox.UNSENT and is_now not in outbox.UNSENT:
                outbox.settled(conversation_id)


def _move_on(account: ChannelAccount, receipts: dict[str, Receipt]) -> list[tuple[int, int, str, str, str]]:
    rows = [(id_, r.message, r.status, storable(r.error)[:200], r.billable) for id_, r in receipts.items()]
    columns = zip(("ids", "ours", "statuses", "errors", "billable"), zip(*rows, strict=True), strict=True)
    values = {name: list(column) for name, column in columns}
    with connection.cursor() as cursor:
        cursor.execute(MOVE_ON, {**values, "account": account.pk, "order": ORDER, "now": timezone.now()})
        moved: list[tuple[int, int, str, str, str]] = cursor.fetchall()
    return moved


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
    payload = storable(json.dumps(message.payload))
    return [account.hotel_id, account.pk, conversation.pk, external_id, message.kind, text, payload, sent_at, now]


def _conversations(account: ChannelAccount, messages: Sequence[Incoming]) -> dict[str, Conversation]:
    """By sender. All known guests cost one query; only who is new is introduced."""
    firsts = {message.sender: message for message in reversed(messages)}
    known = {found.sender: (found, names) for found, names in _known(account, list(firsts))}
    conversations: dict[str, Conversation] = {}
    for sender, message in firsts.items():
        if sender in known:
            conversation, names = known[sender]
            _learn_names(conversation, names, message)
        else:
            conversation = _introduce(account, message)
        conversations[sender] = conversation
        conversation.account, conversation.hotel = account, account.hotel
    return conversations


def _known(account: ChannelAccount, senders: list[str]) -> Iterator[tuple[Conversation, list[str]]]:
    """Conversations of these senders, with every name their guest goes by."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [account.pk, senders])
        for *row, names in cursor.fetchall():
            yield Conversation.from_db(DEFAULT_DB_ALIAS, READ, row), names


def _learn_names(conversation: Conversation, known: list[str], message: Incoming) -> None:
    """WhatsApp may drop the phone number one day: by then the guest is known by the other name too."""
    if new := [identity for identity in message.identities if identity.value not in known]:
        guests.learn(conversation.guest, _names(new))


def _names(identities: Sequence[Identity]) -> list[guests.Name]:
    return [(identity.kind, identity.value) for identity in identities]


@transaction.atomic
def _introduce(account: ChannelAccount, message: Incoming) -> Conversation:
    """The conversation of somebody who writes from this address for the first time."""
    names = _names(message.identities)
    guest = guests.recognise(names)
    if guest is None:
        phone = next((value for kind, value in names if kind == "phone"), "")
        guest = guests.introduce(
            account.hotel_id,
            names,
            name=storable(message.sender_name),
            phone=f"+{phone.lstrip('+')}" if phone else "",
            language=message.language,
        )
    else:
        guests.learn(guest, names)
        if earlier := Conversation.objects.filter(account=account, guest=guest).order_by("-last_message_at").first():
            return _readdress(earlier, message.sender)
    row = Conversation(
        hotel_id=account.hotel_id, account=account, guest=guest, sender=message.sender, language=message.language
    )
    Conversation.objects.bulk_create([row], ignore_conflicts=True)
    return Conversation.objects.get(account=account, sender=message.sender)


def _readdress(conversation: Conversation, sender: str) -> Conversation:
    """The answer goes to where the guest wrote from last, unless that address has a conversation of its own."""
    free = ~Exists(Conversation.objects.filter(account_id=conversation.account_id, sender=sender))
    if Conversation.objects.filter(free, pk=conversation.pk).update(sender=sender):
        conversation.sender = sender
    return conversation
