"""Who travels: adults and children with their ages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from messaging.nlu import family
from messaging.nlu.text import Span, mask
from pms.terms import Party

UNKNOWN_AGE = 10
"""Stands for a child whose age was not said: one that needs a bed and, in most hotels, pays."""
MOST = 500

_NUMBERS = {
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "um": 1, "uma": 1, "dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8,
    "nove": 9, "dez": 10, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "otro": 1, "otra": 1, "outro": 1, "outra": 1, "another": 1,
    "once": 11, "doce": 12, "onze": 11, "doze": 12, "eleven": 11, "twelve": 12,
    "mi": 1, "meu": 1, "minha": 1, "my": 1,
    "nuestro": 1, "nuestra": 1, "nosso": 1, "nossa": 1, "our": 1,
}  # fmt: skip
_ARTICLES = {"un", "una", "um", "uma", "a", "an", "mi", "meu", "minha", "my", "our"}
_COUNTING = [word for word in _NUMBERS if word not in _ARTICLES and not word.startswith(("nues", "nos", "o", "an"))]
_COUNTING += ["ocho", "oito", "one"]
_N = r"(?P<n>[0-9]{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_BETWEEN = (
    r"(?: (?:solo|so|only|grown|mas|mais|more|otros|pequen[oa]s?|little|young|small|single|de los|hijos|filhos))?"
)
_PEOPLE = (
    r"(?:personas?|pers|pessoas?|people|ppl|persons?|pax|huespedes|hospedes?|guests?|pasajeros?"
    r"|passageiros?|passengers?"
    r"|alumn[oa]s|alunos|estudiantes|estudantes|students|invitados|convidados|jugadores|jogadores|empleados"
    r"|funcionarios)\b"
)
_ADULT = (
    r"(?:adult[oae]?s?|adutos?|mayores|grown[- ]?ups?|oldies|amig[oa]s|friends|mates|pals|buddies|lads|ladies"
    r"|gals|adulst?os?|hombres?|mujeres|homens"
    r"|mulheres)\b"
)
_CHILD = (
    r"(?:nin[oa]s?|ninit[oa]s?|nen[eai]s?|nenit[oa]s?|chicos|chiquit[oa]s?|hij[oa]s?|hijit[oa]s?|menor(?:es)?"
    r"|pequen[oa]s?|peques?|crios?|chaval(?:es)?|criancas?|filh[oa]s?|filhinh[oa]s?|menin[oa]s?|child(?:ren)?|childs"
    r"|little ones|kiddos?|bairns?|kids?|sons?|daughters?|boys?|girls?|minors?|adolescentes?|teen(?:ager)?s?)\b"
)
_BABY = r"(?:bebes?|bebit[oa]s?|baby|babies|infants?|toddlers?|nenem|bebezinho)\b"
_AGE = (
    r"(?:18(?= ?me?s)|1[0-7]|[0-9]|un|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|um|dois|quatro|sete|oito"
    r"|nove|dez|one|two|three|four|five|six|seven|eight|nine|ten|once|doce|onze|doze|eleven|twelve)"
)
_UNIT = r"(?: ?(?:anos|anios|ano|anitos|aninhos|years?|yrs?|yo|y/o|meses|mes|months?)(?:[ -]?olds?)?)"
_JOIN = r"(?: ?, ?(?:y|e|and|de)? ?| ?(?:y|e|and|&|/|-) ?(?:de |otro de |otra de |outro de |outra de )?)"
_AGES_AFTER = re.compile(
    rf" ?(?P<open>[,(:]?) ?(?P<intro>(?:que )?"
    rf"(?:de|of|con|com|aged?|ages|edad(?:es)?|idades?|tiene|tienen|tem|have|(?:who )?(?:is|are)|who'(?:s|re))"
    rf"(?: (?:de|edad|edades|idade|ages))? )?(?P<ages>{_AGE}{_UNIT}?(?:{_JOIN}{_AGE}{_UNIT}?(?![a-z0-9/]"
    rf"|-[0-9])){{0,5}})"
    rf"(?P<unit>{_UNIT})?\)?(?![a-z0-9/])"
    r"(?! ?(?:noches?|noites?|nights?|nites?|al? [0-9]|to [0-9]"
    r"|(?:de |of )?(?:ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dec|dez)))"
)
_AGE_BEFORE = re.compile(
    rf"(?<![\w])(?P<n>{_AGE})[ -]?(?P<unit>years?|yrs?|y|months?|mo)[ -]?(?:olds?|o)\b(?: {_CHILD})?"
)
# "The kids are 4 and 8": as many as their ages.
_THE_CHILDREN = re.compile(
    r"\b(?:(?:the|our|my|with|los|las|mis|nuestr[oa]s|con|os|as|meus|minhas|noss[oa]s|com) )?"
    r"(?P<what>(?P<baby>babies)|kids|children|boys|girls|sons|daughters|(?:the )?little ones?|our (?:son|daughter"
    r"|boy|girl)"
    r"|nin[oa]s|hij[oa]s|nen[ea]s|peques|criancas|filh[oa]s|menin[oa]s)\b"
)
_ONE_AGE = re.compile(rf"(?<!\w)(?P<n>{_AGE})(?P<unit>{_UNIT})?(?!\w)")
_COUNTED = re.compile(
    rf"(?<![\w/.,-]){_N}{_BETWEEN} ?(?P<what>(?P<people>{_PEOPLE})|(?P<adult>{_ADULT})|"
    rf"(?P<baby>{_BABY})|(?P<child>{_CHILD}))"
)

# Nothing that makes the number a date or a length of stay may follow.
_NOT_DATE = (
    r"(?![0-9/:.-]*[0-9/:])(?! ?-? ?(?:noches?|noites?|nights?|nites?|dias?|days?|diarias?|semanas?|weeks?|mes|meses"
    r"|months?|habitacion|habs?\b|quartos?|rooms?|cuartos?|camas?|beds?|horas?|hours?|hs?\b|[ap]m\b|euros?|%|€|\$))"
    r"(?! (?:al?|to|ate|hasta|until|e|y|and|o) (?:el |the |dia )?[0-9])"
    r"(?! (?:de |of )?(?:ene|feb|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)[a-z]*\b)"
)
_SAYING = re.compile(
    r"(?<!\w)(?P<how>somos(?: solo| unos| so| em| en)?|seremos|seriamos|vamos(?: a ser| solo| so)?|iremos"
    r"|we are|we're|there are|there's"
    r"|there will be|there'll be|it's|party of|group of|family of|grupo de|familia de|estamos|vamos ser|we will be"
    r"|for|para|pra|p/|pa|xa|x|just|nosotros|nos)"
    rf" (?P<n>[0-9]{{1,3}}|{'|'.join(_COUNTING)})(?!\w){_NOT_DATE}(?: of us| de nosotros| adult[oa]?s)?"
    r"|(?<!\w)(?P<m>[0-9]{1,2}|two|three|four|five|six|dos|tres|cuatro|cinco) (?:of us|de nosotros)\b"
)
_ALONE = re.compile(
    r"\b(?:solo (?:yo|para mi|una persona)|yo (?:solo|sola)|just (?:me|myself)|only me"
    r"|(?:for )?me only|myself only|(?:a )?single person|(?:so|apenas) eu|eu sozinh[oa]"
    r"|viajo sol[oa]|voy sol[oa]|para mi sol[oa]|sozinh[oa]|by myself|on my own|for myself|travell?ing alone"
    r"|para una sola persona|(?:individual|single|sencilla|simple|solteiro) (?:para mim?|for me)|so para mim"
    r"|somente eu)\b"
)
_PARTNER = (
    "missus|fella|hubby|other half|better half|gf|bf|fiancee?|spouse"
    "|pareja|mujer|esposa|esposo|marido|novi[oa]|mulher|namorad[oa]|wife|husband|partner|girlfriend|boyfriend"
)
_RELATIVE = (
    f"{_PARTNER}|madre|padre|mama|papa|hermano|hermana|amigo|amiga|mae|pai|irmao|irma|mother|father|mum|mom|dad"
    "|sister|brother|friend|mate|pal|buddy|bestie"
)
_LEFT = re.compile(
    r"\b(?:dej|encarg|consult|habl|platic|charl|pregunt|se qued|deix|fal|leav|ask|talk)\w*(?: \w+){0,2}"
    r" (?:con|al?|com|with|to) (?:mis?|meus?|minhas?|my) \w+"
)
"""Who is asked, or left the dog with, does not travel."""
_COUPLE = re.compile(
    r"\b(?:pareja(?= ?\+)|casal(?= ?\+)|couple(?= ?\+)|una pareja|mi pareja y yo|en pareja|pareja con"
    r"|un matrimonio|matrimonio con|um casal|casal com|casal e"
    r"|a couple(?! (?:of|more|nights|days))|couple with|somos pareja"
    rf"|(?:con mi|com minha|com meu|with my|voy con mi) (?:{_PARTNER})"
    rf"|(?:mi|minha|meu|my) (?:{_RELATIVE}) (?:y|e|and) (?:yo|eu|i|me|myself)"
    rf"|(?:yo|eu|me|myself|i) (?:y|e|and|&) (?:mi|minha|meu|my|the) (?:{_RELATIVE})"
    rf"|(?:the|my|mi|minha|meu) (?:{_RELATIVE}) (?:&|and) (?:me|i|myself)|^\W*(?:wife|husband|hubby) (?:&"
    rf"|and) (?:me|i))\b"
)
_ME_TOO = re.compile(
    r"\b(?:y yo|e eu|and (?:i|me|myself))\b|\b(?:yo y|eu e|(?:me|myself|i) and) (?=mi|mis|meu|minha|my)"
)
_FOR_ME_TOO = re.compile(
    r"\b(?:para mim? (?:y|e)|for (?:me|myself) and) |\b(?:viajo|voy|ire|iria|viajare|viajaria) (?:sol[oa] )?con mis? "
    r"|\b(?:viajo|vou|irei|iria) (?:sozinh[oa] )?com (?:meus?|minhas?) |\bi(?:'m| am|'ll be) travell?ing with my "
)
_PLUS = re.compile(r"(?<![\w/.,+-])(?P<adults>[1-6]) ?\+ ?(?P<children>[1-4])(?![\w/.,+-])")
_THE_CHILD = re.compile(
    rf"(?:\b(?:la|el|the) |\+ ?)(?P<what>(?P<baby>bebe|bebit[oa]|baby)|(?:nen[ea]|nin[oa]|hij[oa]|menin[oa]|filh[oa]"
    rf"|crianca|kid|child|son|daughter))\b(?=(?: de| \(|,)? ?{_AGE}\b)"
)
_AGES_ALONE = re.compile(rf"{_CHILD}|\b(?:uno|una|otro|otra|outro|outra|tienen|tem|anos|years?|aged?|ages|edades)\b")
_ANY_AGE = re.compile(rf"(?<![\w/-])(?!un\b|uno\b|um\b|one\b)(?P<n>{_AGE})(?P<unit>{_UNIT})?(?![\w/-])")
_ALL_OF_AN_AGE = re.compile(
    r"\b(?:(?:los|las|os|as) (?:dos|tres|cuatro|dois|duas|quatro)|(?:the )?(?:two|three) of them|ambos|ambas|both|all"
    r"|todos|todas|cada un[oa]|gemel[oa]s|mellizos|gemeos|twins)\b"
)
_IN_ALL = re.compile(r" ?\(?(?:in total|in all|altogether|total|all together|en total|no total|ao todo)\b")
_ADDED = re.compile(r" ?(?:y|e|and|con|com|with|mas|mais|plus|\+|&) ")

_JOINING = re.compile(
    rf"\b(?:agreg\w+|sum(?:ar|e|amos)|anad\w+|adicion\w+|acrescent\w+|inclu(?:ir|ya|a)|add(?:ing)?)(?: \w+)? {_N} "
    rf"(?:{_PEOPLE}|{_ADULT})|(?<![\w/.,-])(?:{_N.replace('<n>', '<m>')} (?:{_PEOPLE}|{_ADULT})"
    rf" (?:mas|mais|more|extra)\b|\b(?:somos|seremos|vamos|viene) {_N.replace('<n>', '<j>')} mas\b(?! (?:de|que))"
    rf"|{_N.replace('<n>', '<k>')} (?:more|extra|additional) (?:{_PEOPLE}|{_ADULT}))"
)


@dataclass(frozen=True)
class PartySaid:
    party: Party | None = None
    spans: tuple[Span, ...] = ()
    ageless: int = 0
    """How many of the children came without an age."""


@dataclass
class _Count:
    adults: int = 0
    children: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    people: int = 0
    """Of any age: "4 personas"."""
    ageless: int = 0
    in_all: bool = False
    others: bool = False
    """The children come on top of the people: "2 personas y un bebé"."""


def find(folded: str, *, before: Party | None = None, expected: bool = False) -> PartySaid:
    """The party a message names, and where.

    Children alone join the adults said `before`. `expected`: the dialogue asked how many.
    """
    if joining := _JOINING.search(folded):
        # "One person more": than whom, only the dialogue knows.
        more = _value(next(said for name in "nmkj" if (said := joining[name])))
        return PartySaid(before and Party(before.adults + more, before.children), (joining.span(),))
    folded = mask(folded, [left.span() for left in _LEFT.finditer(folded)])
    count = _counted(folded)
    rest = mask(folded, count.spans)
    if before and not count.spans and (ages := _ages_alone(folded, before, expected=expected)):
        return PartySaid(Party(before.adults, tuple(ages)), ((0, len(folded)),))
    kin, spans = family.adults(rest, folded, count.adults)
    if kin and not (count.people or count.in_all):
        count.adults = kin
        count.spans += spans
    elif couple := _COUPLE.search(rest):
        count.adults += 0 if count.adults > 1 else 2  # "somos tres: mi madre, mi hermana y yo" names them again
        count.spans.append(couple.span())
    elif not count.adults and (alone := _ALONE.search(rest)):
        count.adults += 1
        count.spans.append(alone.span())
    elif not count.adults + count.people and (saying := _SAYING.search(rest)):
        _say(count, saying, rest)
    elif count.children and not count.adults and (_ME_TOO.search(rest) or _FOR_ME_TOO.search(folded)):
        count.adults += 1
    elif expected and not count.spans and (number := re.fullmatch(rf"\W*{_N}\W*", folded)):
        count.adults = _value(number["n"])
        count.spans.append(number.span("n"))
    return _party(count, before)


def _party(count: _Count, before: Party | None) -> PartySaid:
    adults = count.adults
    if not adults and count.people:
        adults = count.people if count.others else max(count.people - len(count.children), 1)
    if not adults and count.children:
        adults = (before or Party()).adults
    if not 0 < adults <= MOST or len(count.children) > MOST:
        return PartySaid(spans=tuple(count.spans))
    return PartySaid(Party(adults, tuple(count.children)), tuple(count.spans), count.ageless)


def _say(count: _Count, saying: re.Match[str], rest: str) -> None:
    """ "Somos 4: dos niños …" counts everyone, "para 2 y un bebé" adds; "para 20" is rather a day."""
    value, how = _value(saying["n"] or saying["m"]), saying["how"] or ""
    if value > 12 and how in ("for", "para", "pra", "p/", "pa", "xa", "x", "just"):
        return
    told = how.startswith(("somos", "we", "there are", "there's")) or saying.group().endswith(("of us", "de nosotros"))
    everyone = how.startswith("famil") or (told and not _ADDED.match(rest, saying.end()))
    count.adults = value - len(count.children) if everyone and value > len(count.children) else value
    count.spans.append(saying.span())


def _counted(folded: str) -> _Count:
    count = _Count()
    end = 0
    for match in _COUNTED.finditer(folded):
        if match.start() < end:
            continue
        number, end = _value(match["n"]), match.end()
        if match["people"]:
            count.people += number
            count.others |= _ADDED.match(folded, end) is not None
        elif match["adult"]:
            count.in_all = _IN_ALL.match(folded, end) is not None
            count.adults = number if count.in_all else count.adults + number
        else:
            ages, end, ageless = _ages(folded, match, number)
            count.children += ages
            count.ageless += ageless
        count.spans.append((match.start(), end))
    for match in _THE_CHILD.finditer(mask(folded, count.spans)):
        ages, end, ageless = _ages(folded, match, 1)
        count.children += ages
        count.ageless += ageless
        count.spans.append((match.start(), end))
    if not count.spans and (plus := _PLUS.search(folded)):
        count.adults, count.ageless = int(plus["adults"]), int(plus["children"])
        count.children = [UNKNOWN_AGE] * count.ageless
        count.spans.append(plus.span())
    for match in _THE_CHILDREN.finditer(mask(folded, count.spans)):
        ages, end, ageless = _ages(folded, match, 0)
        count.children += ages
        count.spans += [(match.start(), end)] if ages else []
    for match in _AGE_BEFORE.finditer(mask(folded, count.spans)):
        count.children.append(_value(match["n"]) // (12 if match["unit"].startswith("mo") else 1))
        count.spans.append(match.span())
    return count


def _ages(folded: str, match: re.Match[str], number: int) -> tuple[list[int], int, int]:
    """The ages of so many children, where they end, and how many were not said. A baby is 0."""
    said = _AGES_AFTER.match(folded, match.end())
    ages = [_years(age) for age in _ONE_AGE.finditer(said.group())] if said else []
    # "Dos nenes 4 y 7": as many figures as children.
    all_said = len(ages) == number > 1
    named = bool(said and (all_said or said["intro"] or said["open"] == "(" or re.search(_UNIT, said.group())))
    if not said or not named or number > MOST:
        count = min(number, MOST)
        return [0 if match["baby"] else UNKNOWN_AGE] * count, match.end(), 0 if match["baby"] else count
    missing = max(number - len(ages), 0)
    if len(ages) == 1:
        return ages * max(number, 1), said.end(), 0
    return ages + [UNKNOWN_AGE] * missing, said.end(), missing


def _ages_alone(folded: str, before: Party, *, expected: bool) -> list[int]:
    """ "Uno de 3 y otro de 14", for children whose ages were not said."""
    if UNKNOWN_AGE not in before.children or not (expected or _AGES_ALONE.search(folded)):
        return []
    ages = [_years(age) for age in _ANY_AGE.finditer(_ALL_OF_AN_AGE.sub(" ", folded))]
    if len(ages) == 1 and _ALL_OF_AN_AGE.search(folded):
        return ages * len(before.children)
    return ages if len(ages) == len(before.children) else []


def _years(age: re.Match[str]) -> int:
    value = _value(age["n"])
    return value // 12 if age["unit"] and age["unit"].strip().startswith(("mes", "month")) else value


def _value(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said]
