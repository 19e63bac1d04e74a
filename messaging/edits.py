"""Messages that a guest changes or takes back: before they are answered, and afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from messaging import inbox, live
from messaging.channels.base import Edit
from messaging.models import ChannelAccount, Conversation, Message


def apply(account: ChannelAccount, edits: Sequence[Edit]) -> list[Conversation]:
    """The conversations that have something to answer now. Told twice, an edit changes nothing the second time."""
    woken = [conversation for edit in edits for conversation in _apply(account, edit)]
    return list({conversation.pk: conversation for conversation in woken}.values())


@transaction.atomic
def _apply(account: ChannelAccount, edit: Edit) -> list[Conversation]:
    of_account = Message.objects.filter(account=account, direction=Message.Direction.IN, external_id=edit.original)
    row = of_account.select_for_update(of=("self",)).select_related("conversation__hotel").first()
    text = inbox.storable(edit.message.text)[: inbox.MAX_TEXT]
    if row is None:
        return _before_its_original(account, edit)
    if edit.taken_back:
        of_account.filter(deleted_at=None).update(deleted_at=timezone.now())
        live.tell_staff(account.hotel_id, row.conversation_id, "message")
        return []
    if row.deleted_at or row.text == text:
        return []
    live.tell_staff(account.hotel_id, row.conversation_id, "message")
    of_account.update(edited_at=timezone.now(), **({} if row.turn_id else {"text": text}))
    if row.turn_id:
        # The answer it got stays as it was: the new words are another message.
        return inbox.receive(account, [edit.message])
    return [row.conversation]


def _before_its_original(account: ChannelAccount, edit: Edit) -> list[Conversation]:
    """Stored under the original's id: when that comes at last it is a duplicate."""
    woken = inbox.receive(account, [replace(edit.message, external_id=edit.original)])
    if not edit.taken_back:
        return woken
    Message.objects.filter(account=account, external_id=edit.original).update(deleted_at=timezone.now())
    return []
