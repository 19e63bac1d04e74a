"""The fake WhatsApp, over HTTP, and hotels' accounts at it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from messaging import inbox
from messaging.fakes.phone import signature
from messaging.fakes.whatsapp import Meta, Server
from messaging.models import ChannelAccount
from pms.models import Hotel
from tests import factories as make
from tests.messaging.talk import Talk

PAYLOADS = Path(__file__).parent.parent / "payloads" / "whatsapp"
RECORDED_NUMBER = "106540352242922"
WEBHOOK = "/api/webhooks/whatsapp"


@pytest.fixture(autouse=True)
def _no_recent_accounts() -> None:
    inbox.recent_accounts.clear()


@pytest.fixture
def fake_whatsapp() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Meta("http://127.0.0.1:9/")) as server:
        server.in_background()
        yield server
        server.shutdown()


@pytest.fixture
def whatsapp_account(hotel: Hotel, fake_whatsapp: Server) -> ChannelAccount:
    """The number of the recorded payloads, at the fake WhatsApp."""
    account: ChannelAccount = make.WhatsappAccountFactory(
        hotel=hotel, external_id=RECORDED_NUMBER, base_url=fake_whatsapp.url, app_secret="app-secret"
    )
    return account


def recorded(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def post(client: Any, payload: Any, *, secret: str = "app-secret", **headers: str) -> Any:
    """As Meta does, signed with the secret of `whatsapp_account`."""
    raw = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
    headers = {"X-Hub-Signature-256": f"sha256={signature(secret, raw)}", **headers}
    return client.post(WEBHOOK, raw, content_type="application/json", headers=headers)


@pytest.fixture
def talk(hotel: Hotel) -> Talk:
    return Talk(hotel)
