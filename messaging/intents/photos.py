"""Photos of the rooms: from the hotel's own fact when it has one, else from a person."""

from __future__ import annotations

from messaging import knowledge
from messaging.intents.hotel_info import answer
from messaging.intents.wish import Wish
from messaging.turn import Reply, Turn

_NOT_ES = r"(?! (?:del? |de la |de mi )?(?:comprobante|pasaporte|dni|recibo|pago|documento|transferencia))"


class Photos(Wish):
    name = "photos"
    asks = ()
    phrases = {
        "es": (
            r"\b(?:(?:me|nos) (?:\w+ )?(?:mand\w+|envi\w+|pas\w+|mostr\w+|muestr\w+|compart\w+)|mand(?:ame|en|enme"
            r"|eme|arme)|envi(?:ame|en"
            r"|enme|eme|arme)|pas(?:ame|en|enme|eme|arme)|muestr\w+|mostrar\w*|ver|tien\w+|tenes|hay|comparte\w*|quier\w+|quisier\w+"
            rf"|necesit\w+)(?: \w+){{0,3}} (?:fotos?|fotografias?|imagenes|videos?)\b{_NOT_ES}",
            r"^\W*(?:fotos|imagenes)(?: \w+){0,4}\W*$|\b(?:fotos|imagenes) de (?:la|las|el|los) (?:habitacion\w*"
            r"|cuartos?|hotel"
            r"|suites?|doble)\b",
        ),
        "pt": (
            r"\b(?:(?:me|nos) (?:\w+ )?(?:mand\w+|envi\w+|pass\w+|mostr\w+)|mand(?:ar|a|e|em)|envi(?:ar|a|e|em)"
            r"|pass(?:ar|a|e)|mostr\w+"
            r"|ver|tem|teria|ha|quer\w+|precis\w+)(?: \w+){0,3} (?:fotos?|fotografias?|imagens|videos?)\b(?! (?:do "
            r"|da |de )?(?:comprovante"
            r"|passaporte|rg|pagamento|documento))",
            r"^\W*(?:fotos|imagens)(?: \w+){0,4}\W*$|\b(?:fotos|imagens) d(?:o|os|e|a|as) (?:quartos?|hotel|suites?"
            r"|pousada)\b",
        ),
        "en": (
            r"\b(?:send|see|show|have|got|share|any|are there|want|like|need)(?!(?: you"
            r"| u)\b)(?: \w+){0,4} (?:photos?|pictures?|pics?"
            r"|images|videos?)\b(?! (?:of|from) (?:my|the) (?:passport|receipt|payment|id"
            r"|document))(?<!send you a photo)",
            r"^\W*(?:photos|pictures|pics)(?: \w+){0,5}\W*$|\b(?:photos|pictures|pics|images) of (?:the|your|my"
            r"|our) (?:\w+ )?(?:rooms?"
            r"|hotel|suites?)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        fact = knowledge.find(turn.hotel, turn.text, topic=self.name, language=turn.conversation.language)
        return answer(turn, fact) if fact else super().handle(turn)
