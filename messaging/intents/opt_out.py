"""A guest wants no messages that the hotel starts; or wants them again."""

from __future__ import annotations

from messaging import silence
from messaging.intents.base import Intent, Rank
from messaging.turn import Reply, Turn


class OptOut(Intent):
    name = "opt_out"
    rank = Rank.FIRST
    phrases = {
        "es": (
            r"^\W*(?:stop|baja|darme de baja|dar de baja|quiero darme de baja|cancelar suscripcion)\W*$",
            r"\bno me (?:escriban|escribas|escriba|manden|mande|envien|envie|contacten"
            r"|contacte)\b[^.?!]{0,10}\b(?:mas|nunca|publicidad"
            r"|promociones|mensajes|ofertas)",
            r"\b(?:dejen|deja|deje|paren|basta) de (?:escribir|mandar|enviar|molestar)\w*",
            r"\bno quiero (?:recibir )?(?:mas )?(?:promociones|publicidad|ofertas|mensajes|propaganda)\b"
            r"|\bno autorizo\b[^.?!]{0,20}\bcontact",
            r"\b(?:saquen|saca|saque|quiten|borren|eliminen)me de (?:sus?|esta|la) (?:lista de (?:difusion|contactos"
            r"|correo|distribucion|envio\w*)|contactos|difusion)|\b(?:saquen|saca|saque|quiten|borren"
            r"|eliminen)me de (?:sus?|esta) lista\b(?! de espera)"
            r"|\b(?:borren|eliminen) mi numero\b|\bya no quiero (?:mas )?(?:mensajes|ofertas|publicidad)",
        ),
        "pt": (
            r"^\W*(?:stop|sair|descadastrar|sair da lista|cancelar inscricao)\W*$",
            r"\bnao (?:me )?(?:escrevam|mandem|manda|envi\w+|contat\w+|chamem)\b[^.?!]{0,12}\b(?:mais|nunca"
            r"|propaganda|promoc\w+|mensage\w+)",
            r"\b(?:pare|parem|para) de (?:me )?(?:escrever|mandar|enviar|encher|incomodar)\w*"
            r"|\bparar de (?:receber|mandar)\b[^.?!]{0,12}\bmensage\w+",
            r"\bnao quero (?:mais )?(?:receber )?(?:mais )?(?:promocoes|propaganda|ofertas|mensagens)\b"
            r"|\bnao autorizo (?:o )?contato",
            r"\bme (?:tirem|tira|excluam|removam) d(?:[aoe]s?|essa|a sua) (?:lista de (?:transmissao|contatos"
            r"|difusao|envio\w*)|contatos)\b|\bme (?:tirem|tira|excluam|removam) d(?:essa"
            r"|a sua) lista\b(?! de espera)|\bapaguem meu numero\b",
        ),
        "en": (
            r"^\W*(?:stop|unsubscribe|unsubscribe me|opt out|opt me out|cancel subscription)\W*$",
            r"\b(?:do not|don't|dont|never) (?:message|text|write|contact|email"
            r"|send)\b(?: to)? ?(?:me)?\b[^.?!]{0,12}\b(?:again|any ?more"
            r"|ads|promotions|offers|messages)",
            r"\b(?:stop|quit) (?:messaging|texting|sending|writing|contacting|spamming)\b"
            r"|\bno more (?:promotions|offers|ads|messages)\b",
            r"\b(?:take|remove) me (?:off|from) (?:(?:your|this) list\b(?! for)|(?:your|the|this) (?:mailing list"
            r"|contacts))|\bdelete my number\b"
            r"|\bdo not consent to being contacted|\b(?:don't|dont) want your (?:offers|promotions)",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        silence.begin(turn.conversation, actor=turn.actor)
        return Reply("opted_out")


class OptIn(Intent):
    name = "opt_in"
    rank = Rank.FIRST
    phrases = {
        "es": (
            r"\b(?:quiero|pueden|puedes|podeis) (?:volver a (?:recibir|escribirme|mandarme)|recibir (?:de nuevo"
            r"|otra vez))\b"
            r"[^.?!]{0,25}|\bescribanme (?:de nuevo|otra vez)",
        ),
        "pt": (
            r"\b(?:quero|podem|pode) (?:voltar a (?:receber|me escrever|me mandar)|receber (?:de novo|novamente))\b"
            r"[^.?!]{0,25}|\bme escrevam de novo",
        ),
        "en": (
            r"\b(?:i want|i'd like|you can|you may) (?:to )?(?:receive|get|message|write to"
            r"|text) (?:me )?(?:your )?(?:messages )?again\b"
            r"|^\W*(?:start|subscribe|opt in)\W*$",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        silence.end(turn.conversation, actor=turn.actor)
        return Reply("opted_in")
