"""Who writes: name, e-mail, phone; and the confirmation number they give."""

from __future__ import annotations

import re

import phonenumbers

from messaging.nlu.text import Span, fold, mask

REFERENCE = re.compile(r"\b[A-Z]{2}-[0-9A-HJKMNP-TV-Z]{6,10}\b", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_DATES = re.compile(r"(?<![0-9+])(?:20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:20)?[0-9]{2})(?![0-9])")
_PHONE = re.compile(r"(?<![\w+])\+?[0-9(][0-9 ().\-/]{5,22}[0-9](?!\w)")
_COUNTRY_OF = {"es": "ES", "pt": "BR", "en": "US"}

_WORD = r"[^\W\d_][^\W\d_'.\-]{0,29}(?:['\-][^\W\d_]{1,29})?"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}"
_INTRODUCED = re.compile(
    r"(?:\b(?:me llamo|mi nombre(?: completo)? es|soy|a nombre de|al nombre de|nombre(?: y apellidos?)?(?: completo)? ?[:=]|"
    r"my (?:full )?name is|my name's|name ?[:=]|under the name(?: of)?|in the name of|the name is|i am|i'm|this is|"
    r"meu nome(?: completo)? e|me chamo|em nome de|no nome de|nome(?: completo)? ?[:=]|aqui e (?:o|a)|"
    r"(?:ponla|ponelo|ponlo|resérvala|reservala) a nombre de|huesped ?:|hospede ?:|guest ?:|titular ?:)"
    rf" ?(?:(?:el|la|o|a|do|da|de) )?)(?P<name>{_NAME})"
)
# Where a name ends: the first word that no name has.
_NOT_A_NAME = frozenset(
    """y e and con com with del de_el al desde para por for from to mi mis my meu minha es is e-mail email mail correo
    telefono telefone phone tel cel celular movil whatsapp quiero quisiera queria necesito gostaria preciso would
    want need like looking tengo tenho have hace para_el somos son no nao not si sim yes ok okay dale claro
    gracias obrigado obrigada thanks please por_favor favor hola oi ola hello hi buenas buenos bom boa dia tarde
    noche noite noches noites nights night habitacion room quarto reserva reservation booking reservar book
    confirmar confirmo confirm confirma confirmado cancelar cancel adulto adultos adults ninos kids
    la el lo los las un una uno a o the an en in on at que what how cual quanto cuanto cuando donde esta este
    hoy manana hoje amanha today tomorrow precio price preco disponibilidad availability cliente huesped
    alergico alergica vegetariano celiaco vegano diabetico nuevo nueva espanol argentino argentina mexicano
    brasileiro american interested wondering trying going arriving coming here sorry sure happy
    it that this your you we our us do does can could mejor otra otro algo nada todo bien mal muy
    dos tres two three dois tarjeta card pago cartao doble suite individual perfecto perfeito perfect great
    mas more mais wifi parking desayuno breakfast piscina""".split()
)
_PARTICLES = frozenset("de del la las los da do das dos e y van von di san santa mc".split())
_LABELLED = re.compile(
    r"^.{0,60}?(?:confirm\w*|reserv\w*|datos|details|dados|book\w*|huesped|hospede|guest)[^:\n]{0,30}:", re.DOTALL
)
_SEPARATORS = re.compile(r"[,;\n|/]| - ")
_PLAIN = re.compile(rf"\W*(?P<name>{_NAME})\W*")


def email(text: str) -> re.Match[str] | None:
    return EMAIL.search(text)


def reference(text: str) -> re.Match[str] | None:
    """A confirmation number; a figure must be among its letters ("no-gracias" is none)."""
    return next((m for m in REFERENCE.finditer(text) if any(char.isdigit() for char in m.group())), None)


def phone(text: str, *, country: str, language: str) -> tuple[str, Span] | None:
    """A real number in the hotel's country or with +, as written with single spaces."""
    safe = mask(text, [m.span() for m in _DATES.finditer(text)])
    for match in list(_PHONE.finditer(safe))[:5]:
        said = match.group()
        if sum(char.isdigit() for char in said) >= 7 and _is_phone(said, country or _COUNTRY_OF[language]):
            return " ".join(said.split()), match.span()
    return None


def _is_phone(said: str, country: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(said, country.upper()))
    except phonenumbers.NumberParseException:
        return False


def name(text: str, *, awaited: bool, with_contact: bool) -> str:
    """The guest's name: after "a nombre de", beside an e-mail or phone, or alone where it was asked."""
    if said := _INTRODUCED.search(fold(text)):
        start, end = said.span("name")
        if found := _trimmed(text[start:end]):
            weak = fold(said.group()).startswith(("soy", "i am", "i'm", "this is", "aqui"))
            if not weak or awaited or text[start].isupper():
                return found
    if awaited or with_contact:
        label = _LABELLED.match(fold(text))
        return _listed(text[label.end() :] if label else text, least=1 if awaited else 2)
    return ""


def _listed(text: str, least: int) -> str:
    """The first piece between commas that can be a name."""
    for piece in _SEPARATORS.split(text):
        match = _PLAIN.fullmatch(piece.replace("#", " ").strip())
        if match and least <= len(match["name"].split()) <= 5 and _trimmed(match["name"]) == match["name"]:
            return match["name"]
    return ""


def _trimmed(said: str) -> str:
    """The words up to the first that is no part of a name."""
    kept: list[str] = []
    for word in said.split():
        folded = fold(word)
        if folded in _NOT_A_NAME and not (kept and folded in _PARTICLES):
            break
        kept.append(word)
    while kept and fold(kept[-1]) in _PARTICLES:
        kept.pop()
    return " ".join(kept)
