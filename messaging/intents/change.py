"""Other dates, another room or other people for a booked stay: quoted, agreed to, done once, or left to staff."""

from __future__ import annotations

from messaging import slots as stored_slots
from messaging.intents import group, own, stay
from messaging.intents.base import Intent
from messaging.session import Frame
from messaging.turn import Reply, Turn
from pms.errors import PmsError, PmsUnknown
from pms.terms import Stay
from reservations import availability, guest_changes, requests
from reservations.errors import MovedMeanwhile, NoRooms
from reservations.models import ChangeQuote, Reservation

AWAITING, CONFIRMING = "change", "change_confirm"


_MOVING_EN = (
    r"mov(?:e|ing)|push(?:ing)?|shift(?:ing)?|bump(?:ing)?|bring(?:ing)?|put(?:ting)?|swap(?:ping)?|chang(?:e|ing)"
    r"|switch(?:ing)?|delay(?:ing)?|postpon(?:e|ing)|reschedul(?:e|ing)|extend(?:ing)?"
)
_BOOKED_EN = (
    r"\b(?:have|'ve|got|have got|with) (?:a |an |my |our |already )?(?:reservation|booking|room booked|stay booked)\b"
    r"(?! (?:to|for) make)|\b(?:my|our) (?:reservation|booking)\b|\b(?:i|we)(?:'ve|'re| have"
    r"| are)?(?: already)? booked\b"
)


