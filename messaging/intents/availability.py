"""Is there room, and for how much."""

from __future__ import annotations

from collections.abc import Callable

from messaging.intents import change, extras, reservation, several, stay
from messaging.intents.base import Intent
from messaging.intents.holding import hold_instead, read_back
from messaging.intents.offers import offer_rooms
from messaging.turn import Reply, Slots, Turn
from reservations import booking

QUOTED: dict[str, Callable[[Turn], Reply]] = {
    extras.AWAITING: extras.quoted_again,
    change.CONFIRMING: change.quoted_again,
    "cancel_confirm": reservation.quoted_again,
}
"""Asked "how much is that?", the price that waits for a yes."""


class CheckAvailability(Intent):
    name = "check_availability"
    phrases = {
        "es": (
            r"\bdisponib\w*|\bdispone?n? de\b",
            r"\b(?:tienen|tenes|teneis|tienes|hay|queda|quedan|habra|habria|tendran"
            r"|tendrian)(?: \w+){0,3} (?:habitacion\w*|hab|habs|lugar|lugares|sitio|cuartos?|plazas?|cupo|libre"
            r"|libres|vacantes?)\b",
            r"\b(?:reservar|hospedar\w*|alojar\w*|alojamiento|hospedaje|pernoctar|reservacion para)\b"
            r"(?! (?:una? |el |mi |uma? |o )?(?:taxi|tra[ns]?slado|transfer|remis|transporte|van)\b)",
            r"\b(?:quiero|quisiera|queremos|necesito|necesitamos|busco|buscamos|me gustaria|querria|queria|deseo"
            r"|hacer|haz)(?: \w+){0,4} (?:habitacion\w*|cuartos?|reserva|reservacion|estadia|estancia|doble"
            r"|suite)\b",
            r"\b(?:habitacion(?:es)?|cuartos?) (?:libres?|disponibles?|para)\b",
        ),
        "pt": (
            r"\bdisponib\w*|\bdisponive(?:l|is)\b",
            r"\b(?:tem|teem|ha|teria|teriam|tera|haveria)(?: (?!n[oa]s?\b)\w+){0,3} (?:quartos?|vagas?|apartamentos?"
            r"|livres?)\b",
            r"\b(?:reservar|hospedar\w*|hospedagem|pernoitar|ficar hospedad\w+)\b(?! (?:una? |el |mi |uma? "
            r"|o )?(?:taxi|tra[ns]?slado|transfer|remis|transporte|van)\b)",
            r"\b(?:quero|queria|queremos|preciso|precisamos|procuro|gostaria|desejo|fazer)(?: \w+){0,4} (?:quartos?"
            r"|reserva|estadia|suite)\b",
        ),
        "en": (
            r"\bavailab\w*|\bvacanc(?:y|ies)\b",
            r"\b(?:have|got|are there|is there|any|do you have)(?: \w+){0,4} (?:rooms?|space|free|vacancy)\b",
            r"\b(?:book|reserve|make a (?:booking|reservation))\b(?! (?:a |the )?(?:table|spa|massage|taxi"
            r"|treatment|transfer|shuttle|cab|pick ?-?up))",
            r"\b(?:want|need|like|looking for|after|get)(?: \w+){0,5} (?:rooms?|accommodation|reservation|booking"
            r"|suite)\b",
            r"\b(?:want|like|going|plan|planning|looking) to stay\b|\brooms? (?:for|from|free)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        changed, several_rooms = stay.listen(turn), several.begins(turn)
        if question := stay.unclear(turn):
            return question
        if several_rooms:
            return several.look(turn, changed=changed)
        held = booking.held(turn.hotel, turn.holder) if turn.frame.offer else None
        if not turn.slots.said():
            turn.frame.room_wish = turn.frame.rate_wish = ""  # "What else is there?"
        if held and changed and (turn.said.corrects or _is_correction(turn.slots)) and not turn.slots.room:
            return hold_instead(turn, held)
        if held and not changed and self._repeats(turn):
            return read_back(turn)
        return offer_rooms(turn)

    def _repeats(self, turn: Turn) -> bool:
        """Something that stands already was said again; who names a whole stay or a room asks what there is."""
        slots = turn.slots
        return bool(slots.said()) and not slots.room and not (slots.arrival and slots.departure)


class CheckPrice(CheckAvailability):
    name = "check_price"
    phrases = {
        "es": (
            r"\bprecios?\b|\btarifas?\b",
            r"\bcuanto (?:sale|salen|saldria|cuesta|cuestan|costaria|cobran|vale|valen|seria|es|queda|esta|me sale"
            r"|nos sale|me saldria)\b",
            r"\b(?:que|a que|a cuanto) (?:cuesta|valor|vale|sale|esta|precio)\b|\bpresupuesto\b|\bcotiza\w*|\bcosto\b",
            r"\bmas barat\w+",
        ),
        "pt": (
            r"\bprecos?\b|\btarifas?\b",
            r"\bquanto (?:custa|custam|fica|ficaria|sai|sairia|e|esta|custaria|cobram|seria|ta)\b|\bvalor(?:es)?\b",
            r"\borcamento\b|\bcotacao\b|\bmais barat\w+",
        ),
        "en": (
            r"\bhow much\b|\bprices?\b|\bpricing\b|\brates?\b|\bcosts?\b|\bquote\b|\bcharge for\b",
            r"\bcheap(?:est|er)?\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        quoted_again = QUOTED.get(turn.frame.awaiting)
        return quoted_again(turn) if quoted_again and not turn.slots.said() else super().handle(turn)

    def _repeats(self, turn: Turn) -> bool:
        return not turn.slots.said()


def _is_correction(slots: Slots) -> bool:
    """One thing is another now ("no, the 21st"); who names a whole stay asks what there is."""
    return len(slots.said()) == 1 and not slots.room
