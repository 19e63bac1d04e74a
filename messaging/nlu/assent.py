"""A yes in many words: every word of it agrees, carries out, or adds nothing ("sí, todo perfecto, resérvanosla").

What says anything else (a date, a room, "pero", "no") has a word that is not here, so it is no yes. Folded words.
"""

from __future__ import annotations

import re

from messaging.nlu.text import words

MOST = 12
"""Words. Whoever says more says something else besides."""

_ES_CLITICS = r"(?:me|te|se|nos|le|les)?(?:l[oa]s?)?"
AGREES = re.compile(
    r"(?:s+i+){1,3}|si+p|sep|claro|dale+|vale+|va|sale|listo|adelante|acuerdo|perfect[oa]s?|correct[oa]s?|exact[oa]"
    r"|venga"
    r"|genial|estupendo|barbaro|buenisimo|excelente|hecho|arre|simon|orale|joya|vamos"
    r"|s+i+m+|isso|certo|certinho|beleza|blz|fechado|fechou|combinado|perfeito|pode|podem|bora|otimo|positivo"
    r"|y+e+s+|yep+|y+e+a+h*|yup|aye|sure|ok+|okay|okey|oki|k|alright|absolutely|definitely|certainly|perfect|great"
    r"|fine|good|lovely|brilliant|deal|agreed|correct|right|grand"
)
CARRIES_OUT = re.compile(
    rf"(?:confirm|reserv|apart|guard|cierr|cerr)(?:o|a|ar|e|en|an|as|es|ado|ada|amos|emos)?{_ES_CLITICS}"
    rf"|(?:haz|hace|hag[ao]n?|hagamos|proced[aeo]n?|proced[ei]r|procede|mete|pon){_ES_CLITICS}"
    r"|(?:confirm|reserv|fech|garant)(?:o|a|ar|e|em|ado|ada|amos|ir|e-se)?|faz|faca|fazer|fecha"
    r"|book|confirm(?:ed|ing)?|reserve|proceed|secure|prosseguir|prossiga|efetuar|finalizar"
)
# What may stand beside it. Neither "mas" nor "but", neither "no" nor "if": those turn a yes around. Thanks alone
# are no yes either.
BESIDE = words(
    """
    a ah ahi ahora ambas ambos asi bien buen bueno con cuarto cuartos datos de del el entonces es esa esas ese eso
    esos esta estan este esto favor gracias habitacion habitaciones hola la las le les lo los me mil muchas muy
    nomas nos o oh orden para parece por porfa porfavor porfis pues quede quedo quedamos queremos quiero reserva
    reservacion se senor senora tal tambien te toda todas todo todos y ya ai as assim bem boa bom com dados e eh
    entao era essa essas esse esses estou eu fica ficou ja mesmo meu mim minha muito obrigada obrigado os pra quarto
    quartos quero seu sua ta tudo valeu ahead all amazing and anyway awesome both booking cheers do everything
    excellent fantastic for get go going happy hey hi i i'd i'll i'm in is it it's its just let let's like lock
    looks love mate me my nice now our please pls plz reservation room rooms so sounds thank thanks that that's the
    them then these this those side from looks done end to totally ugh us very want we we'd we'll we're well with
    wonderful works
    """
)
# A question without its mark ("ok is that all", "vale y la habitación").
_ASKS = re.compile(
    r"\b(?:is|do) (?:it|this|that|these|those|the|my|our|all|everything|both|we|i)\b"
    r"|\b(?:y|e|and) (?:el|la|los|las|lo|o|a|os|as|the|my|our|esa?|ese|essa|esse|that|this|those|these)\b"
)
_ADDS_NOTHING = re.compile(
    r"\bthank you\b|\bthat's the one\b|\bgo on(?: then)?\b|"
    r"\b(?:claro|desde luego|por supuesto) que (?=si\b)|\bmand(?:a|ar|e) (?:ver|bala|brasa)\b|\b(?:las|los|as|os"
    r"|the) (?:dos|tres|duas|dois|two|three)\b"
)
# What carries out the very thing that was asked about.
ASKED: dict[str, re.Pattern[str]] = {
    "cancel_confirm": re.compile(r"(?:cancel|anul|desmarc)\w*"),
    "change_confirm": re.compile(r"(?:cambi|mud|alter|mov|muev|troc|chang|pas|ped|pid)\w*|changes?"),
    "waitlist": re.compile(r"(?:avis|notif|apunt|anot)\w*|tell|know|put|list|lista|espera"),
    "extra_confirm": re.compile(r"(?:apunt|anot|pid|ped|add|arrang)\w*"),
}


def is_yes(folded_words: str, *, awaiting: str) -> bool:
    """Of a message without a question mark, `plain`."""
    said = _ADDS_NOTHING.sub("", folded_words).split()
    if not 0 < len(said) <= MOST or _ASKS.search(folded_words):
        return False
    asked = ASKED.get(awaiting)
    strong = [word for word in said if _agrees(word) or (asked and asked.fullmatch(word))]
    return bool(strong) and all(word in strong or word in BESIDE for word in said)


def _agrees(word: str) -> bool:
    return bool(AGREES.fullmatch(word) or CARRIES_OUT.fullmatch(word))
