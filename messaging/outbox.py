"""Replies are stored with the turn, sent once after commit, and marked with what became of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import segno
import structlog
from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from messaging import live, ownership, pace, queues, silence, window
from messaging.channels import CHANNELS
from messaging.channels.base import Attached, File, Location, Template
from messaging.errors import SendFailed, SendUnknown, TooFast, WindowClosed
from messaging.metrics import MESSAGES
from messaging.models import Conversation, ConversationEvent, Media, Message, TurnRecord
from messaging.turn import Button

log = structlog.get_logger(__name__)

Status = Message.Status
UNSENT = (Status.QUEUED, Status.SENDING)
# Seconds before each next try: a hiccup costs the guest little, and an outage of the channel may last an hour.
PAUSES = (2, 5, 15, 30, 60, 60, 60, 120, 300, 600, 1800)
TOO_FAST_PAUSES = (1, 4, 16, 64, 256, 1024)  # Meta: 4 to the power of the tries so far
PATIENCE = timedelta(seconds=15)  # what is queued normally goes within
# A worker sleeps on a task no longer than this; the sweeper wakes what is due later.
LONGEST_COUNTDOWN = timedelta(seconds=60)
# How long an outcome may be unknown. A call to the channel ends within 13 s, its receipt takes seconds, and one more
# minute lets the channel bring it again to a web process that was being restarted. Then silence would be worse.
UNKNOWN_FOR = timedelta(seconds=75)
UNWANTED = "the guest wants no messages that we start"
CLOSED = "the channel's window is closed and there is no template"


def queue(
    conversation: Conversation,
    text: str,
    *,
    buttons: Sequence[Button] = (),
    attached: Attached | None = None,
    turn: TurnRecord | None = None,
    staff: int | None = None,
) -> Message:
    """Store a message to the guest in the caller's transaction and wake a worker once it commits."""
    inline = CHANNELS[conversation.account.kind].capabilities.inline
    message = Message.objects.create(
        hotel_id=conversation.hotel_id,
        account_id=conversation.account_id,
        conversation=conversation,
        direction=Message.Direction.OUT,
        kind=attached.kind if attached else "text",
        text=text,
        buttons=[[button.id, button.title] for button in buttons],
        payload=attached.payload if attached else {},
        status=Status.SENT if inline else Status.QUEUED,
        turn=turn,
        staff_id=staff,
    )
    if isinstance(attached, File):
        Media.objects.create(
            hotel_id=conversation.hotel_id, message=message, mime=attached.mime, content=attached.content
        )
    if not inline:
        transaction.on_commit(lambda: _wake(message))
    live.tell_staff(conversation.hotel_id, conversation.pk, "message")
    return message


def queue_place(conversation: Conversation, *, turn: TurnRecord) -> list[Message]:
    """Where the hotel is, as a pin on the map; nothing where the channel has no maps or the hotel no coordinates."""
    hotel = conversation.hotel
    if not CHANNELS[conversation.account.kind].capabilities.places or hotel.latitude is None or hotel.longitude is None:
        return []
    place = Location(float(hotel.latitude), float(hotel.longitude), hotel.name, hotel.address)
    return [queue(conversation, hotel.address or hotel.name, attached=place, turn=turn)]


def queue_code(conversation: Conversation, said: str, *, turn: TurnRecord) -> list[Message]:
    """As a QR code, with what it says below; nothing where the channel shows no pictures."""
    if not CHANNELS[conversation.account.kind].capabilities.pictures:
        return []
    picture = io.BytesIO()
    segno.make(said, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    file = File("image/png", picture.getvalue(), f"{said}.png")
    return [queue(conversation, f"QR {said}", attached=file, turn=turn)]


def deliver(message_id: int) -> Message:
    """Send what is due. Raises SendFailed when another try may help; a repeat, or one too early, sends nothing."""
    message = Message.objects.select_related("conversation__hotel", "account").get(pk=message_id)
    message.conversation.account = message.account
    if _claim(message) and _may_go(message):
        _send(message)
    return message


def retry(message: Message, *, staff: int) -> bool:
    """Staff have it sent once more. False when it has not failed (any more): of two who press, one is heard."""
    failed = Message.objects.filter(pk=message.pk, direction=Message.Direction.OUT, status=Status.FAILED)
    again = {"attempts": 0, "not_before": None, "error": "", "staff_id": staff}
    if not _set(failed, message, Status.QUEUED, **again):
        return False
    transaction.on_commit(lambda: _wake(message))
    return True


def seen(conversation: Conversation) -> None:
    """Show the guest that what they wrote last was read and is being answered. Never raises, and is soon back."""
    channel = CHANNELS[conversation.account.kind]
    if not channel.capabilities.marks:
        return
    unanswered = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN, turn__isnull=True)
    newest = unanswered.order_by("-created_at", "-pk").values_list("external_id", flat=True).first()
    if newest:
        channel.seen(conversation.account, newest)


