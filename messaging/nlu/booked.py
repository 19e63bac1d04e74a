"""The stay that is booked, told apart from the one that is wished in its place: "mi reserva del 5 al 8, al 12"."""

from __future__ import annotations

import re

from messaging.nlu.text import Span

_WEEKDAY = r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|segunda|terca|quarta|quinta|sexta)(?:-feira)?"
_DAY = (
    rf"(?:(?:dia )?(?:{_WEEKDAY} )?(?:dia )?[0-9]{{1,2}}(?![0-9:])(?:[/-][0-9]{{1,2}})?"
    rf"(?: d[eo] (?!20)[a-z]{{3,10}})?|{_WEEKDAY})"
)
_DATES = (
    rf"(?:(?:para|de|desde|hasta|ate|em|no|que empieza)(?: el| los| o)?|del|desde|do|el|no dia|para o)"
    rf" {_DAY}(?:,? (?:al?|ao|hasta|ate|y|e)(?: el| o)? {_DAY})?(?: de 20[0-9]{{2}})?"
)
_HAVE = (
    r"(?:(?:(?<!hacer )(?<!haz )(?<!quiero )(?<!queria )(?<!fazer )(?:la|a)|mis?|nuestra|minha|nossa"
    r"|(?:tengo|tenemos|tenia|teniamos|hice|hicimos|tenho|temos|fiz)(?: (?:ya|una|uma|la|mi|hecha|feita)){0,3})"
    r" (?:reserv(?:a|acion|ado|ada)|habitacion reservada)|(?:ya )?(?:reserve|reservamos|reservei)"
    r"|lo (?:reservado|que reserve))\b"
)
_FILLER = (
    r"(?:(?:que|e|eh|hecha|hice|hicimos|tengo|tenemos|es|era|esta|con ustedes|con vosotros|ahi|alli|en el hotel"
    r"|a nombre de"
    r"|a mi nombre|confirmada|para dos|de dos noches|feita|fiz|tenho) ){0,4}"
)
_BOOKED = re.compile(rf"\b{_HAVE},? {_FILLER}(?P<dates>{_DATES})(?![\w/])")
_INSTEAD = re.compile(
    rf"\b(?:(?:en (?:vez|lugar)|em vez|ao inves|instead) d?(?:el?|o|of)?|y no|e nao|no (?:es |era )?(?={_DATES},? sino)"
    rf") ?(?P<dates>(?:{_DATES}|{_DAY}(?: (?:al?|ao) {_DAY})?))(?![\w/])"
)
_MONTH_EN = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY_EN = (
    rf"(?:(?:on |the ){{0,2}}(?:[0-9]{{1,2}}(?:st|nd|rd|th)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![0-9:])"
    rf"(?:(?: of)? {_MONTH_EN}\b)?|{_MONTH_EN} (?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9:]))"
)
_DATES_EN = rf"(?P<dates>{_DAY_EN}(?: ?(?:-|to|until|till|and) ?{_DAY_EN})?)(?! (?:people|adults|of us|nights?)\b)"
_BOOKED_EN = re.compile(
    rf"\b(?:(?:have|got|'ve|my|our)(?: an?| my| our| already| got){{0,2}} (?:reservation|booking)"
    rf"|(?:i|we)(?:'re|'ve| are| have)?(?: already)? booked)"
    rf"(?: in| a room| is| was| for| from| with you){{0,4}} {_DATES_EN}"
)
_INSTEAD_EN = re.compile(rf"\b(?:instead of|rather than|in place of) {_DATES_EN}")
_IS_BOOKED = re.compile(rf"\b{_HAVE}")
_MOVES = re.compile(
    r"\b(?<!han )(?<!ha )(?<!me )(?<!nos )(?:cambi(?!ado|aron\b)|modific|mov|muev|corr[aei]|recorr|adelant|pospo[nr]"
    r"|aplaz|posterg|atras|retras|alarg|extend|extiend|prolong"
    r"|acort|reprogram|reagend|reduc|pas(?:ar|e|ame|arl)|traslad|agreg|anad|sum(?:ar|e|o)|quit|amplia|recort"
    r"|quedar(?:me|nos)|mud|alter|troc|remarc|adia|antecip|estend|encurt)\w*"
)
_FROM = re.compile(rf"{_MOVES.pattern} (?P<dates>{_DATES}) (?=(?:pra|para|pro|por)\b[^#]*[0-9])")
_ONTO = re.compile(rf"(?P<moves>{_MOVES.pattern}) (?:(?:para )?al?|ao|para (?:el|o)) (?=[0-9]{{1,2}}\b)")


def dates(folded: str, *, under_way: bool, known: bool) -> list[Span]:
    """Where the days stand that are to become others. `under_way`: of a stay that is being booked, not of another.
    `known`: there is a stay that "from the 5th to the 7th for the 12th to the 14th" may be about."""
    instead = (_INSTEAD, _INSTEAD_EN)
    patterns = instead if under_way else (_BOOKED, _BOOKED_EN, *instead, *([_FROM] if known else []))
    return [said.span("dates") for pattern in patterns for said in pattern.finditer(folded)]


def is_named(folded: str) -> bool:
    """A stay is spoken of as booked."""
    return _IS_BOOKED.search(folded) is not None


def is_moved(folded: str) -> bool:
    """And so is that it should be another."""
    return is_named(folded) and bool(_MOVES.search(folded) or _INSTEAD.search(folded))


def onto(words: str) -> str:
    """ "Pasarla al 11": the day it begins."""
    return _ONTO.sub(lambda said: f"{said['moves']} el ", words)
