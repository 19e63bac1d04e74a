"""What tests of the inbox share: a guest who writes by WhatsApp, and the browsers of staff."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Guest, Hotel
from tests import factories as make

PAGE = "/admin/inbox/"
BY_SCRIPT = {"X-Requested-With": "fetch"}


def whatsapp(hotel: Hotel, guest: Guest | None = None, **fields: Any) -> Conversation:
    account = ChannelAccount._base_manager.get(hotel=hotel, kind="whatsapp")
    guest = guest or make.GuestFactory(hotel=hotel)
    talk: Conversation = make.ConversationFactory(hotel=hotel, account=account, guest=guest, **fields)
    return talk


def say(conversation: Conversation, direction: str, text: str, **fields: Any) -> Message:
    message: Message = make.MessageFactory(
        hotel=conversation.hotel, conversation=conversation, direction=direction, text=text, **fields
    )
    return message


def seen(conversation: Conversation) -> str:
    row = Conversation._base_manager.get(pk=conversation.pk)
    return f"{row.owner}:{row.staff_id or ''}"


def post(client: Client, conversation: Conversation, verb: str, *, by_script: bool = True, **form: Any) -> Any:
    """As the page does: with the owner it has shown."""
    headers = BY_SCRIPT if by_script else {}
    return client.post(f"{PAGE}{conversation.pk}/{verb}/", {"seen": seen(conversation), **form}, headers=headers)


def opened(client: Client, conversation: Conversation, **query: Any) -> str:
    """The page with this conversation, with plain spaces."""
    answer = client.get(PAGE, {"c": conversation.pk, **query})
    assert answer.status_code == 200
    return str(answer.content.decode().replace("\u00a0", " "))


def fragment(client: Client, path: str, **query: Any) -> str:
    answer = client.get(f"{PAGE}{path}", query, headers=BY_SCRIPT)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode().replace("\u00a0", " "))


def told(answer: Any) -> tuple[int, dict[str, Any]]:
    return answer.status_code, json.loads(answer.content)
