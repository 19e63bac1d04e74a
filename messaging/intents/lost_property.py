"""Something a guest has lost or left behind."""

from __future__ import annotations

from messaging.intents.wish import Wish

_NOT_ES = (
    r"(?! (?:\w+ )?(?:e-?mail|correo|mail|nombre|telefono|apellidos?|vuelo|avion|tren|bus|colectivo|micro|reserva"
    r"|mensaje"
    r"|habitacion|hotel|cuarto|numero|codigo|resena|propina|sena|deposito|paciencia|coche|auto|carro|contrasena)\b)"
)
_NOT_PT = (
    r"(?! (?:\w+ )?(?:e-?mail|nome|telefone|voo|aviao|trem|onibus|reserva|mensagem|quarto|hotel|numero|codigo|sinal"
    r"|paciencia|carro|senha)\b)"
)
_NOT_EN = (
    r"(?! (?:\w+ )?(?:e-?mail|name|phone number|number|mail|booking|reservation|confirmation|password|flight|train|bus"
    r"|hotel|room|message|review|deposit|patience|card details|way)\b)"
)


class LostProperty(Wish):
    name = "lost_property"
    after_stay = True
    phrases = {
        "es": (
            r"\b(?:me )?(?:olvide|deje|perdi|olvidamos|dejamos|perdimos|he (?:olvidado|dejado|perdido)"
            r"|hemos (?:olvidado"
            rf"|dejado|perdido)) (?:mi|mis|el|la|los|las|un|una|unos|unas|nuestr[oa]s?)\b{_NOT_ES}",
            r"\bse (?:me|nos) (?:olvido|olvidaron|perdio|perdieron|quedo|quedaron|cayo)"
            rf"(?: \w+)? (?:mi|mis|el|la|los|las|un|una|unos|unas)\b{_NOT_ES}",
            r"\bobjetos? perdidos?\b|\balgo olvidado\b|\b(?:encontraron|han encontrado|encontro|hallaron)(?: \w+){0,4}"
            r" (?:mi|mis|un|una|unos|unas)\b",
            r"\bno encuentro (?:mi|mis)\b(?! (?:reserva|confirmacion|correo|habitacion|numero))",
        ),
        "pt": (
            r"\b(?:esqueci|deixei|perdi|esquecemos|deixamos|perdemos|acabei esquecendo|acabei deixando)"
            rf" (?:meu|meus|minha|minhas|o|a|os|as|um|uma|uns|umas|nosso|nossa)\b{_NOT_PT}",
            r"\bachados e perdidos\b|\b(?:encontraram|acharam|encontrou)(?: \w+){0,4} (?:meu|meus|minha|minhas|um"
            r"|uma)\b",
            r"\bnao (?:encontro|acho) (?:meu|meus|minha|minhas)\b(?! (?:reserva|confirmacao|quarto))"
            r"|\b(?:ficou|ficaram)(?: \w+){0,3} (?:meu|minha|meus|minhas)\b",
        ),
        "en": (
            rf"\b(?:lost|left|forgot|misplaced|forgotten|left behind) (?:my|a|an|the|our|some|behind my)\b{_NOT_EN}",
            r"\blost (?:and|&) found\b|\blost property\b|\blost item\b|\b(?:found|find|seen|turned up"
            r"|handed in)(?: \w+){0,3}"
            r" (?:my|our)\b(?! (?:booking|reservation|room|confirmation|hotel))",
            r"\bcan't find my\b(?! (?:booking|reservation|room|confirmation|hotel))|\bleft (?:something|it|them)\b"
            r"(?: \w+){0,3} (?:room|hotel|restaurant|pool|behind)\b",
        ),
    }
