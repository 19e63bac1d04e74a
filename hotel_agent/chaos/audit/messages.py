"""Messages: everything accepted is stored and answered once, everything answered is sent once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count as Number
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hotel_agent.chaos.evidence import Count, Evidence, broken, figure
from messaging.models import Conversation, ConversationEvent, Message, Promise, TurnRecord

KIND = "whatsapp"
WITH_STAFF = ("waiting", "staff")
BY_ITSELF = "recovery"
"""The intent of a turn in which the guest has said nothing: the agent keeps a promise."""
OURS = "callback"
"""Where the fake keeps Meta's biz_opaque_callback_data: our own id of the message, given along with it."""


def counts(evidence: Evidence) -> Iterator[Count]:
    yield from received(evidence)
    yield from answered(evidence)
    yield from sent(evidence)
    yield from promised(evidence)


def received(evidence: Evidence) -> Iterator[Count]:
    known = stored(evidence)
    yield figure("messages_accepted", len(evidence.accepted))
    yield figure("messages_stored", known.count())
    at = set(known.values_list("external_id", "account__external_id"))
    yield broken(
        "accepted_but_not_stored", (id_ for id_, number in evidence.accepted.items() if (id_, number) not in at)
    )
    yield broken("refused_by_the_webhook", (f"{id_}: {status}" for id_, status in evidence.refused.items()))


def answered(evidence: Evidence) -> Iterator[Count]:
    """Also the turn nobody asked for: two workers on the same messages leave one with no message of its own."""
    known = stored(evidence)
    ours = known.filter(conversation__owner__in=["agent", "closed"], turn__isnull=True)
    # Turns without a guest's message and with replies: an earlier answer whose messages a later one took over.
    turns = TurnRecord.objects.filter(created_at__gte=evidence.since, conversation__account__kind=KIND)
    # What failed may be said again, as a template.
    went = Q(messages__direction="out") & ~Q(messages__status="failed")
    said = turns.annotate(
        heard=Number("messages", filter=Q(messages__direction="in"), distinct=True),
        replies=Number("messages", filter=went, distinct=True),
        different=Number("messages__text", filter=went, distinct=True),
    )
    twice = said.filter(Q(replies__gt=F("different")) | Q(heard=0, replies__gt=0) & ~Q(intent=BY_ITSELF))
    yield figure("messages_answered", known.filter(turn__isnull=False).count())
    yield figure("messages_left_to_staff", known.filter(conversation__owner__in=WITH_STAFF, turn__isnull=True).count())
    yield broken("messages_unanswered", ours.values_list("pk", flat=True))
    yield broken("messages_answered_twice", [*twice.values_list("pk", flat=True), *written_again(turns)])
    failed = turns.filter(status="error")
    yield figure("turns", turns.count())
    yield figure("turns_degraded", turns.filter(status="degraded").count())
    yield figure("turns_failed", failed.count(), reasons(failed))


def written_again(turns: QuerySet[TurnRecord]) -> list[str]:
    """Conversations in which the agent wrote by itself more often than it had promised to."""
    written = Counter(turns.filter(intent=BY_ITSELF).values_list("conversation", flat=True))
    settled = Counter(Promise.objects.exclude(status="open").values_list("conversation", flat=True))
    return [f"conversation {pk}: {times} by itself" for pk, times in written.items() if times > settled[pk]]


def sent(evidence: Evidence) -> Iterator[Count]:
    out = Message.objects.filter(direction="out", account__kind=KIND, created_at__gte=evidence.since)
    taken = {message["id"] for message in evidence.sent}
    marks = Counter(str(message[OURS]) for message in evidence.sent if message.get(OURS))
    waiting = out.filter(status__in=["queued", "sending"])
    lost = out.filter(status="failed").exclude(conversation__owner__in=WITH_STAFF)
    claimed = out.filter(status__in=["sent", "delivered", "read"]).values_list("pk", "external_id")
    yield figure("replies_stored", out.count())
    yield figure("replies_sent", len(evidence.sent))
    yield broken("replies_sent_twice", (mark for mark, times in marks.items() if times > 1))
    yield broken("replies_sent_but_not_stored", unknown_to_us(evidence, out))
    never = [f"{pk}: {status}" for pk, status in (waiting | lost).values_list("pk", "status")]
    # Marked as sent, and yet the channel has never seen it.
    never += [f"{pk}: not at WhatsApp" for pk, id_ in claimed if id_ and id_ not in taken]
    yield broken("replies_never_sent", never)


def promised(evidence: Evidence) -> Iterator[Count]:
    """A promise is kept by a message, or it is staff's by its deadline."""
    promises = Promise.objects.filter(created_at__gte=evidence.since).select_related("conversation")
    yield figure("promises", promises.count())
    yield broken("guests_promised_and_not_told", (f"{row.pk}: {row}" for row in promises if not _honoured(row)))


def stored(evidence: Evidence) -> QuerySet[Message]:
    return Message.objects.filter(direction="in", account__kind=KIND, external_id__in=list(evidence.accepted))


def unknown_to_us(evidence: Evidence, out: QuerySet[Message]) -> list[str]:
    """By WhatsApp's id or by ours: a worker may die before it has noted the former."""
    theirs = set(out.values_list("external_id", flat=True))
    ours = {f"message:{pk}" for pk in out.values_list("pk", flat=True)}
    return [m["id"] for m in evidence.sent if m["id"] not in theirs and m.get(OURS) not in ours]


def reasons(failed: QuerySet[TurnRecord]) -> list[str]:
    conversations = Conversation.objects.filter(turns__in=failed).distinct()
    said = Counter(conversations.values_list("handover_reason", flat=True))
    return [f"{reason or 'no reason'}: {times}" for reason, times in said.most_common(5)]


def _honoured(promise: Promise) -> bool:
    late = promise.due_at < timezone.now() - timedelta(seconds=30)
    with_staff = promise.conversation.owner in WITH_STAFF
    if promise.status == "open":
        return with_staff or not late
    if promise.status == "missed":
        handed = ConversationEvent.objects.filter(conversation=promise.conversation, at__gte=promise.created_at)
        return with_staff or handed.filter(kind__in=["handed_over", "taken_over"]).exists()
    told = Message.objects.filter(conversation=promise.conversation, direction="out", created_at__gt=promise.created_at)
    return promise.status == "dropped" or told.filter(status__in=["sent", "delivered", "read"]).exists() or with_staff