def settled(conversation_id: int) -> None:
    """A receipt says what became of a message: the next one to this guest need not wait any longer."""
    unsent = Message.objects.filter(conversation=conversation_id, direction=Message.Direction.OUT, status__in=UNSENT)
    following = unsent.order_by("pk").first()
    if following and following.status == Status.QUEUED:
        _wake(following)


def bounced(message_id: int, *, window_closed: bool) -> None:
    """The channel took it and tells later that it failed: said again as a template where that helps, else staff."""
    message = Message.objects.select_related("conversation__hotel", "conversation__account").get(pk=message_id)
    MESSAGES.labels(message.conversation.account.kind, "out", "failed").inc()
    if window_closed and message.kind != Template.kind and (template := window.template_for(message)):
        queue(message.conversation, message.text, attached=template, turn=message.turn, staff=message.staff_id)
    else:
        _tell_staff(message, message.error)


def overdue(now: datetime) -> list[tuple[int, int]]:
    """(hotel, message) of what should have gone by now: its time has come, or a worker died on it."""
    stuck = Message.objects.filter(status=Status.SENDING, status_at__lt=now - UNKNOWN_FOR)
    for message in stuck.filter(attempts__gt=len(PAUSES)).select_related("conversation", "account"):
        _give_up(message, "nobody knows whether it arrived")
    stuck.update(status=Status.QUEUED, status_at=now, not_before=now)
    due = _ready(now).filter(Q(not_before__isnull=False) | Q(status_at__lt=now - PATIENCE))
    return list(due.order_by("created_at").values_list("hotel_id", "pk")[:500])


def oldest(now: datetime) -> float:
    """How many seconds the oldest unsent message has waited."""
    unsent = Message.objects.filter(direction=Message.Direction.OUT, status__in=UNSENT)
    first: datetime | None = unsent.aggregate(first=Min("created_at"))["first"]
    return (now - first).total_seconds() if first else 0.0


def _ready(now: datetime) -> QuerySet[Message]:
    """Queued, its time has come, and nothing older is still on its way to the same guest."""
    out = Message.objects.filter(direction=Message.Direction.OUT)
    older = out.filter(conversation=OuterRef("conversation"), status__in=UNSENT, pk__lt=OuterRef("pk"))
    return out.filter(~Exists(older), Q(not_before=None) | Q(not_before__lte=now), status=Status.QUEUED)


def _claim(message: Message) -> bool:
    """Compare and set: of two workers one sends, and of two messages to one guest the older goes first."""
    now = timezone.now()
    ready = _ready(now).filter(pk=message.pk, attempts=message.attempts)
    message.attempts += 1
    return _set(ready, message, Status.SENDING, attempts=message.attempts, not_before=now)


def _may_go(message: Message) -> bool:
    if message.conversation.owner == Conversation.Owner.STAFF and _is_idle_talk(message):
        if _mark(message, Status.FAILED, error="staff took over first"):
            _count(message, "dropped")
        settled(message.conversation_id)
        return False
    if silence.forbids(message):
        _count(message, "unwanted")
        _give_up(message, UNWANTED)
        return False
    if message.kind != Template.kind and not window.is_open(message.conversation) and not _as_template(message):
        _count(message, "window_closed")
        _give_up(message, CLOSED)
        return False
    if at := pace.wait_until(message, timezone.now()):
        # Not a try: nothing was sent.
        if _mark(message, Status.QUEUED, attempts=message.attempts - 1, not_before=at):
            _count(message, "deferred")
        _wake(message)
        return False
    return True


