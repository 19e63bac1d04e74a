"""The same as last time: the room, the rate and the people of the guest's last stay, for other dates."""

from __future__ import annotations

from messaging.intents import stay
from messaging.intents.base import Intent
from messaging.intents.offers import offer_rooms
from messaging.turn import Reply, Turn
from reservations import booking


class AsLastTime(Intent):
    name = "as_last_time"
    phrases = {
        "es": (
            r"\b(?:lo mismo|igual|la misma(?: habitacion)?|el mismo(?: cuarto)?"
            r"|como)(?: \w+){0,2} (?:que )?(?:en |de )?"
            r"(?:la (?:ultima|otra|anterior) (?:vez|visita|estancia|estadia|reserva)|la vez (?:pasada|anterior)"
            r"|el ano pasado)\b",
            r"\b(?:lo de siempre|como siempre|la (?:habitacion )?de siempre|la misma de (?:antes|siempre))\b",
        ),
        "pt": (
            r"\b(?:o mesmo(?: quarto)?|a mesma coisa|igual|como)(?: \w+){0,2} (?:que )?(?:d?[ao] |n[ao] )?"
            r"(?:ultima vez|outra vez|vez passada|vez anterior|ultima estadia|ano passado)\b",
            r"\b(?:o de sempre|como sempre|o mesmo quarto de (?:antes|sempre))\b",
        ),
        "en": (
            r"\b(?:(?:the )?same(?: room| thing| one)?|just|exactly)?(?: \w+){0,2} ?(?:as|like"
            r"|than) (?:we (?:had )?|i (?:had )?)?"
            r"(?:the )?(?:last|previous) (?:time|stay|visit|booking|year)\b",
            r"\b(?:the usual|same as (?:before|always|usual)|same room (?:again|as before)|our usual room)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        last = next(iter(booking.of_guest(turn.guest)), None)
        if last and not turn.slots.party:
            frame.adults, frame.children = last.offer.adults, list(last.offer.children)
        stay.listen(turn)
        if last:
            frame.room_wish = turn.slots.room or last.offer.room_type
            frame.rate_wish = turn.slots.rate or last.offer.rate_plan
        question = stay.unclear(turn)
        said = Reply("as_last_time", offer=last and last.offer)
        return (question or offer_rooms(turn)).after([said])
