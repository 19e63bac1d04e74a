"""Talk beside the business: a kind word back, and what a hotel's agent cannot know said so."""

from __future__ import annotations

import re

from messaging.intents import hotel_info
from messaging.intents.base import Intent
from messaging.intents.onward import go_on
from messaging.turn import Reply, Turn

_SOON = r"(?:luego|despues|mas tarde|ahorita|ahora|en (?:un|una|unos|unas) \w+|manana|ya|enseguida|al rato|el \w+)"
_TELL = r"(?:confirm(?:o|amos|are)|dig[oa]|decimos|dire|avis(?:o|amos|are)|escrib(?:o|imos|ire)|cuento|contamos)"
_TALK_OVER = r"(?:piens|pens|consult|habl|charl|platic|coment|mir|ve[ao]|vemos|pregunt)\w*"
# What kind of small talk, in the three languages. Over folded text.
KINDS = {
    # Nothing is decided yet, and nothing is dropped either.
    "later": (
        rf"\bdej(?:a|e|en)(?:me|nos) (?:que )?(?:l[oa] )?{_TALK_OVER}|\b{_SOON} (?:te|le|les|os) (?:lo )?{_TELL}\b",
        rf"\b(?:te|le|les|os) (?:lo )?{_TELL} {_SOON}\b|\by (?:{_SOON} )?(?:te|le|les|os) {_TELL}\b"
        rf"|\bl[oa] confirm(?:o|amos) {_SOON}\b"
        r"|\b(?:luego|despues|mas tarde|ahorita|al rato|manana) (?:l[oa] )?confirm(?:o|amos|are)\b|\bno (?:estoy"
        r"|estamos) segur",
        rf"\b(?:me |nos )?l[oa] (?:voy a |vamos a |tengo que |tenemos que )?{_TALK_OVER} (?:con|bien|un poco|y (?:te"
        rf"|le|les|os))\b",
        r"\b(?:tengo|tenemos|voy|vamos|debo) (?:que |a )?(?:pensar(?:l[oa]|melo|noslo)|consultar(?:l[oa]|selo)?"
        r"|pensarmelo)\b",
        r"^\W*(?:(?:si|ok|vale|hola|perdon)\W+)?(?:espera(?:me|nme)?|espere(?:me)?|aguanta(?:me)?|dame|deme|denme)?"
        r" ?(?:un |una )?(?:momento|momentito|segundo|segundito|minuto|minutito|ratito|toque|tantito)(?: por favor"
        r"| porfa)?\W*$",
        r"\b(?:vou pensar|deixa eu (?:pensar|ver|falar)|(?:depois|ja|logo|amanha) (?:te |lhe )?(?:confirmo|aviso"
        r"|falo|digo))\b"
        r"|^\W*(?:nao\W+)?(?:calma|pera(?:i)?|espera)(?: ai)?(?: so)?(?: um (?:pouco|pouquinho|minuto|minutinho|momento"
        r"|segundo))?\W*$",
        r"\b(?:let me (?:think|check with|ask my|talk to)|(?:i'll|we'll|i will|we will) (?:think (?:about|it)"
        r"|get back to you"
        r"|let you know))\b",
    ),
    "pity": (
        r"\bque (?:bajon|pena|lastima|macana|garron|chasco|mala onda|mala suerte|rabia|bronca)\b(?! con usted)"
        r"|\bni (?:modo|hablar)\b|\bhijole\b|\bno (?:pasa nada|hay drama|hay problema)\b|^\W*(?:\w+\W+)?no importa\W*$",
        r"\bque pena\b|\bpoxa\b|^\W*(?:tudo bem,? )?(?:nao tem problema|sem problemas?|paciencia)\W*$",
        r"\b(?:what a (?:pity|shame)|that's a (?:pity|shame)|too bad|oh well)\b|^\W*(?:no worries|no problem)\W*$",
    ),
    "robot": (
        r"\b(?:eres|sos|es usted|estoy hablando con|hablo con) (?:un |una )?(?:bot|robot|maquina|ia|inteligencia"
        r"|chatbot"
        r"|human[oa]|persona|real)\b(?! de)(?: o (?:un |una )?(?:bot|robot|maquina|human[oa]|persona))?"
        r"|\b(?:hay alguien ahi|eres de verdad|sos de verdad)\b",
        r"\b(?:voces? (?:e|sao)|vcs? (?:e|sao|eh)|e voce|estou falando com|falo com) (?:um |uma )?(?:robo|bot"
        r"|maquina|ia|inteligencia"
        r"|chatbot"
        r"|human[oa]|pessoa|real)\b",
        r"\bare you (?:a |an )?(?:bot|robot|human|real|ai|machine|chatbot|person)\b|\bam i (?:talking|speaking"
        r"|chatting)"
        r" (?:to|with) (?:a |an )?(?:bot|robot|human|real person|ai|machine|person)\b",
    ),
    "name": (
        r"\bcomo (?:te llamas|se llama usted)\b|\bcual es tu nombre\b|\bquien (?:eres|sos|es usted)\b"
        r"|\bcon quien (?:hablo|estoy hablando)",
        r"\bqual (?:e )?(?:o )?seu nome\b|\bcomo (?:voce )?se chama\b|\bquem e voce\b|\bcom quem (?:eu )?(?:to|tou"
        r"|estou)? ?(?:falo|falando)",
        r"\bwhat(?:'s| is) your name\b|\bwho (?:are you|am i (?:talking|speaking) (?:to|with))\b"
        r"|\bdo you have a name\b",
    ),
    "joke": (
        r"\b(?:chiste|broma)s?\b|\bhazme reir\b",
        r"\b(?:piada|me faz rir)\b",
        r"\btell me (?:a |another )?(?:joke|something funny)\b|\bmake me laugh\b",
    ),
    "season": (
        r"\bfeliz (?:navidad|ano|dia|pascua)\w*|\bfelices (?:fiestas|pascuas|reyes)\b|\bfeliz finde\b",
        r"\bfeliz (?:natal|ano novo|pascoa|dia)\b|\bboas festas\b",
        r"\b(?:merry (?:christmas|xmas)|happy (?:new year|holidays|easter|thanksgiving|christmas|hanukkah))\b",
    ),
    "wish": (
        r"\b(?:buen|buena|lindo|linda) (?:finde|fin de semana|semana|viaje|domingo|sabado|jornada|descanso)\b",
        r"\b(?:bom|boa|otimo|otima) (?:fim de semana|fds|semana|viagem|domingo|sabado|feriado|descanso|trabalho)\b",
        r"\b(?:have a (?:nice|good|great|lovely) (?:weekend|day|week|evening|one)|enjoy your (?:day|weekend))\b",
    ),
    "compliment": (
        r"\b(?:que|muy|eres|sos|es usted) (?:\w+ )?(?:amable|simpatic[oa]|maj[oa]|lind[oa]|guap[oa]|inteligente"
        r"|list[oa]"
        r"|crack|genial|maquina|divin[oa]|eficiente|rapid[oa]|buen servicio|gracios[oa])\b(?! (?:la|el|tu|su) )",
        r"\b(?:te quiero|te amo|me caes bien|casate conmigo|buen trabajo|felicitaciones|enhorabuena)\b",
        r"\b(?:que|muito|voce e|vc e) (?:\w+ )?(?:gentil|simpatic[oa]|fof[oa]|lind[oa]|inteligente|querid[oa]|legal"
        r"|rapid[oa]|eficiente|atencios[oa]|engracad[oa])\b|\b(?:te amo|parabens|bom trabalho"
        r"|adorei o atendimento)\b",
        r"\b(?:you(?:'re| are)(?: so| very| really)? (?:nice|kind|great|awesome|amazing|smart|cute|funny|helpful|fast"
        r"|the best|a star)|i love you|good (?:bot|job|boy)|well done|marry me)\b",
    ),
    "mood": (
        r"^\W*(?:j[aej]{3,}|(?:ja ?){2,}|jeje\w*|jiji\w*|lol|xd+|k{3,}|rs(?:rs)+|ha(?:ha)+|hehe\w*)\W*$",
        r"\b(?:que (?:ilusion|emocion|ganas|nervios|alegria|calor|frio)|estoy (?:aburrid[oa]|cansad[oa]|feliz))\b",
        r"\b(?:que (?:legal|alegria|emocao|calor|frio)|estou (?:entediad[oa]|cansad[oa]|feliz|ansios[oa]))\b",
        r"\b(?:i'm (?:so |very )?(?:excited|bored|tired|happy)|so excited|can't wait)\b",
    ),
}
_KINDS = {kind: re.compile("|".join(patterns)) for kind, patterns in KINDS.items()}


