"""What guests say for each intent: patterns over folded text (lower case, no accents), a row per language.

They match anywhere in a message; those of `deny` only a whole one.
"""

from __future__ import annotations

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "cancel_flow": {
        "es": (
            r"\bolvid(?:a|e|ar)(?:lo|me|te)?\b(?! (?:mi|la|el) (?:contras|cargador|e-?mail|correo|mail|nombre|tel))",
            r"\bdej(?:a|e|alo|elo|emoslo)(?:lo)? (?:asi|estar|para otro|para despues)",
            r"^\W*(?:no,? )?(?:dejalo|dejelo|deja)\W*$",
            r"\bya no (?:quiero|queremos|la quiero|lo quiero|me interesa|hace falta|necesito|vamos)",
            r"\bno (?:quiero|voy a|queremos|vamos a) (?:reservar|hacer la reserva|seguir|continuar)(?: nada| ya)?",
            r"\bme arrepenti|\bcambie de (?:idea|opinion)|\bmejor no\b|\bno,? (?:mejor )?nada\b",
            r"\bsolo (?:miraba|estaba mirando|estoy mirando|consultaba)\b",
            r"\bempe(?:zar|cemos) de (?:nuevo|cero)",
        ),
        "pt": (
            r"\bdeixa (?:pra|para) la|\bdeixa (?:quieto|isso)|^\W*(?:nao,? )?deixa\W*$|\besquec[ea]\b",
            r"\bnao (?:quero|queremos|vou|vamos) mais\b|\bdesist[oi]|\bmudei de ideia|\bmelhor nao\b",
            r"\bnao (?:quero|vou|queremos|vamos) (?:reservar|fazer a reserva|continuar)|\bcomecar de novo"
            r"|\bso (?:estava olhando|olhando)\b",
        ),
        "en": (
            r"\bforget (?:it|about it|that)|\bnever ?mind\b|\bleave it\b|\bchanged my mind|\bstart over\b",
            r"\b(?:don't|dont|do not) want (?:it|to book|to continue|the room|a room)(?: any ?more)?\b",
            r"\bno longer (?:want|need|interested)|\bscrap that|\bdrop it\b|\bnot interested\b"
            r"|\bjust (?:looking|browsing)\b",
        ),
    },
    "cancel_reservation": {
        "es": (
            r"\b(?:cancel\w*|anul\w+|dar de baja)(?: \w+){0,3} (?:reserva|reservas|reservacion|estancia|estadia"
            r"|booking)\b",
            r"\b(?:mi|la|una) (?:reserva|reservacion)(?: \w+){0,6} (?:cancel|anul)\w*",
        ),
        "pt": (
            r"\b(?:cancel\w*|desmarc\w*|anul\w*)(?: \w+){0,3} (?:reserva|reservas|estadia|hospedagem)\b",
            r"\b(?:minha|a) reserva(?: \w+){0,6} cancel\w*",
        ),
        "en": (
            r"\bcancel\w*(?: \w+){0,3} (?:reservation|booking|stay|room|trip)\b",
            r"\b(?:my|the) (?:reservation|booking)(?: \w+){0,4} cancel\w*|\bcall off (?:my|the|our) (?:stay|booking)",
        ),
    },
    "check_availability": {
        "es": (
            r"\bdisponib\w*|\bdispone?n? de\b",
            r"\b(?:tienen|tenes|teneis|tienes|hay|queda|quedan|habra|habria|tendran"
            r"|tendrian)(?: \w+){0,3} (?:habitacion\w*|hab|habs|lugar|lugares|sitio|cuartos?|plazas?|cupo|libre"
            r"|libres|vacantes?)\b",
            r"\b(?:reservar|hospedar\w*|alojar\w*|alojamiento|hospedaje|pernoctar|reservacion para)\b",
            r"\b(?:quiero|quisiera|queremos|necesito|necesitamos|busco|buscamos|me gustaria|querria|queria|deseo"
            r"|hacer|haz)(?: \w+){0,4} (?:habitacion\w*|cuartos?|reserva|reservacion|estadia|estancia|doble"
            r"|suite)\b",
            r"\b(?:habitacion(?:es)?|cuartos?) (?:libres?|disponibles?|para)\b",
        ),
        "pt": (
            r"\bdisponib\w*|\bdisponive(?:l|is)\b",
            r"\b(?:tem|teem|ha|teria|teriam|tera|haveria)(?: \w+){0,3} (?:quartos?|vagas?|apartamentos?|livres?)\b",
            r"\b(?:reservar|hospedar\w*|hospedagem|pernoitar|ficar hospedad\w+)\b",
            r"\b(?:quero|queria|queremos|preciso|precisamos|procuro|gostaria|desejo|fazer)(?: \w+){0,4} (?:quartos?"
            r"|reserva|estadia|suite)\b",
        ),
        "en": (
            r"\bavailab\w*|\bvacanc(?:y|ies)\b",
            r"\b(?:have|got|are there|is there|any|do you have)(?: \w+){0,4} (?:rooms?|space|free|vacancy)\b",
            r"\b(?:book|reserve|make a (?:booking|reservation))\b(?! (?:a |the )?(?:table|spa|massage|taxi"
            r"|treatment))",
            r"\b(?:want|need|like|looking for|after|get)(?: \w+){0,5} (?:rooms?|accommodation|reservation|booking"
            r"|suite)\b",
            r"\b(?:want|like|going|plan|planning|looking) to stay\b|\brooms? (?:for|from|free)\b",
        ),
    },
    "check_price": {
        "es": (
            r"\bprecios?\b|\btarifas?\b",
            r"\bcuanto (?:sale|salen|saldria|cuesta|cuestan|costaria|cobran|vale|valen|seria|es|queda|esta|me sale"
            r"|nos sale|me saldria)\b",
            r"\b(?:que|a que|a cuanto) (?:cuesta|valor|vale|sale|esta|precio)\b|\bpresupuesto\b|\bcotiza\w*|\bcosto\b",
            r"\bmas barat\w+",
        ),
        "pt": (
            r"\bprecos?\b|\btarifas?\b",
            r"\bquanto (?:custa|custam|fica|ficaria|sai|sairia|e|esta|custaria|cobram|seria|ta)\b|\bvalor(?:es)?\b",
            r"\borcamento\b|\bcotacao\b|\bmais barat\w+",
        ),
        "en": (
            r"\bhow much\b|\bprices?\b|\bpricing\b|\brates?\b|\bcosts?\b|\bquote\b|\bcharge for\b",
            r"\bcheap(?:est|er)?\b",
        ),
    },
    "choose_room": {
        "es": (
            r"\b(?:me quedo con|prefiero|elijo|escojo|me gusta|me llevo|opto por|dame|deme|nos quedamos con|tomo"
            r"|tomamos|reservame|reserveme|quiero|queremos|quisiera) (?:la|el|esa|ese|esta|este|una?)\b",
            r"\breserv(?:ar|a|o|e)(?: la)? habitacion\b",
        ),
        "pt": (
            r"\b(?:fico com|prefiro|escolho|vou querer|vou de|quero|pode ser|gostei d[oa]|ficamos com"
            r"|queremos) (?:o|a|ess[ae]|est[ae]|um|uma)?\b",
            r"\breserv(?:ar|a|o|e)(?: o)? quarto\b",
        ),
        "en": (
            r"\b(?:i'll take|i will take|we'll take|i prefer|i choose|i'd like|i want|let's go with|i'll go with"
            r"|give me|i'll have|take) (?:the|that|this|number|a)\b",
            r"\b(?:book|reserve)(?: the)? room\b",
        ),
    },
    "confirm": {
        "es": (
            r"^\W*(?:si,? |ok,? |vale,? |dale,? )?confirm(?:ar|o|amos|a|ado|e)(?: (?:la|mi|esta))? (?:reserva"
            r"|reservacion)\b",
            r"^\W*(?:si,? )?(?:quiero|quisiera|deseo) confirmar\b",
        ),
        "pt": (
            r"^\W*(?:sim,? |ok,? )?confirm(?:ar|o|amos|a|ado|e)(?: (?:a|minha|esta))? reserva\b",
            r"^\W*(?:sim,? )?(?:quero|queria) confirmar\b",
        ),
        "en": (
            r"^\W*(?:yes,? |ok,? )?(?:please )?confirm(?:ing)?(?: (?:the|my|this))? (?:reservation|booking)\b",
            r"^\W*(?:i want|i'd like|i would like) to confirm\b",
        ),
    },
    "deny": {
        "es": (
            r"n+o+|nop|no no(?: no)?|nel|para nada|nada|negativo|de ninguna manera|claro que no|por supuesto que no",
            r"todavia no|aun no|ahora no|por ahora no|no por ahora|no quiero|no confirmo|no confirmes|no lo hagas",
            r"no reserves|no es correcto|no esta bien|incorrecto|no asi no|eso no|no la quiero|no me interesa|ninguna",
            r"ninguno|no es eso|esta mal",
        ),
        "pt": (
            r"n+a+o+|nao nao|n|negativo|de jeito nenhum|claro que nao|ainda nao|agora nao|por enquanto nao|nao quero",
            r"nao confirmo|nao pode|errado|nao esta certo|nao e isso|nenhum|nenhuma|nao obrigad[oa]",
        ),
        "en": (
            r"n+o+|nope|nah|no no|no way|not yet|not now|no don't|don't|do not|absolutely not|of course not|negative",
            r"i don't want it|i don't|wrong|that's wrong|not correct|incorrect|that's not right|none|neither|no sorry",
        ),
    },
    "emergency": {
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
    },
    "greeting": {
        "es": (
            r"\b(?:hola|holi|ola|buenas|buenos dias|buen dia|buenas tardes|buenas noches|saludos|que tal"
            r"|como (?:estas|estan|esta|andan)|hey)\b",
        ),
        "pt": (r"\b(?:oi+|ola|bom dia|boa tarde|boa noite|tudo bem|tudo bom|e ai|opa)\b",),
        "en": (r"\b(?:hi+|hello|hey+|good (?:morning|afternoon|evening|day)|greetings|howdy|hiya)\b",),
    },
    "human": {
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
    },
    "show_reservation": {
        "es": (
            r"\b(?:ver|consultar|revisar|mostrar|muestrame|mostrame|checar|chequear|verificar|saber|encontrar"
            r"|buscar|tengo|hice|datos de|estado de|detalles de|sobre|info de|informacion de"
            r"|comprobar)(?: \w+){0,3} (?:reserva|reservas|reservacion)\b(?! (?:para|del|desde))",
            r"\b(?:mi|mis|nuestra) (?:reserva|reservas|reservacion)\b|\bnumero de (?:reserva|confirmacion)\b",
            r"\bcodigo de reserva\b|\bcomprobante de (?:mi|la) reserva\b",
        ),
        "pt": (
            r"\b(?:ver|consultar|verificar|mostrar|mostra|checar|saber|encontrar|tenho|fiz|dados d\w|status d\w"
            r"|detalhes d\w|sobre|conferir)(?: \w+){0,3} reservas?\b(?! (?:para|do|de))",
            r"\b(?:minha|minhas|nossa) reservas?\b|\bnumero d[ae] (?:reserva|confirmacao)\b|\bcodigo d[ae] reserva\b",
        ),
        "en": (
            r"\b(?:see|view|show|check|find|look up|details of|status of|about|have|made|existing"
            r"|retrieve)(?: (?:me|my|our|the|a|an|existing|all)){0,3} (?:reservation|booking)s?\b(?! (?:for|from))",
            r"\bmy (?:reservation|booking)s?\b|\bour (?:reservation|booking)s?\b",
            r"\b(?:confirmation|booking|reservation) (?:number|code)\b",
        ),
    },
    "thanks": {
        "es": (
            r"\b(?:gracias|muchas gracias|mil gracias|te agradezco|muy amable|adios|chau|chao|hasta luego"
            r"|hasta pronto|nos vemos|saludos cordiales|que tengas? buen|hasta manana)\b",
        ),
        "pt": (
            r"\b(?:obrigad[oa]|brigad[oa]|valeu|vlw|agradeco|gratidao|tchau|ate logo|ate mais|ate breve|abracos?"
            r"|ate amanha)\b",
        ),
        "en": (
            r"\b(?:thanks|thank you|thx|ty|cheers|appreciate it|bye|goodbye|see you|see ya|have a (?:nice|good"
            r"|great) (?:day|one|evening|night)|take care|farewell)\b",
        ),
    },
}
