"""A person is wanted, or needed at once."""

from __future__ import annotations

from messaging.intents.base import Intent, Rank
from messaging.turn import Reply, Turn


class Human(Intent):
    name = "human"
    phrases = {
        "es": (
            r"\bno (?:funciona|anda|sirve|enciende|prende|(?:hay|sale|tiene|tenemos) (?:agua|luz))\b|\bmucho ruido\b",
            r"\besta (?:rot[oa]|suci[oa]|atascad[oa])\b|\b(?:olvide|deje|perdi) (?:mi|mis|el|la|los|las|un"
            r"|una)\b(?! (?:e-?mail|correo|mail|nombre|telefono|apellidos?)\b)",
            r"^\W*ayuda\W*$",
            r"\b(?:hablar|hable|hablo|comunicar\w*|contactar|chatear|paseme|pasame|pasar|ponme|derivar\w*|atienda"
            r"|atender)(?: \w+){0,4} (?:persona|humano|alguien|recepcion|recepcionista|agente|asesor\w*|operador\w*"
            r"|encargad\w+|gerente|director\w*|responsable|empleado)\b",
            r"\b(?:persona|humano) (?:real|de verdad)\b|\beres (?:un )?(?:bot|robot|maquina)|\bun humano\b",
            r"\bno (?:quiero|me gusta)(?: \w+){0,3} (?:bot|robot|maquina)\b|\bagente humano",
            r"\bque me (?:llamen|llame alguien|atienda)|\bllam(?:enme|ame|eme)\b"
            r"|^\W*(?:es )?(?:muy )?urgente\W*(?:por favor\W*)?$",
            r"^\W*(?:humano|agente|recepcion|persona|operador|asesor)\W*$",
            r"\b(?:poner|hacer|presentar|dejar) (?:una )?(?:queja|reclamo|reclamacion)\b|\bhoja de reclamaciones",
            r"\bquiero quejarme",
        ),
        "pt": (
            r"\bnao (?:funciona|liga|tem agua|esta funcionando)\b|\besta (?:quebrad[oa]|suj[oa]|entupid[oa])\b",
            r"\bmuito barulho\b|\b(?:esqueci|deixei|perdi) (?:meu|minha|o|a|um|uma)\b(?! (?:e-?mail|nome"
            r"|telefone)\b)|^\W*ajuda\W*$",
            r"\b(?:falar|falo|conversar|contatar|contato|passa\w*|transfer\w+|atendid\w+)(?: \w+){0,4} (?:pessoa"
            r"|humano|alguem|recepcao|recepcionista|atendente|gerente|responsavel|operador\w*)\b",
            r"\b(?:pessoa|humano) (?:real|de verdade)\b|\bvoce e (?:um )?(?:robo|bot)|\bum humano\b|\batendente\b",
            r"\bme (?:liguem|ligue|liga)\b|^\W*e (?:muito )?urgente\W*$|\b(?:fazer|registrar) (?:uma )?reclamacao\b",
        ),
        "en": (
            r"\b(?:not|isn't|doesn't|stopped) work(?:ing)?\b|\bbroken\b|\b(?:is|was|still) (?:very |so )?dirty\b",
            r"\btoo noisy\b|\b(?:lost|left|forgot) (?:my|a|the|our)\b(?! (?:e-?mail|name|phone|number|mail)\b)"
            r"|^\W*help\W*$",
            r"\b(?:speak|talk|chat|connect|transfer|put me|get me)(?: \w+){0,4} (?:person|human|someone|somebody"
            r"|reception|receptionist|agent|staff|manager|representative|operator|front desk|supervisor)\b",
            r"\b(?:real|actual|live|human) (?:person|human|agent|being|assistant)\b",
            r"\bare you (?:a )?(?:bot|robot|human|real)|\bcall me\b|^\W*(?:it's "
            r"|it is )?(?:very )?urgent\W*(?:please\W*)?$",
            r"^\W*(?:human|agent|reception|person|operator|representative)\W*$|\b(?:make|file|have) a complaint\b",
            r"\bi want to complain\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        turn.handover = "the guest asked for a person"
        return Reply("handover")


class Emergency(Intent):
    name = "emergency"
    rank = Rank.FIRST
    phrases = {
        "es": (
            r"\bincendi\w*|\bfuego\b(?! artificial)|\b(?:hay|sale|veo|huele a|olor a|mucho) (?:\w+ )?humo\b",
            r"\bse (?:esta )?quema\w*\b|\bquemandose\b|\b(?:olor|huele|escape|fuga|perdida) (?:\w+ )?(?:a|de) gas\b",
            r"\bexplosi\w+|\bexplot\w+|\bambulancia|\binfarto",
            r"\bno (?:respira|puede respirar|puedo respirar|reacciona)|\binconsciente",
            r"\bse (?:desmayo|esta desmayando|ahoga|esta ahogando|ahogo)|\bconvuls\w+|\bsangra\w*|\bderrame cerebral",
            r"\bsobredosis",
            r"\b(?:me|nos|le|les|la|lo) (?:esta|estan|quieren|quiere|acaban de|intentan"
            r"|intenta) (?:\w+ )?(?:robando|robar|asaltando|asaltar|atacando|atacar|golpeando|golpear|agrediendo"
            r"|amenazando|siguiendo|matar|pegando)\b",
            r"\b(?:me|nos|le|les) (?:robaron|asaltaron|atacaron|golpearon|amenazaron|pegaron)\b",
            r"\b(?:llam\w+|necesit\w+|venga|manden|envien) (?:\w+ )?(?:la |a la )?(?:policia|bomberos|medico|doctor"
            r"|emergencias)\b",
            r"\bauxilio\b|\bsocorro\b|\bemergencia\b(?!s? y salida)|\bsuicid\w+|\bquiero morir|\bbomba\b(?! de)",
            r"\btiroteo|\bdisparos\b|\bviolad\w+|\babuso sexual|\b(?:entro|hay) (?:un )?(?:ladron|intruso)",
            r"\baccidente grave|\bme estoy (?:ahogando|muriendo|asfixiando)|\batrapad\w+ en el ascensor",
            r"\binundacion\b|\bterremoto\b",
        ),
        "pt": (
            r"\bincendi\w*|\b(?:pegando|pegou|tem|ha|esta em) fogo\b|\bfumaca\b|\bcheiro (?:\w+ )?de (?:gas|queimado)",
            r"\bvazamento de gas|\bvazando gas|\bexplos\w+|\bambulancia|\binfart\w+|\bataque cardiaco",
            r"\bnao (?:respira|esta respirando|consegue respirar|consigo respirar)|\binconsciente|\bdesmai\w+",
            r"\bsangrando|\bconvuls\w+|\boverdose|\bderrame",
            r"\b(?:sendo|fui|fomos|estao) (?:\w+ )?(?:roubad\w+|assaltad\w+|roubando|assaltando|agredid\w+"
            r"|atacad\w+|ameacad\w+|ameacando|agredindo)\b",
            r"\bassalto\b|\bladrao\b|\bsocorro\b",
            r"\b(?:cham\w+|preciso d\w+|precisamos d\w+) (?:a |o |um |uma )?(?:policia|bombeiros?|medico|samu)\b",
            r"\bemergencia\b|\bsuicid\w+|\btiros\b|\btiroteio|\bpres[oa]s? no elevador|\bafogando\b|\binundacao\b",
        ),
        "en": (
            r"\bfire\b(?!place|works|side|wood| place| pit)",
            r"\b(?:smell|smells|see|seeing|there's|there is|lots? of) (?:\w+ )?smoke\b|\bgas leak",
            r"\bsmell\w* (?:of |like )?gas\b|\bexplo(?:sion|ded)\b|\bburning\b|\bambulance|\bheart attack",
            r"\bnot breathing|\b(?:can't|cannot|can not) breathe|\bunconscious|\bpassed out|\bbleeding|\bseizure",
            r"\bchoking|\boverdose|\bhaving a stroke",
            r"\b(?:being|been|got|were|was) (?:robbed|attacked|mugged|assaulted|threatened|raped)",
            r"\b(?:robbing|attacking|threatening) (?:me|us)\b|\bintruder|\bbreak(?:ing)? in(?:to)? (?:my|our) room",
            r"\bsomeone(?:'s| is) (?:in|breaking)|\bcall (?:the |an? )?(?:police|ambulance|doctor|911|999|112)\b",
            r"\bneed (?:the |a )?(?:police|doctor|paramedic)|\bemergency\b(?! (?:exit|contact|number))|\bsuicid\w+",
            r"\bkill myself|\bgunshot|\bshooter|\bbomb\b|\bdrowning|\bhelp(?: me)? (?:urgent|now|please hurry)",
            r"\bstuck in the (?:elevator|lift)|\bearthquake\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        turn.handover = "EMERGENCY"
        return Reply("emergency")