def kind_of(folded: str) -> str:
    """What the small talk is about: the slot `topic` of it."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(folded)), "mood")


class SmallTalk(Intent):
    name = "small_talk"
    phrases = {"": tuple(pattern for patterns in KINDS.values() for pattern in patterns)}

    def handle(self, turn: Turn) -> Reply:
        return Reply("small_talk", kind=turn.slots.topic).then(go_on(turn))


class OutOfScope(Intent):
    """Weather, football, homework, other hotels: unless the hotel itself says something about it."""

    name = "out_of_scope"
    phrases = {
        "es": (
            r"\bque (?:tiempo|clima|temperatura) (?:hace|hara|va a hacer|hay|habra|esta haciendo|tienen|hubo)\b"
            r"|\b(?:va a|vaya a|puede) (?:llover|nevar)\b|\bpronostico\b|\b(?:hace|hara) (?:mucho )?(?:frio|calor"
            r"|sol)\b",
            r"\b(?:quien|como) (?:gano|va ganando|quedo|juega|salio|va) (?:el|la|hoy|ayer|\w+ contra)\b"
            r"|\bpartido de (?:futbol"
            r"|hoy|ayer)\b|\b(?:real madrid|barcelona fc|barca|boca juniors|river plate|champions"
            r"|mundial de futbol)\b",
            r"\b(?:escrib\w+|haz\w*|hace\w*|program\w+) (?:\w+ ){0,2}(?:codigo|programa|script|poema|cancion"
            r"|ensayo|cuento)\b",
            r"\b(?:tarea|deberes) de (?:mi|mat\w+|la|los)\b|\bcuanto es (?:\d+|\w+) (?:por|mas|menos|entre|x|\+) "
            r"|\bpython\b",
            r"\b(?:capital|presidente|poblacion) de (?:la |el |los )?\w+|\b(?:bitcoin|cripto\w*|bolsa de valores"
            r"|dolar blue"
            r"|horoscopo|signo del zodiaco|loteria|noticias)\b|\b(?:receta|ingredientes) (?:de|para)\b",
            r"\b(?:recomiend\w+|recomend\w+|conoces|conoce)(?: \w+){0,3} (?:otro hotel|otros hoteles|hoteles"
            r"|series?|pelicula"
            r"|libro|un bar|bares|discoteca|lugar\w*|sitios?|playas?)\b|\botro hotel\b(?! (?:me|nos) (?:cobra|sale))",
            r"\b(?:que (?:puedo |podemos |se puede |hay (?:para|que) )?(?:visitar|ver|hacer)) (?:en|por|cerca"
            r"|alli|ahi|hoy)\b",
            r"\b(?:vuelos?|pasajes? de avion|alquil\w+ (?:un |de )?(?:coche|auto|carro))\b",
        ),
        "pt": (
            r"\b(?:previsao do tempo|vai chover|vai fazer (?:sol|frio|calor)|como (?:esta|vai estar) o (?:tempo"
            r"|clima))\b"
            r"|\bque tempo (?:faz|vai fazer)\b|\btem chovido\b",
            r"\b(?:quem ganhou|quem joga|placar|jogo d[oe]|futebol|flamengo|corinthians|palmeiras|brasileirao)\b",
            r"\b(?:escrev\w+|faz\w*|program\w+) (?:\w+ ){0,2}(?:codigo|programa|script|poema|musica|redacao)\b"
            r"|\bpython\b",
            r"\b(?:licao|dever|trabalho) de (?:casa|matematica|escola)\b|\bquanto e (?:\d+|\w+) (?:vezes|mais"
            r"|menos|x|\+) ",
            r"\b(?:capital|presidente|populacao) d[aoe]s? \w+|\b(?:bitcoin|cripto\w*|horoscopo|loteria|noticias"
            r"|signo)\b"
            r"|\breceita de\b",
            r"\b(?:recomend\w+|indic\w+|conhece)(?: \w+){0,3} (?:outros? hote(?:l|is)|serie|filme|livro|bar|bares"
            r"|lugar\w*"
            r"|praias?|balada)\b|\boutro hotel\b",
            r"\bo que (?:da pra |posso |podemos |tem (?:pra|para) )?(?:visitar|ver|fazer) (?:em|na|no|por|perto"
            r"|ai|hoje)\b",
            r"\b(?:voos?|passagens? (?:aerea|de aviao)\w*|alug\w+ (?:um )?carro)\b",
        ),
        "en": (
            r"\b(?:weather|forecast)\b|\b(?:will|is|going to) (?:it )?(?:rain|snow)\w*\b|\bhow (?:hot|cold"
            r"|warm) (?:is|will)\b",
            r"\bwho (?:won|is winning|plays|scored)\b|\b(?:football|soccer|nba|super bowl|world cup"
            r"|premier league)\b",
            r"\b(?:write|code|program|debug) (?:me )?(?:\w+ ){0,3}(?:code|program|script|poem|song|essay|story"
            r"|function)\b",
            r"\b(?:my|the) homework\b|\bwhat(?:'s| is) \d+ ?(?:times|plus|minus|x|\*|\+|/) ?\d+|\bpython\b",
            r"\b(?:capital|president|population) of \w+|\b(?:bitcoin|crypto\w*|stock market|horoscope|lottery|news)\b"
            r"|\brecipe for\b",
            r"\b(?:recommend|suggest|know)(?: \w+){0,4} (?:(?:other|another) hotels?|hotels|movies?|books?|bars?"
            r"|clubs?|places?"
            r"|beach(?:es)?)\b|\b(?:other|another) hotels?\b",
            r"\bwhat (?:can (?:i|we) |is there to |to )(?:visit|see|do) (?:in|around|near|there|nearby|today)\b"
            r"|\bthings to (?:do|see)\b",
            r"\b(?:flights?|plane tickets?|rent(?:al)? (?:a )?car|car rental)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        if fact := hotel_info.find(turn):
            return hotel_info.known(turn, fact)
        return Reply("out_of_scope").then(go_on(turn))
