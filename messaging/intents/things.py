"""What guests ask to be brought, mended or made ready: a code each, and the words for it in the three languages.

Over folded text. A code is what a request keeps of it; messaging.templatetags.things names it.
"""

from __future__ import annotations

BROUGHT: dict[str, str] = {
    "bathrobe": r"albornoz(?:es)?|batas?|bathrobes?|robes?|roupao|roupoes",
    "toilet_paper": r"papel (?:higienico|de bano)|papel do banheiro|toilet (?:paper|roll)s?|loo roll|toilet tissue",
    "towels": r"toallas?|toallon(?:es)?|toalhas?|towels?",
    "pillow": r"almohadas?|almohadon(?:es)?|cojin(?:es)?|travesseiros?|almofadas?|pillows?",
    "blanket": r"mantas?|cobijas?|frazadas?|cobertor(?:es)?|edredon(?:es)?|edredom|edredoes|acolchados?|blankets?"
    r"|duvets?|comforters?",
    "sheets": r"sabanas?|lenco(?:l|is)|sheets?|bed linen",
    "soap": r"jabon(?:es)?|sabonetes?|soaps?|shampoo|champu|xampu|gel de (?:ducha|bano)|shower gel|acondicionador"
    r"|condicionador|conditioner|crema dental|pasta de dientes|pasta de dente|toothpaste|cepillos? de dientes"
    r"|escova de dentes?|toothbrush(?:es)?|amenities",
    "hangers": r"perchas?|ganchos? (?:de|para) (?:la )?ropa|ganchos|cabides?|(?:coat )?hangers?",
    "kettle": r"hervidor(?:es)?|pava(?: electrica)?|tetera|chaleira(?: eletrica)?|kettle|cafetera|cafeteira"
    r"|coffee maker",
    "iron": r"plancha|tabla de planchar|ferro(?: de passar)?|tabua de passar|iron(?:ing board)?",
    "hairdryer": r"secador(?:a)?(?: de (?:pelo|cabelo))?|secadora|hair ?-?dryer|blow ?-?dryer",
    "adapter": r"adaptador(?:es)?|adapt[eo]rs?|cargador(?:es)?|carregador(?:es)?|chargers?|enchufe universal"
    r"|transformador|benjamim|extension cord|extensao",
    "ice": r"hielos?|gelo|ice(?: cubes| bucket)?",
    "water": r"(?:botellas? de |botellita de |garrafas? de |garrafinha de |bottles? of )?(?:agua|water)(?! caliente"
    r"| fria|falls?)",
    "glasses": r"vasos?|copas?|tacas?|copos?|glasses|cups?|mugs?|tazas?|xicaras?",
    "slippers": r"zapatillas|pantuflas|chinelos|slippers",
    "umbrella": r"paraguas|guarda ?-?chuva|umbrellas?",
    "sewing_kit": r"costurero|kit de costura|sewing kit",
    "remote": r"(?:control|mando) remoto|mando(?: a distancia)?|controle(?: remoto)?|remote(?: control)?",
}
MENDED: dict[str, str] = {
    "payment_link": r"(?:enlace|link|liga)(?: \w+)? pago|link(?: de)? pagamento|payment link|pay link",
    "air_conditioning": r"aire(?: acondicionado)?|ar(?:-| )condicionado|air ?con(?:ditioning|ditioner)?|a/?c"
    r"|calefaccion|calefactor|aquecedor|aquecimento|heating|heater|radiador|radiator|ventilador|fan|clima",
    "wifi": r"wi ?-?fi|internet|conexion|conexao|rede",
    "tv": r"tv|tele|television|televisor|televisao|telly",
    "shower": r"ducha|regadera|chuveiro|shower|agua caliente|agua quente|hot water|agua|water|presion|pressure"
    r"|bathtub|banera|banheira|tina",
    "toilet": r"inodoro|wc|vaso sanitario|retrete|privada|descarga|toilet|cisterna|cadena|bano|banheiro|loo",
    "sink": r"lavabo|lavamanos|lavatorio|pia|sink|grifo|llave del agua|canilla|torneira|tap|faucet|desague|ralo|drain",
    "light": r"luz|luces|lampara|foco|bombilla|bombita|lampada|luzes|lights?|lamp|bulb|electricidad|energia"
    r"|electricity|power|enchufes?|tomadas?|sockets?|outlets?",
    "key_card": r"tarjeta(?: de la (?:habitacion|puerta))|tarjeta llave|tarjeta|llave|cartao(?: d[oa] (?:quarto"
    r"|porta))?"
    r"|chave|key ?-?card|key|door lock|cerradura|fechadura|lock|puerta|porta|door",
    "safe": r"caja fuerte|caja de seguridad|cofre|safe",
    "fridge": r"nevera|heladera|frigobar|minibar|geladeira|fridge|refrigerador",
    "lift": r"ascensor|elevador|elevator|lift",
    "window": r"ventana|janela|window|persiana|cortina|curtain|blind",
    "phone": r"telefono|telefone|phone",
    "hairdryer": BROUGHT["hairdryer"],
    "kettle": BROUGHT["kettle"],
    "remote": BROUGHT["remote"],
}
TROUBLES: dict[str, str] = {
    "leak": r"fuga de agua|gotea\w*|gotera|filtracion|pierde agua|se sale el agua|inundad[oa]|vazamento|vazando"
    r"|pingando|goteira|leak\w*|dripping|flood(?:ed|ing)",
    "smell": r"huele (?:muy |bastante )?(?:mal|feo|raro|fatal|a (?:humedad|cloaca|tabaco|cigarr\w+|drenaje|caneria))"
    r"|mal olor|olor (?:feo|horrible|a (?:humedad|cloaca|tabaco|cigarr\w+))|cheiro (?:ruim|forte|horrivel|de (?:mofo"
    r"|cigarro|esgoto))|cheirando mal|fede\w*|(?:bad|horrible|terrible|awful|weird|nasty|musty) smell"
    r"|smells (?:bad|awful|horrible|terrible|musty|of (?:smoke|damp|mou?ld|sewage))|stinks?",
    "noise": r"(?:(?:de|al|del) lado|vecinos|de arriba|de abajo)(?: \w+){0,3} (?:fiesta|gritos|gritando|musica)"
    r"|bajen (?:la musica|el volumen)|(?:mucho|tanto|demasiado|bastante) (?:ruido|barullo|bochinche)|(?:hacen"
    r"|haciendo|hace|hay"
    r"|es el) (?:mucho "
    r"|un |tanto )?ruido|ruidos? (?:de|del|en|toda|horrible)|vecinos (?:ruidosos|de fiesta|gritando)|muito barulho"
    r"|barulho (?:demais|d[oa]s?|no|vindo|horrivel)|fazendo (?:muito )?barulho|(?:muito|tao"
    r"|vizinhos) barulhent[oa]s?|(?:too|so|very|really) "
    r"(?:noisy|loud)|(?:making|lot of|so much|too much) noise|noisy (?:neighbou?rs|room|people|guests)"
    r"|loud (?:music|party|neighbou?rs)|party next door|no (?:puedo|podemos|me dejan|nos dejan) dormir"
    r"|nao (?:consigo|conseguimos) dormir|can(?:'t|not) sleep",
    "pests": r"cucarachas?|baratas?(?= (?:no|na|em|en)\b)|chinches|percevejos?|hormigas|formigas|ratas?|raton(?:es)?"
    r"|cockroach\w*|bed ?bugs?|ants in|mice|mouse in|rats?\b",
}
READY: dict[str, str] = {
    "extra_bed": r"camas? (?:extra|adicional|supletoria|plegable)s?|colchon (?:extra|adicional)|cama auxiliar"
    r"|colchao (?:extra|adicional)|(?:extra|rollaway|additional|folding) beds?",
    "high_chair": r"tronas?|sill(?:a|ita)s? (?:alta|para (?:el |la )?bebe|de bebe)s?|periquera|cadeir(?:ao|oes)"
    r"|cadeirinha|cadeira (?:alta|de bebe|para bebe)|high ?-?chairs?",
    "cot": r"cunas?|cunitas?|practicunas?|bercos?|bercinho|cribs?|(?:baby |travel )?cots?|bassinets?|pack ?n ?play",
}
ACCESS: dict[str, str] = {
    "wheelchair": r"sillas? de ruedas|cadeiras? de rodas|cadeirantes?|wheel ?-?chairs?|movilidad reducida"
    r"|mobilidade reduzida|reduced mobility|limited mobility|muletas|crutches|andador|andadeira|walker",
    "step_free": r"sin (?:escalones|escaleras|barreras)|sem (?:escadas?|degraus|barreiras)|step ?-?free|no stairs"
    r"|without stairs|no (?:puede|puedo|podemos) (?:subir|usar) (?:las )?escaleras|nao (?:pode|posso|consegue|consigo)"
    r" subir escadas?|can(?:'t|not) (?:climb|use|manage|do) (?:the )?stairs|planta baja|terreo|ground floor|rampa|ramp",
    "near_lift": r"(?:cerca del?|con|necesit\w+|precis\w+|need\w*|near the|com|perto do) (?:o |un |el |um |an? |the )?"
    r"(?:ascensor|elevador|elevator|lift)",
    "shower_access": r"(?:ducha|bano|banheiro|chuveiro|shower|bathroom) (?:a ras de suelo|adaptad[oa]|accesible"
    r"|acessivel"
    r"|adapted)|(?:roll-?in|walk-?in|accessible) shower|barras? de apoyo|barras? de apoio|grab (?:bars?|rails?)",
    "hearing": r"sord[oa]s?|surd[oa]s?|deaf|hard of hearing|hearing (?:impaired|aids?|loss)|hipoacusic[oa]"
    r"|discapacidad auditiva|deficiencia auditiva",
    "sight": r"cieg[oa]s?|ceg[oa]s?|blind(?! ?s\b)|visually impaired|discapacidad visual|deficiencia visual"
    r"|deficiente visual|baja vision",
    "guide_dog": r"perros? (?:guia|lazarillo|de asistencia|de servicio)|cao(?:-| )guia|caes(?:-| )guia|(?:guide|service"
    r"|assistance) dogs?",
    "adapted_room": r"(?:habitacion|cuarto|quarto|room) (?:adaptad[oa]|accesible|acessivel)|(?:accessible|adapted"
    r"|disabled)"
    r" rooms?|discapacidad|deficiencia|disab(?:led|ility)|discapacitad[oa]s?",
}
NEEDS = {**READY, **ACCESS}
"""What is remembered with a stay that is being booked."""


def any_of(*families: dict[str, str]) -> str:
    """One pattern for all of them, as whole words."""
    return rf"\b(?:{'|'.join(pattern for family in families for pattern in family.values())})\b"
