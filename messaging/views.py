"""The doors for other people's webhooks: verified, stored, answered; a worker does the rest."""

from __future__ import annotations

import hmac
import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_scopes import scope, scopes_disabled

from messaging import edits, inbox, queues
from messaging.channels import CHANNELS
from messaging.channels.base import Parsed
from messaging.channels.whatsapp import SIGNATURE, WhatsApp
from messaging.errors import BadSignature, UnknownAccount
from messaging.metrics import WEBHOOK_SECONDS
from messaging.models import ChannelAccount

KIND = WhatsApp.kind
MAX_BODY = 1_000_000
SIGNED = re.compile(r"sha256=[0-9a-f]{64}")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """Meta's webhook: GET is the handshake when it is set up, POST brings messages and statuses."""
    with WEBHOOK_SECONDS.labels("whatsapp", KIND).time():
        try:
            return _handshake(request) if request.method == "GET" else _receive(request)
        except (BadSignature, UnknownAccount):
            return HttpResponse(status=403)


def _handshake(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    if asked.get("hub.mode") != "subscribe" or not _is_ours(asked.get("hub.verify_token", "")):
        raise BadSignature(KIND)
    return HttpResponse(asked.get("hub.challenge", ""), content_type="text/plain")


def _is_ours(token: str) -> bool:
    given = token.encode("utf-8", "replace")
    # Every account is compared, so the time tells nothing.
    matches = [hmac.compare_digest(given, account.verify_token.encode()) for account in _accounts()]
    return bool(token) and any(matches)


def _receive(request: HttpRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return HttpResponse(status=413)
    if not SIGNED.fullmatch(request.headers.get(SIGNATURE, "")):
        raise BadSignature(KIND)
    try:
        parsed = CHANNELS[KIND].parse(json.loads(request.body))
    except (ValueError, RecursionError):
        _verify_by_any(request)
        return HttpResponse(status=400)
    _store(request, parsed)
    return HttpResponse()


def _store(request: HttpRequest, parsed: Any) -> None:
    """Nothing is stored before the payload is known to be signed for every account it names."""
    accounts = [(inbox.account_of(KIND, one.account), one) for one in parsed]
    for account, _ in accounts:
        CHANNELS[KIND].verify(account, request.body, request.headers)
    if not accounts:
        _verify_by_any(request)
    for account, one in accounts:
        with scope(hotel=account.hotel):
            _take(account, one)


def _take(account: ChannelAccount, parsed: Parsed) -> None:
    inbox.note_receipts(account, parsed.receipts)
    inbox.note_moves(account, parsed.moves)
    pressed = any(message.kind == "button" for message in parsed.messages)
    for conversation in [*inbox.receive(account, parsed.messages), *edits.apply(account, parsed.edits)]:
        inbox.wake_agent(conversation, at_once=pressed)
    if any("media" in message.payload for message in parsed.messages):
        queues.wake("messaging.tasks.fetch_media", account.hotel_id, queue="inbound")


def _verify_by_any(request: HttpRequest) -> None:
    """Meta also tells things that are about no phone number, signed like the rest."""
    for account in _accounts():
        try:
            return CHANNELS[KIND].verify(account, request.body, request.headers)
        except BadSignature:
            continue
    raise BadSignature(KIND)


def _accounts() -> list[ChannelAccount]:
    with scopes_disabled():
        return list(ChannelAccount.objects.filter(kind=KIND, active=True))
