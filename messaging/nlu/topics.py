"""What a question about the hotel is about: words per topic in the three languages."""

from __future__ import annotations

import re

# More special topics first: the first that is found is the topic. Over folded text.
TOPICS: dict[str, tuple[str, ...]] = {
    "late_checkout": (
        r"late check ?-?out|salir mas tarde|salida tardia|salida tarde|dejar (?:la habitacion|el cuarto) mas tarde",
        r"(?:quedarme|quedarnos) hasta mas tarde|check ?-?out (?:mas tarde|tardio|later|mais tarde|tardio)",
        r"sair mais tarde|saida (?:tardia|mais tarde)|leave later|check(?:ing)? out later",
        r"stay (?:a bit |a little )?longer on the last day",
        r"(?:entregar|desocupar) (?:la habitacion|o quarto) mas tarde|extender el check ?-?out",
    ),
    "early_checkin": (
        r"early check ?-?in|check ?-?in (?:mas temprano|temprano|antes|anticipado|early|earlier|antecipado"
        r"|mais cedo)",
        r"(?:llegar|entrar|ingresar|chegar) (?:antes|mas temprano|temprano|mais cedo|cedo)|entrada anticipada",
        r"get(?:ting)? in(?:to)?(?: \w+){0,3} (?:early|earlier|before)\b",
        r"arrive early|(?:get in|check in|arrive) (?:early|earlier|before)|entrada antecipada",
        r"(?:llego|llegamos|chego|chegamos) (?:temprano|cedo|muy temprano|bem cedo|de madrugada|por la manana)",
    ),
    "cancellation_policy": (
        r"(?:puede|pueden|puedo|podemos|podria|posso|pode|podemos) cancelar(?! (?:mi|la|minha|a)\b)",
        r"can (?:i|we) cancel(?! (?:my|the|it|our)\b)",
        r"(?:politica|condiciones|politicas|regras|condicoes)(?: \w+)? (?:de |del )?(?:cancelacion|cancelamento"
        r"|anulacion)",
        r"cancell?ation (?:policy|terms|conditions|fee|rules)|(?:free|gratis|gratuita|gratuito) cancell?ation",
        r"\bda (?:pra|para) cancelar(?! (?:a|minha|o|meu)\b)|cancelacion (?:gratis|gratuita|sin cargo)"
        r"|cancelamento (?:gratis|gratuito)",
        r"cancelar (?:gratis|sin cargo|sin costo|sem custo|de graca)|cancel (?:for free|free of charge|without)",
        r"(?:hasta cuando|ate quando) (?:puedo|podemos|posso|podemos|se puede) cancelar",
        r"(?:si|se|if) (?:tengo que |tenho que |preciso |i (?:have|need) to |we |i )?(?:cancelo|cancelar|cancelamos"
        r"|cancel)\b",
        r"reembols|refund|dev(?:uelv|olv)\w+ (?:el dinero|la plata|la sena|la lana|tod[oa]|algo|lo que pague)"
        r"|devolucion",
        r"(?:cobr\w+|cuesta|cargo|coste?|penal\w+|pag\w+|pierdo|perdemos)(?: \w+){0,3} (?:(?:por|al|si) (?:cancel"
        r"|anul)\w+"
        r"|la cancelacion)|(?:cancel|anul)\w+ (?:tiene|lleva) (?:costo|coste|cargo|penal\w+)",
        r"until when can (?:i|we) cancel|when can (?:i|we) cancel|penalidad|penalizacion|multa por cancel",
        r"taxa de cancel|(?:como funciona|how does)(?: \w+){0,2} cancel\w+",
    ),
    "check_out_time": (
        r"(?:hora|horario|horarios|time|latest|tarde)\b[^.?!]{0,25}(?:check ?-?out|salida|saida|salir|sair|dejar"
        r"|leave|vacate)",
        r"(?:a que hora|que horas?|cuando|quando|until when|when|hasta que hora|ate que horas?"
        r"|what time)\b[^.?!]{0,30}(?:check ?-?(?:ed )?out|checking out|salida|saida|\bsalir|\bsair|dejar (?:la|el)"
        r"|deixar o|leave the room|vacate|entregar (?:la|el|o))",
        r"(?:\bsalida|check ?-?out)\b[^.?!]{0,20}(?:a que hora|hasta que hora|que horario)",
        r"check ?-?out (?:time|hour|is at|a que hora|que horas|horario)|^\W*(?:(?:el|o|the) )?check ?-?out\W*$",
    ),
    "check_in_time": (
        r"(?:hora|horario|horarios|time|earliest)\b[^.?!]{0,25}(?:check ?-?in\b|entrada|ingreso|llegada|chegada"
        r"|entrar)",
        r"(?:a que hora|que horas?|cuando|quando|when|desde que hora|a partir de que horas?|what time"
        r"|from when)\b[^.?!]{0,30}(?:check ?-?in\b|checking in|\bentrada|\bentrar|\bingresar|\bingreso|\bllegar"
        r"|\bchegar|get (?:in|the room)|arrive|esta lista|room (?:is|be) ready)",
        r"check ?-?in (?:time|hour|is at|a que hora|que horas|horario)|^\W*(?:(?:el|o|the) )?check ?-?in\W*$",
        r"hasta que hora (?:hay recepcion|reciben)",
        r"(?:\bentrada|\bingreso|check ?-?in)\b[^.?!]{0,20}(?:a que hora|desde que hora|que horario)",
    ),
    "business_hours": (
        r"recep(?:cion|cao|tion)\b[^.?!]{0,25}(?:24|hora|abiert|abert|open|hours|cierra|fecha|close)",
        r"24 ?h(?:oras|ours)?\b[^.?!]{0,20}recep",
        r"(?:horario|hours) (?:de (?:la )?|da |of )?(?:recep|atencion|atendimento|reception)|opening hours"
        r"|business hours",
        r"(?:hay|habra|estara|estaran|queda) (?:alguien|gente) (?:en|por|cuando|a es[ae]|a las|despierto|ahi|alli|para)"
        r"|(?:vai ter|tem|havera|fica) alguem (?:na|a|ai|quando|pra|para|de|acordado|as|nes[st])"
        r"|(?:will|is|would) (?:some|any)(?:body|one) (?:still )?(?:be )?(?:there|up|around|awake|at|on|to)"
        r"|(?:nos|me|os) (?:abr\w+|dejan entrar|pill\w+ (?:ya )?cerrad\w+|reciben)|let (?:us|me) in\b"
        r"|(?:desk|reception) (?:still )?(?:be )?(?:open|staffed|manned)"
        r"|(?:llegar|llego|llegamos|llegaremos|chegar|chego) (?:muy |muito )?tarde"
        r"|lleg(?:ar|o|amos|are|aremos|ariamos|aria) (?:despues de|sobre|a eso de|tipo|como a|pasad[ao]s?|cerca de"
        r"|a) (?:las? )?"
        r"(?:(?:2[0-4](?:h\w{0,2}|:[0-9]{2})?|[89] de la noche|1[0-2] de la noche)\b|(?:la )?(?:medianoche|madrugada))"
        r"|late arrival|arriv\w+ late|atienden|front desk",
    ),
    "pets": (
        r"mascotas?|perr[oa]s?|perrit[oa]s?|gat[oa]s?\b|gatit[oa]s?|pet ?-?friendly|\bpets?\b|\bdogs?\b|\bcats?\b",
        r"chihuahua|labrador|\bgolden\b|yorkshire|\bpug\b|galgo|pastor aleman|french poodle|schnauzer",
        r"puppy|animales|animais|\banimal\b|cachorr|bichinho|\bbichos?\b|caniche|\bsnake\b|\bpuppies\b",
        r"gatinh[oa]s?|cadel(?:a|inha)s?\b|\bdogu?inh[oa]s?\b|\bcao(?:zinho)?\b|\bcaes\b|shih ?-?tzus?|poodles?\b"
        r"|\bpugs?\b"
        r"|labrador(?:es|a)?\b|golden retriever|yorkshires?|\bspitz\b|vira-?lata|bulldogs?|\bpinscher|quatro patas"
        r"|peludinh[oa]",
    ),
    "parking": (
        r"parking|estacionam|estacionar|aparcam|aparcar|aparco|cochera|garaje|garagem|garage|\bpark\b|car park|valet",
        r"parqueo|parquear|vaga (?:para|pra|de|do|pro) (?:o |meu )?carro|onde (?:deixo|deixar|paro|parar"
        r"|ponho) (?:o carro|o meu carro|meu carro|a moto|minha moto)|donde (?:dejo|dejar|dejamos) el (?:coche|auto"
        r"|carro)",
        r"parqueadero|(?:lugar|sitio|espacio) para (?:el|un) (?:auto|coche|carro)|dejar el (?:auto|coche|carro)"
        r"|cargador (?:para|de) (?:coche|auto)|electric car|carro eletrico|coche electrico",
    ),
    "breakfast": (
        r"desayun|breakfast|\bbrekk(?:ie|y)\b|\bbreaky\b|cafe da manha|cafe de manha|media pension"
        r"|meia pensao|half board|pension completa",
        r"pensao completa|full board|all[ -]inclusive|todo incluido|tudo incluso|buffet",
    ),
    "pool": (r"piscin|pileta|alberca|\bpools?\b|swim|jacuzzi|hot tub|hidromassagem|hidromasaje|\bspa\b|sauna",),
    "wifi": (r"wi ?-?fi|internet|wireless|conexion a la red|contrasena de la red|senha da rede",),
    "gym": (r"\bgym|gimnasio|academia|fitness|musculacao|sala de pesas|workout",),
    "transfer": (
        r"(?<!bank )(?<!wire )transfer(?!en|ir|ê)|traslado|shuttle|translado|aeropuerto|aeroporto|airport|\btaxis?\b",
        r"pick ?-?(?:me|us)? ?up|(?:me|nos) (?:recogen|recojan|buscan|pueden buscar)|buscar no aeroporto|\buber\b",
        r"remis|(?:voces|vcs?|o hotel|a pousada|alguem) (?:nos |me )?(?:buscam?|pegam?|levam?)\b(?! (?:a|as|o"
        r"|os) mala)",
    ),
    "luggage": (r"maletas?|equipaje|valijas?|bagagem|malas\b|luggage|baggage|suitcase|\bbags?\b|consigna|mochilas?",),
    "accessibility": (
        r"silla de ruedas|wheelchair|cadeira de rodas|cadeirante|movilidad reducida|mobilidade reduzida|discapacita",
        r"adaptad|adapted room|deficien|disab(?:led|ility)|accesib|acessib|accessib|accesible|\brampa|ascensor"
        r"|elevador|elevator|\blift\b",
    ),
    "air_conditioning": (
        r"aire acondicionado|ar ?-?condicionado|air ?-?con|\ba/?c\b|calefac|aquecimento|aquecedor|heating|climatiza",
        r"\baire\b|ventilador|\bfan\b|\btem ar\b(?! livre)|\bar (?:no quarto|gelado|quente)\b|\bcom ar\b(?! livre)",
    ),
    "smoking": (r"fumar|fumador|fumante|smok(?:e|ing|er)|cigarr|\bvape|no fumo",),
    "children": (
        r"(?:acept|admit|permit|aceit|accept|allow|bienvenid|menores|pagan?|gratis|descuento|desconto|free|pay"
        r"|discount)[^.?!]{0,25}(?:nin[oa]s|bebes?|criancas?|kids|children|child|menores|chicos|filhos|\bbaby\b)",
        r"(?:nin[oa]s|bebes?|criancas?|kids|children|menores|chicos)\b[^.?!]{0,20}(?:pagan?|gratis|free|pay"
        r"|descuento|desconto|bienvenid|allowed|permit|welcome)",
        r"(?:hasta|desde|a partir de) que edad|cobr\w+ (?:\w+ ){0,2}?(?:por|si)(?: \w+){0,3} (?:bebe|nin[oa]s?"
        r"|nen[ea]s?|peques?)\b",
        r"(?:nen[ea]s|peques|hij[oa]s)\b[^.?!]{0,15}(?:pagan|gratis)|\bcuna\b|\bcunas\b|\bberco|\bcribs?\b|\bcots?\b"
        r"|trona|cadeirao|high ?chair|juegos infantiles|kids club",
        r"ninera|baby ?-?sit|parquinho|playground|practicuna",
    ),
    "restaurant": (
        r"restauran|\bcena\b|\bcenar\b|almuerz|almoco|\bjantar|dinner|\blunch|\bbar\b|comida|comedor|menu",
        r"algo (?:de|para) (?:comer|cenar|picar)|room service|servicio (?:a la|de) habitacion(?:es)?\b"
        r"|servico de quarto|vegan|vegetarian|celiac|sin gluten",
        r"sem gluten|gluten[ -]free",
    ),
    "payment": (
        r"tarjeta|\bcards?\b|\bcartao|cartoes|efectivo|\bcash\b|dinheiro|transferencia|mercado ?pago|\bpix\b|bizum",
        r"paypal",
        r"(?:como|how|cuando|quando|when|onde|donde)\b[^.?!]{0,15}(?:se paga|pago\b|pagar|pagamos|pay\b|pagamento)",
        r"formas? de pag|medios? de pago|meios? de pagamento|metodos? de pag|payment|cuotas|parcel|\bsena\b|anticipo",
        r"deposit[oe]?\b|sinal\b|pagar (?:alli|ahi|al llegar|na chegada|en el hotel|no hotel|la)",
        r"pay (?:there|at|on arrival|by)|factura|invoice|nota fiscal|\bvisa\b|mastercard|amex|adelanto",
    ),
    "location": (
        r"donde (?:estan|esta el|queda|quedan|se encuentra|os encontr|estais|se ubica|es\b)|ubicaci|ubicad",
        r"direcci(?:on)?\b|onde (?:fica|ficam|esta|voces)|localiza|endereco",
        r"where (?:are you|is the hotel|exactly|do i find)|(?<!mail )(?<!my )address|location|located",
        r"como (?:(?:faco|fazemos|a gente faz) (?:pra|para) )?(?:llego|llegar|llegamos|chego|chegar|chegamos)"
        r"|how (?:do i|do we|can i|to) (?:get|reach)|how far|directions",
        r"que tan lejos|(?:a cuanto|cuanto) (?:queda|esta|tiempo|hay)[^.?!]{0,20}(?:playa|centro"
        r"|aeropuerto|estacion)",
        r"(?:ir|llegar|se va|vamos) (?:andando|caminando|a pie)|mapa\b|(?:cerca|lejos|perto|longe) d(?:e|el|o|a)\b"
        r"|\bnear\b|close to|distan(?:cia|ce)|google maps",
        r"en que (?:zona|barrio|calle)|em que (?:rua|bairro)|qual (?:bairro|o endereco)|what area",
    ),
    "contact": (
        r"(?:numero|telefono|telefone|phone|email|e-mail|correo|mail|contacto|contato"
        r"|whatsapp)\b[^.?!]{0,20}(?:del hotel|de ustedes|vuestro|de voces|do hotel|of the hotel|your hotel"
        r"|de recepcion|da recepcao|tienen|teneis|los llamo)",
        r"(?:your|vuestro|su|seu) (?:phone|email|e-mail|telefono|telefone|numero|correo|number|contact|whatsapp)",
        r"como (?:los |les |os )?(?:contacto|contactar|llamo por tel|entro em contato)",
        r"how (?:can|do) i (?:contact|call|reach) you|telefono de contacto|numero de telefono|phone number",
        r"numero de telefone",
    ),
    "services": (
        r"(?:que|cuales|what|which|quais|algun|otros)\b[^.?!]{0,15}(?:servicios|servicos|services|comodidades"
        r"|instalaciones|amenities|facilities|amenidades|estrutura)",
        r"servicios (?:tiene|ofrece|incluye|del hotel)|amenities|facilities|que (?:incluye|inclui|esta incluido)",
        r"what(?:'s| is) included|o que (?:esta )?inclu|que ofrecen|what do you offer|lavanderia|laundry|toallas",
        r"toalhas|towels|secador|hair ?dryer|caja fuerte|cofre|minibar|frigobar|geladeira|netflix|televisao"
        r"|microondas|kettle|plancha",
    ),
    "discount": (
        r"descuent|desconto|discount|\b(?:muy|un poco|bastante|re|medio|algo|demasiado|tan|que) car[oa]s?\b"
        r"|carisim[oa]|(?:de|del|fuera de|mi|nuestro) presupuesto\b|^\W*(?:\w+\W+){0,2}(?:es|sale) (?:mucho"
        r"|muchisimo|demasiado)(?: dinero| plata| lana)?\W*$|\bmuito car[oa]\b|too expensive|rebaja"
        r"|promo(?:cion|cao)",
    ),
    # What a room is like; only asked, for whoever wants a room with a balcony wants a room.
    "rooms": (
        r"cual (?:me |nos )?(?:recom\w+|aconsej\w+|conviene)|que diferencia (?:hay|tienen)|cual es la (?:diferencia"
        r"|mejor)",
        r"cuantas camas|como (?:es|son) (?:la|el|las|los) [a-z ]{0,20}(?:habitacion|cuarto|doble|triple|suite|familiar"
        r"|estandar|individual)",
        r"(?:\bbaneras?\b|\bbanheiras?\b|bath ?tub|\bbalcon\b|\bvarandas?\b|\bbalcony\b|que tamano|cuantos m2"
        r"|cuantos metros|que tan grande|tamanho|quantos metros|how big|what size|square met|\bchimenea\b|\blareira\b"
        r"|fireplace|que camas?\b|que tipo de camas?|cama (?:matrimonial|doble|de casal|queen|king)"
        r"|what (?:kind of )?beds?"
        r"|(?:queen|king|double)(?: size)? bed|hidromasaje|hidromassagem|whirlpool"
        r"|what(?:'s| is| are) the [a-z ]{0,30}(?:rooms?|suites?|doubles?|triples?|view) like"
        r"|tell (?:me|us) (?:a bit |more |a bit more )?about the [a-z ]{0,30}(?:room|suite|double|triple)"
        r"|cuant[ao]s (?:personas )?(?:entran|caben|duermen)|quantas pessoas cabem|how many (?:people|guests)"
        r" (?:fit|sleep|can))[^.!\n]*\?",
    ),
}
_PATTERNS = {topic: re.compile("|".join(patterns)) for topic, patterns in TOPICS.items()}


def find(folded: str) -> str:
    """The topic the text names, or nothing."""
    return next((topic for topic, pattern in _PATTERNS.items() if pattern.search(folded)), "")
