"""Attempts to make the agent show or change its rules, or to give itself out as somebody who may."""

from __future__ import annotations

from messaging.intents.base import Intent, Rank
from messaging.intents.onward import go_on
from messaging.turn import Reply, Turn

# Written for machines, in whatever language.
MARKUP = (
    r"^\W*[\[<(]?(?:system|sistema|assistant|developer)[\]>)]? ?:|[\[<](?:system|sistema|/?inst|\|?im_start\w*)\b"
    r"|<\|?endoftext|<script\b|\{\{.*\}\}|\{%",
    r"\bdrop table\b|\bdelete from\b|\bselect \* from\b|\bapi[ _-]?key\b|\bsystem prompt\b",
)


class Probing(Intent):
    """Nothing is followed and nothing repeated: prices come from the PMS and a booking from the guest's own yes."""

    name = "probing"
    rank = Rank.FIRST
    phrases = {
        "": MARKUP,
        "es": (
            r"\b(?:mensaje|nota|aviso|orden) del? (?:sistema|la central|sede)\b|\b(?:nueva politica|nuevas? orden\w*)\b"
            r"[^?.!]{0,40}\b(?:gratis|gratuit\w+)|\bautorizacion del? (?:duen\w|gerente|director\w*)\b"
            r"|\bestas? autorizad[oa]\b",
            r"\b(?:habitacion|suite|doble|tarifa|noche|precio)\b[^?.!]{0,15}\b(?:a|en|de|por)? ?(?:(?:cero|0|10?|un)"
            r" (?:euros?|pesos?|reales|dolar(?:es)?)|cero)\b|\b(?:precio|tarifa) (?:a |de )?(?:0|cero)\b",
            r"\b(?:marca|marcal[oa]|pon|ponl[oa]|confirma\w*)\b[^?.!]{0,20}\b(?:como pagad[oa]|sin (?:pagar"
            r"|cobrar\w*|preguntar))"
            r"|\bno sigas (?:la|las|tu|tus) (?:politica|regla|norma)\w*|\bdesobedec\w+|\bdevuelvemelo? todo\b",
            r"\b(?:cancela|dame|dime|muestrame) (?:\w+ ){0,3}(?:del|de la|de los|de otro) (?:cliente"
            r"|huesped) (?:anterior\w*|previo)"
            r"|\b(?:funciones|herramientas) (?:y \w+ )?que (?:puedes|tienes)\b|\bdatos de configuracion\b",
            r"^\W*(?:responde|contesta|escribe|di|repite)(?:me)? (?:solo |unicamente )?(?:con )?(?:la palabra\b"
            r"|la frase\b"
            r"|[\"«“']|que el hotel me debe)|\bconfirma(?:me)? por escrito que\b",
            r"\b(?:ignor|olvid|descart|salt|incumpl|desobed)\w*\b[^.?!]{0,25}\b(?:instruccion\w*|reglas|ordenes"
            r"|normas|politicas"
            r"|restricciones|anterior\w*)|\bolvida que eres\b",
            r"\b(?:muestr|mostr|dime|dame|revel|repit|imprim|ensen|list|copi|traduc)\w*\b[^.?!]{0,25}\b(?:prompt"
            r"|instruccion\w*"
            r"|tus reglas|reglas internas|configuracion|texto (?:que tienes )?(?:de )?arriba|codigo fuente|contrasena"
            r"|api key)",
            r"\bcuales son tus (?:instrucciones|reglas)\b|\b(?:nuevas? (?:reglas|instrucciones))\b"
            r"|\bque modelo (?:eres|sos|de)\b",
            r"\ba partir de ahora (?:eres|sos|seras|actua|responde)|\b(?:actua|finge|haz de cuenta"
            r"|comportate) (?:como|que)\b",
            r"\bmodo (?:desarrollador|dios|administrador|debug|dan)\b|\bjailbreak\b|\b(?:entra|activa) en modo\b",
            r"\bsoy (?:el|la|tu)? ?(?:administrador\w*|desarrollador\w*|programador\w*|creador\w*|dueno|gerente"
            r"|director\w*)\b"
            r"[^.?!]{0,60}\b(?:acceso|autoriz|precio|descuento|gratis|orden\w*|confirma|cancela|cambia)\w*",
            r"\b(?:cambia|baja|pon|modifica|fija)\w*\b[^.?!]{0,15}\bprecio\b[^.?!]{0,15}\b(?:a|en) (?:[0-9]+|cero"
            r"|un)\b",
            r"\b(?:sin cobrar\w*|100 ?% de descuento|descuento (?:del|es) 100)|\bresponde (?:solo"
            r"|siempre)? ?(?:con )?(?:un )?si a todo"
            r"|\b(?:ejecuta|corre|haz) (?:este|el) (?:comando|codigo|sql)|\bbase de datos\b[^.?!]{0,20}\b(?:clave"
            r"|contrasena|borra)",
        ),
        "pt": (
            r"\b(?:mensagem|nota|aviso|ordem) d[oa] (?:sistema|central|sede|matriz)\b|\b(?:nova politica"
            r"|novas? ordens?)\b"
            r"[^?.!]{0,40}\b(?:gratis|gratuit\w+)|\bautorizacao d[oa] (?:don[oa]|gerente|diretor\w*)\b"
            r"|\bvoce (?:esta|ta) autorizad[oa]\b",
            r"\b(?:quarto|suite|duplo|tarifa|diaria|preco)\b[^?.!]{0,15}\b(?:a|em|de|por|pra)? ?(?:(?:zero|0|10?|um)"
            r" (?:euros?|pesos?|real|reais|dolar(?:es)?)|zero)\b|\b(?:preco|tarifa) (?:a |de )?(?:0|zero)\b",
            r"\b(?:marca|marque|poe|coloca|confirma\w*|confirme)\b[^?.!]{0,20}\b(?:como pag[oa]|sem (?:pagar|cobrar"
            r"|perguntar))"
            r"|\bdesobedec\w+|\bnao siga (?:a|as|sua|suas) (?:politica|regra|norma)\w*|\besque[cç]\w* tudo (?:que"
            r"|o que)\b|\b(?:pul\w+|ignor\w+) as (?:regras|normas)"
            r"|\bfaz(?:er)? de conta que\b",
            r"\b(?:cancela|me da|diga|mostra) (?:\w+ ){0,3}d[oe] (?:outro )?(?:cliente|hospede) anterior"
            r"|\b(?:funcoes|ferramentas) (?:e \w+ )?que (?:voce )?(?:pode|tem)\b|\bdados de configuracao\b",
            r"^\W*(?:responda|responde|escreva|escreve|diga|repita)(?: so| somente| apenas)? (?:com )?(?:a palavra\b"
            r"|a frase\b"
            r"|[\"«“']|que o hotel me deve)|\bconfirm[ae] por escrito que\b|\bmensagem do sistema\b",
            r"\b(?:ignor|esque[cç]|descart|desobed)\w*\b[^.?!]{0,25}\b(?:instruco\w*|regras|ordens|normas|politicas"
            r"|anterior\w*)"
            r"|\besque[cç]a que (?:e|voce e)\b|\bnao siga as (?:regras|politicas)",
            r"\b(?:mostr|diga|diz|me da|revel|repit|imprim|list|copi|traduz)\w*\b[^.?!]{0,25}\b(?:prompt|instruco\w*"
            r"|suas regras"
            r"|regras internas|configuraco\w*|configuracao|texto (?:que esta )?acima|codigo fonte|senha|api key)",
            r"\bquais (?:sao )?(?:as )?suas (?:instrucoes|regras)\b|\bnovas (?:regras|instrucoes)\b"
            r"|\bque modelo voce e\b",
            r"\ba partir de agora (?:voce|aja|responda)|\b(?:aja|finja|faca de conta) (?:como|que)\b",
            r"\bmodo (?:desenvolvedor|deus|administrador|debug|dan)\b|\bjailbreak\b",
            r"\bsou (?:o|a|seu|sua)? ?(?:administrador\w*|desenvolvedor\w*|programador\w*|criador\w*|dono|gerente"
            r"|diretor\w*)\b"
            r"[^.?!]{0,60}\b(?:acesso|autoriz|preco|desconto|de graca|ordem|confirm|cancel|mud)\w*",
            r"\b(?:mud|baix|coloc|alter)\w*\b[^.?!]{0,15}\bpreco\b[^.?!]{0,15}\b(?:pra|para|em) (?:[0-9]+|zero|um)\b",
            r"\b(?:sem cobrar|100 ?% de desconto|desconto de 100)|\bresponda (?:so|sempre)? ?sim (?:pra|para|a) tudo"
            r"|\b(?:execut|rode|roda)\w* (?:este|esse|o) (?:comando|codigo|sql)"
            r"|\bbanco de dados\b[^.?!]{0,20}\b(?:senha|apag)",
        ),
        "en": (
            r"\bsystem (?:message|note|override)\b|\bnew policy\b[^?.!]{0,40}\bfree\b|\b(?:owner|manager|ceo|director) "
            r"authori[sz]ation\b|\byou(?:'re| are) authori[sz]ed\b",
            r"\b(?:room|suite|double|rate|night|price)\b[^?.!]{0,10}\b(?:to|at|for|of)? ?(?:(?:zero|0|10?|one)"
            r" (?:euros?|pesos?|reais|dollars?|bucks)|zero)\b|\b(?:price|rate) (?:to |of )?(?:0|zero)\b",
            r"\b(?:mark|set|confirm)\b[^?.!]{0,20}\b(?:as paid|without (?:payment|paying|charging|asking))|\bdisobey\b"
            r"|\bskip the rules\b|\bforget everything\b|\bno rules\b|\bdo not follow the\b",
            r"\b(?:cancel|give me|tell me|show me) (?:\w+ ){0,3}previous (?:customer|guest)|\b(?:functions|tools)"
            r"(?: and \w+)? (?:that )?you (?:can|have)\b|\bconfiguration data\b|\bwhat model are you\b",
            r"^\W*(?:please )?(?:reply|answer|respond|write|say|repeat)(?: only| just)?(?: with)?"
            r" (?:the word\b|the phrase\b|[\"«“']"
            r"|that the hotel owes)|\bconfirm in writing that\b",
            r"\b(?:ignore|disregard|forget|override|bypass|break)\b[^.?!]{0,25}\b(?:instructions?|rules|orders"
            r"|policies|policy"
            r"|guidelines|previous|above)\b|\bforget (?:that )?you(?:'re| are) a\b|\bdo not follow (?:the )?(?:hotel"
            r"|your)",
            r"\b(?:show|tell|give|reveal|repeat|print|list|output|translate)\b[^.?!]{0,25}\b(?:prompt|instructions"
            r"|your rules"
            r"|internal rules|configuration|text above|source code|password|api key|system message)\b",
            r"\bwhat (?:are|were) your (?:instructions|rules)\b|\b(?:new|updated) (?:rules|instructions)\b"
            r"|\bwhich model are you\b",
            r"\bfrom now on (?:you|act|answer|respond)|\b(?:act|pretend|behave) (?:as|like|to be|that you)\b",
            r"\b(?:developer|god|admin|debug|dan) mode\b|\bjailbreak\b",
            r"\bi(?:'m| am|m) (?:the|your|an?)? ?(?:admin\w*|developer|programmer|creator|owner|manager"
            r"|ceo)\b[^.?!]{0,60}"
            r"\b(?:access|authori|price|discount|free|order|confirm|cancel|change)\w*",
            r"\b(?:change|set|lower|make)\b[^.?!]{0,15}\bprice\b[^.?!]{0,15}\b(?:to )?(?:[0-9]+|zero|one)\b",
            r"\b(?:without charging|100 ?% (?:off|discount)|discount (?:is|of) 100)|\b(?:answer|say) yes to everything"
            r"|\brun (?:this|the) (?:command|code|sql)|\bdatabase\b[^.?!]{0,20}\b(?:password|drop|delete)"
            r"|\bdrop table\b",
            r"^\W*(?:system|assistant|developer) ?:|<\|?(?:im_start|system|endoftext)|\[/?inst\]",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        return Reply("probing").then(go_on(turn))
