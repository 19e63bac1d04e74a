"""The doors for programs: the orchestrator and the sessions, with the hotel's API key."""

from __future__ import annotations

import time
import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from locks.errors import LeaseTaken
from messaging import inbox, orchestrator
from messaging.channels.base import Identity, Incoming
from messaging.metrics import SESSIONS
from messaging.models import ChannelAccount, Message, Session
from pms.api import HotelView

PATIENCE = 10.0
PAUSE = 0.05


class ProcessIn(serializers.Serializer[Any]):
    sender_id = serializers.CharField(max_length=170)
    channel = serializers.RegexField(
        r"^[a-z_]{1,20}$", default="api", help_text="Where the guest writes, e.g. whatsapp"
    )
    text = serializers.CharField(max_length=10_000, allow_blank=True, trim_whitespace=False)
    timestamp = serializers.DateTimeField(required=False)


class ProcessOut(serializers.Serializer[Any]):
    status = serializers.ChoiceField(["success", "degraded", "error"])
    intent = serializers.CharField()
    reply = serializers.CharField(allow_blank=True)
    buttons = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    data = serializers.DictField()  # type: ignore[assignment]
    fallback_used = serializers.BooleanField()
    rooms_available = serializers.IntegerField(required=False)
    rooms = serializers.ListField(child=serializers.DictField(), required=False)
    lock_acquired = serializers.BooleanField(required=False)
    reservation_id = serializers.CharField(required=False)


class Process(HotelView):
    """The road of every message, walked inside the request: no waiting for a burst, no delivery."""

    @extend_schema(request=ProcessIn, responses=ProcessOut, operation_id="process_message")
    def post(self, request: Request) -> Response:
        body = ProcessIn(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        accounts = ChannelAccount.objects.filter(hotel=self.hotel, kind="api")
        account = accounts.first() or accounts.create(
            hotel=self.hotel, kind="api", external_id=f"hotel-{self.hotel.pk}"
        )
        account.hotel = self.hotel
        sender = f"{said['channel']}:{said['sender_id']}"
        message = Incoming(
            external_id=str(uuid.uuid4()),
            sender=sender,
            identities=(Identity("api", sender),),
            sent_at=said.get("timestamp") or timezone.now(),
            text=said["text"],
        )
        [conversation] = inbox.receive(account, [message])
        outcome = _answer(conversation, message.external_id)
        return Response(outcome, status=status.HTTP_200_OK)


class ActiveSessions(HotelView):
    @extend_schema(
        responses={
            200: {
                "type": "object",
                "properties": {
                    "count": {"type": "integer"},
                    "sessions": {"type": "array", "items": {"type": "object"}},
                },
            }
        },
        operation_id="active_sessions",
    )
    def get(self, request: Request) -> Response:
        """A constant number of queries, and at most 200 sessions, the latest first."""
        alive = Session.objects.alive()
        count = alive.count()
        SESSIONS.set(count)
        rows = alive.select_related("conversation__account").order_by("-last_activity")[:200]
        return Response({"count": count, "sessions": [_session(row) for row in rows]})


def _answer(conversation: Any, external_id: str) -> dict[str, Any]:
    """Another request of the same sender may be at work on this very message: wait for it, then answer for both."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if outcome := orchestrator.answer(conversation):
                return _as_json(outcome.record, outcome.messages, outcome.data)
            break
        except LeaseTaken:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
    message = Message.objects.select_related("turn").get(account=conversation.account, external_id=external_id)
    if message.turn is None:
        return {**_as_json(None, [], {}), "intent": "with_staff"}
    return _as_json(message.turn, list(Message.objects.filter(turn=message.turn, direction="out")), {})


def _as_json(record: Any, messages: list[Message], data: dict[str, Any]) -> dict[str, Any]:
    top: dict[str, Any] = {
        key: data[key] for key in ("rooms_available", "rooms", "lock_acquired", "reservation_id") if key in data
    }
    return {
        "status": record.status if record else "success",
        "intent": record.intent if record else "",
        "reply": "\n\n".join(message.text for message in messages),
        "buttons": [{"id": button, "title": title} for m in messages for button, title in m.buttons],
        "data": data,
        "fallback_used": bool(data.get("fallback_used")),
        **top,
    }


def _session(row: Session) -> dict[str, Any]:
    return {
        "conversation": row.conversation_id,
        "channel": row.conversation.account.kind,
        "awaiting": row.state.get("awaiting", ""),
        "last_activity": row.last_activity.isoformat(),
        "expires_at": row.expires_at.isoformat(),
    }
