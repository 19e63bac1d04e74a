"""Who stays at the hotel is told to nobody; what the hotel knows of the guest who writes is a matter for a person."""

from __future__ import annotations

import re

from messaging.intents.base import Intent, Rank
from messaging.intents.strangers import PHRASES
from messaging.turn import Reply, Turn

_KIN_ES = (
    r"(?:espos[oa]|marido|mujer|novi[oa]|pareja|ex|amig[oa]s?|jef[ea]|soci[oa]|herman[oa]|hij[oa]s?|madre|padre|mama"
    r"|papa|prim[oa]|suegr[oa]|vecin[oa]|companer[oa]|client[ea])"
)
_KIN_PT = (
    r"(?:espos[oa]|marido|mulher|namorad[oa]|ex|amig[oa]s?|chefe|soci[oa]|irma|irmao|filh[oa]s?|mae|pai|prim[oa]"
    r"|sogr[oa]|vizinh[oa]|colega|cliente)"
)
_KIN_EN = (
    r"(?:wife|husband|girlfriend|boyfriend|partner|ex|friends?|boss|brother|sister|sons?|daughters?|mother|father|mum"
    r"|mom|dad|cousin|neighbou?r|colleague|client)"
)
# Whoever says that they are there together asks about themselves.
_ALONE = (
    r"^(?!.*\b(?:conmigo|estoy|estamos|nosotros|viajo|viajamos|comigo|estou|conosco|with me|with us|i am staying"
    r"|i'm staying"
    r"|we are staying|we're staying|our room)\b).*"
)
# What the hotel keeps of the guest who writes.
OWN_DATA = re.compile(
    r"\b(?:mis|m[ií]os) datos\b|\bdatos (?:m[ií]os|personales)\b|\bprotecci[oó]n de datos|\bmeus dados\b"
    r"|\bdados (?:meus"
    r"|pessoais)\b"
    r"|\bmy (?:personal |own )?(?:data|info|information)\b|\b(?:rgpd|lgpd|gdpr)\b|\bdata protection\b"
    r"|\b(?:data|info|information|details) (?:do|did|have|that) you (?:all )?(?:keep|have|store|hold|collect|got"
    r"|kept)\b"
    r"|\b(?:delete|erase|remove|wipe|forget)\b.{0,20}\b(?:me|my (?:personal )?(?:details|account|profile|number"
    r"|e-?mail))\b"
)


