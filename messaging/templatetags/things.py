"""What guests ask for, named in their language: `{% things codes %}` says towels, pillow."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import Context

register = template.Library()

# es, pt, en; the codes of messaging.intents.things.
NAMES = {
    "bathrobe": ("albornoz", "roupão", "bathrobe"),
    "toilet_paper": ("papel higiénico", "papel higiênico", "toilet paper"),
    "towels": ("toallas", "toalhas", "towels"),
    "pillow": ("almohada", "travesseiro", "pillow"),
    "blanket": ("manta", "cobertor", "blanket"),
    "sheets": ("sábanas", "lençóis", "sheets"),
    "soap": ("artículos de baño", "artigos de banho", "toiletries"),
    "hangers": ("perchas", "cabides", "hangers"),
    "kettle": ("hervidor", "chaleira elétrica", "kettle"),
    "iron": ("plancha", "ferro de passar", "iron"),
    "hairdryer": ("secador de pelo", "secador de cabelo", "hairdryer"),
    "adapter": ("adaptador o cargador", "adaptador ou carregador", "adapter or charger"),
    "ice": ("hielo", "gelo", "ice"),
    "water": ("agua", "água", "water"),
    "glasses": ("vasos", "copos", "glasses"),
    "slippers": ("zapatillas", "chinelos", "slippers"),
    "umbrella": ("paraguas", "guarda-chuva", "umbrella"),
    "sewing_kit": ("costurero", "kit de costura", "sewing kit"),
    "remote": ("mando a distancia", "controle remoto", "remote control"),
    "payment_link": ("enlace de pago", "link de pagamento", "payment link"),
    "air_conditioning": ("climatización", "climatização", "air conditioning or heating"),
    "wifi": ("wifi", "wi-fi", "wifi"),
    "tv": ("televisión", "televisão", "TV"),
    "shower": ("ducha o agua", "chuveiro ou água", "shower or water"),
    "toilet": ("baño", "banheiro", "bathroom"),
    "sink": ("lavabo", "pia", "sink"),
    "light": ("luz", "luz", "lights or power"),
    "key_card": ("llave o puerta", "chave ou porta", "key or door"),
    "safe": ("caja fuerte", "cofre", "safe"),
    "fridge": ("nevera", "frigobar", "fridge"),
    "lift": ("ascensor", "elevador", "lift"),
    "window": ("ventana", "janela", "window"),
    "phone": ("teléfono", "telefone", "phone"),
    "leak": ("fuga de agua", "vazamento", "leak"),
    "smell": ("mal olor", "mau cheiro", "smell"),
    "noise": ("ruido", "barulho", "noise"),
    "pests": ("insectos", "insetos", "pests"),
    "extra_bed": ("cama extra", "cama extra", "extra bed"),
    "high_chair": ("trona", "cadeirão", "high chair"),
    "cot": ("cuna", "berço", "cot"),
    "wheelchair": ("silla de ruedas", "cadeira de rodas", "wheelchair"),
    "step_free": ("acceso sin escalones", "acesso sem degraus", "step-free access"),
    "near_lift": ("ascensor", "elevador", "lift"),
    "shower_access": ("ducha accesible", "chuveiro acessível", "accessible shower"),
    "hearing": ("discapacidad auditiva", "deficiência auditiva", "hearing impairment"),
    "sight": ("discapacidad visual", "deficiência visual", "visual impairment"),
    "guide_dog": ("perro guía", "cão-guia", "guide dog"),
    "adapted_room": ("habitación adaptada", "quarto adaptado", "adapted room"),
}  # fmt: skip
LANGUAGES = ("es", "pt", "en")


@register.simple_tag(takes_context=True)
def things(context: Context, codes: Iterable[str]) -> str:
    return ", ".join(named(code, context["language"]) for code in codes)


def named(code: str, language: str) -> str:
    """In the language of a guest, or of staff; one that is not known as it is."""
    names = NAMES.get(code, (code, code, code))
    return names[LANGUAGES.index(language)]
