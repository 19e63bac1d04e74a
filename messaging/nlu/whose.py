"""Who stays, when it is not who writes: "para mis padres, no para mí", "it's for my mum"."""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:padres?|viejos?|viejas?|senora|papas?|papis|mama|madre|abuel[oa]s?|suegr[oa]s?|herman[oa]s?|amig[oa]s?"
    r"|jef[ea]s?|ti[oa]s?"
    r"|prim[oa]s?"
    r"|client[ea]s?|soci[oa]s?|cunad[oa]s?|companer[oa]s?|pais|pai|mae|avos?|sogr[oa]s?|irma(?:o|os|s)?|chef[ea]s?"
    r"|cunhad[oa]s?|colegas?|parents?|mum|mom|mother|dad|father|grandparents?|in-laws|mother-in-law|father-in-law"
    r"|brothers?|sisters?|friends?|boss|clients?|aunt|uncle|cousins?|colleagues?|guests)"
)
_FOR_OTHERS = re.compile(
    rf"\b(?:para|pra|pro|for|de parte de|en nombre de|em nome de|on behalf of) (?:os |as |o |a )?(?:mi|mis|mi|meu"
    rf"|meus|minha|minhas"
    rf"|my|un|una"
    rf"|unos|unas|um|uma|uns|umas|a|an|some|our|nuestr[oa]s?) {_PEOPLE}\b"
    r"|\b(?:no (?:es|sera) para mi|nao e (?:para|pra) mim|(?:not for me|isn't for me)|no (?:me hospedo|me alojo"
    r"|viajo|voy) yo"
    r"|yo no (?:me hospedo|me alojo|viajo|voy)|eu nao vou|i'm not (?:staying|travell?ing|coming)"
    r"|(?:para|pra) outra pessoa|para otra persona|for (?:someone|somebody) else|es un regalo|e um presente"
    r"|it's a gift)\b"
)
_AND_ME = re.compile(
    r"\b(?:y|e|and) (?:yo|eu|i|me|myself|para mim?|(?:para|pra) mim|for me)\b(?! (?:soy|me llamo|sou|am|will pay"
    r"|pago))"
    r"|\b(?:para|pra|for) (?:nosotr[oa]s|nos|us)\b|\b(?:yo|eu|me|i) (?:y|e|and|con|com|with) |\b(?:con|com"
    r"|with) (?:mi|mis|meu|meus|minha|my)\b"
)


def is_other(folded: str) -> bool:
    """The stay is for others alone."""
    return _FOR_OTHERS.search(folded) is not None and _AND_ME.search(folded) is None
