"""Insults, and advertising: a calm word, and nobody is called for nothing."""

from __future__ import annotations

import re

from messaging.intents.base import Intent, Rank
from messaging.turn import Reply, Turn

THREAT = re.compile(r"\b(?:voy a matar|os voy a|vou (?:te )?matar|vou acabar com voc|(?:will|going to|gonna) kill)\b")


class Abuse(Intent):
    """One offer of a person; said again, or as a threat, it is theirs."""

    name = "abuse"
    rank = Rank.WISH
    phrases = {
        "es": (
            r"\bhij[oa]s? de (?:put|mil put|la gran put|perra)\w*|\bhdp\b|\bput[oa]s? (?:madre|mierda|bot|hotel)"
            r"|\b(?:vete|anda|andate|iros|vayanse|vayan) a (?:la mierda|chingar|la verga|cagar|tomar por (?:el )?culo"
            r"|joder)",
            r"\b(?:eres|sos|son|que) (?:un |una |unos |unas )?(?:inutil\w*|idiota\w*|imbecil\w*|estupid[oa]s?"
            r"|pendej[oa]s?|boludos? de"
            r"|gilipollas|cabron\w*|ladrones|estafadores|basura|mierda|tarad[oa]s?|subnormal\w*)\b",
            r"\b(?:pendej[oa]s?|gilipollas|imbeciles?|pelotud[oa]s?|malparid[oa]s?|culer[oa]s?|la concha de (?:tu|su)"
            r"|chinga\w* (?:a )?tu)\b"
            r"|\bcallate\b|\bme cago en\b|\bvoy a matar\b|\b(?:robot|bot|maquina) (?:de mierda|inservible|inutil"
            r"|estupid[oa])",
        ),
        "pt": (
            r"\bfilh[oa]s? d[ae] puta|\bfdp\b|\bvai (?:a |pra |para a |tomar no |se )?(?:merda|cu|foder|inferno"
            r"|ferrar)\b|\bvtnc\b",
            r"\b(?:voce e|voces sao|que|seus?|bando de|sua) (?:uma? |uns )?(?:inutil|inuteis|idiotas?|imbeci\w+"
            r"|burr[oa]s?|babacas?"
            r"|ladroes|ladrao|lixo|otari[oa]s?|vagabund[oa]s?|merdas?|trouxas?)\b",
            r"\b(?:porra|caralho) de (?:robo|hotel|bot)|\bcala a boca\b|\bvou (?:te )?matar\b"
            r"|\b(?:robo|bot) (?:de merda|imprestavel|inutil|burro)",
        ),
        "en": (
            r"\bfuck(?:ing)? (?:you|off|bot|idiot|hotel|useless)\b|\bson of a bitch|\bpiece of shit|\bgo (?:to hell"
            r"|screw yourself)",
            r"\b(?:you(?:'re| are)?|you all are|what an?|bunch of|such an?) (?:a |an |all )?(?:fucking )?(?:useless"
            r"|idiots?|morons?"
            r"|stupid|imbeciles?|thieves|scammers|garbage|trash|dumb\w*|assholes?|bastards?|crooks|pathetic)\b",
            r"\bshut (?:the fuck )?up\b|\brot in hell|\b(?:stupid|dumb|damn|useless|idiotic) (?:bot|robot|machine"
            r"|thing)\b"
            r"|\bkill you\b|\bbastards?\b|\bassholes?\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        frame.misses += 1
        if frame.misses > 1 or THREAT.search(turn.text.lower()):
            turn.handover = "insults"
            return Reply("handover")
        return Reply("abuse")


class Spam(Intent):
    """Whoever wants to sell something to the hotel: answered once, no business of the front desk."""

    name = "spam"
    rank = Rank.WISH
    phrases = {
        "es": (
            r"\b(?:ofre\w+|vend\w+|presentarle\w*)\b[^.?!]{0,40}\b(?:nuestros servicios|prestamos?|software|seo"
            r"|marketing|seguidores"
            r"|base de datos de|productos|colchones|publicidad|criptomonedas|inversion\w*|paginas? web)\b",
            r"\b(?:gan(?:a|e|ar) (?:un|dinero)|bono gratis|(?:casino|apuestas|criptomoned\w*"
            r"|bitcoin)\b.{0,30}\b(?:bono|invert\w*|inversion\w*|ganancias?|gana|gratis|click?)"
            r"|(?:invier\w*|invert\w*|gana\w*|bono)\b.{0,30}\b(?:casino|criptomoned\w*|bitcoin|apuestas)|prestamo sin"
            r"|rendimiento garantizado"
            r"|trabaja desde (?:tu|su) (?:casa|celular)|haz ?clic|click aqui|reenvia este mensaje"
            r"|posicionamiento (?:seo|en google)"
            r"|compra seguidores|mi curriculum|les dejo mi cv)\b",
        ),
        "pt": (
            r"\b(?:ofere\w+|vend\w+|apresentar)\b[^.?!]{0,40}\b(?:nossos servicos|emprestimos?|software|seo|marketing"
            r"|seguidores"
            r"|lista de clientes|produtos|colchoes|publicidade|criptomoedas|investimentos?|sites?)\b",
            r"\b(?:ganh(?:e|ar) (?:um|dinheiro)|bonus gratis|(?:cassino|apostas|criptomoed\w*"
            r"|bitcoin)\b.{0,30}\b(?:bonus|invest\w*|lucro|ganhe|gratis|clique)|(?:invest\w*|ganh\w*"
            r"|lucr\w*|bonus)\b.{0,30}\b(?:cassino|criptomoed\w*|bitcoin|apostas)|emprestimo sem"
            r"|rendimento garantido"
            r"|trabalhe (?:de casa|pelo celular)|clique aqui|repasse essa mensagem|compre seguidores|meu curriculo"
            r"|seo)\b",
        ),
        "en": (
            r"\b(?:offer|sell|promote|introduce)\w*\b[^.?!]{0,40}\b(?:our services|loans?|software|seo|marketing"
            r"|followers"
            r"|customer database|products|mattress\w*|advertising|crypto\w*|investment|websites?|cleaning supplies)\b",
            r"\b(?:win (?:an?|money)|free bonus|(?:casino|betting|crypto\w*|bitcoin)\b.{0,30}\b(?:bonus|invest\w*"
            r"|profits?|returns|earn|free|click)|(?:invest"
            r"\w*|earn|profit|bonus)\b.{0,30}\b(?:casino|crypto\w*|bitcoin|betting)|loan with no|guaranteed returns"
            r"|work from (?:home|your phone)"
            r"|click here|forward this message|buy (?:cheap )?followers|heres? my cv|my resume|rank (?:your )?(?:site"
            r"|website)|seo)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        return Reply("spam")
