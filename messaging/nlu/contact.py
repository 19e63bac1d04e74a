"""Who writes: name, e-mail, phone; and the confirmation number they give."""

from __future__ import annotations

import re

import phonenumbers

from messaging.nlu.text import Span, fold, mask, words

REFERENCE = re.compile(r"\b[A-Z]{2}-[0-9A-HJKMNP-TV-Z]{6,10}\b", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_POINT = r"(?: ?[.,] ?| (?:punto|ponto|dot|point) )"
_DOT = re.compile(_POINT)
_SPELT = re.compile(
    rf"(?<![\w.+-])(?P<before>[\w+-]{{1,40}}(?:{_POINT}[\w+-]{{1,40}}){{0,2}}?)(?: ?@ ?| ?\(?\b(?:arroba|at)\b\)? ?)"
    rf"(?P<host>[a-z0-9-]{{2,40}}(?:{_POINT}(?:com|con|net|org|es|ar|br|mx|eu|io|co|uk|pt)\b){{1,2}})"
)
_LAST = re.compile(r"\.con$")
_DATES = re.compile(
    r"(?<![0-9+])(?:20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:20)?[0-9]{2})(?![0-9])"
)
_PHONE = re.compile(r"(?<![\w+])\+?[0-9(][0-9 ().\-/]{5,22}[0-9](?!\w)")

_WORD = r"[^\W\d_]{1,30}(?:['\-][^\W\d_]{1,29})?\.?"
_NAME = rf"{_WORD}(?: {_WORD}){{0,5}}"
_RELATIVE = (
    "(?:madre|padre|mama|papa|mujer|marido|espos[oa]|herman[oa]|hij[oa]|suegr[oa]|novi[oa]|jef[ea]|mae|pai|mulher"
    "|irma|irmao|filh[oa]|sogr[oa]|mother|father|mum|mom|dad|wife|husband|sister|brother|son|daughter|boss)"
)
_INTRODUCED = re.compile(
    r"(?:\b(?:me llamo|mi nombre(?: completo)?(?: es)?|mis datos(?: son)?|se llaman?|ela se chama|ele se chama"
    r"|s?he is called|(?:his|her|their) names? (?:is|are)"
    r"|(?:mi|el) nombre(?: completo)? es|soy|sou\b|a nombre de|al nombre de"
    r"|nombre (?:a|es|seria|correcto es)\b|name (?:to|should be)|nome (?:para|certo e|correto e)"
    r"|nombre(?: y apellidos?)?(?: completo)? ?[:=]|my (?:full )?name is|(?:my |the )?\bname's"
    r"|(?:my )?(?:full )?name is|^\W*my name|(?:lead )?guest name|full name|\bname(?: ?[:=]| -)|^\W*under"
    r"|(?:put|book|reserve)(?: it| them| that| this| the room| everything)?(?: please)? under(?: the name(?: of)?)?"
    r"|under the name(?: of)?|in the name of|the (?:full )?name is|i am|i'm|this is"
    r"|(?:meu|o) nome(?: completo)? e|me chamo|em nome d[aeo]|no nome d[aeo]|nome(?: completo)? ?[:=]|aqui e (?:o|a)"
    r"|huesped ?:|hospede ?:|guest ?:|titular ?:)"
    rf" ?(?:(?:mi|my|minha|meu) {_RELATIVE} )?(?:(?:el|la|o|a|do|da|de) )?)(?P<name>{_NAME})"
)
# Where a name ends: the first word that no name has.
NOT_A_NAME = words(
    """
    a adulto adultos adults al alergica alergico algo amanha american an and aquella argentina argentino arriving at
    availability bien boa bom book booking brasileiro breakfast buenas buenos can cancel cancelar card cartao cel
    celiaco celular cheers claro cliente com coming con confirm confirma confirmado confirmar confirmo correo could
    course cual cuando cuanto dale del desayuno desde dia diabetico disculpa disculpe disponibilidad do doble does dois
    donde dos e e-mail el email en es esa esas ese eso esos espanol espera esperame espere esta este favor for from
    going gostaria gracias great habitacion hace happy have hello here hi hoje hola how hoy huesped in individual
    interested is it kids la las like lo looking los mail mais mal manana mas mejor meu mexicano mi minha mis mob
    mobile more movil muy my nada nao necesito need night nights ninos no noche noches noite noites not nueva nuevo o
    obrigada obrigado of oi ok okay ola on opcao opcion opciones opcoes options other otra otro our outra outras outro
    outros pago para parking perdon perdona perdone perfect perfecto perfeito phone piscina please pls por porfa porfis
    precio preciso preco price quanto quarto que queria quiero quisiera reserva reservar reservation room si sim somos
    son sorry su suite sure tarde tarjeta tel telefone telefono telf tengo tenho tfno thanks that the this three tlf
    tlfno to today todo tomorrow tres trying two un una uno us vegano vegetariano want we what whatsapp wifi with
    wondering would y yes you your
    yep yup yeah yea yh nope thing name names full number reach contact plz sir madam here's
    """
)
# Alone they answer "when", with another word they are names: Julio, Abril, Domingo, June.
CALENDAR = words(
    """
    lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto
    septiembre octubre noviembre diciembre segunda terca quarta quinta sexta janeiro fevereiro marco maio junho
    julho setembro outubro novembro dezembro monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december finde weekend domingo
    """
)
PARTICLES = words("da das de del di do dos e la las los mc san santa van von y")
_LABELLED = re.compile(
    r"^.{0,60}?(?:confirm\w*|reserv\w*|anot\w*|apunt\w*|datos|details|dados|book\w*|huesped|hospede"
    r"|guest)[^:\n]{0,30}:",
    re.DOTALL,
)
_ONE_OR_TWO = rf"{_WORD}(?: {_WORD})?"
_NOT_BUT = (
    re.compile(
        rf"\b(?:no|nao|not)(?: (?:es|era|soy|e|sou|it's))? (?P<wrong>{_ONE_OR_TWO}?)\W+"
        rf"(?:sino(?: que)?(?: es)?|es|soy|e|sou|mas(?: sim)?|but|it's|it is|is) (?P<right>{_ONE_OR_TWO})"
    ),
    re.compile(
        rf"(?:\b(?:es|e|it's|it is) )?(?P<right>{_WORD}),? (?:y no|e nao|and not|no|nao|not) (?P<wrong>{_ONE_OR_TWO})"
    ),
)
_SEPARATORS = re.compile(
    r"[,;\n|/]| - | and (?=(?:the |my )?(?:e-?mail|mail|mobile|phone|number|cell)\b)"
    r"| (?:(?:y|e) )?(?=(?:mi |el |meu |o )?(?:e-?mail|mail|correo|tlf|tel\w*|m[oó]vil|cel|celular|n[uú]mero"
    r"|whats\w*)\b)"
    r"| and (?=(?:the|my|you|i|we|it|it's|reach|contact|call|text)\b)"
    r"| (?=(?:my|the) (?:e-?mail|mail|mobile|phone|number|cell)\b)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^(?:\W{0,3}(?:it'?s|it is|sure(?: thing)?|yes|yea?h?|yep|yup|ok(?:ay)?|so|mr (?:and|&) mrs|of course"
    r"|here you go|si|sí|sim|claro|vale|dale|pues|bueno|es|é"
    r"|ser[ií]a)\b)+\W*(?=\w)"
    r"|\W{1,3}(?:(?:my|the) )?(?:mobile|mob|cell|phone|tel|e-?mail|mail)(?: (?:number|no|is))*\W{0,9}$"
    r"|\W{1,3}(?:y|e|and|con|com|with|here|here and)\W{0,9}$"
    r"|\W{1,3}(?:dni|nie|nif|cuit|cuil|rfc|curp|pasaporte|documento|cpf)\b.*$"
    r"|\W{1,3}(?:(?:y|mi|el|al) ){0,2}(?:cel(?:u|ular)?|tel(?:[eé]fono)?|tlf|m[oó]vil|e-?mail|mail|correo|n[uú]mero"
    r"|whats(?:app)?|wsp|wasap)(?: (?:es|seria|electronico))*\W{0,9}$",
    re.IGNORECASE,
)
"""What stands around a name that is written with an address: "it's Ann Lee, mobile …"."""
_FIRST, _LAST_NAME = r"(?:first|given) names?|nombres?|nome", r"(?:last|family) name|surname|apellidos?|sobrenome"
_IN_PARTS = re.compile(
    rf"\b(?:(?:{_FIRST})(?: is| es| e)?\W{{1,3}}(?P<f>{_WORD})\W+(?:(?:and|y|e|my|mi) )*"
    rf"(?:{_LAST_NAME})(?: is| es| e)?\W{{1,3}}(?P<l>{_WORD})"
    rf"|(?:{_LAST_NAME})(?: is| es| e)?\W{{1,3}}(?P<k>{_WORD})\W+(?:(?:and|y|e|my|mi) )*"
    rf"(?:{_FIRST})(?: is| es| e)?\W{{1,3}}(?P<g>{_WORD}))"
)
"""First name and surname, each with its label."""
_PLAIN = re.compile(rf"\W*(?P<name>{_NAME})\W*")
_SENTENCE = 4
"""Words."""


def email(text: str) -> tuple[str, Span] | None:
    """As it is written; else as it is spelt out or mistyped: "ana arroba gmail punto com", "ana@gmail,com"."""
    if said := EMAIL.search(text):
        return _LAST.sub(".com", said.group()), said.span()
    if (spelt := _SPELT.search(fold(text))) is None:
        return None
    before, host = (_DOT.sub(".", spelt[part]).replace(" ", "") for part in ("before", "host"))
    return f"{_LAST.sub('.com', f'{before}@{host}')}", spelt.span()


def reference(text: str) -> re.Match[str] | None:
    """A confirmation number; a figure must be among its letters ("no-gracias" is none)."""
    return next((m for m in REFERENCE.finditer(text) if any(char.isdigit() for char in m.group())), None)


def phone(text: str, *, country: str, awaited: bool) -> tuple[str, Span] | None:
    """A possible number of the hotel's country or with +; where it was asked, of any country. Single spaces."""
    safe = mask(text, [m.span() for m in _DATES.finditer(text)])
    for match in list(_PHONE.finditer(safe))[:5]:
        said = match.group()
        digits = sum(char.isdigit() for char in said)
        if digits >= 7 and ((awaited and 8 <= digits <= 15) or _is_phone(said, country)):
            return " ".join(said.split()), match.span()
    return None


def _is_phone(said: str, country: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(said, country.upper()))
    except phonenumbers.NumberParseException:
        return False


def name(text: str, *, awaited: bool, with_contact: bool) -> str:
    """The guest's name: after "a nombre de", beside an e-mail or phone, or alone where it was asked."""
    if parts := _IN_PARTS.search(fold(text)):
        return " ".join(text[slice(*parts.span(name))] for name in (("f", "l") if parts["f"] else ("g", "k")))
    introduced = sorted(_INTRODUCED.finditer(fold(text)), key=_is_of_who_writes)
    for said in introduced:
        start, end = said.span("name")
        if found := trimmed(text[start:end]):
            weak = said.group().startswith(("soy", "sou", "i am", "i'm", "this is", "aqui", "under"))
            if not weak or awaited or text[start].isupper():
                return found
    if awaited or with_contact:
        label = _LABELLED.match(fold(text))
        return _listed(text[label.end() :] if label else text, least=1 if awaited else 2)
    return ""


def _is_of_who_writes(said: re.Match[str]) -> bool:
    """ "Soy Ana", "me llamo Ana": whoever stays is named otherwise, if they are named at all."""
    own = (
        "soy",
        "sou",
        "me llamo",
        "mi nombre",
        "mis datos",
        "i am",
        "i'm",
        "my ",
        "this is",
        "me chamo",
        "meu nome",
        "aqui",
    )
    return said.group().startswith(tuple(own))


def is_own(text: str, found: str) -> bool:
    """Whether the name found is that of who writes."""
    said = next(iter(sorted(_INTRODUCED.finditer(fold(text)), key=_is_of_who_writes)), None)
    return said is not None and _is_of_who_writes(said) and text[slice(*said.span("name"))].startswith(found)


def corrected(text: str, before: str) -> str:
    """The name with one of its words replaced: "no es Gómez, es Gomes", "Gomes, not Gomez"; else nothing."""
    for pattern in _NOT_BUT:
        if (said := pattern.search(fold(text))) is None:
            continue
        wrong, right = (text[slice(*said.span(part))] for part in ("wrong", "right"))
        words_before, wrong_words = before.split(), [fold(word) for word in wrong.split()]
        for at in range(len(words_before)):
            if [fold(word) for word in words_before[at : at + len(wrong_words)]] == wrong_words:
                return " ".join([*words_before[:at], right, *words_before[at + len(wrong_words) :]])
    return ""


def looks_like_a_name(text: str) -> bool:
    """ "Ana García": nothing but two to five words, the first and the last with a capital."""
    parts = text.split()
    return 2 <= len(parts) <= 5 and parts[0].istitle() and parts[-1].istitle() and "".join(parts).isalpha()


def _listed(text: str, least: int) -> str:
    """The first piece between commas that is written as a name, else that can be one."""
    pieces = [_BESIDE.sub("", piece.replace("#", " ").strip()) for piece in _SEPARATORS.split(text)]
    for at, piece in sorted(enumerate(pieces), key=lambda numbered: not looks_like_a_name(numbered[1])):
        match = _PLAIN.fullmatch(piece)
        if match and least <= len(match["name"].split()) <= 6 and trimmed(match["name"]) == match["name"].rstrip("."):
            found = match["name"].rstrip(".")
            # After a sentence a name is written as one: "necesito una cuna, apúntenlo".
            written = found[0].isupper() or max((len(before.split()) for before in pieces[:at]), default=0) < _SENTENCE
            return found if written and fold(found) not in CALENDAR else ""
    return ""


def trimmed(said: str) -> str:
    """The words up to the first that is no part of a name."""
    kept: list[str] = []
    for word in said.split():
        folded = fold(word)
        if folded.removesuffix("'s") in NOT_A_NAME and not (kept and folded in PARTICLES):
            break
        kept.append(word)
        if word.endswith(".") and len(word) > 4:
            break
    while kept and fold(kept[-1]) in PARTICLES:
        kept.pop()
    return " ".join(kept).rstrip(".")
