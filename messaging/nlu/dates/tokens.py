"""A folded text cut into dated words: each token has a one-character kind, so patterns run over kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from messaging.nlu.dates import en, es, pt
from messaging.nlu.dates import grammar as g
from messaging.nlu.dates.typos import nearest, swapped
from messaging.nlu.text import mask

_UNITS = "noches?|noites?|nights?|diarias?|dias?|days?|semanas?|weeks?|personas?|pessoas?|people|hab"
_MONEY = "€|\\$|£|euros?|dolare?s?|dollars?|usd|eur|pesos?|reais|libras|pounds|mxn|ars|brl|%"
_NOISE = re.compile(
    "|".join(
        (
            r"24 ?x ?7|\b24/7\b(?!.*[0-9]/[0-9])",
            rf"\b(?:a las?|as|at|(?:de|para|sobre|hacia|tipo) las) ?[0-9]{{1,2}}(?![0-9/])(?! *(?:{_UNITS}))",
            r"\b[0-9]{1,2}[:.h][0-9]{2}\b(?![/.-])",
            r"\b[0-9]{1,2} (?:da (?:manha|tarde|noite|madrugada)|de la (?:manana|tarde|noche|madrugada))\b",
            r"\b[0-9]{1,3} ?(?:[ap]\.? ?m\b|hs?\b|hrs?\b|horas?\b|hours?\b|min(?:uto|ute)?s?\b)",
            r"\b[0-9]{1,3} ?(?:anos?|anios?|years?|yrs?|yo|meses|months?)\b(?: old)?",
            rf"(?:[$€£]|r\$|\busd|\beur) ?[0-9][0-9.,]{{0,12}}|\b[0-9][0-9.,]{{0,12}} ?(?:{_MONEY})(?!\w)",
            r"\b[0-9]{1,2} ?(?:habitacion(?:es)?|habs?|quartos?|rooms?|cuartos?|camas?|beds?|bedrooms?)\b",
            r"\b(?:opcion|option|opcao|piso|andar|floor|numero|number|nro|terminal) ?[0-9]{1,6}\b",
            rf"\b[0-9]{{1,2}}(?:-| (?:o|or|ou|a|to) )[0-9]{{1,2}} (?:{_UNITS})\b",
        )
    )
)
# "20-12 al 22-12", "20.12 - 22.12": only a pair of them is a date, one alone is a range or a price.
_PAIR = re.compile(
    r"(?<![0-9./-])([0-9]{1,2})([.-])(0?[1-9]|1[0-2])( ?(?:al?|ao|to|ate|hasta|until|till|-|y|e|and) ?)"
    r"([0-9]{1,2})\2(0?[1-9]|1[0-2])(?![0-9./-])"
)
_DAY_OF_MONTH_NUMBER = re.compile(
    r"\b([0-9]{1,2}) (?:del|do) (0?[1-9]|1[0-2])\b"
    r"(?! ?(?:(?:al?|ao|ate|hasta(?: el)?) [0-9]{1,2}\b(?! (?:del|do) )|(?:de|noches?|dias)\b|[/-]))"
)
_DAYS_IN_A_ROW = re.compile(r"(?<![0-9./-])([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})(?= (?:de |of )?[a-z]{3})")
# "2/oct", "2-oct-2026"
_JOINED_MONTH = re.compile(r"(?<![0-9./-])([0-9]{1,2})[-/.]([a-z]{3,10})(?:[-/.]((?:20)?[0-9]{2})(?![0-9]))?")
# "15-12" can be no range of days: nobody goes back, and no stay is that long.
_DASHED_DAY = re.compile(
    r"(?<![0-9./-])(1[3-9]|20|21|[0-3]?[0-9](?=-0))-(1[0-2]|0[1-9])(?![0-9./-]| ?(?:de |of )?[a-z]{3,9}bre)"
)
# Brazil counts the days of the week: "2ª feira".
_COUNTED_WEEKDAY = re.compile(
    r"\b([2-6])a? ?-?feira\b|\b([2-6])a(?= (?:ate|ao?|e|pra) (?:sab|dom|seg|ter|qua|qui|sex|[2-6]a))"
)
_COUNTED = {"2": "segunda", "3": "terca", "4": "quarta", "5": "quinta", "6": "sexta"}
_ATOM = re.compile(
    r"(?<![0-9])(?P<iso>20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?![0-9])"
    r"|(?<![0-9/])(?P<full>[0-9]{1,2}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)(?:20)?[0-9]{2})(?![0-9/])"
    r"|(?<![0-9/])(?P<month>(?:0?[1-9]|1[0-2])/20[0-9]{2})(?![0-9/])"
    r"|(?<![0-9/])(?P<short>[0-9]{1,2}/[0-9]{1,2})(?![0-9/])"
    r"|(?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th|ro|er|o)(?![a-z])"
    r"(?! ?(?:one|option|room|floor|time|andar|piso|opcion|opcao|planta|bed|night))"
    r"|(?P<number>[0-9]+)|(?P<word>[^\W\d_]+)|(?P<other>#+|[^\s])"
)
_PUNCTUATION = {
    ",": g.COMMA,
    "-": g.DASH,
    "/": g.DASH,
    ":": g.COLON,
    ".": g.STOP,
    ";": g.STOP,
    "?": g.STOP,
    "!": g.STOP,
}
_BEFORE_REYES = {"para", "en", "hasta", "a", "por", "despues", "antes", "desde", "y", "pasado", "los"}
LONGEST = 5
"""Words of the longest phrase looked for."""


@dataclass(frozen=True)
class Token:
    kind: str
    value: int = 0
    text: str = ""
    parts: tuple[int, ...] = ()
    """A numeric date: (year, month, day) or, order unknown, (first, second) or (first, second, year)."""


GRAMMARS: Mapping[str, g.Grammar] = {"es": es.GRAMMAR, "pt": pt.GRAMMAR, "en": en.GRAMMAR}
_VOCABULARIES = {language: g.vocabulary(grammar) for language, grammar in GRAMMARS.items()}
_OPENINGS = {language: {phrase[0] for phrase in known} for language, known in _VOCABULARIES.items()}


def _apart(joined: re.Match[str]) -> str:
    day, month, year = joined.groups()
    return f"{day} {month} 20{year[-2:]}" if year else f"{day} {month}"


def _first_to_last(days: re.Match[str]) -> str:
    first, second, third = (int(day) for day in days.groups())
    return f"{first}-{third}" if (second - first, third - second) == (1, 1) else days.group()


def tokenise(folded: str, language: str) -> list[Token]:
    folded = _JOINED_MONTH.sub(_apart, folded)
    folded = _DASHED_DAY.sub(r"\1/\2", folded)
    folded = _DAYS_IN_A_ROW.sub(_first_to_last, folded)
    text = _PAIR.sub(r"\1/\3\4\5/\6", folded)
    text = mask(text, [m.span() for m in _NOISE.finditer(text)])
    text = _COUNTED_WEEKDAY.sub(lambda m: _COUNTED[m[1] or m[2]], text)
    text = _DAY_OF_MONTH_NUMBER.sub(r"\1/\2", text)
    atoms = list(_atoms(text))
    return _settle(list(_phrases(atoms, _VOCABULARIES[language], _OPENINGS[language])), GRAMMARS[language])


def _atoms(text: str) -> Iterator[Token]:
    for match in _ATOM.finditer(text):
        group, found = str(match.lastgroup), match.group()
        if group == "word":
            yield Token(g.WORD, text=found)
        elif group == "other":
            yield Token(_PUNCTUATION.get(found, g.WORD), text=found)
        elif group in ("ordinal", "number"):
            yield _number(group, match.group(group), found)
        else:
            yield _numeric_date(match)


def _number(group: str, digits: str, text: str) -> Token:
    value = int(digits[:9])
    if len(digits) == 4 and 2000 <= value <= 2100:
        return Token(g.YEAR, value, text)
    if len(digits) > 2 or not 1 <= value <= 31:
        return Token(g.WORD, text="#")
    return Token(g.ORDINAL if group == "ordinal" else g.NUMBER, value, text)


def _numeric_date(match: re.Match[str]) -> Token:
    parts = tuple(int(part) for part in re.split(r"[-/.]", match.group()))
    if match["iso"]:
        return Token(g.NUMERIC_DATE, text=match.group(), parts=parts)
    if match["month"]:
        return Token("M", parts[0], match.group())
    if match["full"]:
        parts = (*parts[:2], parts[2] % 100 + 2000)
    if max(parts[:2]) > 31 or min(parts[:2]) < 1:
        return Token(g.WORD, text="#")
    if min(parts[:2]) > 12:
        return Token(g.NO_DATE, text="#")
    return Token(g.NUMERIC_DATE, text=match.group(), parts=parts)


def _phrases(atoms: list[Token], known: g.Vocabulary, openings: set[str]) -> Iterator[Token]:
    """Join atoms to the longest phrase known at each place."""
    at = 0
    while at < len(atoms):
        longest = min(LONGEST, len(atoms) - at) if atoms[at].text in openings else 0
        for length in range(longest, 0, -1):
            words = tuple(atom.text for atom in atoms[at : at + length])
            if words in known and (length > 1 or atoms[at].kind == g.WORD):
                kind, value = known[words]
                yield Token(kind, value, " ".join(words))
                at += length
                break
        else:
            yield atoms[at]
            at += 1


def _settle(tokens: list[Token], grammar: g.Grammar) -> list[Token]:
    """Abbreviations and misspelt names count only where their neighbours say so."""
    kinds = "".join(token.kind for token in tokens)
    settled = list(tokens)
    for at, token in enumerate(tokens):
        before, after = kinds[:at].rstrip("O")[-1:], kinds[at + 1 : at + 3]
        by_number = before in {*"nos"} or re.match(r"[no](?![NDS])|lo", after) is not None
        if token.kind == g.SHORT_MONTH:
            alone = kinds[at - 1 : at] in {*"IVp"} and token.text != "mar"
            settled[at] = replace(token, kind=g.MONTH) if by_number or alone else _number_word(token, grammar)
        elif token.kind == g.SHORT_WEEKDAY:
            settled[at] = replace(token, kind=g.WEEKDAY if _weekday_here(kinds, at) else g.WORD)
        elif token.kind == g.FEAST and _is_name(token.text, tokens[at - 1].text if at else ""):
            settled[at] = replace(token, kind=g.WORD)
        elif token.kind == g.WORD and len(token.text) >= 4:
            settled[at] = _corrected(token, grammar, by_number)
    return settled


def _number_word(token: Token, grammar: g.Grammar) -> Token:
    """ "Dez" is December and ten."""
    number = grammar.cardinals.get(token.text)
    return replace(token, kind=g.SPELLED, value=number) if number else replace(token, kind=g.WORD)


def _is_name(feast: str, before: str) -> bool:
    """ "Soy de Natal", "Juan Reyes"."""
    return (feast == "natal" and before in ("de", "em")) or (feast == "reyes" and before not in _BEFORE_REYES)


def _weekday_here(kinds: str, at: int) -> bool:
    before, after = kinds[max(0, at - 4) : at], kinds[at + 1 : at + 4]
    return bool(re.match(r",?(?:[nod](?![NDS])|[-tu]l?[Ww])", after) or re.search(r"[wW][-tu]l?$|[=>]$", before))


def _corrected(token: Token, grammar: g.Grammar, by_number: bool) -> Token:
    if token.text in grammar.typos_of_no_one:
        return token
    if by_number and (month := nearest(token.text, _names(grammar.months, 1), shortest=5)):
        return replace(token, kind=g.MONTH, value=month)
    weekdays = _names(grammar.weekdays, 1)
    weekday = nearest(token.text, weekdays, shortest=6) or swapped(token.text, weekdays)
    return replace(token, kind=g.WEEKDAY, value=weekday - 1) if weekday else token


@cache
def _names(names: str, first: int) -> Mapping[str, int]:
    listed = enumerate(names.split(), start=first)
    return {name: n for n, spelled in listed for name in spelled.split("|") if name.isalpha()}
