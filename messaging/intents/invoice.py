"""An invoice: its data are asked for step by step; administration issues it."""

from __future__ import annotations

from messaging.intents import asking
from messaging.intents.wish import Wish

_ES = r"(?:facturas?|facturacion|cfdi|factura electronica)\b"
_PT = r"(?:notas? fisca(?:l|is)|nfs?-?e?|faturas?|recibo fiscal)\b"
_EN = r"(?:(?:vat |tax |company |business )?invoices?|vat receipt|tax receipt|folio)\b"


class Invoice(Wish):
    name = "invoice"
    asks = ("which", "name", "tax_id", "email", "who")
    after_stay = True
    phrases = {
        "es": (
            rf"{asking.ES}{asking.GAP}{_ES}(?! (?:para check|cuando))",
            r"\b(?:mand(?:ar|en|an|ame|eme|enme|arme)|envi(?:ar|en|an|ame|eme|enme|arme)|emit(?:an|anme|irme|ir)|hagan(?:me)?"
            rf"|haganme|generen|hacerme|darme|denme|pasame|pasen(?:me)?|corrijan|corregir)(?: \w+){{0,3}} {_ES}",
            rf"\b(?:necesito|quiero|quisiera|hay que|me urge|quieren) facturar\b|\bno (?:me )?(?:lleg\w+|ha llegado"
            rf"|mandaron"
            rf"|enviaron|recibi)(?: \w+){{0,2}} {_ES}|^\W*{_ES}(?: [\w]+){{0,3}},? (?:por favor|porfa)\W*$",
            rf"{_ES} a nombre de\b|\bdatos (?:de|para)(?: la)? factur\w+",
        ),
        "pt": (
            rf"{asking.PT}{asking.GAP}{_PT}",
            rf"\b(?:mand(?:ar|em|a|e)|envi(?:ar|em|a|e)|emit(?:am|ir|a)|gerar|gerem"
            rf"|corrigir)(?: \w+){{0,3}} {_PT}[^?]*$",
            rf"\bnao (?:recebi|chegou|mandaram|enviaram)(?: \w+){{0,2}} {_PT}"
            rf"|^\W*{_PT}(?: \w+){{0,3}},? (?:por favor|pfv)\W*$",
            rf"{asking.PT} ?emitir (?:a |uma )?nota\b|{_PT} (?:em|no) nome d[ea]\b|\bdados (?:da|para a)? ?{_PT}",
        ),
        "en": (
            rf"{asking.EN}{asking.GAP}{_EN}",
            rf"\b(?:send|email|e-mail|issue|forward|resend|correct|provide)(?: (?:me|us|the|my|our|an?|over"
            rf"|to)){{1,3}} {_EN}",
            rf"\b(?:haven't|didn't|not|never|hasn't) (?:\w+ )?(?:received?|got|gotten|arrived|get)(?: \w+){{0,3}} {_EN}"
            rf"|{_EN} (?:hasn't|has not|never|didn't)\b|^\W*(?:an? |my |the )?{_EN}(?: \w+){{0,4}},? please\W*$",
            rf"{_EN} (?:to|in the name of|made out to|under) (?!check)",
        ),
    }
