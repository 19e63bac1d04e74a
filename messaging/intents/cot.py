"""A cot, a high chair, an extra bed: for a stay that is booked, or remembered for the one that is being booked."""

from __future__ import annotations

from messaging.intents import asking, things
from messaging.intents.wish import Need

_THINGS = things.any_of(things.READY)


class Cot(Need):
    name = "cot"
    families = (things.READY,)
    phrases = {
        "es": (
            rf"(?:{asking.ES}|\b(?:pon(?:er|gan|gannos|ernos|erme)|agreg(?:ar|uen|o|ue)\w*|anad(?:ir|an)|inclu(?:ir|yan)|prepar"
            r"(?:ar|en)\w*|traer\w*|traigan\w*|sum(?:ar|en)|faltan?|hace falta|haria falta|vamos a necesitar))"
            rf"{asking.GAP}{_THINGS}(?!(?: \w+)* (?:tiene|cuesta|se paga|esta incluid|es gratis))[^?]*$",
            rf"(?:{asking.ES}|\b(?:pon(?:er|gan|gannos|ernos|erme)|agregar\w*|anadir|incluir|preparar\w*|traer\w*)){asking.GAP}"
            rf"{_THINGS}(?!(?: \w+)* (?:tiene|cuesta|se paga|esta incluid))",
            rf"^\W*(?:una? |tambien |y )*{_THINGS}(?: \w+){{0,5}},? (?:por favor|porfa)\W*$",
        ),
        "pt": (
            rf"(?:{asking.PT}|\b(?:colo(?:c|qu)\w+|acrescent\w+|adicion\w+|inclu(?:ir|am|a)|prepar(?:ar|em|a)\w*|traz(?:er)?"
            rf"|por|falta|vamos precisar)){asking.GAP}{_THINGS}(?!(?: \w+)* (?:custa|e pago|esta inclu|e gratis))",
            rf"^\W*(?:um |uma |tambem |e )*{_THINGS}(?: \w+){{0,5}},? (?:por favor|pfv)\W*$",
        ),
        "en": (
            rf"(?:{asking.EN}|\b(?:add|include|prepare|put|set up|bring|require|we'll need"
            rf"|i'll need)){asking.GAP}{_THINGS}"
            r"(?!(?: \w+)* (?:cost|free|included|extra charge))",
            rf"^\W*(?:an? |also |and )*{_THINGS}(?: \w+){{0,6}},? (?:please|pls)\W*$",
        ),
    }
