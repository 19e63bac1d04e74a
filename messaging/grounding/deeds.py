"""What words say was done: "he avisado a recepción", "your room is booked", "uma pessoa vai responder".

Asked, denied ("no he reservado nada") or on a condition ("si reservó por otro medio") nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from messaging.grounding.figures import Token

# By what was done: participles in Spanish and Portuguese, in English, and past tenses of the first person.
DONE: Mapping[str, tuple[str, str, str]] = {
    "staff": (
        r"avisad\w+|informad\w+|notificad\w+|comunicad\w+|pasad\w+|dejad\w+|derivad\w+|transferid\w+|alertad\w+"
        r"|marcad\w+|trasladad\w+|contactad\w+|hablado|consultado|llamado|encaminhad\w+|passad\w+|chamad\w+",
        r"told|informed|notified|alerted|passed|let|forwarded|marked|flagged|spoken|spoke|contacted|escalated|handed"
        r"|asked|called",
        r"avisei|informei|notifiquei|comuniquei|passei|deixei|encaminhei|transferi|alertei|marquei|falei|contatei"
        r"|chamei"
        r"|liguei|avisé|informé|notifiqué|dejé|pasé|marqué|hablé|llamé|derivé|avisamos|notificamos",
    ),
    "booked": (
        r"reservad\w+|confirmad\w+",
        r"booked|reserved|confirmed",
        r"reservei|confirmei|reservé|confirmé|reservamos|confirmamos",
    ),
    "cancelled": (r"cancelad\w+|anulad\w+", r"cancell?ed", r"cancelei|anulei|cancelé|anulé|cancelamos|anulamos"),
    "changed": (
        r"cambiad\w+|modificad\w+|corregid\w+|movid\w+|actualizad\w+|ampliad\w+|extendid\w+|alterad\w+|mudad\w+"
        r"|corrigid\w+|trocad\w+|atualizad\w+",
        r"changed|moved|modified|updated|corrected|amended|extended|upgraded",
        r"mudei|alterei|troquei|corrigi|atualizei|estendi|cambié|modifiqué|corregí|moví|amplié|alteramos|modificamos"
        r"|corrigimos|corregimos|cambiamos|mudamos",
    ),
    "held": (
        r"guardad\w+|apartad\w+|bloquead\w+|retenid\w+|vuelto a guardar|separad\w+",
        r"held|kept|blocked",
        r"guardei|bloqueei|separei|segurei|guardé|aparté|bloqueé",
    ),
    "sent": (
        r"enviad\w+|mandad\w+|reenviad\w+|remitid\w+",
        r"sent|e-?mailed|texted",
        r"enviei|mandei|envié|mandé|enviamos|mandamos",
    ),
    "checked": (
        r"revisad\w+|comprobad\w+|verificad\w+|mirado|conferid\w+",
        r"reviewed|checked|verified|looked at|examined",
        r"revisamos|conferimos|verificamos|revisei|conferi|verifiquei|revisé|comprobé|verifiqué",
    ),
    "asked": (
        r"pedid\w+|solicitad\w+|encargad\w+|encomendad\w+",
        r"requested|ordered|arranged",
        r"pedi|solicitei|encomendei|pedí|solicité|encargué",
    ),
}
# Said of what the agent saw, tried or offered: no deed.
IDLE = (
    r"entendid\w|encontrad\w|recibid\w|visto|podido|leído|oído|prometid\w|ofrecid\w|mostrad\w|dicho|querido|tenido|sido"
    r"|estado|llegad\w|perdid\w|intentad\w|escuchad\w|equivocad\w|buscad\w|conseguid\w|logrado|respondid\w|explicad\w",
    r"offered|promised|found|received|understood|looked(?! at)|needed|wanted|showed|shown|mentioned|tried|missed"
    r"|said|got"
    r"|seen|read|heard|failed|thought|left|need|indeed",
    r"encontrei|voltei|tentei|achei|procurei|errei|cheguei|olhei|mostrei|perguntei|gostei|ouvi|fiquei",
)
PERFECT = r"[a-záéíóú]+[aií]do|hecho|puesto|abierto|\w*vuelto|\w*suelto"
# Not the future: "avisarei".
PAST = (
    r"(?:[a-zç]{2,}[^raeiou\W]|[a-zç]{2,}[gq]u|retir|prepar|compr|cobr|registr)ei|hice|puse|añadí|fiz|devolvi|dei"
    r"|atendemos(?= o seu| seu)"
)
_LITTLE = r"(?: (?:ya|já|now|just|already|also|también|também|todo|all|le|lo|la|se|both|so|the|has|have|been))*"


def _kinds(at: str, form: int, *, other: str = "", idle: str = "") -> str:
    named = "|".join(f"(?P<{at}_{kind}>{verbs[form]})" for kind, verbs in DONE.items())
    rest = f"|(?P<{at}_done>{other})" if other else ""
    return f"(?:(?P<{at}_idle>{IDLE[form]}{idle})|{named}{rest})\\b"


ME = re.compile(
    rf"\b(?:he|hemos)\b{_LITTLE} {_kinds('es', 0, other=PERFECT)}"
    rf"|\b(?:i|we)(?:'ve|’ve)?\b{_LITTLE} {_kinds('en', 1, other=r'[a-z]+ed|dealt|paid|put|given|taken|done|made|set')}"
    rf"|\b{_kinds('past', 2, other=PAST)}"
)
# "Ha sido", "queda", "foi", "is": of a few deeds only; the rest is how things are.
IT = re.compile(
    rf"\b(?:ha sido|han sido|qued[aóe]n?|está[ns]?|fue|fueron|foi|foram|estão|fica|ficou|ya|já"
    rf"|se (?:le |les |lo |la )?han?|reserva(?:ción)?)\b{_LITTLE} {_kinds('it', 0, idle='|pasad[oa]s?|passad[oa]s?')}"
    rf"|\b(?:is|are|was|were|been|booking|reservation)\b{_LITTLE} {_kinds('its', 1, idle='|passed|called|let|asked')}"
)
STATES = re.compile(
    r"\b(?:(?P<booked>confirmad[oa]s?|confirmed)|(?P<cancelled>cancelad[oa]s?|anulad[oa]s?|cancell?ed))\b"
)
NOW: Mapping[str, re.Pattern[str]] = {
    "held": re.compile(
        r"\b(?:se l[ao]s? |le )?(?:guardo|aparto|retengo|bloqueo)\b|\bguardando\b"
        r"|\bi (?:still )?(?:keep|hold|am keeping|am holding) (?:it|them|the|your|this|for)\b"
        r"|\bis (?:held|kept) for you\b"
    ),
    "released": re.compile(r"\bqueda libre\b|\bfica livre\b|\bis free again\b"),
    "staff": re.compile(
        r"\b(?:aviso|notifico|informo|paso|derivo) (?:ahora |ya |su |tu |esto )[^.]*\b(?:recepción|equipo|mensaje"
        r"|hotel)"
        r"|\b(?:aviso|notifico|passo|encaminho) (?:agora|já|sua|seu|isso)[^.]*\b(?:recepção|equipe|mensagem|hotel)"
        r"|\b(?:i'm|i am|we are) (?:telling|passing|notifying|informing|alerting)\b"
        r"|\b(?:recepción|equipo|recepção|equipe|reception|front desk|team|staff|housekeeping|mantenimiento|limpieza)"
        r" (?:ya|já|already|now) (?:lo |la |o )?(?:sabe|saben|knows?|está avisad\w|viene|van?|vem)\b"
        r"|\b(?:persona|alguien|equipo|recepción|compañer[oa]|personal|limpieza|mantenimiento)\b[^.?!]*?\b(?:le |les "
        r"|te "
        r"|lo |la |se )?(?:responder[áa]n?|responde|contactar[áa]n?|contacta|llamar[áa]n?|llama|escribir[áa]n?|escribe"
        r"|atender[áa]n?|ocupar?[áa]?n?|comprueba|comprobará|revisa|revisará|confirmará|subirá|llevará|irá"
        r"|organizará)\b"
        r"|\b(?:pessoa|alguém|equipe|recepção|colega|manutenção|limpeza)\b[^.?!]*?\b(?:vai|vão|irá) (?!poder)\w+r\b"
        r"|\b(?:pessoa|alguém|equipe|recepção|colega)\b[^.?!]*?\b(?:responde(?:rá)?|confere|cuida|cuidará|entrará)\b"
        r"|\b(?:person|someone|somebody|team|front desk|reception|staff|colleague|housekeeping|maintenance)\b[^.?!]*?"
        r"\b(?:will|is going to|are going to) (?!be (?:able|happy))\w+"
        r"|\b(?:person|someone|somebody|team|colleague)\b[^.?!]*? (?:takes care|is on (?:its|the|their) way)\b"
    ),
    "promise": re.compile(
        r"\b(?:le|te|les) (?:escribo|aviso|escribiré|avisaré|llamaré|enviaré|mandaré|confirmaré|contactaré|diré)\b"
        r"|\bme pondré en contacto\b|\b(?:escrevo|avisarei|escreverei|ligarei|enviarei|confirmarei"
        r"|entrarei em contato)\b"
        r"|\bvou (?:te |lhe )?(?:avisar|escrever|ligar|enviar|mandar|confirmar)\b|\baviso (?:você|por aqui|assim)\b"
        r"|\b(?:i|we)(?:'ll|’ll| will)(?: (?:also|then))? (?:write|let you know|call|e-?mail|send|get back|message"
        r"|inform"
        r"|update|tell you|confirm)\b|\bwrite to you here before\b"
    ),
}
SENTENCE = re.compile(r"[^.;:!?\n]+[.;:!?\n]*")
CLAUSE = re.compile(r"[,()·–]| (?:pero|mas|but|sino|porém) ")
NEGATED = re.compile(
    r"\b(?:no|nada|nunca|ningun[oa]?|ningún|ninguna|não|nenhum\w*|not|nothing|never|none|cannot|can't|sin|sem|without"
    r"|\w+n't|todavía no|ainda não|falta|pendiente|aguardando|waiting|nadie|ninguém|nobody|tampoco)\b"
)
IF = re.compile(
    r"^\W*(?:y |e |and |o |ou |or )?(?:si|se|if|cuando|quando|when|once|en cuanto|as soon as|assim que|hasta que"
    r"|until|até que"
    r"|para que|so that|unless|caso)\b"
)


def deeds(text: str) -> Iterator[Token]:
    """[("did", "staff"), ("did", "booked"), …]"""
    for sentence in SENTENCE.findall(text.lower()):
        if sentence.rstrip().endswith("?") or IF.match(sentence):
            continue
        for clause in CLAUSE.split(sentence):
            yield from _of_clause(clause)
        yield from (("did", kind) for kind in ("staff", "promise") if _affirmed(NOW[kind], sentence))


def _of_clause(clause: str) -> Iterator[Token]:
    if IF.match(clause):
        return
    for pattern in (ME, IT, STATES):
        for match in pattern.finditer(clause):
            kind = str(match.lastgroup).rpartition("_")[2]
            if kind != "idle" and not NEGATED.search(clause[: match.end()]):
                yield "did", kind
    yield from (("did", kind) for kind, pattern in NOW.items() if _affirmed(pattern, clause))


def _affirmed(pattern: re.Pattern[str], text: str) -> bool:
    return any(not NEGATED.search(text[: match.end()]) for match in pattern.finditer(text))
