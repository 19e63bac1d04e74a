"""What guests say for each intent: patterns over folded text (lower case, no accents), a language a row.

`*_exact` rows match a whole message; the others match anywhere in it.
"""

from __future__ import annotations

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "cancel_flow": {
        "es": (
            r"\bolvid(?:a|e|ar)(?:lo|me|te)?\b(?! (?:mi|la|el) (?:contras|cargador))",
            r"\bdej(?:a|e|alo|elo|emoslo)(?:lo)? (?:asi|estar|para otro|para despues)|^\W*(?:no,? )?(?:dejalo|dejelo|deja)\W*$",
            r"\bya no (?:quiero|queremos|la quiero|lo quiero|me interesa|hace falta|necesito|vamos)",
            r"\bno (?:quiero|voy a|queremos|vamos a) (?:reservar|hacer la reserva|seguir|continuar)(?: nada| ya)?",
            r"\bme arrepenti|\bcambie de (?:idea|opinion)|\bmejor no\b|\bno,? (?:mejor )?nada\b|\bempe(?:zar|cemos) de (?:nuevo|cero)",
        ),
        "pt": (
            r"\bdeixa (?:pra|para) la|\bdeixa (?:quieto|isso)|^\W*(?:nao,? )?deixa\W*$|\besquec[ea]\b",
            r"\bnao (?:quero|queremos|vou|vamos) mais\b|\bdesist[oi]|\bmudei de ideia|\bmelhor nao\b",
            r"\bnao (?:quero|vou|queremos|vamos) (?:reservar|fazer a reserva|continuar)|\bcomecar de novo",
        ),
        "en": (
            r"\bforget (?:it|about it|that)|\bnever ?mind\b|\bleave it\b|\bchanged my mind|\bstart over\b",
            r"\b(?:don't|dont|do not) want (?:it|to book|to continue|the room|a room)(?: any ?more)?\b",
            r"\bno longer (?:want|need|interested)|\bscrap that|\bdrop it\b|\bnot interested\b",
        ),
    },
    "cancel_reservation": {
        "es": (
            r"\b(?:cancel\w*|anul\w+|dar de baja)(?: \w+){0,3} (?:reserva|reservas|reservacion|estancia|estadia|booking)\b",
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
    "cancel_exact": {
        "es": (r"(?:quiero |quisiera |necesito |puedo |deseo |me gustaria )?(?:cancel(?:ar|a|o|alo|arla|arlo|ela|e)|anular(?:la|lo)?)",),
        "pt": (r"(?:quero |queria |preciso |gostaria de |posso )?(?:cancel(?:ar|a|o|e)|desmarcar)",),
        "en": (r"(?:i (?:want|need|would like) to |i'd like to |can i )?cancel(?: it| that| everything)?",),
    },
    "check_availability": {
        "es": (
            r"\bdisponib\w*|\bdispone?n? de\b|\b(?:tienen|tenes|teneis|tienes|hay|queda|quedan|habra|habria|tendran|tendrian)"
            r"(?: \w+){0,3} (?:habitacion\w*|hab|habs|lugar|lugares|sitio|cuartos?|plazas?|cupo|libre|libres|vacantes?)\b",
            r"\b(?:reservar|hospedar\w*|alojar\w*|alojamiento|hospedaje|pernoctar|reservacion para)\b",
            r"\b(?:quiero|quisiera|queremos|necesito|necesitamos|busco|buscamos|me gustaria|querria|queria|deseo|hacer|haz)"
            r"(?: \w+){0,4} (?:habitacion\w*|cuartos?|reserva|reservacion|estadia|estancia|doble|suite)\b",
            r"\b(?:habitacion(?:es)?|cuartos?) (?:libres?|disponibles?|para)\b",
        ),
        "pt": (
            r"\bdisponib\w*|\bdisponive(?:l|is)\b|\b(?:tem|teem|ha|teria|teriam|tera|haveria)(?: \w+){0,3} (?:quartos?|vagas?|apartamentos?|livres?)\b",
            r"\b(?:reservar|hospedar\w*|hospedagem|pernoitar|ficar hospedad\w+)\b",
            r"\b(?:quero|queria|queremos|preciso|precisamos|procuro|gostaria|desejo|fazer)"
            r"(?: \w+){0,4} (?:quartos?|reserva|estadia|suite)\b",
        ),
        "en": (
            r"\bavailab\w*|\bvacanc(?:y|ies)\b|\b(?:have|got|are there|is there|any|do you have)(?: \w+){0,4} (?:rooms?|space|free|vacancy)\b",
            r"\b(?:book|reserve|make a (?:booking|reservation))\b(?! (?:a |the )?(?:table|spa|massage|taxi|treatment))",
            r"\b(?:want|need|like|looking for|after|get)(?: \w+){0,5} (?:rooms?|accommodation|reservation|booking|suite)\b",
            r"\b(?:want|like|going|plan|planning|looking) to stay\b|\brooms? (?:for|from|free)\b",
        ),
    },
    # With these words a question about breakfast or parking is still a wish for a room.
    "booking_wish": {
        "es": (
            r"\b(?:reservar|reservo|reservame|hospedar\w*|alojar\w*|disponib\w*)\b|\bhabitacion(?:es)? (?:libres?|disponibles?)\b",
            r"\b(?:quiero|quisiera|queremos|necesito|necesitamos|busco|buscamos|queria)(?: \w+){0,2} (?:habitacion|cuarto|doble|suite)\b",
        ),
        "pt": (
            r"\b(?:reservar|hospedar\w*|disponib\w*|disponive(?:l|is))\b|\bquartos? livres?\b",
            r"\b(?:quero|queria|queremos|preciso|precisamos|procuro|gostaria de)(?: \w+){0,2} (?:quarto|suite)\b",
        ),
        "en": (
            r"\b(?:book|reserve) (?:a|an|the|one|two|\d) (?:\w+ )?(?:room|suite|double|single)\b|\bavailab\w*|\bvacanc(?:y|ies)\b",
            r"\b(?:want|need|like|looking for)(?: \w+){0,3} (?:room|suite)\b",
        ),
    },
    "change_reservation": {
        "es": (r"\b(?:cambi\w+|modific\w+|mover|corregir|adelantar|posponer|alargar|extender)(?: \w+){0,5} (?:reserva|reservacion|estadia|estancia)\b",),
        "pt": (r"\b(?:mud\w+|alter\w+|modific\w+|troc\w+|remarc\w+|adiar|estender)(?: \w+){0,5} (?:reserva|estadia)\b",),
        "en": (r"\b(?:chang\w+|modify\w*|mov(?:e|ing)|amend\w*|alter|shift|extend\w*|reschedul\w+|edit|update)(?: \w+){0,5} (?:reservation|booking|stay)\b",),
    },
    # A cancellation that is wished, not only asked about.
    "cancel_wish": {
        "es": (r"\b(?:quiero|quisiera|necesito|deseo|tengo que|debo|voy a|queremos|hay que|por favor) (?:cancel|anul)\w*|^\W*(?:hola\W+)?(?:cancel|anul)\w+",),
        "pt": (r"\b(?:quero|queria|preciso|gostaria de|tenho que|vou|queremos|por favor) (?:cancel|desmarc)\w*|^\W*(?:ola\W+|oi\W+)?(?:cancel|desmarc)\w+",),
        "en": (r"\b(?:want|need|like|have|going|please|must)(?: to)? cancel|^\W*(?:hi\W+|hello\W+)?cancel\b",),
    },
    "check_price": {
        "es": (
            r"\bprecios?\b|\btarifas?\b|\bcuanto (?:sale|salen|saldria|cuesta|cuestan|costaria|cobran|vale|valen|seria|es|queda|esta|me sale|nos sale|me saldria)\b",
            r"\b(?:que|a que|a cuanto) (?:cuesta|valor|vale|sale|esta|precio)\b|\bpresupuesto\b|\bcotiza\w*|\bcosto\b|\bmas barat\w+",
        ),
        "pt": (
            r"\bprecos?\b|\btarifas?\b|\bquanto (?:custa|custam|fica|ficaria|sai|sairia|e|esta|custaria|cobram|seria|ta)\b|\bvalor(?:es)?\b",
            r"\borcamento\b|\bcotacao\b|\bmais barat\w+",
        ),
        "en": (
            r"\bhow much\b|\bprices?\b|\bpricing\b|\brates?\b|\bcosts?\b|\bquote\b|\bcharge for\b|\bcheap(?:est|er)?\b",
        ),
    },
    "choose_room": {
        "es": (
            r"\b(?:me quedo con|prefiero|elijo|escojo|me gusta|me llevo|opto por|dame|deme|nos quedamos con|tomo|tomamos|reservame|reserveme|quiero|queremos|quisiera)"
            r" (?:la|el|esa|ese|esta|este|una?)\b",
            r"\breserv(?:ar|a|o|e)(?: la)? habitacion\b",
        ),
        "pt": (
            r"\b(?:fico com|prefiro|escolho|vou querer|vou de|quero|pode ser|gostei d[oa]|ficamos com|queremos) (?:o|a|ess[ae]|est[ae]|um|uma)?\b",
            r"\breserv(?:ar|a|o|e)(?: o)? quarto\b",
        ),
        "en": (
            r"\b(?:i'll take|i will take|we'll take|i prefer|i choose|i'd like|i want|let's go with|i'll go with|give me|i'll have|take) (?:the|that|this|number|a)\b",
            r"\b(?:book|reserve)(?: the)? room\b",
        ),
    },
    "confirm": {
        "es": (
            r"^\W*(?:si,? |ok,? |vale,? |dale,? )?confirm(?:ar|o|amos|a|ado|e)(?: (?:la|mi|esta))? (?:reserva|reservacion)\b",
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
    # Whole messages only, courtesies taken off: nothing is booked on a maybe.
    "confirm_exact": {
        "es": (
            r"s+i+|si+p|sep|si senor(?:a|es)?|si si(?: si)?|claro(?: que si)?|si claro|claro si|por supuesto|desde luego|ok|oka|okey|okay|okis|oki",
            r"(?:si |ok |vale |bueno |listo |va |perfecto )?(?:dale|vale|venga|adelante|hecho|de acuerdo|perfecto|genial|excelente|buenisimo|barbaro"
            r"|listo|va|sale|orale|simon|bueno|correcto|exacto|eso es|asi es|esta bien|me parece bien|me parece|todo bien|todo correcto|estupendo|joya)",
            r"(?:si |ok |vale |dale |listo |perfecto |claro |todo bien )?(?:lo |la |te |los )?(?:confirm(?:o|a|ado|amos|ar|ala|alo|emos)|acepto|aceptamos|reserv(?:ala|alo|a|o|ela|elo|ar|amela|emos|enla)|hazlo|hacelo|hagalo|hagamoslo|procede|proceda|resuelvelo)",
            r"(?:si |ok )?(?:quiero|confirmo|acepto|reservo|reserva|reservar|confirma|confirmar|confirmada) (?:la reserva|la reservacion|todo|esa|esta|eso|la habitacion)|si quiero|si por favor|si todo bien|si esta bien|si correcto|si exacto|dale si|ok dale",
        ),
        "pt": (
            r"s+i+m+|sim sim|isso|isso mesmo|sim isso|isso ai|claro|claro que sim|sim claro|com certeza|ok|okay|ta|ta bom|ta certo|ta otimo|beleza|blz|fechado|certo|certinho",
            r"(?:sim |ok |isso |claro )?(?:pode ser|pode sim|pode confirmar|pode reservar|pode fechar|pode|podem|perfeito|combinado|otimo|de acordo|correto|exato|esta bom|esta certo|esta otimo|tudo certo|show|vamos|vamos nessa|bora|positivo|com certeza|quero)",
            r"(?:sim |ok |claro )?(?:eu )?(?:confirm(?:o|ado|a|ar|amos)|aceito|aceitamos|reserv(?:a|o|e|ar)|fecha|fechar|quero)(?: (?:a reserva|sim|isso|tudo|essa|esse))?",
        ),
        "en": (
            r"y+e+s+|yep|yeah|yup|yes yes|yes sir|sure|sure thing|of course|ok|okay|okey|alright|all right|absolutely|definitely|certainly",
            r"(?:yes |ok |okay |sure |yeah |great )?(?:please do|do it|go ahead|go for it|book it|confirm|confirm it|confirmed|i confirm|we confirm|i do|i accept|accept|correct|that's correct|that is correct|that's right|that is right|sounds good|sounds great|looks good|all good|perfect|great|good|fine|that's fine|deal|agreed|let's do it|book|reserve it|please book it|please confirm|it is|that works|works for me)",
            r"(?:yes )?(?:i |we )?(?:confirm|book|accept) (?:the |my |this |that )?(?:reservation|booking|room|it)",
        ),
    },
    "deny": {
        "es": (
            r"n+o+|nop|no no(?: no)?|nel|para nada|nada|negativo|de ninguna manera|claro que no|por supuesto que no|todavia no|aun no|ahora no|por ahora no|no por ahora"
            r"|no quiero|no confirmo|no confirmes|no lo hagas|no reserves|no es correcto|no esta bien|incorrecto|no asi no|eso no|no la quiero|no me interesa|ninguna|ninguno|no es eso|esta mal",
        ),
        "pt": (
            r"n+a+o+|nao nao|n|negativo|de jeito nenhum|claro que nao|ainda nao|agora nao|por enquanto nao|nao quero|nao confirmo|nao pode|errado|nao esta certo|nao e isso|nenhum|nenhuma|nao obrigad[oa]",
        ),
        "en": (
            r"n+o+|nope|nah|no no|no way|not yet|not now|no don't|don't|do not|absolutely not|of course not|negative|i don't want it|i don't|wrong|that's wrong|not correct|incorrect|that's not right|none|neither|no sorry",
        ),
    },
    "emergency": {
        "es": (
            r"\bincendi\w*|\bfuego\b(?! artificial)|\b(?:hay|sale|veo|huele a|olor a|mucho) (?:\w+ )?humo\b|\bse (?:esta )?quema\w*\b|\bquemandose\b",
            r"\b(?:olor|huele|escape|fuga|perdida) (?:\w+ )?(?:a|de) gas\b|\bexplosi\w+|\bexplot\w+",
            r"\bambulancia|\binfarto|\bno (?:respira|puede respirar|puedo respirar|reacciona)|\binconsciente|\bse (?:desmayo|esta desmayando|ahoga|esta ahogando|ahogo)|\bconvuls\w+|\bsangra\w*|\bderrame cerebral|\bsobredosis",
            r"\b(?:me|nos|le|les|la|lo) (?:esta|estan|quieren|quiere|acaban de|intentan|intenta) (?:\w+ )?(?:robando|robar|asaltando|asaltar|atacando|atacar|golpeando|golpear|agrediendo|amenazando|siguiendo|matar|pegando)\b",
            r"\b(?:me|nos|le|les) (?:robaron|asaltaron|atacaron|golpearon|amenazaron|pegaron)\b",
            r"\b(?:llam\w+|necesit\w+|venga|manden|envien) (?:\w+ )?(?:la |a la )?(?:policia|bomberos|medico|doctor|emergencias)\b|\bauxilio\b|\bsocorro\b|\bemergencia\b(?!s? y salida)|\bsuicid\w+|\bquiero morir|\bbomba\b(?! de)|\btiroteo|\bdisparos\b|\bviolad\w+|\babuso sexual|\b(?:entro|hay) (?:un )?(?:ladron|intruso)",
            r"\baccidente grave|\bme estoy (?:ahogando|muriendo|asfixiando)|\batrapad\w+ en el ascensor|\binundacion\b|\bterremoto\b",
        ),
        "pt": (
            r"\bincendi\w*|\b(?:pegando|pegou|tem|ha|esta em) fogo\b|\bfumaca\b|\bcheiro (?:\w+ )?de (?:gas|queimado)|\bvazamento de gas|\bvazando gas|\bexplos\w+",
            r"\bambulancia|\binfart\w+|\bataque cardiaco|\bnao (?:respira|esta respirando|consegue respirar|consigo respirar)|\binconsciente|\bdesmai\w+|\bsangrando|\bconvuls\w+|\boverdose|\bderrame",
            r"\b(?:sendo|fui|fomos|estao) (?:\w+ )?(?:roubad\w+|assaltad\w+|roubando|assaltando|agredid\w+|atacad\w+|ameacad\w+|ameacando|agredindo)\b|\bassalto\b|\bladrao\b",
            r"\bsocorro\b|\b(?:cham\w+|preciso d\w+|precisamos d\w+) (?:a |o |um |uma )?(?:policia|bombeiros?|medico|samu)\b|\bemergencia\b|\bsuicid\w+|\btiros\b|\btiroteio",
            r"\bpres[oa]s? no elevador|\bafogando\b|\binundacao\b",
        ),
        "en": (
            r"\bfire\b(?!place|works|side|wood| place| pit)|\b(?:smell|smells|see|seeing|there's|there is|lots? of) (?:\w+ )?smoke\b|\bgas leak|\bsmell\w* (?:of |like )?gas\b|\bexplo(?:sion|ded)\b|\bburning\b",
            r"\bambulance|\bheart attack|\bnot breathing|\b(?:can't|cannot|can not) breathe|\bunconscious|\bpassed out|\bbleeding|\bseizure|\bchoking|\boverdose|\bhaving a stroke",
            r"\b(?:being|been|got|were|was) (?:robbed|attacked|mugged|assaulted|threatened|raped)|\b(?:robbing|attacking|threatening) (?:me|us)\b|\bintruder|\bbreak(?:ing)? in(?:to)? (?:my|our) room|\bsomeone(?:'s| is) (?:in|breaking)",
            r"\bcall (?:the |an? )?(?:police|ambulance|doctor|911|999|112)\b|\bneed (?:the |a )?(?:police|doctor|paramedic)|\bemergency\b(?! (?:exit|contact|number))|\bsuicid\w+|\bkill myself|\bgunshot|\bshooter|\bbomb\b|\bdrowning",
            r"\bhelp(?: me)? (?:urgent|now|please hurry)|\bstuck in the (?:elevator|lift)|\bearthquake\b",
        ),
    },
    "greeting": {
        "es": (r"\b(?:hola|holi|ola|buenas|buenos dias|buen dia|buenas tardes|buenas noches|saludos|que tal|como (?:estas|estan|esta|andan)|hey)\b",),
        "pt": (r"\b(?:oi+|ola|bom dia|boa tarde|boa noite|tudo bem|tudo bom|e ai|opa)\b",),
        "en": (r"\b(?:hi+|hello|hey+|good (?:morning|afternoon|evening|day)|greetings|howdy|hiya)\b",),
    },
    "human": {
        "es": (
            r"\b(?:hablar|hable|hablo|comunicar\w*|contactar|chatear|paseme|pasame|pasar|ponme|derivar\w*|atienda|atender)(?: \w+){0,4}"
            r" (?:persona|humano|alguien|recepcion|recepcionista|agente|asesor\w*|operador\w*|encargad\w+|gerente|director\w*|responsable|empleado)\b",
            r"\b(?:persona|humano) (?:real|de verdad)\b|\beres (?:un )?(?:bot|robot|maquina)|\bun humano\b|\bno (?:quiero|me gusta)(?: \w+){0,3} (?:bot|robot|maquina)\b|\bagente humano|\bque me (?:llamen|llame alguien|atienda)|\bllam(?:enme|ame|eme)\b|\burgente\b|^\W*(?:humano|agente|recepcion|persona|operador|asesor)\W*$",
            r"\b(?:poner|hacer|presentar|dejar) (?:una )?(?:queja|reclamo|reclamacion)\b|\bhoja de reclamaciones|\bquiero quejarme",
        ),
        "pt": (
            r"\b(?:falar|falo|conversar|contatar|contato|passa\w*|transfer\w+|atendid\w+)(?: \w+){0,4} (?:pessoa|humano|alguem|recepcao|recepcionista|atendente|gerente|responsavel|operador\w*)\b",
            r"\b(?:pessoa|humano) (?:real|de verdade)\b|\bvoce e (?:um )?(?:robo|bot)|\bum humano\b|\batendente\b|\bme (?:liguem|ligue|liga)\b|\burgente\b|\b(?:fazer|registrar) (?:uma )?reclamacao\b",
        ),
        "en": (
            r"\b(?:speak|talk|chat|connect|transfer|put me|get me)(?: \w+){0,4} (?:person|human|someone|somebody|reception|receptionist|agent|staff|manager|representative|operator|front desk|supervisor)\b",
            r"\b(?:real|actual|live|human) (?:person|human|agent|being|assistant)\b|\bare you (?:a )?(?:bot|robot|human|real)|\bcall me\b|\burgent(?:ly)?\b|^\W*(?:human|agent|reception|person|operator|representative)\W*$",
            r"\b(?:make|file|have) a complaint\b|\bi want to complain\b",
        ),
    },
    "show_reservation": {
        "es": (
            r"\b(?:ver|consultar|revisar|mostrar|muestrame|mostrame|checar|chequear|verificar|saber|encontrar|buscar|tengo|hice|datos de|estado de|detalles de|sobre|info de|informacion de|comprobar)"
            r"(?: \w+){0,3} (?:reserva|reservas|reservacion)\b(?! (?:para|del|desde))",
            r"\b(?:mi|mis|nuestra) (?:reserva|reservas|reservacion)\b|\bnumero de (?:reserva|confirmacion)\b|\bcodigo de reserva\b|\bcomprobante de (?:mi|la) reserva\b",
        ),
        "pt": (
            r"\b(?:ver|consultar|verificar|mostrar|mostra|checar|saber|encontrar|tenho|fiz|dados d\w|status d\w|detalhes d\w|sobre|conferir)(?: \w+){0,3} reservas?\b(?! (?:para|do|de))",
            r"\b(?:minha|minhas|nossa) reservas?\b|\bnumero d[ae] (?:reserva|confirmacao)\b|\bcodigo d[ae] reserva\b",
        ),
        "en": (
            r"\b(?:see|view|show|check|find|look up|details of|status of|about|have|made|existing|retrieve)(?: (?:me|my|our|the|a|an|existing|all)){0,3} (?:reservation|booking)s?\b(?! (?:for|from))",
            r"\bmy (?:reservation|booking)s?\b|\bour (?:reservation|booking)s?\b|\b(?:confirmation|booking|reservation) (?:number|code)\b",
        ),
    },
    "thanks": {
        "es": (r"\b(?:gracias|muchas gracias|mil gracias|te agradezco|muy amable|adios|chau|chao|hasta luego|hasta pronto|nos vemos|saludos cordiales|que tengas? buen|hasta manana)\b",),
        "pt": (r"\b(?:obrigad[oa]|brigad[oa]|valeu|vlw|agradeco|gratidao|tchau|ate logo|ate mais|ate breve|abracos?|ate amanha)\b",),
        "en": (r"\b(?:thanks|thank you|thx|ty|cheers|appreciate it|bye|goodbye|see you|see ya|have a (?:nice|good|great) (?:day|one|evening|night)|take care|farewell)\b",),
    },
}  # fmt: skip
