"""A transfer or a taxi: when, from where and how many are noted; a person arranges it and names its price."""

from __future__ import annotations

from messaging.intents import asking
from messaging.intents.wish import Wish

_RIDE_ES = r"(?:taxi|traslado|transfer|remis|shuttle|transporte|uber|cabify|combi|chofer|auto al)\b"
_RIDE_PT = r"(?:taxi|traslado|translado|transfer|transporte|uber|van|motorista|shuttle)\b"
_RIDE_EN = r"(?:taxi|cab|transfer|shuttle|uber|pick ?-?up|airport car|driver|ride)\b"
_PLACE = (
    r"(?:aeropuerto|aeroporto|airport|estacion|estacao|station|terminal|rodoviaria|puerto|porto|port|ferry|omnibus"
    r"|central de autobuses)"
)


class Transfer(Wish):
    name = "transfer"
    topic = "transfer"
    timed = True
    asks = ("toward", "when", "people", "who")
    phrases = {
        "es": (
            rf"(?:{asking.ES}|\b(?:reserv(?:ar|o|ame|en)\w*|organi[cz]\w+|contrat(?:ar|o)|coordinar?|agendar?"
            r"|consig\w+|conseguir\w*|llam(?:ar|en|ame|enme|arme)\w*|p[ei]d(?:an|anme|eme|e|ime|i)|mand(?:en|ar)\w*))"
            rf"{asking.GAP}{_RIDE_ES}(?! (?:bancari|de dinero))",
            r"\b(?:me|nos|a recoger(?:me|nos)|recoger(?:me|nos)|buscar(?:me|nos)|llevar(?:me|nos))(?: \w+){0,3}"
            r" ?(?:recog\w+|recoj\w+|busc\w+|llev\w+|esper\w+|a recoger|a buscar|en|al|a la)(?: \w+){0,4} "
            rf"{_PLACE}\b(?!.*\bcomo\b)",
            rf"\b(?:recoger|buscar|llevar)(?:me|nos)(?: \w+){{0,5}} {_PLACE}\b",
            rf"^\W*(?:un |el )?{_RIDE_ES}(?: \w+){{0,6}} (?:por favor|porfa)\W*$|^\W*(?:un )?taxi (?:para|a las"
            rf"|al)\b[^?]*$",
        ),
        "pt": (
            rf"(?:{asking.PT}|\b(?:reserv(?:ar|a|em)\w*|organiz\w+|contrat(?:ar|o)|agend\w+|cham(?:ar|a|em|e)\w*"
            rf"|marc(?:ar|a)"
            rf"|mand(?:ar|em)\w*|arrum(?:ar|a)\w*)){asking.GAP}{_RIDE_PT}",
            r"\b(?:me|nos) (?:\w+ ){0,2}?(?:busc\w+|peg\w+|lev\w+|traz\w*|esper\w+)(?: \w+){0,4} "
            rf"{_PLACE}\b|\b(?:buscar|pegar|levar)(?:-me|-nos| a gente)(?: \w+){{0,4}} {_PLACE}\b",
            rf"^\W*(?:um |o )?{_RIDE_PT}(?: \w+){{0,6}} (?:por favor|pfv)\W*$|^\W*(?:um )?taxi (?:para|as)\b[^?]*$",
        ),
        "en": (
            rf"(?:{asking.EN}|\b(?:book|order|arrange|organi[sz]e|call|get) (?:me|us|a|an)){asking.GAP}{_RIDE_EN}",
            rf"\b(?:pick|collect|fetch) (?:me|us)(?: up)?\b(?: \w+){{0,5}} {_PLACE}\b|\b(?:take|drive|bring) (?:me|us)"
            rf"(?: \w+){{0,4}} {_PLACE}\b|\b(?:book|order|arrange|organi[sz]e)(?: \w+){{0,2}} {_RIDE_EN}",
            r"^\W*(?:a )?(?:taxi|transfer|shuttle|cab)(?: \w+){0,8},? (?:please|pls)\W*$|^\W*(?:a )?taxi (?:for|at"
            r"|to)\b[^?]*$",
        ),
    }
