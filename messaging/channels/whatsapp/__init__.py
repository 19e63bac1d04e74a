"""WhatsApp over Meta's Cloud API: signed webhooks in, Graph API calls out."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import httpx

from messaging.channels.base import Capabilities, Channel, Parsed
from messaging.channels.whatsapp import reading, writing
from messaging.errors import BadSignature, SendFailed
from messaging.models import ChannelAccount, Message

GRAPH = "https://graph.facebook.com/v23.0"
SIGNATURE = "X-Hub-Signature-256"
TIMEOUT = httpx.Timeout(10, connect=3)


class WhatsApp(Channel):
    kind = "whatsapp"
    capabilities = Capabilities(
        buttons=writing.MAX_BUTTONS,
        button_title=writing.BUTTON_TITLE,
        text_length=writing.TEXT_LENGTH,
        window_hours=24,
    )

    def verify(self, account: ChannelAccount, body: bytes, headers: Mapping[str, str]) -> None:
        given = headers.get(SIGNATURE, "").encode()
        wanted = f"sha256={hmac.new(account.app_secret.encode(), body, sha256).hexdigest()}".encode()
        # Without a secret anybody could compute the right signature.
        if not account.app_secret or not hmac.compare_digest(given, wanted):
            raise BadSignature(account.kind)

    def parse(self, payload: Any) -> Sequence[Parsed]:
        return reading.parse(payload)

    def send(self, account: ChannelAccount, recipient: str, message: Message) -> str:
        url = f"{account.base_url.rstrip('/') or GRAPH}/{account.external_id}/messages"
        body = {"messaging_product": "whatsapp", **writing.address(recipient), **writing.content(message)}
        try:
            answer = client().post(url, json=body, headers={"Authorization": f"Bearer {account.access_token}"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SendFailed(f"whatsapp: {type(error).__name__}", permanent=False) from error
        return writing.message_id(answer)


@cache
def client() -> httpx.Client:
    """One for the process: its connections stay open."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False)