class Privacy(Intent):
    """The reply is the same for somebody who stays here and for somebody who does not."""

    name = "privacy"
    rank = Rank.FIRST
    phrases = {
        "es": (
            *PHRASES["es"],
            rf"{_ALONE}\b(?:esta|estan|sigue|estuvo|se|hay|tienen?)\b[^?.!]{{0,30}}\b(?:alojad|hospedad"
            rf"|registrad)[oa]s?\b",
            rf"{_ALONE}\bse (?:aloja|hospeda|alojo|hospedo|alojaron|hospedan|alojan)\b[^?.!]{{0,20}}\b(?:ahi|aqui"
            rf"|alli"
            r"|con ustedes|en (?:el|su) hotel|en la [0-9]+)",
            rf"{_ALONE}\b(?:en que|que|cual es (?:el|la)|numero de) (?:numero de )?(?:habitacion|cuarto|pieza)\b"
            rf"[^?.!]{{0,15}}\b(?:esta|tiene|duerme|se (?:aloja|hospeda|queda)|de) (?:de )?"
            rf"(?:mi {_KIN_ES}|(?:el|la) (?:senora?|sr|sra|chic[oa])|l[ao] de)\b",
            rf"{_ALONE}\bquien(?:es)?\b[^?.!]{{0,25}}\b(?:esta|estan|se (?:aloj|hosped|qued)\w+|reservo|ocupa"
            rf"|duerme)\b"
            r"(?![^?.!]*\b(?:recepcion|de turno|a cargo)\b)[^?.!]{0,30}(?:[0-9]{1,4}\b|\bsuite\b|\bhotel\b|\bahi\b"
            r"|\bhabitacion)",
            r"\b(?:datos|telefono|celular|correo|e-?mail|direccion|apellido|factura|cuenta)\b[^?.!]{0,12}"
            rf"\b(?:de|del|de la|de los) (?:otr[oa]s? )?(?:huesped\w*|mi {_KIN_ES}\b|senora?\b|persona que|chic[oa])",
            r"\blista (?:de|con) (?:l[oa]s )?(?:huespedes|clientes|nombres)|\b(?:que|cuales) (?:famos|celebr"
            r"|artistas)\w*",
            rf"{_ALONE}\b(?:a que hora|cuando|si (?:ya )?)[^?.!]{{0,20}}\b(?:lleg|sal|se (?:va|fue)|entr|volvi"
            rf"|vino)\w*"
            rf"[^?.!]{{0,15}}\b(?:mi {_KIN_ES}|el (?:senor|sr|huesped|hombre|tipo)|la (?:senora|sra|huesped|chica)"
            r"|(?:el|la) de (?:la [0-9]+|al lado))\b",
            rf"\bvieron (?:entrar|salir) a mi {_KIN_ES}\b|{_ALONE}\b(?:vi(?:o|eron)|han visto|saben? si|saber si"
            rf"|confirm\w+ (?:si|que)|di(?:me|game"
            rf"|ganme) si)\b"
            rf"[^?.!]{{0,15}}\b(?:mi {_KIN_ES}|el senor|la senora|una persona|un tal"
            rf"|alguien)\b[^?.!]{{0,30}}\b(?:esta|llego"
            r"|entr\w+|sali\w+|vino|se (?:alo|hosp|regis)\w+|es huesped|hotel|ahi|registrad)\w*",
            r"\bcon quien (?:vino|esta|fue|durmio|viaja|se)\b|\bla (?:chica|mujer|senora) de la [0-9]+",
            r"\b(?:pase|pasa|comuni|conect|transfi|llam)\w*\b[^?.!]{0,20}\b(?:con|a) (?:la )?(?:habitacion"
            r"|cuarto) (?:de|del"
            r"|[0-9]+)\b",
            r"\bsoy (?:policia|detective|inspector|periodista)|\bsorpresa\b.{0,60}\b(?:su cuarto|su habitacion"
            r"|que habitacion)",
            r"\b(?:flores|paquete|regalo|ramo|sobre|recado|mensaje)\b[^?.!]{0,40}\b(?:para|a) (?:una?|el|la) huesped",
            r"\b(?:tel|numero|horario|apellido|direccion)\w*\b[^?.!]{0,15}\bde (?:la|el|una?) "
            r"(?:recepcionista|emplead|mucama|camarer|gerente)\w*",
            r"\b(?:borr|elimin|suprim)\w+ (?:todos )?mis datos|\b(?:que|cuales) datos (?:mios|personales)"
            r"|\bcon mis datos\b",
        ),
        "pt": (
            *PHRASES["pt"],
            rf"{_ALONE}\b(?:esta|ta|estao|tem|esteve|ficou)\b[^?.!]{{0,35}}\b(?:hospedad|registrad|alojad)[oa]s?\b",
            rf"{_ALONE}\b(?:em|qual) (?:que |o )?(?:numero do )?quarto\b[^?.!]{{0,15}}\b(?:esta|ta|tem|fica|dorme"
            rf"|d[oae]) "
            rf"(?:d[oa] )?(?:(?:o |a )?(?:meu|minha) {_KIN_PT}|[oa] (?:senhora?|sr|sra|moca|dele|dela)|dele|dela)\b",
            rf"{_ALONE}\bquem\b[^?.!]{{0,25}}\b(?:esta|ta|estao|reservou|ocupa|dorme|se hospeda"
            rf"|fica)\b(?![^?.!]*\brecepcao\b)"
            r"[^?.!]{0,30}(?:[0-9]{1,4}\b|\bsuite\b|\bhotel\b|\bai\b|\bquarto)",
            r"\b(?:dados|telefone|celular|e-?mail|endereco|sobrenome|fatura|conta)\b[^?.!]{0,12}"
            rf"\b(?:d[oae]|dos) (?:outr[oa]s? )?(?:hospedes?|(?:meu|minha) {_KIN_PT}|senhora?|pessoa que|moca)\b",
            r"\blista d[eo]s? (?:hospedes|clientes|nomes)|\bquais (?:famos|celebr|artistas)\w*",
            rf"{_ALONE}\b(?:que horas|quando|se (?:ja )?)[^?.!]{{0,20}}\b(?:cheg|sa[iu]|vai embora|entr|volt"
            rf"|veio)\w*"
            rf"[^?.!]{{0,15}}\b(?:(?:meu|minha) {_KIN_PT}|o (?:senhor|sr|hospede|vizinho|homem)|a (?:senhora|moca"
            rf"|hospede)"
            r"|[oa] d[oa] [0-9]+)\b",
            rf"{_ALONE}\b(?:vi(?:u|ram)|saber se|confirm\w+ (?:se|que)|(?:me )?di(?:z|ga|zem) se)\b[^?.!]{{0,15}}"
            rf"\b(?:(?:o |a )?(?:meu|minha) {_KIN_PT}|[oa] (?:senhora?|dona)|uma pessoa|um tal|alguem"
            rf"|dona)\b[^?.!]{{0,30}}"
            r"\b(?:esta|ta|cheg|entr|sa[iu]|veio|hosped|hotel|ai|registrad)\w*",
            r"\bcom quem (?:meu|minha|ele|ela|[oa]) ?\w*(?: \w+)? ?(?:veio|esta|ta|foi|viaja)?|\ba moca do [0-9]+",
            r"\b(?:pass|transf|conect|lig)\w*\b[^?.!]{0,20}\b(?:com|para|pra|pro) o quarto (?:d[oae]|[0-9]+)\b",
            r"\bsou (?:da policia|policial|detetive|jornalista)|\bsurpresa\b.{0,60}\b(?:quarto del[ea]"
            r"|qual o quarto)",
            r"\b(?:flores|pacote|presente|encomenda|recado|mensagem)\b[^?.!]{0,40}\b(?:para|pra|a) (?:uma?|o"
            r"|a) hospede",
            r"\b(?:tel|numero|horario|sobrenome|endereco)\w*\b[^?.!]{0,15}\bd(?:a|o|e uma?) "
            r"(?:recepcionista|funcionari|camareir|gerente)\w*",
            r"\b(?:apag|exclu|elimin|delet)\w+ (?:todos )?(?:os )?meus dados|\bque dados (?:meus|pessoais)"
            r"|\bcom (?:os )?meus dados",
        ),
        "en": (
            *PHRASES["en"],
            rf"{_ALONE}(?<!what )(?<!i )(?<!which )\b(?:is|are|was|were|do you have|any(?:one"
            rf"|body))\b(?![^?.!]*\b(?:costs?|price|time|possible|thinking"
            rf"|interested|persons?|people|adults?|of us|minimum|plan\w*)\b)[^?.!]{{0,40}}\b(?:staying|registered"
            rf"|checked in"
            r"|a guest (?:of yours|here|at|there)|lodged|booked in)\b(?! (?:from|for|on)\b)",
            rf"{_ALONE}\bis (?:my {_KIN_EN}|m(?:r|rs|s)\.? \w+)\b[^?.!]{{0,20}}\b(?:there|staying|at (?:your"
            rf"|the) hotel|alone)",
            rf"{_ALONE}\b(?:what|which|whose)(?:'s| is)?(?: the)? room(?: number)?\b[^?.!]{{0,15}}\b(?:is|does|has"
            rf"|of) "
            rf"(?:my {_KIN_EN}|m(?:r|rs|s)\.? \w+|the (?:man|woman|lady|guy|girl)|he|she)\b",
            rf"\b(?:room number|number of the room)\b[^?.!]{{0,15}}\b(?:of|for) (?:my {_KIN_EN}|m(?:r|rs|s)"
            rf"|a guest)\b"
            rf"|\b(?:her|his|my {_KIN_EN}(?:'?s)?) room(?: number)?\b(?=[^?.!]*(?:\?|$))(?<!clean his room)",
            rf"{_ALONE}\bwho(?:'s| is| are| was)?\b[^?.!]{{0,20}}\b(?:stay\w*|in|booked|sleep\w*"
            rf"|occup\w+)\b[^?.!]{{0,20}}"
            r"(?:\b[0-9]{1,4}\b|\bsuite\b|\bthe hotel\b|\bthere\b|\broom\b)",
            r"\b(?:details|phone|(?<!the )(?<!change )number(?! of guests)|e-?mail|address|surname|bill"
            r"|invoice)\b[^?.!]{0,12}\bof (?:the )?(?:other )?"
            rf"(?:guests?|my {_KIN_EN}|person who|lady|man|woman)\b|\bother guests?'?s? (?:details|names|number|bill)",
            rf"{_ALONE}\bis (?:he|she) (?:there|in|staying|at (?:your|the) hotel)\b(?: \w+){{0,2}}\W*\?",
            r"\bguest ?list\b|\blist of (?:the )?(?:guests|names)|\bwhich (?:celebrit|famous|artists)\w*",
            rf"{_ALONE}\b(?:what time|when|if|whether) (?:did|does|will|has|is)? ?(?:my {_KIN_EN}|the (?:man|woman"
            rf"|lady|guy|girl"
            rf"|neighbou?r|guest)|m(?:r|rs|s)\.? \w+)\b[^?.!]{{0,20}}\b(?:arriv|left|leave|leav|check|go|went|com"
            rf"|is there|is a guest)\w*",
            rf"{_ALONE}\b(?:did you see|have you seen|know if|tell me if|confirm (?:if|that"
            rf"|whether))\b[^?.!]{{0,10}}\b(?:my "
            rf"{_KIN_EN}|m(?:r|rs|s)\.? \w+|a person|someone|somebody)\b[^?.!]{{0,30}}\b(?:there|arriv|guest|stay"
            rf"|hotel|regist|come"
            r"|check)\w*",
            rf"\bwho (?:did|is|was) my {_KIN_EN}\b|\bthe (?:girl|woman|lady|man) in (?:room )?[0-9]+",
            r"\b(?:put|connect|transfer|patch)\b[^?.!]{0,20}\bto (?:the )?room (?:of|[0-9]+)\b",
            r"\bi(?:'m| am|m) (?:a |the )?(?:police|detective|journalist|private investigator)"
            r"|\bsurprise\b.{0,60}\b(?:her|his) room",
            r"\b(?:flowers|package|gift|parcel|letter|message)\b[^?.!]{0,40}\b(?:for|to) (?:a|one of your"
            r"|your) guests?\b",
            r"\b(?:phone|number|schedule|surname|address)\b[^?.!]{0,15}\bof (?:the|your) (?:receptionist|maid"
            r"|employee|manager)",
            r"\b(?:delete|erase|remove|wipe)\b(?: (?:all|any|of|the|every))* (?:my|our) (?:personal |own )?(?:data|info"
            r"|information|details|account|profile|records)\b(?! (?:from|in|on) (?:the|my|our|this) (?:booking"
            r"|reservation))"
            r"|\bmy (?:personal )?(?:data|info|information) (?:to be )?(?:deleted|erased|removed|wiped)\b",
            r"\b(?:data|info|information|details) (?:do|did|have|that) you (?:all )?(?:keep|have|store|hold|collect|got"
            r"|kept)(?: \w+)? (?:on|about|of) (?:me|us)\b|\bpersonal data do you\b|\bdata do you (?:keep|have|store"
            r"|hold)\b",
            r"\b(?:with|use|using|copy of|see|access|access to|store|share|sell|protect|process)(?: all)? (?:my|our)"
            r" (?:personal )?(?:data|info(?:rmation)?)\b|\b(?:under|gdpr|lgpd)\W+(?:the )?(?:gdpr|request|rights?)\b"
            r"|\bgdpr\b|\bdata protection\b|\bright to be forgotten\b|\b(?:please|to|you) forget (?:about )?me\b"
            r"|\bshare my (?:details|data|number|e-?mail)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        if OWN_DATA.search(turn.text.lower()):
            turn.handover = "asks about their own data"
            return Reply("own_data")
        return Reply("privacy")