class ChangeReservation(Intent):
    name = "change_reservation"
    phrases = {
        "es": (
            r"\b(?:cambi\w+|modific\w+|mover|muevan?|corr(?:er|an)|adelant\w+|pospon\w+|aplaz\w+|posterg\w+"
            r"|atras\w+|alarg\w+"
            r"|extend\w+|prolong\w+|acort\w+|reprogram\w+|reagend\w+|reducir|pasar|trasladar)(?! de idea)"
            r"(?: \w+){0,5} (?:reserva|reservacion|estadia|estancia)\b",
            r"\b(?:cambi(?:ar|o|en|a)|modific\w+|mover|correr|adelantar|posponer|aplazar|postergar|atrasar)"
            r"(?: \w+){0,2} (?:fechas?|dias?|llegada|salida)\b(?! de pago)",
            r"\b(?:reserva|reservacion|estadia|estancia)\b(?:\W+\w+){0,6}\W+(?:cambi\w+|modific\w+|mover\w*|pasar\w*"
            r"|correr\w*"
            r"|alarg\w+|extend\w+|adelant\w+|pospon\w+)",
            r"\ben (?:vez|lugar) de (?:cancel|anul)ar\w*|\b(?:agregar|anadir|sumar)(?:le)? (?:a )?(?:una?|otra|otro"
            r"|dos|[1-4])"
            r" (?:persona|huesped|adult|nin|acompanante)\w*",
            r"\b(?:agregar|anadir|sumar|quitar|sacar)\w*(?: \w+){0,4} (?:noches?|dias?|personas?"
            r"|huesped(?:es)?)(?: \w+){0,3}"
            r" (?:reserva|reservacion|estadia|estancia)\b|\ba (?:mi|nuestra) reserva se (?:sum|agreg|anad|un)\w+",
            r"\b(?:cambiar(?:me|nos)?|cambio|pasar(?:me|nos)?) (?:de|a otra) (?:habitacion|cuarto)\b(?!.*\b(?:ruido"
            r"|sucia"
            r"|frio|calor|huele|funciona)\b)",
        ),
        "pt": (
            r"\b(?:mud\w+|alter\w+|modific\w+|troc\w+|remarc\w+|reagend\w+|adiar|adiant\w+|antecip\w+|estend\w+"
            r"|prolong\w+"
            r"|encurt\w+|passar|transfer\w+)(?! de ideia)(?: \w+){0,5} (?:reserva|estadia|hospedagem)\b",
            r"\b(?:mudar|mudanca|alterar|trocar|remarcar|adiar|antecipar|reagendar)(?: \w+){0,2} (?:datas?|dias?"
            r"|chegada|saida)\b",
            r"\b(?:reserva|estadia|hospedagem)\b(?:\W+\w+){0,6}\W+(?:passar|mudar|alterar|trocar|remarcar|estender"
            r"|adiar"
            r"|antecipar)\b",
            r"\b(?:adicionar|acrescentar|incluir|tirar)(?: \w+){0,4} (?:noites?|diarias?|dias?|pessoas?"
            r"|hospedes?)(?: \w+){0,3}"
            r" (?:reserva|estadia)\b",
            r"\b(?:tenho|temos|fiz|fizemos|minha|nossa)(?: \w+){0,2} reserva\b[^.?!]{0,60}\b(?:passar|mudar|alterar"
            r"|trocar"
            r"|remarcar|adiar|antecipar|adiantar|jogar|empurrar|transferir|estender|esticar|reagendar)\b",
            r"\breserv(?:ei|amos)\b[^.?!]{0,60}\b(?:passar|mudar|alterar|trocar|remarcar|adiar|antecipar|jogar"
            r"|empurrar)\b",
            r"\b(?:remarcar|reagendar)\b|\b(?:adiar|antecipar|adiantar|remarcar) (?:a |minha |nossa |a minha |a nossa )"
            r"?(?:viagem|ida|vinda|chegada|estadia)\b",
            r"\b(?:jogar|empurrar|passar|transferir)(?: \w+){0,2} (?:reserva|hospedagem)\b[^.?!]{0,12}\b(?:para?"
            r"|pro)\b",
            r"\b(?:trocar|mudar) de quarto\b(?!.*\b(?:barulho|sujo|frio|calor|cheir\w+|funciona)\b)",
        ),
        "en": (
            r"\b(?:chang\w+|modif\w+|mov(?:e|ing)|amend\w*|alter\w*|shift\w*|extend\w*|reschedul\w+|edit|updat\w+"
            r"|postpon\w+"
            r"|shorten\w*|push(?: back)?|bring(?: forward)?|switch\w*|swap\w*|bump\w*|delay\w*|rebook\w*"
            r"|upgrad\w+)(?: \w+){0,6} (?:reservation|booking|stay)\b",
            r"\b(?:chang|mov|modify|shift|switch|alter|push|bring|swap)(?:e|ing)?(?: \w+){0,3} (?:dates?|days|arrival"
            r"|departure)\b",
            rf"(?:{_BOOKED_EN}).*\b(?:{_MOVING_EN}) (?:it|that|them|everything|things)\b"
            rf"|\b(?:{_MOVING_EN}) (?:it|that|them) (?:back|forward|on|up|along|out)\b",
            rf"(?:{_BOOKED_EN}).*\b(?:arrive|come|check in|get there|leave|check out|stay|go|make it) (?:\w+ ){{0,6}}?"
            r"(?:instead|earlier|later|longer|rather)\b|\b(?:arrive|come|check in|leave"
            r"|check out)(?: \w+){1,5} instead of\b",
            r"\bbooked (?:it |us |in )?(?:for )?(?:the )?wrong (?:dates?|days?|weeks?|month|room|nights?|weekend)\b"
            rf"|(?:{_BOOKED_EN}).*\b(?:there(?:'ll| will)? be|there's|we're|we are|we will be"
            rf"|we'll be) (?:now )?\w+ of us\b",
            r"\b(?:reservation|booking|stay)\b(?: \w+){0,6} (?:changed|moved|modified|extended|rescheduled"
            r"|postponed)\b",
            r"\b(?:stay|staying|stop)(?: \w+){0,2} (?:another|an extra|(?:one|two|three|a|a couple of|[2-9])"
            r" (?:more|extra|additional)) nights?\b"
            r"|\b(?:upgrad\w+|switch\w*|swap)(?: \w+){0,4} (?:reservation|booking|room)\b(?! (?:cost|price))",
            r"\b(?:add|remove|drop)(?: \w+){0,4} (?:nights?|days?|people|person|guests?)(?: \w+){0,3}"
            r" (?:reservation|booking|stay)\b",
            r"\b(?:change|switch|swap|move to another) rooms?\b(?!.*\b(?:noisy|noise|dirty|cold|hot|smell\w*"
            r"|broken)\b)",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        rows = own.ahead(turn)
        chosen = next((row for row in rows if row.pk == turn.frame.changing and not turn.slots.reference), None)
        if chosen is None:
            named = own.meant(turn, rows)
            if not named:
                return Reply("reservations", reservations=[])
            if len(named) > 1:
                turn.frame.wish = turn.frame.wish or stored_slots.plain(turn.slots)
                return own.ask_which(turn, self.name, named)
            chosen = named[0]
            _begin(turn, chosen)
        return _wanted(turn, chosen)


class ConfirmChange(Intent):
    """The button under a quote: it names the quote, so an old one changes nothing else."""

    name = "confirm_change"

    def handle(self, turn: Turn) -> Reply:
        if turn.frame.awaiting == CONFIRMING and turn.slots.choice == turn.frame.quote:
            return answer_change(turn, yes=True)
        return Reply("reservations", reservations=own.all_of(turn))


def answer_change(turn: Turn, *, yes: bool) -> Reply:
    """The guest's answer to what was quoted: a yes counts when the quote was the last thing they read."""
    frame, quote = turn.frame, guest_changes.recall(turn.hotel, turn.frame.quote)
    if quote is None:
        frame.forget_booking()
        return Reply("reservations", reservations=own.all_of(turn))
    if not yes:
        frame.forget_booking()
        return Reply("kept", reservation=quote.reservation)
    if (turn.slots.choice or turn.read_back) != quote.pk or not quote.is_valid:
        return _quoted(turn, quote.reservation, quote.stay, quote.room_type)
    return _apply(turn, quote)


def quoted_again(turn: Turn) -> Reply:
    """What the change would cost, once more."""
    quote = guest_changes.recall(turn.hotel, turn.frame.quote)
    if quote is None:
        return Reply("reservations", reservations=own.all_of(turn))
    return _quoted(turn, quote.reservation, quote.stay, quote.room_type)


def _begin(turn: Turn, reservation: Reservation) -> None:
    """From here on the stay under way is the one that is booked; what was wished before it was known counts."""
    frame, wish = turn.frame, turn.frame.wish
    frame.forget_booking()
    frame.changing = reservation.pk
    stay.recall(frame, reservation.stay, reservation.offer.party)
    if wish:
        turn.said = turn.said.but(slots=stored_slots.read(wish), ask=())
    elif turn.reread and turn.slots.choice is None:
        again = turn.reread(frame)
        turn.said = turn.said.but(slots=again.slots, ask=again.ask, options=again.options)
    if _says_which(turn, reservation):
        turn.said = turn.said.but(slots=stored_slots.without_stay(turn.slots), ask=())


def _says_which(turn: Turn, reservation: Reservation) -> bool:
    """ "My booking of the 5th to the 8th", "the one in December": no wish."""
    slots, booked = turn.slots, reservation.stay
    if slots.arrival is None:
        return slots.month in (booked.arrival.month, booked.departure.month) and not slots.departure
    return slots.arrival == booked.arrival and slots.departure in (None, booked.departure) and not slots.shift


def _wanted(turn: Turn, reservation: Reservation) -> Reply:
    frame = turn.frame
    frame.awaiting = AWAITING
    stay.listen(turn)
    if question := stay.unclear(turn):
        stay.recall(frame, reservation.stay, frame.party)
        frame.awaiting = AWAITING
        return question
    frame.room_type = turn.slots.room or frame.room_type
    nights = frame.stay or reservation.stay
    if frame.party != reservation.offer.party or group.is_one(frame.party):
        return ask_staff(turn, reservation, "people")
    if nights == reservation.stay and not frame.room_type:
        if reservation.status in guest_changes.BY_THE_GUEST:
            return Reply("ask_change", reservation=reservation)
        return ask_staff(turn, reservation, reservation.status)
    if not guest_changes.possible(reservation):
        return ask_staff(turn, reservation, "desk")
    return _quoted(turn, reservation, nights, frame.room_type)


def _quoted(turn: Turn, reservation: Reservation, nights: Stay, room_type: str) -> Reply:
    frame = turn.frame
    try:
        quote = guest_changes.quote(reservation, nights, room_type=room_type)
    except NoRooms as no:
        return _refused(turn, reservation, nights, no)
    except PmsError:
        return ask_staff(turn, reservation, "unanswered")
    frame.quote, frame.read_back, frame.awaiting = quote.pk, quote.pk, CONFIRMING
    stay.recall(frame, quote.stay, frame.party)
    turn.note("change_quote", {"id": quote.pk, "total": str(quote.total), "fee": str(quote.fee)})
    return Reply(
        "change_quote",
        quote=quote,
        reservation=reservation,
        room=availability.room(turn.hotel, quote.unit),
        another_room=quote.room_type != reservation.offer.room_type,
        data={"quote_id": quote.pk, "total": str(quote.total), "fee": str(quote.fee)},
    )


def _refused(turn: Turn, reservation: Reservation, nights: Stay, no: NoRooms) -> Reply:
    """Why not; the stay that is booked stands, and another wish is heard next."""
    frame = turn.frame
    turn.note("no_rooms", {"reason": no.reason, **no.detail})
    if no.reason in ("not_found", "not_here", "pending"):
        return ask_staff(turn, reservation, "desk")
    frame.awaiting, frame.quote, frame.room_type = AWAITING, None, ""
    stay.recall(frame, reservation.stay, reservation.offer.party)
    return Reply("change_refused", reason=no.reason, detail=no.detail, stay=nights, reservation=reservation)


def _apply(turn: Turn, quote: ChangeQuote) -> Reply:
    reservation = quote.reservation
    try:
        reservation = guest_changes.apply(quote, actor=turn.actor)
    except MovedMeanwhile:
        return _quoted(turn, reservation, quote.stay, quote.room_type)
    except NoRooms as no:
        return _refused(turn, reservation, quote.stay, no)
    except PmsUnknown:
        turn.frame.forget_booking()
        turn.handover = f"the PMS did not answer a change of {reservation.reference}"
        return Reply("change_unanswered", reservation=reservation)
    except PmsError:
        return ask_staff(turn, reservation, "unanswered")
    turn.frame.forget_booking()
    turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
    data = {"reservation_id": reservation.reference, "total": str(reservation.total)}
    return Reply("changed", reservation=reservation, room=availability.room(turn.hotel, reservation.unit), data=data)


def ask_staff(turn: Turn, reservation: Reservation, why: str) -> Reply:
    """Leave what is wanted in the staff's queue, and the conversation with them; nothing is promised."""
    frame, wanted = turn.frame, _asked(turn.frame, reservation)
    details = {"why": why, "wish": turn.text[:500], **wanted}
    request = requests.open_request(
        turn.guest, requests.CHANGE, asked_by=turn.holder, details=details, reservation=reservation
    )
    turn.note("request", {"id": request.pk, "kind": request.kind})
    turn.handover = f"wants to change {reservation.reference}"
    reply = Reply("change_by_staff", why=why, reservation=reservation, stay=frame.stay, dates="arrival" in wanted)
    frame.forget_booking()
    return reply


def _asked(frame: Frame, reservation: Reservation) -> dict[str, object]:
    """Only what would be another."""
    wanted: dict[str, object] = {}
    if frame.stay and frame.stay != reservation.stay:
        wanted |= {"arrival": frame.stay.arrival.isoformat(), "departure": frame.stay.departure.isoformat()}
    if frame.party != reservation.offer.party:
        wanted |= {"adults": frame.party.adults, "children": list(frame.party.children)}
    return wanted | ({"room_type": frame.room_type} if frame.room_type else {})
