"""Rooms, their types, rates, confirmation numbers, and where to write, call or click."""

from __future__ import annotations

import re
from collections.abc import Iterator

from messaging.grounding.figures import Reader, Token
from messaging.grounding.numerals import UNIT

LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()]+", re.I)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/-])\+?\(?\d[\d ().-]{6,}\d(?!\w)")
REFERENCE = re.compile(
    r"\b[A-Z]{2,4}-[0-9A-Z]{4,}\b"
    r"|(?i:\b(?:localizador|número|código|confirmation|reference|number|code|booking|reserva)\b(?: \w+){0,3}?)[\s*:#]+"
    r"(?P<said>[A-Z]*-?\d[A-Z0-9-]{4,})\b"
)
ROOM = re.compile(
    r"\b(?:habitaci[oó]n|cuarto|quarto|room|hab\.|apto\.?)(?: n[uú]mero| number| n[.oº°]+)? "
    rf"#?(?P<number>[a-z]?\d{{1,4}}[a-z]?)\b(?! ?(?:{UNIT})\b)",
    re.I,
)
TYPE = re.compile(
    r"\b(?:(?P<suite>su[ií]tes?)|(?P<double>dobles?|duplos?|doubles?|twins?)|(?P<triple>triples?|triplos?)"
    r"|(?P<family>famil(?:iar|iares|ia|ily)\b(?= (?:room|suite))|(?<=habitación )familiar|(?<=quarto )família)"
    r"|(?P<four>cu[aá]druples?|qu[aá]druplos?|quadruples?)|(?P<deluxe>deluxe|de luxe|luxo)"
    r"|(?P<superior>superior(?:es)?)"
    r"|(?P<president>presiden[ct]ial)|(?P<attic>[aá]tico|penthouse|cobertura)|(?P<flat>apartamentos?|apartments?)"
    r"|(?P<bungalow>bungalows?|cabañas?|cabins?|chalés?|chalets?)|(?P<studio>estudios?|est[uú]dios?|studios?)"
    r"|(?P<junior>junior|j[uú]nior)|(?P<executive>ejecutiv[oa]s?|executiv[oa]s?|executive))\b",
    re.I,
)
RATES = {
    "flexible": r"flexi\w+|semiflex\w*",
    "saver": r"ahorro|econ[oóô]mic[ao]|saver|economy|budget",
    "basic": r"b[aá]sica|basic|standard|est[aá]ndar|padrão",
    "non-refundable": r"n[oã]o? reembols[aá]vel|no reembolsable|non-refundable",
    "offer": r"promo\w*|oferta|special|especial|discounted|web|exclusiv\w+",
    "company": r"corporativ\w|corporate|empresa|company|business",
    "week": r"semanal|weekly|mensual|mensal|monthly",
    "early": r"anticipada|antecipada|early(?: bird)?|advance",
    "member": r"member\w*|socios?|sócios?|loyalty|fidelidad|fidelidade|residentes?|resident",
    "superior": r"premium|superior|plus",
}
_NAMES = "|".join(RATES.values())
RATE = re.compile(rf"\btarifa (?:de )?(?P<after>{_NAMES})\b|\b(?P<before>{_NAMES}) rate\b", re.I)
NAMED = re.compile("|".join(f"(?P<_{n}>{pattern})" for n, pattern in enumerate(RATES.values())), re.I)


def rates_in(names: str) -> Iterator[Token]:
    """Of a rate plan's own names, that need not say that they are a rate's."""
    for match in NAMED.finditer(names):
        yield "rate", list(RATES)[int(str(match.lastgroup)[1:])]


def _link(match: re.Match[str]) -> Iterator[Token]:
    yield "link", re.sub(r"^https?://(?:www\.)?|^www\.", "", match[0].lower()).rstrip("/.,;")


def _email(match: re.Match[str]) -> Iterator[Token]:
    yield "email", match[0].lower().rstrip(".")


def _phone(match: re.Match[str]) -> Iterator[Token]:
    digits = re.sub(r"\D", "", match[0])
    yield ("phone", digits[-8:]) if len(digits) > 7 else ("number", digits)


def _reference(match: re.Match[str]) -> Iterator[Token]:
    yield "reference", match["said"] or match[0]


def _room(match: re.Match[str]) -> Iterator[Token]:
    yield "room", match["number"].upper()


def _type(match: re.Match[str]) -> Iterator[Token]:
    yield "type", match.lastgroup


def _rate(match: re.Match[str]) -> Iterator[Token]:
    yield from rates_in(match["after"] or match["before"])


CONTACTS: tuple[Reader, ...] = ((LINK, _link), (EMAIL, _email), (REFERENCE, _reference))
PHONES: tuple[Reader, ...] = ((PHONE, _phone),)
ROOMS: tuple[Reader, ...] = ((ROOM, _room), (RATE, _rate), (TYPE, _type))
