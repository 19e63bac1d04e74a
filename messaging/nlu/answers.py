"""Patterns the rules need beside an intent's phrases: yes-lists, and what turns a mention into a wish.

`*_exact` match a whole message, courtesies taken off; the others anywhere in it. Folded text.
"""

from __future__ import annotations

_A_SPACE = (
    r"(?:(?:el|un|una|la|o|um|uma|a|the) )?(?:(?:plaza|lugar|vaga|space)(?: de| no)? )?"
    r"(?:parking|estacionamiento|estacionamento|garaje|garagem|cochera)\b"
)
# What a yes in Spanish is made of: how well it is, what is to be done, and with what.
_GOOD = (
    r"(?:(?:muy|super|re|todo|bastante|absolutamente) )?(?:bien|perfect[oa]s?|genial|correct[oa]s?|barbaro|ok|joya"
    r"|de diez|de lujo|estupendo|fenomenal|de maravilla|padre|chido|buenisimo|excelente)"
)
_BOOKING = (
    r"(?:confirm|reserv|apart|guard|agend|formaliz)(?:o|a|e|ar|ad[oa]s?|amos|emos|en|an)(?:me|nos|se|te)?(?:l[oa]s?)?"
)
_WHAT = (
    r"(?:(?:la|esa|esta|mi|nuestra) (?:reserva|reservacion|habitacion|misma)|el cuarto|todo|es[ao]|est[ao]|ella|asi"
    r"|entonces|ya|nomas|no mas|ahora|tal cual|las (?:dos|tres|cuatro)|ambas|a mi nombre|con (?:esos|mis) datos"
    r"|de una(?: vez)?)"
)
_CANCEL = (
    r"(?:(?:quiero|quisiera|necesito|puedo|puedes|puede|podes|pueden|deseo|me gustaria|la|lo|me la|que|haz"
    r"|quiero que) )*"
    r"(?:(?:cancel|anul)(?:o|a|e|ar|ad[oa]|en|an|amos|emos|es|as)(?:me|nos|se)?(?:l[oa]s?)?|(?:dar|denla|dela|dala"
    r"|darla)"
    r"(?:la)? de baja)(?: (?:la|mi|esa|esta|nuestra) (?:reserva|reservacion|estancia|estadia)| todo| esa| esta| eso| ya"
    r"| entonces| nomas)*"
)

