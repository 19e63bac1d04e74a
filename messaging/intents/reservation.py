"""A guest's own reservations: show them, and cancel one after its fee was quoted and accepted."""

from __future__ import annotations

from messaging.intents import own
from messaging.intents.base import Intent
from messaging.turn import Reply, Turn
from pms.terms import Money
from reservations import booking
from reservations.errors import NotCancellable
from reservations.models import Reservation

State = Reservation.Status
STANDING = (State.PENDING, State.NEEDS_STAFF, State.CHANGED, State.CHECKED_IN)


class ShowReservation(Intent):
    name = "show_reservation"
    phrases = {
        "es": (
            r"\b(?:ver|consultar|revisar|mostrar|muestrame|mostrame|checar|chequear|verificar|saber|encontrar"
            r"|buscar|tengo|hice|datos de|estado de|detalles de|sobre|info de|informacion de"
            r"|comprobar)(?: \w+){0,3} (?:reserva|reservas|reservacion)\b(?! (?:para|del|desde))",
            r"\b(?:mi|mis|nuestra) (?:reserva|reservas|reservacion)\b|\bnumero de (?:reserva|confirmacion)\b",
            r"\bcodigo de reserva\b|\bcomprobante de (?:mi|la) reserva\b",
        ),
        "pt": (
            r"\b(?:ver|consultar|verificar|mostrar|mostra|checar|saber|encontrar|tenho|fiz|dados d\w|status d\w"
            r"|detalhes d\w|sobre|conferir)(?: \w+){0,3} reservas?\b(?! (?:para|do|de))",
            r"\b(?:minha|minhas|nossa) reservas?\b|\bnumero d[ae] (?:reserva|confirmacao)\b|\bcodigo d[ae] reserva\b",
        ),
        "en": (
            r"\b(?:see|view|show|check|find|look up|details of|status of|about|have|made|existing"
            r"|retrieve)(?: (?:me|my|our|the|a|an|existing|all)){0,3} (?:reservation|booking)s?\b(?! (?:for|from))",
            r"\b(?:do|did|have) (?:i|we) (?:have |got )?(?:booked|reserved)\b|\bwhat(?:'ve| have) (?:i"
            r"|we) (?:got )?booked",
            r"\bmy (?:reservation|booking)s?\b|\bour (?:reservation|booking)s?\b",
            r"\b(?:confirmation|booking|reservation) (?:number|code)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        reservations = own.all_of(turn)
        if not reservations and turn.slots.reference and (done := own.cancelled(turn)):
            return Reply("already_cancelled", reservation=done)
        references = [{"reservation_id": row.reference, "status": row.status} for row in reservations]
        return Reply("reservations", reservations=reservations, data={"reservations": references})


class CancelReservation(Intent):
    name = "cancel_reservation"
    phrases = {
        "es": (
            r"\b(?:cancel\w*|anul\w+|dar de baja)(?: \w+){0,3} (?:reserva|reservas|reservacion|estancia|estadia"
            r"|booking)\b",
            r"\b(?:mi|la|una) (?:reserva|reservacion)(?: \w+){0,6} (?:cancel|anul)\w*",
        ),
        "pt": (
            r"\b(?:cancel\w*|desmarc\w*|anul\w*)(?: \w+){0,3} (?:reserva|reservas|estadia|hospedagem)\b",
            r"\b(?:minha|a) reserva(?: \w+){0,6} cancel\w*",
        ),
        "en": (
            r"\bcancel\w*(?: \w+){0,3} (?:reservation|booking|stay|room|trip)\b",
            r"^\W*(?:\w+[,.!] )?(?:sorry |i'm afraid )?(?:we|i)(?: have| need|'ve got|'ll have|'d like"
            r"| want| wish) to"
            r" cancel\b(?! (?:the|my|our|a) (?!res|book|stay|room|trip))",
            r"\b(?:my|the) (?:reservation|booking)(?: \w+){0,4} cancel\w*|\bcall off (?:my|the|our) (?:stay|booking)",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        rows = own.all_of(turn)
        reservations = [row for row in rows if row.status == Reservation.Status.CONFIRMED]
        if not reservations:
            return _left_to_staff(turn, rows)
        named = own.meant(turn, reservations) or reservations
        return quote_cancellation(turn, named[0]) if len(named) == 1 else own.ask_which(turn, self.name, named)


def _left_to_staff(turn: Turn, rows: list[Reservation]) -> Reply:
    """Of what the desk has changed, and of what the PMS has not answered, no terms can be quoted."""
    if standing := next((row for row in rows if row.status in STANDING), None):
        turn.handover = f"wants to cancel {standing.reference}, which is {standing.status}"
        return Reply("not_cancellable", reservation=standing)
    if not rows and (done := own.cancelled(turn)):
        return Reply("already_cancelled", reservation=done)
    return Reply("reservations", reservations=[])


class ConfirmCancel(Intent):
    """The button under a fee: it names the reservation, so an old one cancels nothing else."""

    name = "confirm_cancel"

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if frame.awaiting == "cancel_confirm" and turn.slots.choice == frame.cancelling:
            return answer_cancellation(turn, yes=True)
        return Reply("reservations", reservations=own.all_of(turn))


def quote_cancellation(turn: Turn, reservation: Reservation) -> Reply:
    fee = Money(booking.cancellation_fee(reservation), reservation.offer.currency)
    turn.frame.awaiting, turn.frame.cancelling, turn.frame.own = "cancel_confirm", reservation.pk, []
    turn.frame.read_back = reservation.pk
    turn.note("cancellation_fee", str(fee.amount))
    return Reply("cancel_quote", reservation=reservation, fee=fee, free=not fee.amount)


def quoted_again(turn: Turn) -> Reply:
    """The fee once more, of the reservation the guest was asked about."""
    asked = next((row for row in own.all_of(turn) if row.pk == turn.frame.cancelling), None)
    return quote_cancellation(turn, asked) if asked else Reply("reservations", reservations=[])


def answer_cancellation(turn: Turn, *, yes: bool) -> Reply:
    """The guest's answer to the fee that was quoted."""
    frame = turn.frame
    reservation = next((row for row in own.all_of(turn) if row.pk == frame.cancelling), None)
    frame.awaiting, frame.cancelling = "", None
    if reservation is None:
        return Reply("reservations", reservations=[])
    if not yes:
        return Reply("kept", reservation=reservation)
    if (turn.slots.choice or turn.read_back) != reservation.pk:
        # Something else was said since the fee was read: it is read again before a yes counts.
        return quote_cancellation(turn, reservation)
    try:
        booking.cancel(reservation, actor=turn.actor, reason="the guest cancelled")
    except NotCancellable as no:
        turn.handover = f"a reservation could not be cancelled: {no.reason}"
        return Reply("not_cancellable", reservation=reservation)
    turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
    return Reply("cancelled", reservation=reservation, data={"reservation_id": reservation.reference})
