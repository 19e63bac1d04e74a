"""Which room: its number, words for its type, or the n-th of the options shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from messaging.nlu.text import Span, fold, plain
from messaging.nlu.text import words as listed

_NUMBERED = re.compile(
    r"\b(?:habitacion|hab\.?|room|quarto|cuarto|unidad|apartamento|apto|apartment)"
    r" ?(?:(?:numero|number|num\.?|nro\.?|no\.?|n[o°]|#) ?)?"
    r"(?P<room>[a-z]{0,4}-?[0-9]{1,5}[a-z]?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w/-])"
    r"(?! ?(?:personas?|pessoas?|people|adult|noches?|noites?|nights?|(?:al?|to|ate|hasta|until|-|y|and) ?[0-9]))"
    r"(?! (?:de |of )?(?:ene|feb|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec))"
)
_BARE_NUMBER = re.compile(r"^\W*(?:(?:quiero|dame|prefiero|me quedo con|reserva(?:r|me)?|i'll take|quero|fico com) )?"
                          r"(?:la|the|a|o) (?P<room>[0-9]{3,4})\W*(?:por favor|please)?\W*$")  # fmt: skip
# How guests call a room where the hotel's own names are not known.
TYPE_WORDS = (
    "doble superior", "doble estandar", "doble", "dobles", "individual", "sencilla", "simple", "single", "double",
    "twin", "triple", "cuadruple", "quadruple", "quadruplo", "familiar", "family", "matrimonial", "king", "queen",
    "suite", "junior suite", "estudio", "studio", "estandar", "standard", "superior", "deluxe", "duplo", "dupla",
    "triplo", "solteiro", "casal", "dormitorio", "dorm", "apartamento", "loft", "penthouse", "presidencial",
)  # fmt: skip
_TYPE = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, TYPE_WORDS), key=len, reverse=True)) + r")s?\b")
_NOT_TYPES = re.compile(
    r"\b(?:cama(?:s)? (?:doble|matrimonial|individual|king|queen)\w*|(?:double|single|twin|king|queen) beds?"
    r"|simple pregunta|double check|um casal|casal com|casal e|un familiar|family of"
    r"|familia|familias|families|family (?:trip|holiday)|camas? (?:de )?(?:casal|solteiro))\b"
)

_RATHER = re.compile(r"\b(?:mejor|melhor|rather|instead|better)\b")
_ABOUT_ROOMS = re.compile(r"\b(?:habitacion(?:es)?|habs?|cuartos?|quartos?|rooms?|dobles?|doubles?|duplo|suites?)\b")
# Words of a type's name that any message may have.
_COMMON = listed(
    """con con com sem sin the with and for del para por una uno las los dos que and habitacion habitaciones cuarto
    cuartos quarto quartos room rooms bed beds cama camas baño bano banheiro bath bathroom grande big large small new
    mas non one two tres dois hotel piso floor private privado privada persona personas pessoas people normal"""
)

_ORDINALS = {
    1: "primera|primero|primer|first|frist|fisrt|firts|1st|primeira|primeiro|1a|1o|1ra|1ro|1era"
    "|top(?= (?:one|option)\\b)",
    2: "segunda|segundo|second|2nd|2a|2o|2da|2do",
    3: "tercera|tercero|tercer|third|3rd|terceira|terceiro|3a|3o|3ra|3ro",
    4: "cuarta|cuarto|fourth|4th|quarta|4a|4o|4ta|4to",
    5: "quinta|quinto|fifth|5th|5a|5o|5ta|5to",
    -1: "ultima|ultimo|last",
}
_NAMES = {
    1: "una|uno|uma|um|one",
    2: "dos|two|dois|duas",
    3: "tres|three",
    4: "cuatro|four|quatro",
    5: "cinco|five",
    6: "seis|six",
    7: "siete|sete|seven",
    8: "ocho|oito|eight",
    9: "nueve|nove|nine",
    10: "diez|dez|ten",
}
_NOUN = "opcion|option|opcao|alternativa|habitacion|room|one|choice|oferta|offer|de la lista|quarto|suite"
_OPTION = re.compile(
    r"\b(?:opcion|option|opcao|alternativa|choice|numero|number|nro|la n[o°]|#) ?#?(?P<n>10|[1-9]|"
    + "|".join(_NAMES.values())
    + r")\b(?![0-9/-])"
)
_NOT_OPTIONS = (
    r"(?! ?-?(?:de|of|semana|quincena|fin|finde|weekend|vez|piso|noche|dia|time|week|floor|night|feira|names?))"
)
_NTH = {
    n: re.compile(rf"\b(?:la|el|the|a|o|esa|that)? ?(?:{spelled})(?P<noun> (?:{_NOUN}))?\b{_NOT_OPTIONS}")
    for n, spelled in _ORDINALS.items()
}
_TAKING = (
    r"\W*(?:(?:mejor|melhor|rather|no|quiero|prefiero|quero|prefiro|i want|i'll take|take|me quedo con"
    r"|(?:nos )?quedamos con|dame|fico com|si|sim|yes|okay|ok|pode ser|puede ser"
    r"|bueno|perfecto|perfeito|perfect|beleza|entonces|entao|pues|listo|genial"
    r"|i prefer|let's go with|i'll go with|great|vou querer|vou de|me gusta|gostei d|vamos con|con|com|seria"
    r"|dale|va|vale|sale|me (?:late|sirve|llevo|la llevo|agrada)|nos (?:late|sirve|gusta|llevamos)|elijo|escojo"
    r"|elegimos"
    r"|tomo|tomamos|(?:apart|reserv|agend|pon|anot|apunt|guard)[ae]?(?:me|nos)|hola|y|seria"
    r"|vou (?:ficar|querer|na|no|nessa?|de)|vai(?: ser)?|vamos (?:de|na|no|ficar com)|bora(?: (?:de|na|no))?|fica"
    r"|fecha(?:r|mos)?|pode (?:fechar|reservar|separar|guardar)|reserva|me (?:ve|da)|manda|separa|guarda|pega|opa|ah"
    r"|acho que|gostaria d)\W+){0,4}"
    r"(?:(?:quiero )?reserv(?:ar|a|o|ame|e) )?"
    r"(?P<article>(?:la|el|the|a|o) )?(?:numero |number |no\. ?)?"
)
_FITS = (
    r"(?:\W*(?:esta|es|nos|me|va|viene|parece|queda|sirve|gusta|bien|perfect[ao]|genial|dale|va|vale|ok|si|entonces"
    r"|pues|mejor|porfi?s?|pl[sz]|cheers|mate"
    r"|porfa|por favor|please|gracias|nomas|fica|esta bom|is fine|is good"
    r"|entao|mesmo|ai|sim|pode ser|pra mim|para mim|ta bom|pfv?|obrigad[oa]|obg|valeu|then|thanks)\b){0,4}\W*"
)
_BARE = {n: re.compile(rf"{_TAKING}(?P<n>{n}|{spelled}){_FITS}") for n, spelled in _NAMES.items()}
_TAKEN = re.compile(
    r"\b(?:(?:me quedo|nos quedamos) con|quiero|queremos|prefiero|elijo|escojo|tomo|apartame|reservame|me llevo)"
    r" la (?:opcion |numero )?(?P<n>10|[1-9])(?![\w/:-]|[.,][0-9]| (?:noches?|personas?|de)\b)"
)
_CHOOSING = re.compile(
    r"\b(?:quedo|quedamos|prefiero|preferimos|elijo|escojo|opto|optamos|llevo|llevamos|apartame|reservame|late|fico"
    r"|prefiro|escolho|take|choose|prefer)\b(?: (?:con|por|com|with))? ?$"
)
_NO_SUCH = re.compile(rf"{_TAKING}(?P<n>0|1[1-9]|[2-9][0-9]){_FITS}")
"""Figures no list has: the answer is the list again. "El 15" is rather a day."""
_CHEAPEST = re.compile(
    r"\b(?:la|el|lo|n?[oa]|the) (?:tarifa |opcion |opcao |option )?(?:(?:mas|mais) (?:barat[ao]|economic[ao]"
    r"|em conta)|barat[ao]|cheapest|cheaper one)\b"
    r"|\b(?:la|el|a|o) (?:que (?:menos|mas barat\w+)|menos car[ao])\b"
    r"|^\W*(?:just )?(?:your )?cheap(?:est|er)(?: (?:one|option|room|rate))?\b(?! (?:for|from|in|on)\b)"
    r"|\b(?:which|what) ?(?:ever)?(?: one)?(?:'?s| is)? (?:the )?cheap(?:est|er)\b"
)
_PIECE = re.compile(r"[^,.;!\n]+")
_OF_TYPE = re.compile(r"\b(?:(?:mas|mais) (?:barat[ao]|economic[ao]|em conta)|cheap(?:est|er)|least expensive)\b")
_THE_OTHER = re.compile(
    rf"{_TAKING}(?:otra|otro|outra|outro|other)(?: (?:one|opcion|option|opcao|tarifa|rate))?{_FITS}"
)
OTHER = -2
_SHORT = 6
"""Words. "La segunda" in a longer message is something else."""


def is_cheapest(folded: str) -> bool:
    """Beside a type of room also without an article: "cheapest double", "la doble más barata"."""
    return _CHEAPEST.search(folded) is not None or _OF_TYPE.search(folded) is not None


def without_cheapest(folded: str) -> str:
    """ "La más económica" is no rate that is called so."""
    return _CHEAPEST.sub(lambda said: "#" * len(said.group()), folded)


def number(folded: str) -> re.Match[str] | None:
    return _NUMBERED.search(folded) or _BARE_NUMBER.search(folded)


def of_type(text: str, folded: str, room_types: Mapping[str, Sequence[str]], shown: bool = False) -> str:
    """The code of the hotel's room type whose name is said, else the words for a type; after "mejor" if it is there."""
    if turn := list(_RATHER.finditer(folded)):
        at = turn[-1].end()
        if better := _named(text[at:], folded[at:], room_types, shown):
            return better
    return _named(text, folded, room_types, shown)


