"""Signs of danger in Spanish (Spain, Argentina, Mexico), by kind, and what only sounds like one."""

from __future__ import annotations

from messaging.dangers.kinds import Kind

_SOMEBODY = (
    r"(?:mi|mis|su|un|una|el|la|los|las|alguien) ?(?:\w+ )?(?:hij[oa]|nin[oa]|nen[ea]|bebe|beba|chic[oa]|pequen[oa]"
    r"|criatura|marido"
    r"|esposo|esposa|mujer|padre|madre|papa|mama|abuel[oa]|amig[oa]|herman[oa]|novi[oa]|senor|senora|hombre|huesped"
    r"|persona|companer[oa])s?"
)
_ATTACK = (
    r"(?:robando|robar|asaltando|asaltar|atacando|atacar|golpeando|golpear|agrediendo|amenazando|siguiendo"
    r"|persiguiendo|matar|matando|pegando|acosando|manoseando|tocando|secuestrando|apuntando)"
)

SIGNS: dict[Kind, tuple[str, ...]] = {
    Kind.SUICIDE: (
        r"\bsuicid\w+|\b(?:me )?quiero morir(?:me)?\b|\bno (?:quiero|puedo|tiene sentido) (?:seguir )?vi(?:vir"
        r"|viendo)\b",
        r"\b(?:quitarme|terminar con|acabar con) (?:mi |la )vida\b|\bme (?:voy a|quiero) (?:matar|tirar (?:por|de"
        r"|del)"
        r"|ahorcar|colgar)\b|\b(?:matarme|ahorcarme)\b|\bcortarme las venas\b",
    ),
    Kind.GAS: (
        r"\b(?:olor|huele|oliendo|escape|fuga|perdida|perdiendo|escap\w+|pierde) (?:\w+ ){0,2}(?:a |de |el )?gas\b",
        r"\bmonoxido\b(?! \w+ alarma)",
    ),
    Kind.FIRE: (
        r"\bin[cszx]en?d[ij]\w*|\b(?:incedio|icendio|incendo)s?\b|\bfueg+o+\b|\bllamas\b(?= en | sal)|\bhay llamas\b"
        r"|\bprendid[oa] fuego",
        r"\b(?:hay|sale|saliendo|veo|vemos|se ve|entra|entrando|huele a|olor a|mucho|llen[oa] de|llenando de)"
        r" (?:\w+ ){0,2}humo\b|\bhumareda",
        r"\bse (?:me |nos )?(?:esta )?(?:quema|queman|quemando|prendio|prende|incendia\w*)\b(?! (?:la luz|el aire"
        r"|la tele|sol[oa]))"
        r"|\bquemandose\b|\b(?:huele|olor) a (?:quemado|plastico quemado|cable)",
        r"\bexplosi\w+|\bexplot(?:o|aron|ando|a|ar)\b|\bcortocircuito|\bchispas\b|\balarma (?:\w+ ){0,3}(?:sonando"
        r"|suena)\b"
        r"|\b(?:suena|sonando|salto|sono) la alarma de (?:incendios?|humo|fuego)",
        r"\b(?:traigan|trae|traiga|manden|necesito|necesitamos) (?:\w+ ){0,3}(?:mata ?fuegos?|extintor"
        r"|extinguidor)\b",
        r"\bbomberos\b",
    ),
    Kind.DROWNING: (
        r"\b(?:se|me) (?:esta |estoy )?ahog(?:a|ando|o)\b|\b(?:esta|estoy|estan) ahogando",
        r"\bahogandose\b|\bno sale del agua\b|\b(?:cayo|fondo) (?:\w+ ){0,3}(?:pileta|piscina|alberca|mar)\b",
        r"\bse (?:lo|la|los) (?:llevo|esta llevando|lleva) (?:la corriente|el mar|una ola|el rio)",
    ),
    Kind.MEDICAL: (
        r"\bambulan[csz]i?a|\binfart\w+|\bataques? (?:al corazon|cardiaco|de (?:asma|panico|epilepsia)|epileptico)"
        r"|\bsamu\b",
        r"\bno (?:respira|puede respirar|puedo respirar|reacciona|despierta|se despierta|logro despertar\w*)\b"
        r"|\bfalta el aire\b|\binco?ns?ci?ente|\bsin (?:pulso|conocimiento)|\bperdio el conocimiento",
        r"\bse (?:me |nos )?(?:desmay\w+|esta desmayando|esta muriendo|muere)\b|\bdesmayad[oa]\b|\bdescompens\w+"
        r"|\bconvuls\w+|\bsangra(?:ndo|n)?\b|\bhemorragia|\b(?:mucha|vomit\w+|perdiendo|charco de) sangre",
        r"\bderrame cerebral|\bictus\b|\bacv\b|\bsobre ?dosis|\banafila\w+|\breaccion alergica|\bshock\b",
        r"\bse (?:le|me) (?:esta )?(?:cierra|cerro|cerrando|hincha|hincho|hinchando) (?:la|el|mucho la)"
        r" (?:garganta|lengua|cara|cuello)|\batragant\w+|\basfixi\w+|\bme estoy (?:muriendo|desangrando)",
        r"\b(?:rompi|rompio) (?:la )?(?:bolsa|fuente|aguas)|\b(?:de|en trabajo de) parto\b|\bcontracciones\b"
        r"|\bpariendo",
        rf"{_SOMEBODY} (?:\w+ ){{0,4}}(?:encerrad[oa]|atrapad[oa])s?\b(?! a?fuera)|\b(?:encerrad[oa]"
        rf"|atrapad[oa]) (?:en|dentro)"
        r" (?:\w+ )?(?:bano|auto|coche|carro|habitacion|cuarto|caja|balcon|sauna)",
        r"\b(?:tomo|trago|bebio|ingirio|comio) (?:\w+ ){0,3}(?:lavandina|lejia|cloro|pila|veneno|detergente"
        r"|pastillas)\b",
        r"\bintoxicad[oa]|\bintoxicacion|\benvenenad[oa]|\belectrocut\w+|\bpat(?:ada|eo) electric",
        r"\b(?:cayo|cai|caido) (?:\w+ ){0,4}(?:balcon|escaleras?|ventana|acantilado)|(?:cayo|cai|caido) del techo\b"
        r"|\b(?:golpeo|golpe en|abrio|partio)"
        r" la cabeza\b|\b(?:dolor|duele|presion) (?:\w+ ){0,3}pecho\b|\bse (?:rompio|quebro|fracturo|partio) (?:la"
        r"|el|una?)"
        r" (?:pierna|brazo|cadera|tobillo|muneca|craneo)|\bquemadura\w* (?:grave|de segundo|de tercer)",
        r"\b(?:pico|mordio) (?:una?|la|el) (?:alacran|escorpion|vibora|serpiente|arana|culebra|yarara|medusa)",
        r"\bsin insulina\b|\bhipoglucemi\w+|\bfiebre de (?:39|4[0-2])\b|\b4[0-2] de fiebre|\baccidente grave"
        r"|\binfarto",
        r"\b(?:llam\w+|necesit\w+|venga|manden|mande|envien|urge) (?:a )?(?:\w+ )?(?:la |al? )?(?:medico|doctor"
        r"|doctora"
        r"|enfermer[oa]|paramedic\w+)\b",
        rf"{_SOMEBODY} (?:\w+ ){{0,3}}muert[oa]\b|\b(?:hay|encontre|encontramos) (?:un |una )?(?:muert[oa]|cadaver)",
    ),
    Kind.VIOLENCE: (
        rf"\b(?:me|nos|le|les|la|lo) (?:esta|estan|quieren|quiere|acaban de|intentan|intenta|viene"
        rf"|vienen) (?:\w+ ){{0,2}}{_ATTACK}\b",
        r"\b(?:me|nos|le|les) (?:robaron|asaltaron|atacaron|golpearon|golpeo|amenazaron|amenazo|amenaza|pegaron|pego"
        r"|sigue (?:un|el)|siguen|persiguen?|apunta\w*|acosa|acosan|manose\w+|toco (?:sin|el)|secuestr\w+)\b",
        r"\b(?:esta|estan) (?:golpeando|pegando|atacando|amenazando|matando|asaltando|robando)\w*\b",
        r"\bpolicia\b(?= (?:ya|urgente|por favor|rapido))|\b(?:llam\w+|necesit\w+|venga|manden"
        r"|urge) (?:a )?(?:\w+ )?(?:la )?policia\b",
        r"\btiroteo|\bbalacera|\b(?:disparos|balazos)\b|\btiros\b|\b(?:esta|estan) disparando|\bbalean\w*|\bapunal\w+"
        r"|\bacuchill\w+|\bnavajazo|\ba mano armada|\basaltantes?\b",
        r"\b(?:hombre|tipo|alguien|sujeto|vato|chabon|tio|huesped|loco|chavo) (?:\w+ ){0,4}(?:armad[oa]|un arma"
        r"|pistola|cuchillo"
        r"|navaja|machete|revolver)\b|\b(?:arma de fuego|armado con)\b",
        r"\bviol(?:ad[oa]|aron|ando|acion|arme)\b|\babuso sexual|\bacosador|\bme acos\w+|\bsufr\w+ (?:de )?acoso",
        r"\bviolencia\b|\bsecuestr\w+|\brehen|\b(?:hay|se armo|es) (?:una |mucha )?pelea\b|\bterrorist\w+"
        r"|\bhay un asalto\b",
        r"\b(?:hay una|pusieron una|amenaza de|es una) bomba\b",
    ),
    Kind.INTRUDER: (
        r"\b(?:entro|entraron|hay|se metio|metieron|esta|esconde) (?:\w+ ){0,3}(?:ladron\w*|intrus\w+|(?:un"
        r"|una) (?:extrano|desconocid[oa]))\b",
        r"\balguien (?:se metio|entro|esta) (?:\w+ ){0,2}(?:mi|nuestr[oa]) (?:habitacion|cuarto|pieza|bano|balcon)\b"
        r"|\b(?:entro|entraron|hay|se metio"
        r"|metido|esta) (?:\w+ ){0,2}(?:alguien|hombre|tipo|chabon|sujeto|vato) (?:\w+ ){0,3}(?:en"
        r"|a|dentro de) (?:mi|nuestra|la|el|nuestro) (?:habitacion|cuarto|pieza|bano|balcon)\b(?! de al lado)",
        r"\b(?:forzando|forzaron|forzar|rompiendo|rompieron|pateando|tirando abajo|tratan? de abrir"
        r"|intentan? (?:abrir|entrar)"
        r"|quieren? entrar a la fuerza)\b(?: \w+){0,4} (?:puerta|habitacion|cuarto|pieza|ventana|cerradura|fuerza)\b",
    ),
    Kind.LIFT: (
        r"\b(?:atrapad|encerrad|atascad|atorad|trabad|varad|quede|quedamos|parad)\w* (?:\w+ ){0,4}(?:ascensor"
        r"|elevador)\b",
        r"\b(?:ascensor|elevador) (?:\w+ ){0,6}(?:atrapad|encerrad|atorad|conmigo|con gente|con nosotros|adentro"
        r"|dentro)\w*",
    ),
    Kind.FLOOD: (
        r"\binund(?:acion|ad[oa]|ando|a|o|amos|andonos)\b|\bagua (?:\w+ ){0,4}(?:hasta (?:la|las|el)"
        r"|cayendo del techo)"
        r"|\b(?:sube|subiendo|entra|entrando) (?:\w+ ){0,2}el agua\b|\brevent\w+? (?:una |la )?(?:caneria|tuberia)",
    ),
    Kind.DISASTER: (
        r"\bterr?emot\w+|\bsismo\b|\balerta sismica|\b(?:esta|estaba) temblando\b|\btemblo\b|\btemblor\b|\btsunami"
        r"|\btornado\b"
        r"|\b(?:viene|llega|hay) (?:\w+ ){0,3}huracan\b|\bderrumb\w+|\balud\b|\bavalancha\b|\b(?:cayo|cae|caer)\w*"
        r" (?:encima )?(?:el )?techo\b|\bcayo un rayo",
    ),
    Kind.UNKNOWN: (
        r"\bau[xs]ilio+\b|\bso+c+o+r+o+\b|\bemer[gj]en[csz]ia+\b|^\W*sos\b(?=\W*$|[!.,])|\bcorre peligro"
        r"|\bpeligro de (?:muerte|vida)"
        r"|\bvida o muerte|\bayud\w+ (?:\w+ ){0,2}por dios|\b(?:esta|estamos|estoy) en peligro|\bllam\w+ al (?:911"
        r"|112|107|066)\b",
    ),
}

