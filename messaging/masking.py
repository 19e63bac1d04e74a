"""Who said it is taken out of what was said: names, addresses, numbers become placeholders such as <name_1>.

A `Mask` is one story: the same person or number is the same placeholder throughout. What it does not know it finds
by how people write it, and hides too much rather than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from messaging.nlu.contact import CALENDAR, EMAIL, NOT_A_NAME, PARTICLES, REFERENCE, trimmed
from messaging.nlu.text import Span, clean, fold, words

KINDS = ("name", "first_name", "last_name", "email", "phone", "reference", "document", "card", "word")
MOSTLY = 0.75
"""A text with a larger share of capitals is written so, and they tell nothing."""
PLACEHOLDER = re.compile(rf"<(?P<kind>{'|'.join(KINDS)})_(?P<number>[1-9][0-9]?)>")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_AT, _DOT = r"(?: ?@ ?| ?[(\[]at[)\]] ?| (?:arroba|at) )", r"(?:\.| (?:punto|ponto|dot) )"
_SPELT_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{2,63}}(?:{_DOT}[\w-]{{2,63}}){{1,3}}", re.I)
_LINK = re.compile(
    r"(?:https?://|www\.|(?:wa|t)\.me/|(?:instagram|facebook)\.com/)\S+|(?<![\w.@])@[a-z_][\w.]{2,30}", re.I
)
_CARD = re.compile(
    r"\b[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,7}\b|\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}\b", re.I
)
_DOCUMENT = re.compile(
    r"\b(?:[xyz]-?[0-9]{7}-?[a-z]|[0-9]{8}-?[a-z]|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}|[0-9]{2}-[0-9]{7,8}-[0-9]"
    r"|[a-z]{1,3}[0-9]{6,8})\b|(?<=\b(?:dni|cpf|nie) )[0-9][0-9.\-]{5,12}[0-9]|(?<=\brg )[0-9][0-9.\-]{5,12}[0-9]",
    re.I,
)
# Neither money nor dates (20/12/2026, 20-22/12/2026, 12/12) are phone numbers.
_MONEY = re.compile(
    r"(?:[€$£]|\b(?:eur|usd|ars|brl)) ?[0-9][0-9.,]*|[0-9][0-9.,]* ?(?:[€$£]|pesos|euros?|reais|eur|usd|ars)"
)
_DAY = r"[0-9]{1,2}"
_DATE = re.compile(
    rf"(?<![0-9])(?:20[0-9]{{2}}[-/. ]{_DAY}[-/. ]{_DAY}|(?:{_DAY} ?[-/] ?)?{_DAY}[-/. ]{_DAY}[-/. ]20[0-9]{{2}}"
    r"|(?<![-/.])[0-3]?[0-9][-/.][01]?[0-9](?:[-/.][0-9]{2})?(?![-/.]?[0-9]))(?![0-9])"
)
_NUMBER = re.compile(r"(?<![\w.])\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,24}(?!\w)")
_DIGIT = (
    r"(?:cero|uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|um|dois|quatro|sete|oito|nove|meia"
    r"|one|two|three|four|five|six|seven|eight|nine|oh)"
)
_SPELT_NUMBER = re.compile(rf"\b{_DIGIT}(?:[ ,.\-]+{_DIGIT}){{6,}}\b")

_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_NAME = rf"(?P<name>{_WORD}\.?(?: {_WORD}\.?){{0,4}})"
# After these stands a name however it is written; after the others only with a capital.
_TELLS = re.compile(
    r"\b(?:me llamo|mi nombre(?: completo)? es|(?:a|al) nombre de|el nombre es|nombre ?[:=]|huesped ?:|titular ?[:=]"
    r"|me chamo|meu nome(?: completo)? e|(?:em|no) nome de|nome ?[:=]|hospede ?:|my (?:full )?name is|my name's"
    rf"|(?:under|in) the name(?: of)?|name ?[:=]|guest ?:) ?(?:(?:el|la|o|a|do|da|de|mr|mrs|sra?)\.? )?{_NAME}"
)
_MAY_TELL = re.compile(
    r"\b(?:soy|habla|firma|sou|aqui e|i am|i'm|this is|sra?\.?|srta\.?|don|dona|senora?|senhora?|mr\.?|mrs\.?|ms\.?"
    rf"|dra?\.?) (?:(?:el|la|o|a) )?{_NAME}"
)
_KIN = re.compile(
    r"\b(?:mi|nuestr[oa]|meu|minha|my|our) (?:marido|espos[oa]|mujer|hij[oa]|herman[oa]|madre|padre|novi[oa]|pareja"
    r"|amig[oa]|jef[ea]|filh[oa]|irma|irmao|mae|pai|mulher|namorad[oa]|husband|wife|son|daughter|brother|sister|mother"
    rf"|father|partner|friend|boss),? (?:(?:se llama|is called|is|o|a) )?{_NAME}"
)
_ROW = re.compile(rf"{_WORD}(?: (?:{'|'.join(sorted(PARTICLES))}|{_WORD}))+")
# Written with a capital and nobody's name.
_KEPT = CALENDAR | words(
    """
    semana santa navidad ano nuevo reyes pascua carnaval corpus christi puente feliz natal pascoa reveillon christmas
    easter new year eve thanksgiving black friday valentin buenos aires rio janeiro york sao paulo gran via hotel wi fi
    soy somos sou spa booking airbnb whatsapp google maps visa mastercard american express
    """
)
# Names that are also words: alone and in small letters they are the word.
_COMMON = (
    CALENDAR
    | NOT_A_NAME
    | PARTICLES
    | words(
        """
    alba amor angel bella blanca blanco bravo bueno cama campo campos casa castillo clara claro cruz delgado esperanza
    flor gloria grande guerra iglesias leon lima luna luz mar mora paz pena playa praia prado reina rey reyes rico rios
    rosa rubio santo santos serra sol torres vega verde victoria vista bill brown black faith grace green hope king lane
    long may price rich rose summer white will wood young
    """
    )
)


class Mask:
    """`people` are names that are known; `vocabulary` are words of the hotel, which are nobody's name."""

    def __init__(
        self, people: Iterable[str] = (), *, vocabulary: Iterable[str] = (), hidden: Iterable[str] = ()
    ) -> None:
        self.people: list[list[str]] = []
        self.vocabulary = _KEPT | {word for text in vocabulary for word in fold(clean(text)).split()}
        self.hidden = sorted({fold(clean(word)).strip() for word in hidden} - {""}, key=len, reverse=True)
        self.numbers: dict[tuple[str, str], int] = {}
        for person in sorted(people, key=len, reverse=True):
            self._meet(person)

    def learn(self, texts: Iterable[str]) -> Mask:
        """Meet whoever is named anywhere in the story, before the first line of it is masked."""
        cleaned = [_cleaned(text) for text in texts]
        for find in (_introduced, self._in_capitals):
            for name in sorted((name for text in cleaned for name in find(text)), key=len, reverse=True):
                self._meet(name)
        return self

    def __call__(self, text: str) -> str:
        text = _cleaned(text)
        found: list[tuple[Span, str]] = []
        rest = text
        for finder in (self._words, self._patterns, self._names):
            for span, placeholder in finder(rest):
                if "\0" not in rest[slice(*span)]:
                    found.append((span, placeholder))
                    rest = rest[: span[0]] + "\0" * (span[1] - span[0]) + rest[span[1] :]
        for (start, end), placeholder in sorted(found, reverse=True):
            text = text[:start] + placeholder + text[end:]
        return text

    def _words(self, text: str) -> Iterator[tuple[Span, str]]:
        for word in self.hidden:
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", fold(text)):
                yield match.span(), self._numbered("word", word)

    def _patterns(self, text: str) -> Iterator[tuple[Span, str]]:
        """In this order: a card is no phone number, and neither is what was spent."""
        for pattern, kind in ((_SPELT_EMAIL, "email"), (EMAIL, "email"), (_LINK, "word")):
            for match in pattern.finditer(text):
                yield match.span(), self._numbered(kind, fold(match.group()))
        for match in REFERENCE.finditer(text):
            if any(char.isdigit() for char in match.group()):
                yield match.span(), self._numbered("reference", match.group().upper())
        for match in _CARD.finditer(text):
            if sum(char.isdigit() for char in match.group()) > 12:
                yield match.span(), self._numbered("card", _digits(match.group()))
        for match in _DOCUMENT.finditer(text):
            yield match.span(), self._numbered("document", re.sub(r"\W", "", match.group().upper()))
        safe = _DATE.sub(_blank, _MONEY.sub(_blank, text))
        for match in _NUMBER.finditer(safe):
            yield match.span(), self._numbered("phone", _digits(match.group())[-8:])
        for match in _SPELT_NUMBER.finditer(fold(text)):
            yield match.span(), self._numbered("phone", match.group())

    def _names(self, text: str) -> Iterator[tuple[Span, str]]:
        """Rows of words that are parts of one person's name."""
        folded = fold(text)
        row: list[re.Match[str]] = []
        for word in [*re.finditer(_WORD, folded), None]:
            of_them = [*row, word] if word else []
            gap = folded[row[-1].end() : word.start()] if row and word else " "
            if word and gap.strip(" .") == "" and self._whose([match.group() for match in of_them]) is not None:
                row = of_them
                continue
            yield from self._placed(text, row)
            row = [word] if word and self._whose([word.group()]) is not None else []
        yield from self._placed(text, row)

    def _placed(self, text: str, row: list[re.Match[str]]) -> Iterator[tuple[Span, str]]:
        while row and row[-1].group() in PARTICLES:
            row = row[:-1]
        parts = [match.group() for match in row]
        who = self._whose(parts)
        if who is None:
            return
        person = self.people[who]
        # Who is known by one word may have written it in small letters; a part of more may be just a word.
        if len(parts) == 1 and len(person) > 1 and not _is_name(text[slice(*row[0].span())]):
            return
        kind = "name" if len(parts) > 1 or len(person) == 1 else "first_name" if parts[0] == person[0] else "last_name"
        yield (row[0].start(), row[-1].end()), f"<{kind}_{who + 1}>"

    def _in_capitals(self, text: str) -> Iterator[str]:
        """Rows of words with a capital, in a text that does not write everything so."""
        spoken = re.findall(_WORD, text)
        if len(spoken) > 4 and sum(word[0].isupper() for word in spoken) > MOSTLY * len(spoken):
            return
        for match in _ROW.finditer(text):
            for name in self._rows(match.group().split()):
                # "Soy Marta Gómez" is Marta, where she is known.
                if not any(set(person) <= set(fold(name).split()) for person in self.people):
                    yield name

    def _rows(self, spoken: list[str]) -> Iterator[str]:
        row: list[str] = []
        for word in [*spoken, ""]:
            folded = fold(word)
            if word.istitle() and folded not in NOT_A_NAME and folded not in self.vocabulary:
                row.append(word)
            elif not (row and folded in PARTICLES - {"y", "e"}):
                if len(row) > 1:
                    yield " ".join(row)
                row = []

    def _meet(self, name: str) -> None:
        """Who shares all parts of their name with somebody known is the same person."""
        parts = [part for part in re.findall(_WORD, fold(_cleaned(name))) if part not in PARTICLES]
        if parts and all(len(part) == 1 for part in parts):
            return
        if parts and not any(set(parts) <= set(person) for person in self.people):
            self.people.append(parts)

    def _whose(self, parts: list[str]) -> int | None:
        if not parts or parts[0] in PARTICLES:
            return None
        named = {part for part in parts if part not in PARTICLES}
        return next((number for number, person in enumerate(self.people) if named <= set(person)), None)

    def _numbered(self, kind: str, key: str) -> str:
        of_kind = sum(other == kind for other, _ in self.numbers)
        return f"<{kind}_{self.numbers.setdefault((kind, key), of_kind + 1)}>"


def _introduced(text: str) -> Iterator[str]:
    """Names by what stands before them."""
    folded = fold(text)
    for match in _TELLS.finditer(folded):
        yield trimmed(text[slice(*match.span("name"))])
    for match in (*_MAY_TELL.finditer(folded), *_KIN.finditer(folded)):
        yield " ".join(_capitals(trimmed(text[slice(*match.span("name"))])))


def _cleaned(text: str) -> str:
    return clean(_INVISIBLE.sub("", text)).strip()


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).upper()


def _blank(match: re.Match[str]) -> str:
    return "#" * len(match.group())


def _capitals(name: str) -> list[str]:
    """Its words up to the first without a capital."""
    kept: list[str] = []
    for word in name.split():
        if not word[0].isupper() or fold(word) in CALENDAR:
            break
        kept.append(word)
    return kept


def _is_name(word: str) -> bool:
    folded = fold(word)
    return folded not in _COMMON or (word[0].isupper() and folded not in CALENDAR | NOT_A_NAME)