def _named(text: str, folded: str, room_types: Mapping[str, Sequence[str]], shown: bool) -> str:
    """The longest full name, else a word of one type only: where rooms are spoken of."""
    words = f" {plain(_NOT_TYPES.sub(' ', folded))} "
    names = [(name, code) for code, aliases in room_types.items() for name in _names(code, tuple(aliases))]
    for name, code in sorted(names, key=lambda pair: -len(pair[0])):
        if f" {name} " in words:
            return code
    if (shown or _ABOUT_ROOMS.search(folded)) and (only := _only_one(words.split(), names)):
        return only
    match = _TYPE.search(_NOT_TYPES.sub(lambda m: "#" * len(m.group()), folded))
    if match is None:
        return ""
    codes = {code for name, code in names if match.group().removesuffix("s") in name.split()}
    return codes.pop() if len(codes) == 1 else text[match.start() : match.end()]


def _only_one(said: list[str], names: Sequence[tuple[str, str]]) -> str:
    """The type that alone has one of the words said in its names; a plural s does not count."""
    codes: dict[str, set[str]] = {}
    for name, code in names:
        for word in name.split():
            if len(word) >= 3 and word not in _COMMON:
                codes.setdefault(word.removesuffix("s"), set()).add(code)
    found = {next(iter(of)) for word in said if len(of := codes.get(word.removesuffix("s"), set())) == 1}
    return found.pop() if len(found) == 1 else ""


