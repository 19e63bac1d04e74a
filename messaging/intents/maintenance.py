"""What does not work, leaks, smells or keeps a guest awake: staff are told at once."""

from __future__ import annotations

from messaging.intents import things
from messaging.intents.wish import Wish

_THING = things.any_of(things.MENDED)
_TROUBLE = things.any_of(things.TROUBLES)


class Maintenance(Wish):
    name = "maintenance"
    families = (things.MENDED, things.TROUBLES)
    at_once = "something does not work"
    phrases = {
        "es": (
            r"\bno (?:me |nos |se |les )?(?:funcionan?|anda|andan|sirven?|enciende\w*|prenden?|arranca|calienta"
            r"|enfria|abre"
            r"|cierra|conecta|drena|corre|descarga|furula|tira)\b(?!(?: \w+){0,2}? (?:fechas?|dias?|precios?"
            r"|horarios?|[0-9]+)\b)(?! (?:la|el) (?:reserva|pagina|restaurante|bar|piscina"
            r"|pileta|recepcion)\b)",
            rf"\bno (?:hay|sale|tiene|tenemos|tengo|llega) {_THING}|\bno (?:puedo|podemos|consigo|logro)(?: \w+){{0,3}}"
            r" (?:conectar\w*|abrir|cerrar|encender|prender|apagar|entrar (?:a|en) (?:la|mi) habitacion)\b",
            r"\bno va (?:el|la|bien)\b|\bno va\W*$"
            r"|\b(?:va|anda|esta|funciona) (?:muy |super )?(?:lento|lenta|mal|fatal)\b"
            rf"(?=.*{_THING})|{_THING}(?: \w+){{0,4}} (?:va|anda|esta|funciona) (?:muy |super |re )?(?:lent[oa]|mal"
            rf"|fatal)\b",
            r"\b(?:esta|estan|se|quedo) (?:\w+ )?(?:rot[oa]s?|rompio|atascad[oa]s?|tapad[oa]s?|tapo|atasco"
            r"|descompuest[oa]s?"
            r"|averiad[oa]s?|estropead[oa]s?|estropeo|descompuso|quemad[oa]s?|quemo el foco|danad[oa]s?"
            r"|trabad[oa]s?)\b",
            r"\bse (?:fue|corto|ha ido) (?:la luz|el agua|internet|la electricidad)\b|\b(?:me|nos) qued(?:e"
            r"|amos) (?:afuera"
            r"|fuera|sin llave|encerrad[oa]s?)\b|\b(?:perdi|no encuentro) (?:la|mi) (?:tarjeta|llave) (?:de|del)\b",
            rf"{_THING}(?: \w+){{0,4}} (?:pesimo|pesima|horrible|lentisim[oa]|se (?:cae|corta|desconecta|traba))\b",
            r"\b(?:hace|tengo|tenemos|pasamos|paso|morimos de|muero de) (?:un |mucho |muchisimo |demasiado "
            r"|tanto )?(?:frio|calor)\b"
            r"(?=.*\b(?:habitacion|cuarto|pieza|dormitorio|bano|dentro)\b)",
            r"\b(?:ducha|agua|regadera|canilla)(?: \w+){0,2} (?:sale|esta|viene|salio) (?:\w+ )?(?:fria|helada"
            r"|congelada|sucia"
            r"|turbia|marron)\b",
            rf"{_TROUBLE}",
        ),
        "pt": (
            r"\bnao (?:esta |estao |ta |tao )?(?:funcion\w+|liga\b|ligando|pega\b|pegando|abre\b|abrindo|fecha\b"
            r"|fechando"
            r"|esquenta\w*|gela\w*|carrega\w*|conecta\w*|desce\b|descendo)",
            rf"\bnao (?:tem|sai|ha|chega|temos) {_THING}|\bnao (?:consigo|conseguimos|da para)(?: \w+){{0,3}}"
            r" (?:conectar\w*|abrir|fechar|ligar|desligar|entrar no quarto)\b",
            r"\b(?:esta|estao|ta|ficou) (?:\w+ )?(?:quebrad[oa]s?|entupid[oa]s?|estragad[oa]s?|com defeito|com problema"
            r"|queimad[oa]s?|travad[oa]s?|sem (?:agua|luz|energia|internet|sinal))\b|\b(?:quebrou|entupiu|estragou"
            r"|queimou)\b",
            rf"{_THING}(?: \w+){{0,4}} (?:lent[oa]|caindo|caiu|pessim[oa]|fraco|fraca|sumiu)\b|\b(?:fiquei|ficamos"
            rf"|to|estou"
            rf"|tou|estamos) (?:pres[oa]"
            rf"|trancad[oa])"
            r"s?(?: (?:para|pra))? fora\b|\b(?:perdi|nao acho) (?:a|o) (?:chave|cartao) d[oa]\b",
            r"\b(?:acabou|caiu) (?:a luz|a energia|a internet|a agua|o wifi)\b",
            rf"{_TROUBLE}",
        ),
        "en": (
            r"\b(?:not|isn't|isnt|doesn't|doesnt|don't|stopped|aren't|won't|wont|quit) (?:\w+ )?(?:work(?:ing|s)?"
            r"|turn(?:ing)?"
            r" on|open(?:ing)?|clos(?:e|ing)|flush(?:ing)?|drain(?:ing)?|heat(?:ing)?|cool(?:ing)?|lock"
            r"|connect(?:ing)?)\b",
            r"\b(?:is|are|was|seems?|'s|got|it's) (?:\w+ )?(?:broken|clogged|blocked|out of order|faulty|dead|jammed"
            r"|stuck)\b"
            r"|\bbroken\b|\bout of order\b",
            rf"\b(?:no|any) (?:{'|'.join(things.MENDED[key] for key in ('shower', 'light', 'wifi'))})(?: in| at"
            rf"| since|\W*$)"
            r"(?<!\?)|\b(?:can't|cannot|can not|unable to) (?:\w+ )?(?:connect|open|close|turn (?:on|off)|lock"
            r"|get in)\b",
            rf"{_THING}(?: \w+){{0,4}} (?:slow|down|weak)\b(?!(?: \w+)* (?:town|hill))|\blocked (?:myself "
            rf"|ourselves )?out\b"
            r"|\blost (?:my|our|the) (?:key|key ?card|room key)\b|\bpower (?:is out|cut|outage)\b",
            rf"{_TROUBLE}",
        ),
    }
