"""A group: a person arranges it, and the agent neither offers nor confirms anything."""

from __future__ import annotations

from typing import Any

from messaging.intents import stay
from messaging.intents.base import Intent
from messaging.turn import Reply, Turn
from pms.terms import Party
from reservations import requests

ROOMS = 5
"""From so many on it is a group whoever sleeps in them."""


class Group(Intent):
    name = "group"
    phrases = {
        "es": (
            r"\b(?:un|el|nuestro|mi) grupo\b(?! de whats)|\bgrupos? (?:grande|de (?:empresa|amig[oa]s|turistas"
            r"|estudiantes"
            r"|viaje|personas|trabajo))|\btarifas? (?:de|para) grupos?\b|\b(?:reserva|bloqueo|cupo) (?:de grupo"
            r"|grupal)\b",
            r"\b(?:organiz\w+|celebr\w+|casamos|hac\w+) (?:\w+ ){0,3}(?:boda|casamiento|matrimonio|congreso"
            r"|convencion)\b",
            r"\b(?:invitados|huespedes) (?:de|para|a) (?:la|mi|nuestra|una|el|un) (?:boda|casamiento|evento)\b",
            r"\b(?:tour ?operador\w*|agencia de viajes?|viaje de (?:egresados|fin de curso|estudios)|excursion escolar"
            r"|equipo de (?:futbol|rugby|basquet|voley|hockey)|bloquear habitaciones|todo el hotel)\b",
            r"\b(?:colegio|escuela|instituto|empresa)\b(?: \w+){0,8} (?:alojar\w*|habitaciones|hospedar\w*|hotel)\b",
        ),
        "pt": (
            r"\b(?:um|o|nosso|meu) grupo\b(?! d[eo] whats)|\bgrupos? (?:grande|de (?:empresa|amig[oa]s|turistas"
            r"|estudantes"
            r"|viagem|pessoas|trabalho))|\btarifas? (?:de|para) grupos?\b|\b(?:reserva|bloqueio) (?:de|em) grupo\b",
            r"\b(?:organiz\w+|celebr\w+|faz\w+) (?:\w+ ){0,3}(?:casamento|congresso|convencao|formatura)\b",
            r"\bconvidados (?:d[eoa]|para) (?:\w+ )?(?:casamento|evento)\b",
            r"\b(?:operadora de turismo|agencia de viagens?|excursao|viagem de formatura|time de (?:futebol|volei)"
            r"|bloquear quartos|hotel (?:inteiro|todo))\b",
            r"\b(?:colegio|escola|empresa)\b(?: \w+){0,8} (?:hospedar\w*|quartos|hotel)\b",
        ),
        "en": (
            r"\b(?:a|our|my|large|big) group\b(?! chat)|\bgroup (?:booking|reservation|rates?|stay|of)\b"
            r"|\bgroup discount\b",
            r"\b(?:organi[sz]\w+|planning|celebrat\w+|hosting|having) (?:\w+ ){0,3}(?:wedding|conference|convention"
            r"|retreat)\b",
            r"\b(?:wedding|event|conference) (?:guests|party|block)\b|\bguests (?:of|for) (?:a|the|our"
            r"|my) (?:wedding|event)\b",
            r"\b(?:tour operator|travel agency|school trip|coach (?:party|tour)|(?:football|rugby|soccer|hockey) team"
            r"|block (?:of )?rooms|room block|whole hotel|entire hotel)\b",
            r"\b(?:school|company)\b(?: \w+){0,8} (?:accommodate|accommodation|rooms|hotel)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        """One question at most for what is missing: the dates, or how many they are."""
        frame = turn.frame
        stay.listen(turn)
        frame.rooms = max(turn.slots.rooms or 1, frame.rooms)
        sized = is_one(frame.party) or frame.rooms >= ROOMS
        missing = "both" if not (sized or frame.stay) else "size" if not sized else "" if frame.stay else "dates"
        if missing and frame.asked != "group":
            frame.asked = frame.awaiting = "group"
            return Reply("ask_group", missing=missing, arrival=frame.arrival)
        return ask_staff(turn)


def is_one(party: Party) -> bool:
    return party.size >= stay.GROUP


def ask_staff(turn: Turn) -> Reply:
    """Leave what is known of it in the staff's queue, and the conversation with them."""
    frame, nights = turn.frame, turn.frame.stay
    party = frame.party if frame.adults else None
    request = requests.open_request(turn.guest, requests.GROUP, asked_by=turn.holder, details=_known(turn))
    turn.note("request", {"id": request.pk, "kind": request.kind})
    turn.handover = f"a group of {party.size}" if party else "a group"
    rooms = frame.rooms if frame.rooms > 1 else 0
    frame.offers, frame.awaiting, frame.asked = [], "", ""
    frame.adults, frame.children, frame.ages, frame.rooms, frame.split = None, [], "", 1, []
    return Reply("group", party=party, rooms=rooms, stay=nights, data={"rooms_available": 0, "rooms": []})


def _known(turn: Turn) -> dict[str, Any]:
    frame = turn.frame
    details: dict[str, Any] = {}
    if frame.adults:
        details |= {"adults": frame.party.adults, "children": list(frame.party.children)}
    if frame.rooms > 1:
        details["rooms"] = frame.rooms
    if frame.stay:
        details |= {"arrival": frame.stay.arrival.isoformat(), "departure": frame.stay.departure.isoformat()}
    contact = {"name": frame.name, "email": frame.email, "phone": frame.phone or turn.guest.phone}
    return details | {name: value for name, value in contact.items() if value}