@cache
def _names(code: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Folded names, with and without the word for room and a plural s."""
    full = [plain(fold(name)) for name in (code, *aliases)]
    short = [re.sub(r"^(?:habitacion|cuarto|quarto|room) | (?:room|habitacion|quarto)$", "", name) for name in full]
    return tuple({form for name in (*full, *short) if name for form in (name, f"{name}s")})


def choice(folded: str, *, shown: bool, awaited: bool, narrowed: bool = False) -> tuple[int, Span] | None:
    """The n-th option, -1 the last. "La segunda" only where options were shown, "2" where one is awaited.

    `narrowed`: a room type or a rate was said too, so "the cheapest" is not the cheapest of all.
    """
    if option := _OPTION.search(folded):
        said = option["n"]
        return int(said) if said.isdigit() else _number(said), option.span()
    words = len(plain(folded).split())
    for n, pattern in _NTH.items():
        said = pattern.search(folded)
        named = said and (said["noun"] or _CHOOSING.search(folded[: said.start()]))
        if said and (said["noun"] or shown) and words <= (2 * _SHORT if named else _SHORT):
            return n, said.span()
    if shown and not narrowed and words <= _SHORT and "?" not in folded and (cheapest := _CHEAPEST.search(folded)):
        return 1, cheapest.span()  # options are shown cheapest first
    return _bare_choice(folded, awaited=awaited) if shown else None


def _number(said: str) -> int:
    return next(n for n, names in _NAMES.items() if said in names.split("|"))


def _with_article(pattern: re.Pattern[str], piece: str) -> bool:
    said = pattern.fullmatch(piece.strip())
    return said is not None and bool(said["article"])


def _bare_choice(folded: str, *, awaited: bool) -> tuple[int, Span] | None:
    """ "2" where an option is awaited; later on, after something was chosen, only "la 2"."""
    if taken := _TAKEN.search(folded):
        return int(taken["n"]), taken.span("n")
    if (other := _THE_OTHER.fullmatch(folded)) and other["article"]:
        return OTHER, other.span()
    for n, pattern in _BARE.items():
        said = pattern.fullmatch(folded)
        if said and (awaited or said["article"]):
            return n, said.span("n")
    pieces = list(_PIECE.finditer(folded))
    if awaited and len(pieces) > 1 and "?" not in folded:
        in_pieces = [(n, piece) for piece in pieces for n, pattern in _BARE.items() if _with_article(pattern, piece[0])]
        if len(in_pieces) == 1:
            n, piece = in_pieces[0]
            return n, piece.span()
    said = _NO_SUCH.fullmatch(folded)
    if said and awaited and (said["article"] or "la").strip() not in ("el", "o"):
        return int(said["n"]), said.span("n")
    return None
