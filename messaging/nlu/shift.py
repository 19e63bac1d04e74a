"""A stay that is moved by some nights, not to a date: "una noche más", "llegar un día antes", "leave a day later"."""

from __future__ import annotations

import re
from typing import NamedTuple

from messaging.nlu.text import Span

_NUMBERS = {
    "un": 1, "una": 1, "uno": 1, "um": 1, "uma": 1, "a": 1, "an": 1, "one": 1, "otra": 1, "otro": 1, "outra": 1,
    "outro": 1, "another": 1, "el": 1, "la": 1, "dos": 2, "dois": 2, "duas": 2, "two": 2, "tres": 3, "three": 3,
    "cuatro": 4, "quatro": 4, "four": 4, "cinco": 5, "five": 5,
}  # fmt: skip
_N = rf"(?P<n>[1-9]|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:noches?|dias?|noites?|nights?|days?|diarias?)"
_WEEK = r"(?:semanas?|weeks?)"
_ARRIVING = r"(?:lleg\w+|entr(?:ar|amos|o|ada)|cheg\w+|arriv\w+|check ?-?in|come|coming)"
_LEAVING = (
    r"(?:sal(?:ir|go|imos|ida)|ir(?:me|nos)|(?:me|nos) (?:\w+ )?(?:voy|vamos|ir)|marchar\w*|sair\w*|saio|saida"
    r"|ir embora|vamos embora"
    r"|leav\w+|depart\w*|check ?-?out|quedar\w+|ficar\w*|stay\w*)"
)
_LATER = r"(?P<later>despues|mas tarde|depois|mais tarde|later|after)"
_EARLIER = r"(?:antes|mas temprano|mais cedo|earlier|early|before|sooner)"
_GAP = r"(?:\W+(?!no\b|nao\b|not\b)\w+){0,3}?\W+"
_EDGE = re.compile(rf"\b(?:(?P<arriving>{_ARRIVING})|{_LEAVING})\b{_GAP}{_N} {_UNIT} (?:{_LATER}|{_EARLIER})\b")
_LONGER = re.compile(
    rf"(?<![\w/])(?:{_N} {_UNIT} (?:mas|extras?|adicional(?:es)?|a mas|a mais|mais|more|longer)\b"
    rf"(?! (?:tarde|cedo|ou? menos|or less))"
    rf"|{_N.replace('<n>', '<m>')} (?:mas|mais|more|extra|additional|further) {_UNIT}"
    rf"|(?:mas|mais|extra) {_N.replace('<n>', '<k>')} {_UNIT}|(?P<another>otra|outra|another|an extra) {_UNIT}"
    rf"|\b(?:alarg|extend|extiend|prolong|ampli|estend)\w*\b(?:(?! (?:a|hasta|para|ate) )[^.?!0-9]){{0,30}}?"
    rf" {_N.replace('<n>', '<h>')} {_UNIT}"
    rf"|(?:agreg|anad|sum|adicion|acrescent|add|aument)\w*"
    rf" {_N.replace('<n>', '<j>')} {_UNIT}"
    rf"|\b(?:extend|prolong|lengthen)\w*\b[^.?!]{{0,40}}? by {_N.replace('<n>', '<i>')} {_UNIT})"
)
_SHORTER = re.compile(
    rf"(?<![\w/])(?:{_N} {_UNIT} (?:menos|a menos|less|fewer)\b|(?:menos|one less) {_N.replace('<n>', '<m>')} {_UNIT}"
    rf"|{_N.replace('<n>', '<k>')} (?:less|fewer) {_UNIT}"
    rf"|(?:quit|sac|saqu|rest|tir|remov|drop)\w* {_N.replace('<n>', '<j>')} {_UNIT})"
)

_EARLIER_STAY = r"(?:adelant\w+|antecip\w+|adiant\w+|bring(?:ing)? forward)"
_WHOLE = re.compile(
    rf"\b(?:(?P<forward>{_EARLIER_STAY})|(?:atras\w+|retras\w+|pospon\w+|posterg\w+|aplaz\w+|adiar|delay\w*"
    rf"|postpone\w*))"
    rf"\b{_GAP}(?:(?P<arriving>llegada|chegada|arrival|entrada)|(?P<leaving>salida|saida|departure))?\W*"
    rf"(?:(?:en|em|by|por|reserva|reservacion|estadia|estancia|viagem|viaje|booking|reservation|stay|trip)\W+)*"
    rf"{_N} (?:{_UNIT}|(?P<week>{_WEEK}))\b"
)
_MOVE = (
    r"\b(?:pas(?:ar|e|en|o)\w*|passar|mud\w+|troc\w+|alter\w+|remarc\w+|reagend\w+|jog(?:ar|a)|empurr\w+|transfer\w+"
    r"|cambi\w+|mover\w*|muev\w+|correr\w*|move|mov(?:e|ing)|chang\w+|shift|push|switch)\b"
)
_WEEK_ON = re.compile(
    rf"{_MOVE}[^.?!]{{0,60}}?\b(?P<after>semana (?:seguinte|siguiente|posterior)|following week|week after"
    rf"|{_N} {_WEEK} (?:{_LATER}|(?:pra|para|mais para|mais pra|a) (?:a )?frente))\b"
)


_MOVES = r"(?:mov|push|shift|bump|put|swap|switch|chang|postpon|delay|reschedul)(?:e|ing)?"
_PUSHED = re.compile(
    rf"\b{_MOVES}(?: (?:it|that|them|everything|(?:my|our|the) \w+))?(?P<back> back| out)?(?: by)? {_N}"
    rf" (?P<unit>weeks?|fortnights?|{_UNIT})(?P<after> (?:later|back|earlier|sooner))?\b"
)
_WEEKS = {"week": 7, "fortnight": 14}


class Shift(NamedTuple):
    """`edge` is arrival, departure or stay, which is both; `days` forward, or back where negative."""

    edge: str
    days: int
    span: Span

    def __str__(self) -> str:
        return f"{self.edge}{self.days:+d}"


def find(folded: str) -> Shift | None:
    if (said := _PUSHED.search(folded)) and (said["back"] or said["after"]):
        earlier = said["after"] in (" earlier", " sooner")
        days = _value(said) * _WEEKS.get(said["unit"].removesuffix("s"), 1)
        return Shift("stay", -days if earlier else days, said.span())
    if said := _WHOLE.search(folded):
        edge = "arrival" if said["arriving"] else "departure" if said["leaving"] else "stay"
        days = _value(said) * (7 if said["week"] else 1)
        return Shift(edge, -days if said["forward"] else days, said.span())
    if said := _WEEK_ON.search(folded):
        return Shift("stay", 7 * (_value(said) if said["n"] else 1), said.span("after"))
    if said := _EDGE.search(folded):
        days = _value(said) if said["later"] else -_value(said)
        return Shift("arrival" if said["arriving"] else "departure", days, said.span())
    if said := _LONGER.search(folded):
        return Shift("departure", _value(said), said.span())
    if said := _SHORTER.search(folded):
        return Shift("departure", -_value(said), said.span())
    return None


def _value(said: re.Match[str]) -> int:
    groups = said.groupdict()
    number = next((value for name in "nmkjih" if (value := groups.get(name))), "1")
    return int(number) if number.isdigit() else _NUMBERS[number]
