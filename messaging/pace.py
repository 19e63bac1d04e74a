"""How fast a channel takes messages: when the next one may go, to this guest and from this account."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from messaging.channels import CHANNELS
from messaging.channels.base import Rate
from messaging.models import ChannelAccount, Message
from pms import shared

GONE = (Message.Status.SENDING, Message.Status.SENT, Message.Status.DELIVERED, Message.Status.READ)
KEPT_SECONDS = 10  # longer than the second that is counted

# Without Redis each process counts its own: account → (second, messages).
own_counts: dict[int, tuple[int, int]] = {}
own_lock = threading.Lock()


def wait_until(message: Message, now: datetime) -> datetime | None:
    """When it may go, if not now. Asked once it is being sent: no other message of its conversation is."""
    limits = CHANNELS[message.account.kind].capabilities
    if limits.per_guest and (at := _guest_ready(message, limits.per_guest, now)):
        return at
    return _account_ready(message.account, limits.per_second, now) if limits.per_second else None


def _guest_ready(message: Message, rate: Rate, now: datetime) -> datetime | None:
    """`not_before` of what has gone is when it went; its status may have moved since, so that bounds the index."""
    since = now - timedelta(seconds=rate.seconds * rate.burst)
    gone = Message.objects.filter(
        conversation=message.conversation_id,
        direction=Message.Direction.OUT,
        status_at__gt=since,
        not_before__gt=since,
        status__in=GONE,
    )
    times = gone.exclude(pk=message.pk).order_by("not_before").values_list("not_before", flat=True)
    return paid_for([at for at in times if at], rate, now)


def paid_for(times: list[datetime], rate: Rate, now: datetime) -> datetime | None:
    """When the burst that began last is paid for, if one more may not go now. `times` is when messages went."""
    each = timedelta(seconds=rate.seconds)
    began, count = now, 0
    for at in times:
        began, count = (began, count + 1) if count and at < began + count * each else (at, 1)
    free_at = began + count * each
    return None if now >= free_at or (now < began + each and count < rate.burst) else free_at


def _account_ready(account: ChannelAccount, per_second: int, now: datetime) -> datetime | None:
    """Who comes too late for this second is told the next one with room, so that not all come back together."""
    second = int(now.timestamp())
    behind = (_count(account.pk, second) - 1) // per_second
    return datetime.fromtimestamp(second + behind, UTC) if behind else None


def _count(account_id: int, second: int) -> int:
    key = f"pace:{account_id}:{second}"
    try:
        with shared.redis() as redis:
            pipeline = redis.pipeline()
            pipeline.incr(key)
            pipeline.expire(key, KEPT_SECONDS)
            return int(pipeline.execute()[0])
    except shared.RedisGone:
        with own_lock:
            counted, messages = own_counts.get(account_id, (second, 0))
            own_counts[account_id] = (second, messages + 1 if counted == second else 1)
            return own_counts[account_id][1]
