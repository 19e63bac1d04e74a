"""Who travels by kinship: "mi mujer, mi suegra y yo", "dos parejas", "yo y 3 amigos"."""

from __future__ import annotations

import re

from messaging.nlu.text import Span
from messaging.nlu.whose import is_other

_ONE = (
    "pareja|mujer|esposa|esposo|marido|novi[oa]|mulher|namorad[oa]|wife|husband|partner|girlfriend|boyfriend|madre|padre"
    "|mama|papa|hermano|hermana|amigo|amiga|mae|pai|irmao|irma|mother|father|mum|mom|dad|sister|brother|friend|suegr[oa]"
    "|sogr[oa]|abuel[oa]|avo|ti[oa]|prim[oa]|cunad[oa]|cunhad[oa]|jef[ea]|soci[oa]|senora|nuera|yerno|viej[oa]"
    "|aunt|uncle|cousin|mother[- ]in[- ]law|missus|hubby|wifey|muie|patroa|costilla|churri"
    "|fella|other half|better half|gf|bf|fiancee?|spouse|mate|pal|buddy|bestie"
)
_TWO = (
    "(?:mum|mom|dad) (?:and|&) (?:mum|mom|dad)"
    "|padres|pais|parents|abuelos|avos|grandparents|viejos|suegros|sogros|in-laws|papas"
)
_RELATIVE = re.compile(
    rf"\b(?:mis|meus|my|the) (?P<two>{_TWO})\b|\b(?:mi|minha|meu|my|(?:con|com|with) (?:un|una|um|uma|a)) (?:{_ONE})\b"
    r"|\b(?:hubby|wifey)\b|\b(?:the|la|a) (?:wife|husband|missus|girlfriend|boyfriend|other half|patroa|parienta|mrs)\b"
)
_ME = re.compile(
    r"(?:\b(?:y|e|and)|,) ?(?:yo|eu|i|me|myself)\b(?! (?:soy|me llamo|sou|am\b|no\b|pago|will|llamo|chamo"
    r"|gustaria))|\b(?:yo|eu|mim|me|myself|i) ?(?:y|e|and|con|com|with|,)"
    r"|\b(?:con|com|with) (?:mi|mis|minha|meu|meus|my)\b"
)
_FRIENDS = re.compile(r"amig[oa]s|friends|mates|pals|buddies")
_COUPLES = re.compile(
    r"\b(?P<n>[2-9]|dos|tres|cuatro|two|three|four|dois|quatro) (?:parejas|matrimonios|couples|casais)\b"
)
_HOW_MANY = {"dos": 2, "two": 2, "dois": 2, "tres": 3, "three": 3, "cuatro": 4, "four": 4, "quatro": 4}


def adults(rest: str, folded: str, counted: int) -> tuple[int, list[Span]]:
    """The adults, and where; none when not told by kinship. `counted`: adults said by number, masked in `rest`."""
    if couples := _COUPLES.search(rest):
        said = couples["n"]
        return 2 * (int(said) if said.isdigit() else _HOW_MANY[said]), [couples.span()]
    relatives = list(_RELATIVE.finditer(rest))
    if counted and not _FRIENDS.search(folded):
        return 0, []
    total = counted + sum(2 if match["two"] else 1 for match in relatives)
    me = _ME.search(rest) is not None
    if not total or not (me or is_other(folded)):
        return 0, []
    return total + me, [match.span() for match in relatives]
