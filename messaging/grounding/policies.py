"""What a text says yes or no to: is it there, is it allowed, is it free, is it included; in three languages.

("pets", "have", False): no pets. A clause speaks of the subject it names, or else of the topic of its text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Policy = tuple[str, str, bool]

SUBJECTS = {
    "breakfast": r"desayun\w*|breakfast|cafe da manha",
    "cancellation_policy": r"cancel\w*|anul(?:ar|acion)\w*",
    "late_checkout": r"late check-?out|salida tardia|saida tardia|check-?out tardio",
    "early_checkin": r"early check-?in|entrada anticipada|check-?in antecipado|entrar antes|come in earlier",
    "parking": r"parking|aparca\w*|estacionamiento|estacionamento|cocheras?|garaje|garagem|garage",
    "wifi": r"wi ?-?fi|internet",
    "pets": r"mascotas?|perros?|gatos?|pets?|dogs?|cats?|animais|cachorros?|caes",
    "smoking": r"fuma\w*|smok\w+",
    "pool": r"piscinas?|piletas?|albercas?|pool",
    "gym": r"gimnasio|academia|gym",
    "restaurant": r"restaurantes?|restaurants?",
    "lift": r"ascensor|elevador|elevator|lift",
    "transfer": r"transfers?|traslados?|shuttle|taxis?",
    "luggage": r"equipaje|bagagem|luggage|maletas?|malas",
    "cot": r"cunas?|bercos?|cribs?|cots?",
    "children": r"ninos|criancas|children|kids|chicos",
    "air_conditioning": r"aire acondicionado|ar-condicionado|air conditioning",
    "deposit": r"depositos?|deposits?|sena|sinal|anticipo|prepago|prepayment|fianza|caucao",
    "discount": r"descuentos?|descontos?|discounts?|upgrade|mejora de habitacion",
    "spa": r"\bspa\b|sauna|jacuzzi|hidromas\w+|whirlpool",
    "laundry": r"lavanderia|laundry",
    "minibar": r"minibar|frigobar",
    "bicycles": r"bicicletas?|bicycles?|bikes?",
    "towels": r"toallas?|toalhas?|towels?",
}
ONLY_TERMS = ("cancellation_policy", "late_checkout", "early_checkin")
FREE = (
    r"\bgrat(?:is|uit\w*)|(?<![-\w])free\b(?! (?:on|for the|that|at the|again))|\bs(?:in|em) (?:ningun "
    r"|nenhum )?(?:cargo"
    r"|cost[eo]s?"
    r"|custo|cobranca|taxa|gasto)|\bno (?:extra )?charge|\bat no cost|\bde graca|\bcortesia|\bcomplimentary"
    r"|\bn(?:o|ao) (?:se )?(?:tiene[ns]?|tem|paga[nm]?|cobra\w*)(?: (?:ningun|nenhum))?(?: (?:coste|costo|cargo"
    r"|custo))?\b"
    r"|\bstays? free|\bon the house|\bpor cuenta de la casa"
)
PAID = (
    r"\bcon (?:cargo|coste|costo)\b|\bcom custo\b|\bcuestan?\b|\bcustam?\b|\bcosts?\b|[€£]|r?\$|\bde pago\b"
    r"|\bsuplemento\b"
    r"|\bsurcharge\b|\bat a (?:charge|cost)\b|\bcharged\b|\beuros\b|\bpesos\b|\breais\b"
)
INCLUDED = r"\binclu\w+|\bcon desayuno|\bwith breakfast|\bcom cafe da manha"
APART = (
    r"\bn(?:o|ao|ot)\b[^,;.]{0,15}\binclu\w+|\bsin desayuno|\bwithout breakfast|\bsem cafe da manha|\bexclu\w+"
    r"|\bse paga aparte|\ba parte\b"
)
YES = (
    r"\b(?:tenemos|hay|aceptamos|se aceptan?|admitimos|se admiten?|recibimos|permitimos|se permiten?|se puede[n]?"
    r"|pueden?"
    r"|bienvenid\w+|disponemos|contamos con|ofrecemos|prestamos|servimos|permitid\w+|requerimos|se requiere|pedimos"
    r"|temos|ha|aceitamos|recebemos|oferecemos|emprestamos|bem-vind\w+|pode[m]?|exigimos|permitimos|dispomos"
    r"|we have|there (?:is|are)|welcome|allowed|we accept|we take|available|we offer|we require|required|we ask for"
    r"|le hago|le aplico|aplicamos|hacemos|i give you|we give you|dou|damos)\b"
)
NO = (
    r"\b(?:no|nao) (?:\w+ ){0,2}?(?:tenemos|hay|aceptamos|aceptan|admitimos|admiten?|recibimos|recibir|permitimos"
    r"|permiten?"
    r"|puede[n]?|disponemos|contamos|ofrecemos|requerimos|requiere|pedimos|temos|ha|aceitamos|recebemos|receber"
    r"|oferecemos"
    r"|pode[m]?|e permitido|exigimos|permitid\w+|esta permitid\w+|se fuma)\b|\bprohibid\w+|\bproibid\w+|\bforbidden"
    r"|\b(?:not|never) (?:\w+ ){0,1}?(?:allowed|permitted|have|accept|take|offer|available|required|require)\b"
    r"|\b(?:we|you) (?:cannot|can't|do not|don't)\b|\bthere is no\b|\bwe have no\b|\bno (?:pets|dogs|smoking"
    r"|mascotas|fumar"
    r"|animais)\b"
    r"|\b(?:sin|sem) (?:mascotas|animais)\b|\bno deposit\b"
)
REFUND_NO = r"\bn(?:o|ao)n?[ -](?:se |e |es )?(?:reembols\w+|refundable|devuelv\w+|devolvid\w+)|\bnot (?:be )?refund\w+"
REFUND = r"\breembols\w+|\brefund\w+|\bse devuelve|\be devolvid\w+"
CLAUSE = re.compile(r"[.;:!?\n](?:\s+|$)|,\s+| (?:pero|mas|but|salvo|exceto|except) ")
_SUBJECTS = {subject: re.compile(rf"\b(?:{pattern})\b") for subject, pattern in SUBJECTS.items()}
# The first that is found decides; the no stands before its yes.
_ASPECTS = {
    "free": (re.compile(PAID), re.compile(FREE)),
    "included": (re.compile(APART), re.compile(INCLUDED)),
    "have": (re.compile(NO), re.compile(YES)),
}
_REFUND = (re.compile(REFUND_NO), re.compile(REFUND))


def folded(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))


@lru_cache(maxsize=1024)  # the same facts prove many replies
def policies(text: str, topic: str = "") -> frozenset[Policy]:
    """Said plainly: what one text both affirms and denies ("guide dogs stay free") it does not say."""
    said = set(_said(folded(text), topic))
    return frozenset((subject, aspect, yes) for subject, aspect, yes in said if (subject, aspect, not yes) not in said)


def subjects(clause: str) -> list[str]:
    return [subject for subject, pattern in _SUBJECTS.items() if pattern.search(folded(clause))]


def _said(text: str, topic: str) -> Iterator[Policy]:
    for clause in CLAUSE.split(text):
        about = [subject for subject, pattern in _SUBJECTS.items() if pattern.search(clause)] or [topic]
        if (yes := _answer(*_REFUND, clause)) is not None:
            yield "refund", "have", yes
        for subject in filter(None, about):
            for aspect, (no, affirmed) in _ASPECTS.items():
                if aspect != "free" and subject in ONLY_TERMS:
                    continue
                if (yes := _answer(no, affirmed, clause)) is not None:
                    yield subject, aspect, yes


def _answer(no: re.Pattern[str], yes: re.Pattern[str], clause: str) -> bool | None:
    return False if no.search(clause) else True if yes.search(clause) else None
