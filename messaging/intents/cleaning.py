"""The room cleaned, the bed made, the bin emptied."""

from __future__ import annotations

from messaging.intents import asking
from messaging.intents.wish import Wish


class Cleaning(Wish):
    name = "cleaning"
    phrases = {
        "es": (
            r"\b(?:limpi(?:en|ar|arme|arnos|enme|ennos|ame)|hagan|hacer(?:me|nos)?|arregl(?:ar|en)(?:me"
            r"|nos)?)(?: \w+){0,3}"
            r" (?:la |mi |nuestra |el )?(?:habitacion|cuarto|pieza|bano|cama|camas|terraza|balcon|suelo|piso)\b"
            r"(?! (?:reserva|reservacion))(?<!limpiar la habitacion cada)",
            rf"{asking.ES}{asking.GAP}(?:limpieza|aseo)(?! (?:en seco|de ropa))\b",
            r"\b(?:no|nadie) (?:(?:me|nos|se) )?(?:han |ha |habian )?(?:limpiado|limpiaron|limpio|hicieron|hecho"
            r"|arreglaron|arreglado)\b"
            r"|\b(?:no|nadie) (?:(?:me|nos) )?(?:ha |han )?(?:vino|vinieron|venido|paso|pasaron|pasado)(?: \w+){0,2}"
            r" (?:limpi\w+|arregl\w+|hacer (?:la|el)|la limpieza|la mucama|la camarista|la camarera de piso)\b",
            r"\b(?:esta|estaba|encontr\w+|sigue)(?: \w+){0,5} (?:suci[oa]s?|sin limpiar|sin hacer|asqueros[oa]s?)\b",
            r"\b(?:vaci(?:ar|en)|sac(?:ar|en)|retir(?:ar|en)|recoj(?:an)|recoger)(?: \w+){0,2} (?:basura|papelera)\b",
            r"\bpas(?:ar|en) a limpiar\b|\bno (?:hace falta|es necesario|necesitamos) (?:que )?limpi\w+",
        ),
        "pt": (
            r"\b(?:limp(?:ar(?:em)?|em|e|a)|arrum(?:ar(?:em)?|em|e|a)|faz(?:er(?:em)?)?|varr(?:er(?:em)?"
            r"|am))(?: \w+){0,3}"
            r" (?:o |meu |nosso |a )?(?:quarto|banheiro|cama|camas|varanda|chao|apartamento)\b(?! reserva)",
            r"\b(?:limpar|limparem|limpem) (?:aqui|tudo|la|ali)\b|\b(?:dar|deem|de|darem) uma (?:geral|limpada"
            r"|limpadinha"
            r"|arrumada|arrumadinha|ajeitada|faxina)\b",
            r"\b(?:camareiras?|faxineiras?|arrumadeiras?|limpeza) (?:(?:ainda|hoje) )?nao (?:passou|passaram|veio"
            r"|vieram"
            r"|apareceu|limpou|arrumou)\b|\bnao (?:passou|passaram|veio|vieram) (?:pra|para|a) (?:limpar|arrumar"
            r"|limpeza)\b",
            rf"{asking.PT}{asking.GAP}(?:limpeza|faxina|arrumacao|camareira)\b",
            r"\bnao (?:foi |foram |fizeram |arrumaram |limparam |limpou )(?:\w+ ){0,3}?(?:limp[oa]|arrumad[oa]|quarto"
            r"|limpeza|cama|arrumacao)?",
            r"\b(?:esta|estava|continua|ta)(?: \w+){0,4} (?:suj[oa]s?|imund[oa]s?|sem limpar)\b",
            r"\b(?:esvazi\w+|tir\w+|recolh\w+|retir\w+)(?: \w+){0,2} lixo\b|\bpassar para limpar\b"
            r"|\bnao precisa(?:m)? (?:de )?(?:limpar|limpeza|arrumar)",
        ),
        "en": (
            r"\b(?:clean|make up|tidy(?: up)?|service|vacuum)(?: \w+)? (?:the |my |our )?(?:room|bathroom|bed|beds"
            r"|floor"
            r"|balcony|suite)\b(?! (?:daily|every))",
            r"\bmake (?:the|my|our) beds?\b|\b(?:housekeeping|maid|cleaner|cleaning lady"
            r"|room service) (?:to )?(?:come|clean"
            r"|please|didn't|hasn't|never|has not|did not)",
            rf"{asking.EN}{asking.GAP}(?:housekeeping|cleaning|room cleaned|room tidied|room made up|cleaner)\b",
            r"\b(?:has not|hasn't|not|wasn't|never|didn't|did not) (?:been |get |yet |yet been )*(?:cleaned|made up"
            r"|tidied|cleaning)\b|\b(?:nobody|no one)(?: has)? (?:cleaned|came to clean|come to clean)",
            r"\b(?:is|was|still|looks|are|were) (?:\w+ )?(?:dirty|filthy|unclean|disgusting|not clean)\b",
            r"\b(?:empty|take out|collect)(?: \w+){0,2} (?:bin|bins|trash|rubbish|garbage)\b"
            r"|\bno need to clean\b|\bplease (?:don't|do not) clean\b",
        ),
    }