_EXTREMES = (
    r"(?:hambre|sed|sueno|frio|calor|risa|ganas|cansancio|verguenza|aburrimiento|amor|envidia|felicidad|antojo"
    r"|curiosidad"
    r"|emocion|nervios|ansiedad|miedo|alegria|pena|ternura)"
)

HARMLESS: tuple[str, ...] = (
    r"\bfuegos? artificial\w*|\btierra del fuego|\ba fuego\b|\bprueba de fuego|\bfuego (?:lento|sagrado|nuevo"
    r"|de san)",
    r"\bfuego (?:en|de|para|a) (?:la |el |una |un |lena )?(?:chimenea|parrilla|asado|asador|hogar|fogon|fogata"
    r"|barbacoa|estufa"
    r"|salamandra|brasero|lena|cigarr\w+)|\b(?:chimenea|parrilla|fogon|hogar|estufa|barbacoa|fogata"
    r"|hoguera) (?:\w+ ){0,3}fuego\b",
    r"\b(?:hacer|prender|encender|preparar|armar|alrededor del|junto al|al lado del|frente al) (?:el |un "
    r"|la )?fuego\b(?! (?:en|a) )"
    r"|\b(?:das|tienes|tenes|tendrias|me da) fuego\b|\bcolor fuego|\bjuegos? de fuego|\bshow de fuego"
    r"|\bdanza del fuego",
    r"\bcontra ?incendios?\b|\b(?:salidas?|escaleras?|puertas?|detector\w*|extintor\w*|seguro|plan|simulacro"
    r"|mangueras?|sistema"
    r"|normativa|protocolo) (?:de|contra|para) (?:los )?(?:incendios?|humos?|fuego)\b",
    r"\balarma de (?:incendios?|humo)\b(?!(?: \w+){0,3} (?:son|suen|salt|activ))|\bincendios? forestal\w*\?",
    r"\b(?:libre|zona|area) de humo|\bsin humo|\bhumo (?:de|del|a) (?:los )?(?:cigarr\w*|tabaco|puros?|fumador\w*"
    r"|pucho|marihuana|porro)",
    r"\bexplosi\w+ de (?:sabor\w*|color\w*|alegria)|\bexplota la cabeza|\bexplota(?:r)? (?:de|el)|\bfiesta explosiva",
    rf"\b(?:me |nos |se )?(?:estoy |estamos |esta )?(?:quiero |voy a )?m(?:uer|ur|or)\w+ de(?:l)? {_EXTREMES}"
    rf"|\btemblando de {_EXTREMES}",
    rf"\bahog\w+ (?:de|del|en) (?:{_EXTREMES}|trabajo|un vaso|deudas|pena)|\basfixi\w+ (?:de|del) calor",
    r"\b(?:me|nos) quiero morir,? (?:que|de)|\bmorirse de|\bdesmay\w+ de",
    r"\b(?:salidas?|luz|luces|numeros?|telefonos?|contactos?|escaleras?|puertas?|protocolos?|plan|boton|kit|cama"
    r"|servicios?|freno)"
    r" (?:de|para) emergencias?|\bemergencia (?:familiar|laboral|personal|de trabajo|dental)|\b(?:en caso|por si hay"
    r"|si hay"
    r"|ante una?) (?:de )?(?:una )?(?:emergencia|incendio|terremoto|sismo|tsunami|urgencia)s?",
    r"\b(?:por|tuv\w+|surgio|salio|debido a) (?:una? )?(?:emergencia|accidente grave|infarto)\b(?=.*\b(?:cancel|anul"
    r"|cambi|modific"
    r"|reprogram|pospon|devol|reembols)\w*)",
    r"\bbombas? (?:de|para)\b|\b(?:pas\w+|esta\w*|queda\w*) bomba\b|\b(?:certificado|consultorio|visita|turno"
    r"|receta) \w* ?medic\w+",
    r"\bdisparos? de|\btiros? (?:al blanco|con arco|de esquina)|\b(?:a|dos|unos|pocos) tiros? de"
    r"|\bpelea de (?:gallos|almohadas|box)",
    r"\b(?:ver|mirar|transmiten|pasan) (?:\w+ ){0,2}pelea\b|\btoro|\bencerrad[oa]s? a?fuera|\b(?:comisaria"
    r"|estacion) de policia",
    r"\b(?:temporada|epoca|museo|jugo|licor|coctel|trago|cuando) (?:\w+ )?de (?:los )?(?:huracan\w*|terremotos?)"
    r"|\bterremoto de fresa",
    r"\b(?:llegamos|venimos|llego|estamos|estoy|vengo) (?:\w+ )?muert[oa]s?\b|\bmuert[oa]s? de|\bpunto muerto"
    r"|\bdia de (?:los )?muertos",
    r"\bmar muerto|\bprecio (?:\w+ )?(?:es )?una bomba|\brobaron el corazon|\bshock(?:eado|ed)|\bshock de precio",
    r"\btablas? de surf|\bhospital cerca|\bincendiar la noche|\bincendiario precio|\bparto (?:el|hacia|para|manana"
    r"|rumbo)\b",
    r"\b(?:no|ninguna?) (?:hay|es|hubo|fue) (?:una |ningun |ninguna )?(?:emergencia|incendio|fuego)",
)