def _is_idle_talk(message: Message) -> bool:
    """The agent's words, unless staff sent them again."""
    return message.turn is not None and not message.staff_id and not silence.is_broken_by(message.turn)


def _as_template(message: Message) -> bool:
    template = window.template_for(message)
    if template is None:
        return False
    _count(message, "template")
    return _mark(message, Status.SENDING, kind=template.kind, payload=template.payload, buttons=[])


def _send(message: Message) -> None:
    try:
        external_id = CHANNELS[message.account.kind].send(message.account, message.conversation.sender, message)
    except SendFailed as error:
        if _failed(message, error):
            raise
        return
    except Exception as error:
        # The one place around a delivery: what nobody foresaw may have happened after it was sent.
        failure = SendUnknown(type(error).__name__)
        _failed(message, failure)
        raise failure from error
    _count(message, "sent")
    # A receipt may have been faster than we are, and know more.
    unmarked = Message.objects.filter(pk=message.pk, status__in=UNSENT)
    _set(unmarked, message, Status.SENT, external_id=external_id)
    live.publish(message.conversation_id, message.pk)
    settled(message.conversation_id)


def _failed(message: Message, error: SendFailed) -> bool:
    """False when a receipt has told meanwhile what became of it."""
    log.warning("not_sent", message=message.pk, attempt=message.attempts, reason=str(error))
    if isinstance(error, SendUnknown):
        # It stays as it is until a receipt settles it, or nothing was heard for long.
        _count(message, "unknown")
        return Message.objects.filter(pk=message.pk, status=Status.SENDING).exists()
    if isinstance(error, WindowClosed) and message.kind != Template.kind and _as_template(message):
        error.permanent = False
        return _again(message, 0)
    pauses = TOO_FAST_PAUSES if isinstance(error, TooFast) else PAUSES
    error.permanent = error.permanent or message.attempts > len(pauses)
    if error.permanent:
        return _give_up(message, str(error))
    return _again(message, pauses[message.attempts - 1])


def _again(message: Message, pause: float) -> bool:
    """The pause stands in the row: a worker that is woken too early does nothing."""
    at = timezone.now() + timedelta(seconds=pause)
    if not _mark(message, Status.QUEUED, not_before=at):
        return False
    _count(message, "retry")
    _wake(message)
    return True


def _give_up(message: Message, reason: str) -> bool:
    with transaction.atomic():
        if not _mark(message, Status.FAILED, error=reason[:200]):
            return False
        _tell_staff(message, reason)
    _count(message, "failed")
    settled(message.conversation_id)
    return True


def _tell_staff(message: Message, reason: str) -> None:
    conversation, words = message.conversation, f"a message could not be delivered: {reason}"
    ownership.hand_over(conversation, words)
    ownership.note(conversation, ConversationEvent.Kind.NOT_DELIVERED, actor=ownership.AGENT, reason=words)


def _wake(message: Message) -> None:
    pause = max((message.not_before - timezone.now()).total_seconds(), 0) if message.not_before else 0
    if pause <= LONGEST_COUNTDOWN.total_seconds():
        task = (message.hotel_id, message.pk)
        queues.wake("messaging.tasks.deliver", *task, queue="outbound", countdown=pause)


def _mark(message: Message, status: Message.Status, **changes: Any) -> bool:
    """Only while this try of ours is the last word on it; False when a receipt or another worker has had one."""
    ours = Message.objects.filter(pk=message.pk, status=Status.SENDING, attempts=message.attempts)
    return _set(ours, message, status, **changes)


def _set(rows: QuerySet[Message], message: Message, status: Message.Status, **changes: Any) -> bool:
    if not rows.update(status=status, status_at=timezone.now(), **changes):
        return False
    for name, value in {"status": status, **changes}.items():
        setattr(message, name, value)
    if status != Status.SENDING:  # staff see no difference to a queued one
        live.tell_staff(message.hotel_id, message.conversation_id, "status")
    return True


def _count(message: Message, result: str) -> None:
    MESSAGES.labels(message.account.kind, "out", result).inc()
