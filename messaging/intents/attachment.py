"""What came without words: a photo, a voice message, a place on the map, or something of an unknown kind."""

from __future__ import annotations

from messaging.intents.onward import go_on
from messaging.intents.smalltalk import Unknown
from messaging.models import Message
from messaging.turn import Reply, Turn
from reservations import booking, requests
from reservations.models import Reservation

PAPERS = ("image", "document")
# Who is in house sends photos of other things.
TO_BE_PAID = (
    Reservation.Status.PENDING,
    Reservation.Status.NEEDS_STAFF,
    Reservation.Status.CONFIRMED,
    Reservation.Status.CHANGED,
)


class Attachment(Unknown):
    """Say that it came and cannot be opened here; the third time in a row a person takes over.

    Of a guest with a stay ahead it may be the receipt of a transfer: a person looks, and the agent confirms nothing.
    """

    name = "attachment"

    def handle(self, turn: Turn) -> Reply:
        kind = turn.slots.topic
        if kind == "sticker":
            return Reply("thanks").then(go_on(turn))
        if kind in PAPERS and (reservation := _to_be_paid(turn)):
            return _receipt(turn, reservation)
        misunderstood = super().handle(turn)
        return misunderstood if turn.handover else Reply("attachment", kind=kind).then(go_on(turn))


def _to_be_paid(turn: Turn) -> Reservation | None:
    """The stay that begins next."""
    today = turn.hotel.now().date()
    rows = [row for row in booking.of_guest(turn.guest) if row.status in TO_BE_PAID and row.stay.departure > today]
    return min(rows, key=lambda row: row.stay.arrival, default=None)


def _receipt(turn: Turn, reservation: Reservation) -> Reply:
    unanswered = Message.objects.filter(conversation=turn.conversation, direction="in", turn=None, kind__in=PAPERS)
    details = {"messages": list(unanswered.order_by("pk").values_list("pk", flat=True))}
    request = requests.open_request(
        turn.guest, requests.RECEIPT, asked_by=turn.holder, details=details, reservation=reservation
    )
    turn.note("request", {"id": request.pk, "kind": request.kind})
    return Reply("receipt", reservation=reservation).then(go_on(turn))
