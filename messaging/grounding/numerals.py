"""Words in one form, with the numbers that count something in digits: "cien euros", "duas noites", "at seven"."""

from __future__ import annotations

import re
import unicodedata

SIGNS = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("r$", "brl", "reais"), "BRL"),
    **dict.fromkeys(("us$", "u$s", "usd", "dólar", "dólares", "dollar", "dollars", "dolares"), "USD"),
    **dict.fromkeys(("£", "gbp", "libras", "pounds"), "GBP"),
    **dict.fromkeys(("$", "peso", "pesos"), "$"),
    **{code.lower(): code for code in ("ARS", "MXN", "CLP", "COP", "UYU", "PEN")},
    **{"mx$": "MXN", "ar$": "ARS"},
}
COUNTED = {
    "nights": r"noches?|noites?|nights?|diárias?",
    "adults": r"adult[oa]?s?",
    "children": r"niñ[oa]s?|crianças?|children|child|kids?|menores|chic[oa]s?|bebés?|bebês?|babies",
    "guests": r"personas?|pessoas?|huéspedes?|hóspedes?|guests?|people|persons?",
    "rooms": r"habitaci(?:ones|ón)|quartos?|rooms?|cuartos?",
    "minutes": r"minutos?|minutes?|min",
    "hours": r"horas?|hours?|hs|hrs",
    "days": r"d[ií]as?|days?",
    "ages": r"años?|anos?|years? old",
    "beds": r"camas?|beds?",
    "metres": r"m2|metros?|met(?:re|er)s?|km|kil[oó]metros?|quil[oô]metros?|kilomet(?:re|er)s?",
    "kilos": r"kg|kilos?|quilos?",
}
UNIT = "|".join(COUNTED.values())
PERCENT = r"%|por ciento|por cento|per ?cent"
_LISTED = {
    1: (
        "_ dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
        " dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco",
        "_ dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito"
        " dezenove vinte",
        "_ two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty",
        "_ duas",
    ),
    10: (
        "_ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
        "_ _ trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
        "_ _ thirty forty fifty sixty seventy eighty ninety",
    ),
    100: (
        "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
        "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
        "hundred",
    ),
    1000: ("mil", "thousand"),
}
_NUMBERS = {
    word: n * step
    for step, lists in _LISTED.items()
    for listed in lists
    for n, word in enumerate(listed.split(), start=1)
}
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_RUN = rf"(?<![\w-])(?<!\d )(?:{_WORD})(?:(?: (?:y|e|and) |[ -])(?:{_WORD}|un|uno|um|one))*(?![\w-])"
# "Una persona" is somebody, not a number.
_COUNTING = re.compile(rf"{_RUN}(?=\s+(?:de )?(?:{UNIT}|{PERCENT}|{'|'.join(map(re.escape, SIGNS))})(?!\w))", re.I)
_STRIKING = re.compile(rf"(?<=\blas )(?:{_RUN})|(?<=\bàs )(?:{_RUN})|(?<=\bat )(?!once\b)(?:{_RUN})", re.I)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_OF_THE = re.compile(r"[ãõç]|\b(?:você|não|até|uma?|seus?)\b", re.I)


def one_form(text: str) -> str:
    """What stands between quotation marks is left out: it is what a guest might write."""
    text = _QUOTED.sub("#", unicodedata.normalize("NFKC", text))
    portuguese = _OF_THE.search(text) is not None
    # In Portuguese "dos adultos" are no two.
    text = _COUNTING.sub(lambda run: run[0] if portuguese and run[0].lower() == "dos" else _digits(run), text)
    return _STRIKING.sub(_digits, text)


def _digits(run: re.Match[str]) -> str:
    total = part = 0
    for word in re.split(r"[ -]", run[0].lower()):
        number = _NUMBERS.get(word, int(word in ("un", "uno", "um", "one")))
        if number == 1000:
            total, part = total + (part or 1) * 1000, 0
        elif word == "hundred":
            part = (part or 1) * 100
        else:
            part += number
    return str(total + part)
