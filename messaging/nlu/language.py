"""The language of a message: a lexicon first, then a statistical detector, and the conversation's language sticks."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from messaging.nlu.text import plain, words
from pms.terms import LANGUAGES

DEFAULT = "es"
WORDS_TO_SWITCH = 3
SURE = 0.9

# Frequent words that exist in one of the three languages only (accents folded).
_LEXICON = {
    "es": """hola buenas buenos dias noches gracias quiero quisiera quiere queremos necesito necesitamos tienen
        tienes tenes teneis hay habitacion habitaciones cuarto noche noches el los las del al y un una unos con sin
        cuanto cuesta sale precio disponibilidad lugar es muy pero hasta desde manana hoy viernes jueves
        miercoles martes lunes enero febrero marzo mayo junio julio septiembre octubre noviembre diciembre
        ninos nina nino adultos somos dos hijo hijos nosotros ustedes vosotros mejor confirmar reservar
        cancelar desayuno mascotas llego llegamos salimos quedo quedamos finde proximo proxima puente hacer
        entonces usted puedo puede podria estacionamiento pileta piscina ducha dale vale adios hora cual donde
        estoy llamo nombre olvidalo dejalo perro perros olvidenlo me o os nos tarde tardes mi incendio cuando
        que quien porque verano semana pareja vista persona llegada salida pasado ahora solo personas
        cancelacion hablo""",
    "pt": """oi ola bom boa tudo obrigado obrigada quero queria gostaria preciso precisamos voces voce vcs tem
        temos quarto quartos noite noites diaria diarias os da do dos das ao na nas nos e um uma com sem quanto
        custa preco disponibilidade vaga vagas disponivel muito mais ate amanha hoje sexta quinta quarta terca
        segunda janeiro fevereiro maio junho julho setembro outubro novembro dezembro criancas crianca adultos
        somos dois duas filho filhos minha meu melhor sim nao reservar cancelar cafe manha chego chegamos
        saimos fico ficamos proximo proxima feriado vem isso pode podem estou cachorro estacionamento voltar
        deixa pra fim eu entao tambem em sao chuveiro qual onde me que o tarde aniversario casal chegada saida
        pessoa pessoas feira tenho depois verao daqui ano novo pascoa reveillon quinzena cancelamento falando""",
    "en": """hi hello hey good morning evening thanks thank you want would like need have has do does is are
        there room rooms night nights the from to and an of for with without how much cost price availability
        available until till tomorrow today tonight friday thursday wednesday tuesday monday saturday sunday
        january february march april may june july august september october november december children child
        kids kid baby adults people we my please book booking cancel confirm breakfast pets arrive arriving
        leaving staying stay weekend next this week yes can could what when where which it's that on in at be
        our us just only any reservation dates party me i'm i'd change make new same few single double
        help coming through sometime early late end over thanksgiving spring summer break christmas december""",
}


def _exclusive() -> dict[str, str]:
    words = {language: set(text.split()) for language, text in _LEXICON.items()}
    return {
        word: language
        for language, own in words.items()
        for word in own
        if not any(word in others for name, others in words.items() if name != language)
    }


_ONLY_IN = _exclusive()
_ASKED = re.compile(
    r"\b(?:en|in|em) (?:(?P<es>espanol|espanhol|castellano|spanish)|(?P<pt>portugues|portuguese)|(?P<en>ingles"
    r"|english))\b"
)
# French, German, Italian and Dutch words that none of ours has.
_FOREIGN = words(
    """bonjour bonsoir avez vous nous voudrions voudrais je chambre chambres pour personnes nuits merci combien est une
    deux avec svp arrivee janvier fevrier juillet aout decembre reserver guten hallo haben sie ein eine zimmer frei ich
    wir moechten mochten fur personen nachte nacht bitte danke wieviel kostet und vom bis buongiorno salve avete
    buonasera camera camere vorrei vorremmo per persone notti notte quanto costa grazie prenotare dicembre gennaio
    luglio siamo goedemorgen goedendag heeft kamer kamers voor nachten graag dank"""
)
_LATIN = re.compile(r"[a-z]")
_EVERYWHERE = re.compile(r"check ?-?(?:in|out)|late check ?-?out|early check ?-?in|wi-fi")
# Marks of what is no word of any language: addresses, figures, links.
_NO_WORD = re.compile(r"[@/0-9]|www\.")


@cache
def detector() -> LanguageIdentifier:
    """Loaded at the first doubtful message: a second, then kept."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(LANGUAGES))
    return found


def spoken(folded: str, default: str) -> str:
    """The language these words are in, however few; `default` when nothing tells."""
    return _by_lexicon(folded)[0] or default


def is_foreign(folded: str) -> bool:
    """No language of ours: three words at least, most of them another's; or another script."""
    letters = [char for char in folded if char.isalpha()]
    if len(letters) >= 4 and not _LATIN.search(folded):
        return True
    said = plain(_words(folded)).split()
    ours = sum(word in _ONLY_IN and word not in _FOREIGN for word in said)
    foreign = sum(word in _FOREIGN for word in said)
    return len(said) >= WORDS_TO_SWITCH and foreign > ours and foreign >= (3 if ours else 2)


def choose(text: str, folded: str, sticky: str | None) -> str:
    """The conversation's language after this message."""
    if asked := _ASKED.search(folded):
        return str(asked.lastgroup)
    words = plain(_words(folded)).split()
    if not words:
        return sticky or DEFAULT
    guess, margin = _by_lexicon(folded)
    if sticky is None:
        return guess or _first_guess(text, words)
    if guess in (None, sticky) or len(words) < WORDS_TO_SWITCH or margin < 2:
        return sticky
    detected, sure = _detected(_words(text))
    return detected if detected == guess and sure >= SURE else sticky


def _first_guess(text: str, words: list[str]) -> str:
    """Names look like anything: without a single known word only a longer text is evidence."""
    if len(words) < WORDS_TO_SWITCH:
        return DEFAULT
    detected, sure = _detected(_words(text))
    return detected if sure >= SURE else DEFAULT


def _by_lexicon(folded: str) -> tuple[str | None, int]:
    """The language most words belong to alone, and by how many words it leads."""
    votes = dict.fromkeys(LANGUAGES, 0)
    for word in plain(_words(folded)).split():
        if language := _ONLY_IN.get(word):
            votes[language] += 1
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])
    margin = ranked[0][1] - ranked[1][1]
    return (ranked[0][0], margin) if margin else (None, 0)


def _words(text: str) -> str:
    return " ".join(word for word in _EVERYWHERE.sub(" ", text).split() if not _NO_WORD.search(word))


def _detected(text: str) -> tuple[str, float]:
    language, sure = detector().classify(text)
    return str(language), float(sure)
