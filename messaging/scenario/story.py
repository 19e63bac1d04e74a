"""What is read of a stored conversation to tell it again: from where its session began up to one turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from locks.models import RoomHold
from messaging.masking import Mask
from messaging.models import Conversation, ConversationEvent, Correction, Message, TurnRecord
from messaging.scenario.terms import ScenarioError
from pms import guests
from pms.models import RatePlan, RoomType
from reservations.models import Reservation

MOST_TURNS = 60
MOST_GIVEN = 5
Status = Reservation.Status
STANDING = (Status.PENDING, Status.CONFIRMED, Status.NEEDS_STAFF, Status.CHANGED, Status.CHECKED_IN)
MOVES = ("taken_over", "given_back", "expired")


@dataclass(frozen=True)
class Story:
    conversation: Conversation
    turns: list[TurnRecord]
    """Those in which the guest said something, oldest first."""
    heard: dict[int, list[Message]]
    """What each of them answered."""
    judged: dict[int, Correction]
    moves: list[ConversationEvent]
    """Staff came and went."""
    reservations: dict[int, Reservation]
    """The guest's, by id, oldest first."""
    begins: datetime

    @property
    def last(self) -> TurnRecord:
        return self.turns[-1]

    @property
    def given(self) -> list[Reservation]:
        """What stood before the first word."""
        told = statuses(self.turns)
        before = [row for row in self.reservations.values() if row.created_at < self.begins]
        return [row for row in before if row.status in STANDING or row.pk in told][:MOST_GIVEN]


def read(turn: TurnRecord) -> Story:
    """Raises ScenarioError when nobody spoke."""
    conversation = Conversation.objects.select_related("hotel", "guest", "account").get(pk=turn.conversation_id)
    turns = _of_one_session(turn)
    heard: dict[int, list[Message]] = {row.pk: [] for row in turns}
    for message in _messages(conversation).filter(turn__in=turns, direction="in").order_by("created_at", "pk"):
        heard[message.turn_id or 0].append(message)
    turns = [row for row in turns if heard[row.pk]]
    if not turns or turns[-1].pk != turn.pk:
        raise ScenarioError("", "nobody said anything in this turn")
    begins = heard[turns[0].pk][0].created_at
    moves = conversation.events.filter(kind__in=MOVES, at__gte=begins, at__lt=turn.created_at)
    family = Reservation.objects.filter(guest__in=guests.family(conversation.guest)).select_related("offer")
    return Story(
        conversation,
        turns,
        heard,
        {row.turn_id: row for row in Correction.objects.filter(turn__in=turns)},
        list(moves.order_by("at", "pk")),
        {row.pk: row for row in family.order_by("created_at", "pk")},
        begins,
    )


def mask(story: Story, *, hidden: Iterable[str] = (), texts: Iterable[str] = ()) -> Mask:
    """Everybody who is named in it, or known to have been in it."""
    conversation, hotel = story.conversation, story.conversation.hotel
    staff = _messages(conversation).filter(staff__isnull=False).values_list("staff__first_name", "staff__last_name")
    slots = [row.understanding.get("slots") or {} for row in story.turns]
    slots += [row.slots for row in story.judged.values()]
    people = [conversation.guest.name, *(" ".join(names) for names in staff.distinct())]
    people += [row.guest_name for row in story.reservations.values()]
    people += [str(said["name"]) for said in slots if said.get("name")]
    names = [*RoomType.objects.filter(hotel=hotel).values_list("names", flat=True)]
    names += RatePlan.objects.filter(hotel=hotel).values_list("names", flat=True)
    vocabulary = [hotel.name, hotel.city, *(name for row in names for name in row.values())]
    said = [message.text for row in story.turns for message in story.heard[row.pk]]
    made = Mask(people, vocabulary=vocabulary, hidden=hidden).learn([*said, *texts])
    for row in [*story.given, *(row for row in story.reservations.values() if row not in story.given)]:
        made(row.reference)  # their placeholders are numbered in the order in which they were made
    return made


def statuses(turns: Sequence[TurnRecord]) -> dict[int, str]:
    """Reservations by id and what the guest was told of them last."""
    return {
        about["id"]: about["status"]
        for row in turns
        for what, about in row.trace
        if what == "reservation" and isinstance(about, dict)
    }


def held(turns: Sequence[TurnRecord]) -> RoomHold | None:
    """The room that is held for the guest when these are over."""
    hold: int | None = None
    for row in turns:
        for what, about in row.trace:
            if what == "hold":
                hold = about["id"] if isinstance(about, dict) else None
            elif what in ("released", "reservation"):
                hold = None
    found = RoomHold.objects.filter(pk=hold).first() if hold else None
    return found if found and found.expires_at > turns[-1].created_at else None


def _of_one_session(turn: TurnRecord) -> list[TurnRecord]:
    """Back to where the agent had forgotten what was said before."""
    before = TurnRecord.objects.filter(conversation=turn.conversation_id, created_at__lte=turn.created_at)
    turns: list[TurnRecord] = []
    for row in before.order_by("-created_at", "-pk")[:MOST_TURNS]:
        if turns and turns[-1].created_at - row.created_at > timedelta(seconds=settings.SESSION_TTL):
            break
        if turns or row.pk == turn.pk:
            turns.append(row)
    return turns[::-1]


def _messages(conversation: Conversation) -> QuerySet[Message]:
    return Message.objects.filter(conversation=conversation)
