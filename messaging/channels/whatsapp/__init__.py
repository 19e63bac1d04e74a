"""WhatsApp over Meta's Cloud API: signed webhooks in, Graph API calls out."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import Any

import httpx

from messaging.channels.base import Capabilities, Channel, Parsed, Rate
from messaging.channels.whatsapp import files, reading, writing
from messaging.channels.whatsapp.interactive import Buttons
from messaging.errors import BadSignature, SendFailed, SendUnknown
from messaging.models import ChannelAccount, Message

GRAPH = "https://graph.facebook.com/v23.0"
SIGNATURE = "X-Hub-Signature-256"
TIMEOUT = httpx.Timeout(10, connect=3)
MARK_SECONDS = 2  # a read mark is worth no waiting
# Nothing left this machine: whatever else goes wrong may have arrived all the same.
NOT_SENT = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError),
    *(httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL),
)


class WhatsApp(Channel):
    kind = "whatsapp"
    # Meta: 80 messages a second of one number; one in six seconds to one guest, of which 45 may be borrowed at once.
    capabilities = Capabilities(
        buttons=Buttons.most,
        button_title=Buttons.title_length,
        text_length=writing.TEXT_LENGTH,
        window_hours=24,
        places=True,
        pictures=True,
        marks=True,
        per_second=80,
        per_guest=Rate(6, burst=45),
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
        uploaded = _upload(account, message) if message.kind in writing.FILES else ""
        body = {
            "messaging_product": "whatsapp",
            "biz_opaque_callback_data": writing.callback(message),
            **writing.address(recipient),
            **writing.content(message, media_id=uploaded),
        }
        return writing.message_id(_post(account, "messages", json=body))

    def fetch(self, account: ChannelAccount, media_id: str) -> tuple[str, bytes]:
        return files.download(client(), _graph(account), media_id, account.access_token)

    def seen(self, account: ChannelAccount, external_id: str, *, typing: bool = True) -> None:
        mark: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": external_id}
        if typing:
            mark["typing_indicator"] = {"type": "text"}
        with suppress(SendFailed):
            _post(account, "messages", json=mark, timeout=MARK_SECONDS)


def _upload(account: ChannelAccount, message: Message) -> str:
    """Never SendUnknown: no guest sees an upload, so it may be repeated."""
    file = message.media
    form = {"messaging_product": "whatsapp", "type": file.mime}
    content = (message.payload.get("name") or message.kind, bytes(file.content or b""), file.mime)
    try:
        return writing.media_id(_post(account, "media", data=form, files={"file": content}))
    except SendUnknown as error:
        raise SendFailed(str(error)) from error


def _post(account: ChannelAccount, path: str, **request: Any) -> httpx.Response:
    """Raises SendFailed when nothing was sent, and SendUnknown when nobody can tell."""
    url = f"{_graph(account)}/{account.external_id}/{path}"
    try:
        return client().post(url, headers={"Authorization": f"Bearer {account.access_token}"}, **request)
    except NOT_SENT as error:
        raise SendFailed(f"whatsapp: {type(error).__name__}") from error
    except httpx.HTTPError as error:
        raise SendUnknown(f"whatsapp: {type(error).__name__}") from error


def _graph(account: ChannelAccount) -> str:
    return account.base_url.rstrip("/") or GRAPH


@cache
def client() -> httpx.Client:
    """One for the process: its connections stay open."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False)