ANSWERS: dict[str, dict[str, tuple[str, ...]]] = {
    "cancel_exact": {
        "es": (_CANCEL,),
        "pt": (r"(?:sim )?(?:pode |quero |queria |preciso |gostaria de |posso )?(?:cancel(?:ar|a|o|e)|desmarcar)",),
        "en": (
            r"(?:yes )?(?:please )?(?:i (?:want|need|would like) to |i'd like to |can i )?"
            r"cancel(?: it| that| everything)?",
            r"(?:yes |ok |okay |fine |right |alright )?(?:go on"
            r"|go ahead)(?: then)?(?: and)?(?: please)? cancel(?: it)?",
        ),
    },
    # Said of a stay that is booked; while one is being booked it is rather about its days.
    "cannot_come": {
        "es": (
            r"\bno (?:voy|vamos) a poder (?:ir|viajar|asistir|venir|llegar)\b(?! (?:antes|temprano|a las|hasta))"
            r"|\bno (?:puedo|podemos|podre|podremos) (?:ir|viajar|asistir|venir)\b(?! (?:antes|temprano|a las|hasta"
            r"|a pie))",
        ),
        "pt": (r"\bnao (?:vou|vamos) (?:poder|conseguir) (?:ir|viajar|comparecer)\b(?! (?:antes|cedo))",),
        "en": (
            r"\b(?:can't|cannot|won't be able to|unable to|can no longer) (?:make it|come)\b(?! (?:before|early|by))",
        ),
    },
    # Asked about a cancellation that was quoted.
    "costs": {
        "es": (
            r"\b(?:cobr\w*|cuesta|costaria|costo|coste|pag(?:o|ar|aria)|penaliz\w+|multa|devuel\w+|reembols\w+"
            r"|gratis)\b",
        ),
        "pt": (r"\b(?:cobra\w*|custa\w*|custo|pag(?:o|ar|aria)|multa|taxa|devol\w+|reembols\w+|gratis|de graca)\b",),
        "en": (r"\b(?:charg\w+|costs?|fees?|pay|penalt\w+|refund\w*|free|money back)\b",),
    },
    # With these words a question about breakfast or parking is still a wish for a room.
    "booking_wish": {
        "es": (
            r"\b(?:reservar|reservo|reservame|hospedar\w*|alojar\w*|disponibilidad)\b"
            r"(?! (?:una? |el |mi |uma? |o )?(?:taxi|tra[ns]?slado|transfer|remis|transporte|van)\b)",
            r"\bhabitacion(?:es)? (?:libres?|disponibles?)\b",
            r"\b(?:quiero|quisiera|queremos|necesito|necesitamos|busco|buscamos|queria)(?: \w+){0,2} (?:habitacion"
            r"|cuarto|doble|suite)\b",
        ),
        "pt": (
            r"\b(?:reservar|hospedar\w*|disponibilidade)\b(?! (?:una? |el |mi |uma? |o )?(?:taxi|tra[ns]?slado"
            r"|transfer|remis|transporte|van)\b)"
            r"|\bquartos? livres?\b",
            r"\b(?:quero|queria|queremos|preciso|precisamos|procuro|gostaria de)(?: \w+){0,2} (?:quarto|suite)\b",
        ),
        "en": (
            r"\b(?:book|reserve) (?:a|an|the|one|two|\d) (?:\w+ )?(?:room|suite|double|single)\b|\bavailability",
            r"\bvacanc(?:y|ies)\b|\b(?:want|need|like|looking for)(?: \w+){0,3} (?:room|suite)\b",
        ),
    },
    "other_booking": {
        "es": (r"\b(?:una?|la) (?:mesa|masaje|tratamiento|clase|excursion|turno)\b", rf"\breserv\w+ {_A_SPACE}"),
        "pt": (r"\b(?:uma?|a) (?:mesa|massagem|tratamento|aula|passeio)\b", rf"\breserv\w+ {_A_SPACE}"),
        "en": (
            r"\b(?:a|the|my) (?:\w+ )?(?:table|massage|treatment|facial|spa \w+|class|tour|excursion)\b",
            rf"\b(?:book|reserve) {_A_SPACE}",
        ),
    },
    # A cancellation that is wished, not only asked about.
    "cancel_wish": {
        "es": (
            r"\b(?:quiero|quisiera|necesito|deseo|tengo que|debo|voy a|queremos|hay que|por favor) (?:cancel"
            r"|anul)\w*",
            r"^\W*(?:hola\W+)?(?:cancel|anul)\w+",
        ),
        "pt": (
            r"\b(?:quero|queria|preciso|gostaria de|tenho que|vou|queremos|por favor) (?:cancel|desmarc)\w*",
            r"^\W*(?:ola\W+|oi\W+)?(?:cancel|desmarc)\w+",
        ),
        "en": (r"\b(?:want|need|like|have|going|please|must)(?: to)? cancel|^\W*(?:hi\W+|hello\W+)?cancel\b",),
    },
    # What is said takes the place of what was said before.
    "correction": {
        "es": (
            r"^\W*(?:(?:no|ay|uy|ah|oye|si|ok)\W+)*(?:perdon\w*|disculp\w*|mejor|en realidad|quise decir|digo"
            r"|me equivoque|espera"
            r"|corrijo|rectifico|cambi\w+|no es|no son|no era|pero (?:mejor|para|del))\b|\b(?:en vez de|en lugar de"
            r"|me equivoque|quise decir|cambi(?:a|e|o|ar|amos)(?:me|lo|la)?|lo cambio|pensandolo (?:bien|mejor))\b",
        ),
        "pt": (
            r"^\W*(?:(?:nao|ah|ops|sim|ok)\W+)*(?:desculp\w*|melhor|na verdade|quis dizer|digo|me enganei|espera"
            r"|corrigindo|troc\w+"
            r"|mud\w+|nao e|nao sao|mas (?:para|de))\b|\b(?:em vez de|em lugar de|me enganei|quis dizer"
            r"|pensando bem)\b",
        ),
        "en": (
            r"^\W*(?:(?:no|oh|oops|yes|ok)\W+)*(?:sorry|actually|i meant|i mean|wait|make it|rather|better|change"
            r"|my mistake"
            r"|not the|but (?:for|from))\b|\b(?:instead|i meant|my mistake|on second thoughts?|change (?:it|that"
            r"|the dates?))\b",
        ),
    },
    # "How are you today?" names no stay.
    "how_are_you": {
        "es": (r"\bcomo (?:estas?|estan|andas?|andan|les va|le va|te va)\b(?! (?:el|la|los|las)\b)",),
        "pt": (r"\b(?:tudo (?:bem|bom)|como (?:vai|vao|voces? esta\w*))\b",),
        "en": (r"\bhow (?:are|r) (?:you|u|ya|things)\b|\bhow's (?:it going|things|your day)\b",),
    },
    # Whole messages only, courtesies taken off: nothing is booked on a maybe.
    "confirm_exact": {
        "es": (
            r"(?:s+i+)+|s+i+p+|sep|si senor(?:a|es)?|claro+|como no|efectivamente|afirmativo",
            r"(?:claro+|por supuesto|desde luego|obvio|seguro)(?: que si)?|andale|ok|oka|okey|okay|okis|oki"
            r"|de una(?: vez)?|trato(?: hecho)?|cerrado|meta|arre|simon|va que va",
            r"dale(?: nomas)?|vale|venga|adelante|hecho|de acuerdo|perfecto|genial|excelente|buenisimo|barbaro|listo"
            r"|va|sale|orale"
            r"|bueno|correcto|exacto|eso(?: es| mismo)?|asi es|estupendo|joya|fenomenal|chevere|padrisimo|de diez"
            r"|de lujo",
            rf"(?:(?:asi|eso|todo|ya|los datos|todos los datos) )?(?:esta|estan|queda|quedo|quedamos|suena|va|son|es"
            rf"|me (?:parece|queda|va|viene)|nos (?:parece|queda|va|viene)) (?:{_GOOD})(?: asi)?",
            rf"(?:asi|todo) (?:{_GOOD})|asi(?: esta| queda| quedamos)?|me parece|me sirve|nos sirve|me late|tal cual",
            rf"(?:(?:lo|la|te|los|las|se|que|quiero|queremos|puedes?|podes|podeis|pueden) )*{_BOOKING}(?: {_WHAT})*",
            r"(?:acepto|aceptamos|procede(?:d|mos)?|proceda(?:n|mos)?|resuelvelo|metele|mandale|dele"
            r"|hagale)(?: nomas)?",
            rf"haz(?:me|nos)?l[oa]|ci?err(?:a|e|en|emos|ar)(?:me|nos)?l[oa]|hac[eé](?:me|nos)?l[oa]|haga(?:n"
            rf"|mos)?(?:me|nos)?l[oa]|adelante con {_WHAT}",
            r"(?:quiero|acepto) (?:la reserva|todo|esa|esta|la habitacion)|(?:me|nos) la (?:quedo|quedamos|llevo)"
            rf"|(?:la|lo) (?:quiero|queremos|tomo|tomamos)|(?:me quedo|nos quedamos) con {_WHAT}",
            r"si quiero|si por favor",
        ),
        "pt": (
            r"s+i+m+|sim sim|isso|isso mesmo|sim isso|isso ai|claro|claro que sim|sim claro|com certeza|ok|okay|ta",
            r"bora la|fechou|partiu|show de bola|confirmadissimo|pode (?:prosseguir|seguir"
            r"|efetuar)(?: (?:com )?a reserva)?|ta bom|ta certo|ta otimo|beleza|blz|fechado|certo|certinho",
            r"(?:sim |ok |isso |claro )?(?:pode ser|pode sim|pode confirmar|pode reservar|pode fechar|pode|podem"
            r"|perfeito|combinado|otimo|de acordo|correto|exato|esta bom|esta certo|esta otimo|tudo certo|show"
            r"|vamos|vamos nessa|bora|positivo|com certeza|quero)",
            r"(?:sim |ok |claro )?(?:eu )?(?:confirm(?:o|ado|a|ar|amos)|aceito|aceitamos|reserv(?:a|o|e|ar)|fecha"
            r"|fechar|quero)(?: (?:a reserva|sim|isso|tudo|essa|esse))?",
        ),
        "en": (
            r"y|(?:yup |yes |yeah |ok )?go on(?: then)?|y+e+s+|yep|y+e+a+h*|yeh|yh|yup|ya|aye|yes yes|yes sir"
            r"|sure|sure thing|of course|ok|okay|okey|k"
            r"|alright|all right"
            r"|absolutely|indeed",
            r"definitely|certainly|lovely|brilliant|grand|excellent|wonderful|fantastic|awesome|amazing"
            r"|fab|sweet as|lovely jubbly|happy with that",
            r"(?:(?:yes |ok )?(?:everything |it |that |all )?(?:is|'s|looks)|that's|it's|everything's)"
            r"(?: all| perfectly| absolutely| just)? (?:correct|right|fine|grand|great|perfect|lovely|ok|okay|good"
            r"|brilliant|in order)(?: now)?",
            r"(?:yes |ok )?(?:please |kindly )?(?:confirm|do confirm|lock it in|book it in|book (?:me"
            r"|us) in|book us|get it booked|secure it|finali[sz]e it"
            r"|let's (?:book|go|go for it|book it|go ahead|confirm|confirm it)|go ahead(?: and)? (?:book"
            r"|confirm|reserve)"
            r"(?: it| that| the room)?|we'll take it|i'll take it|take it|that'll do|that will do|do proceed|proceed"
            r"|please proceed|we're happy with that|i'm happy with that|please go ahead|(?:do|make) the booking"
            r"|all correct)",
            r"(?:yes |ok |okay |sure |yeah |great )?(?:please do|do it|go ahead|go for it|book it|confirm"
            r"|confirm it|confirmed|i confirm|we confirm|i do|i accept|accept|correct|that's correct"
            r"|that is correct|that's right|that is right|sounds good|sounds great|looks good|all good|perfect"
            r"|great|good|fine|that's fine|deal|agreed|let's do it|book|reserve it|please book it|please confirm"
            r"|it is|that works|works for me)",
            r"(?:yes )?(?:i |we )?(?:confirm|book|accept) (?:the |my |this |that )?(?:reservation|booking|room|it)",
        ),
    },
}
