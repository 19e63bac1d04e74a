"""Which rate plan: by a word only one plan has, or a wish for breakfast or a free cancellation; and how many rooms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from messaging.nlu.text import Span, fold, plain, words

BREAKFAST, REFUNDABLE, NON_REFUNDABLE = "+breakfast", "+refundable", "+nonrefundable"

# Words of many plans' names, or of wishes: none of them names one plan.
_COMMON = words(
    """
    tarifa tarifas rate rates plan planes precio preco price con con com with sin sem without the del para por solo so
    only room habitacion quarto alojamiento hospedagem accommodation incluido incluida incluso included desayuno
    breakfast cafe manha reembolsable reembolsavel refundable cancelable cancelacion cancelamento cancellation gratis
    gratuita gratuito free non nao not hotel noche night noite semana week fin best mejor melhor especial special
    """
)
_NOT_REFUNDABLE = re.compile(r"\b(?:no|non|not|nao) ?-? ?(?:reembols\w+|refundable|cancel\w+)")
_BREAKFAST = re.compile(
    r"\b(?:con|incluyendo|que (?:incluy[ae]|teng[ao]|tiene|llev[ae]|tra[eiy]g?a?)|mas|y) (?:el )?desayuno|\b(?:com"
    r"|incluindo|mais) (?:o )?cafe (?:da|de) manha"
    r"|\bcom cafe\b|\b(?:with|including|plus|and) breakfast|\bbreakfast (?:rate|included)\b(?! ?\?)"
    r"|\bdesayuno incluido\b(?! ?\?)|\bcafe da manha (?:incluido|incluso)\b(?! ?\?)"
)
_REFUNDABLE = re.compile(
    r"\b(?:reembolsables?|reembolsave(?:l|is)|refundable|cancelables?|cancelave(?:l|is)|cancellable)\b"
    r"|\bcon (?:posibilidad de |opcion de )?cancelacion\b"
    r"|\b(?:cancelacion|cancelamento) (?:gratis|gratuit[ao]|libre|flexible|flexivel)|\bfree cancell?ation"
    r"|\b(?:que )?(?:de|da|se pueda|se puede|pueda|posso|possa|puedo|i can) (?:pra |para )?cancel(?:ar)?$"
    r"|\b(?:the )?(?:one|rate|option) (?:that |which )?(?:you|i|we) can cancel\b|\bque (?:se )?pued[ae] cancelar\b"
    r"|\b(?:a|aquela|essa) que (?:da|de) (?:pra|para) cancelar\b"
    r"|\bcancelar (?:gratis|sin cargo|sin costo|sem custo|de graca)|\bcancel (?:for free|free of charge)"
)
_ASKING = re.compile(
    r"^\W*(?:(?:hola|oi|ola|hi|hello)\W+)?(?:puedo|puede|se puede|podemos|podria|posso|pode|podemos|da para|can|could"
    r"|is|are|does|do|hasta|ate|until|when|cuando|quando|como|how|que|what|cual|qual|which|cuanto|quanto|tiene|tem"
    r"|incluye|inclui|es|e|esta) (?!ser\b)"
)
_MANY = {
    "dos": 2, "duas": 2, "dois": 2, "two": 2, "tres": 3, "three": 3, "cuatro": 4, "quatro": 4, "four": 4,
    "cinco": 5, "five": 5, "seis": 6, "six": 6,
}  # fmt: skip
_ROOMS = re.compile(
    rf"(?<![\w/.,-])(?!dos (?:quartos|duplos)\b)(?P<n>[2-9]|[1-9][0-9]|{'|'.join(_MANY)}) (?:(?:double|single|twin"
    rf"|triple|family) )?"
    r"(?:habitacion(?:es)?|habs?\b\.?|cuartos|quartos|rooms|dobles?|individual(?:es)?|doubles|singles|suites?|triples?"
    r"|duplos"
    r"|apartamentos|apartments)\b"
)
_IN_EACH = re.compile(
    r"\b(?:in|per|for) each\b|\beach room\b|\bper room\b|\b(?:en|por|para|pra|em) cada (?:un[oa]?|uma?|habitacion"
    r"|cuarto"
    r"|quarto)\b|\bpor (?:habitacion|cuarto|quarto)\b|\b(?:en|por|em) cada\b(?=\W*$|\W*[,.;])"
)
_ONE = (
    r"(?:una?|um|uma|one|a|otra|outro|another) (?:habitacion |cuarto |quarto |room )?"
    r"(?:doble|individual|simple|sencilla|triple|matrimonial|suite|duplo|solteiro|casal|triplo|double|single|twin)\b"
    r"(?: rooms?)?"
)
_ONE_OF_A_TYPE = re.compile(_ONE)
_TYPES = (
    r"(?:dobles?|individuales|simples|sencillas|triples?|matrimoniales|suites|duplos|triplos|doubles|singles"
    r"|twins)\b"
)
_SOME = rf"(?P<n>[2-9]|{'|'.join(_MANY)}) (?:habitaciones |cuartos |quartos |rooms )?{_TYPES}"
_ANY = rf"(?:{_ONE}|{_SOME.replace('?P<n>', '?:')})"
_LISTED = re.compile(rf"(?<!\w){_ANY}(?:(?: ?, ?| (?:y|e|and|mas|plus) ){_ANY})+")
_SOME_OF_A_TYPE = re.compile(_SOME)
_PEOPLE = {"uno": 1, "um": 1, "one": 1, **_MANY}
_NUMBER = re.compile(rf"(?<!\w)(?:[1-9]|{'|'.join(_PEOPLE)})(?!\w)")


def find(folded: str, plans: Mapping[str, Sequence[str]]) -> str:
    """The code of the plan named, or a wish; nothing when the words fit several plans."""
    said = f" {plain(folded)} "
    full = {code for code, names in plans.items() for name in names if f" {plain(fold(name))} " in said}
    if len(full) == 1:
        return full.pop()
    if refused := _NOT_REFUNDABLE.search(folded):
        strict = {c for c, names in plans.items() if any(_NOT_REFUNDABLE.search(fold(name)) for name in names)}
        if len(strict) <= 1 and not _BREAKFAST.search(folded[: refused.start()]):
            return strict.pop() if strict else NON_REFUNDABLE
    codes: dict[str, set[str]] = {}
    for code, names in plans.items():
        for word in {word for name in names for word in plain(fold(name)).split()} - _COMMON:
            if len(word) >= 4:
                codes.setdefault(word, set()).add(code)
    named = {next(iter(of)) for word, of in codes.items() if len(of) == 1 and f" {word} " in said}
    if len(named) == 1:
        return named.pop()
    if _BREAKFAST.search(folded):
        return BREAKFAST
    return REFUNDABLE if _REFUNDABLE.search(folded) and not _NOT_REFUNDABLE.search(folded) else ""


def is_asked(folded: str) -> bool:
    """ "Puedo cancelar gratis" asks, also without its question mark."""
    return "?" in folded or _ASKING.match(folded) is not None


def rooms(folded: str) -> tuple[int, Span] | None:
    """How many rooms, two and more."""
    if listed := _LISTED.search(folded):
        several = sum(_count(said["n"]) for said in _SOME_OF_A_TYPE.finditer(listed.group()))
        return len(_ONE_OF_A_TYPE.findall(listed.group())) + several, listed.span()
    if said := _ROOMS.search(folded):
        return _count(said["n"]), said.span("n")
    return None


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _MANY[said]


def in_each(folded: str, people: int) -> bool:
    """ "Two rooms, two adults in each": the people said are those of one room. Not so in "we are 4, two in each"."""
    if (each := _IN_EACH.search(folded)) is None:
        return False
    before = _NUMBER.findall(folded[: each.start()])
    return not before or people == (_PEOPLE.get(before[-1]) or int(before[-1]))


def split(folded: str) -> tuple[int, ...]:
    """ "3 y 2", "dos en una y tres en la otra": how many people in each room, where just that was asked."""
    said = [_PEOPLE[word] if word in _PEOPLE else int(word) for word in _NUMBER.findall(folded)]
    return tuple(said) if len(said) > 1 else ()
