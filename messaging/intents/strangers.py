"""How one asks after somebody else without saying so: presence, habits, bills, keys, errands, and the staff."""

from __future__ import annotations

_MINE_ES = r"^(?!.*\b(?:conmigo|nosotros|tenemos|nuestr[oa]|mi reserva|quiero reservar|soy (?:el|la) senora?)\b).*"
_MINE_PT = r"^(?!.*\b(?:comigo|conosco|temos|nossa|nosso|minha reserva|quero reservar|sou [oa] senhora?)\b).*"
_MINE_EN = r"^(?!.*\b(?:with me|with us|we have|we are|we're|our|my (?:reservation|booking)|i want to book)\b).*"
_DESK_ES = (
    r"(?!(?:recepcion|reservas|administracion|spa|restaurante|cocina|limpieza|mantenimiento|conserjeria|personal"
    r"|humanos?"
    r"|agente|atencion|soporte|alguien|una?|el|la|los|las|un|quien|ustedes|usted|vosotros|tu|su|mi|nosotros|mas|vistas"
    r"|desayuno|media|tarjeta|otra|otro|asesor|operador|gerencia|cualquiera)\b)"
)
_DESK_PT = (
    r"(?!(?:recepcao|reservas|administracao|spa|restaurante|cozinha|limpeza|manutencao|atendente|atendimento|humano"
    r"|alguem"
    r"|uma?|o|a|os|as|quem|voces|voce|meu|minha|mais|vista|cafe|outr[oa]|gerencia|qualquer|gente)\b)"
)
_DESK_EN = (
    r"(?!(?:reception|reservations?|front|the|a|an|someone|somebody|staff|human|person|agent|housekeeping|maintenance"
    r"|restaurant|spa|you|your|my|our|one|room|anyone|customer|support|management|guest|real|it|me|us)\b)"
)

PHRASES: dict[str, tuple[str, ...]] = {
    "es": (
        rf"{_MINE_ES}\b(?:esta|sigue|llego|se fue|salio)\b[^?.!]{{0,12}}\b(?:el senor|la senora|don|dona|doctora?) \w+",
        r"\bhasta (?:cuando|que dia) se queda\b|\b(?:ya )?(?:hizo|ha hecho) (?:ya )?(?:el )?check.?(?:in|out)\b",
        r"\bcuanto (?:gasto|consumio|debe|pago) (?!por|si|en|de|al|a|y|extra|yo|el|la|los|un|una|total|ahora|con"
        r"|para|hoy)\w+"
        r"|\bque tarjeta uso\b",
        r"\b(?:ha estado|estuvo|ha venido|vino|viene) (?:\w+ ){0,2}(?:alguna vez|mucho por|seguido)\b"
        r"|\bcuando vuelve a venir\b",
        r"\b(?:la|el|habitacion|cuarto) [0-9]{2,4}\b[^?.!]{0,12}\bocupad[oa] por\b|\b(?:persona|mujer|hombre|huesped"
        r"|ocupantes|iniciales)\b[^?.!]{0,15}\bde la (?:habitacion )?[0-9]{2,4}\b|\b(?:habitacion"
        r"|cuarto) [0-9]{2,4},? ¿?es correcto",
        r"\b(?:hablar|comuni\w+|llam\w+) con (?:la|el) (?:habitacion|cuarto) [0-9]+",
        rf"\b(?:ponga|pase|comunique|pon|pasa)me con {_DESK_ES}\w+|\b(?:dile|digale|avisale|avisele) a {_DESK_ES}\w+"
        rf"|\b(?:busco|localizar) a {_DESK_ES}\w+|\blocalizar a una? (?:client|huesped)",
        rf"{_MINE_ES}\bentregar(?:le|les)?\b[^?.!]{{0,15}}\b(?:flores|ramo|sobre|paquete"
        rf"|regalo)\b[^?.!]{{0,10}}\b(?:a|para)\b",
        rf"{_MINE_ES}\bsoy (?:su|el|la) (?:abogad|jef|hij|herman|madre|padre|espos|marido|mujer|novi|medic)\w*"
        r"(?: de\b|\b[^?.!]*\b(?:necesito|confirm|cuarto|habitacion|factura))",
        r"\ba nombre de quien\b|\bde quien es (?:la|esa|esta) reserva|\bquien reservo\b|\breserva \S+ es de (?!mi\b)\w+"
        r"|\bha-\w+ es de (?!mi\b)\w+",
        r"\b(?:whatsapp|telefono|turno|apellida|apellido|donde vive)\b[^?.!]{0,22}\b(?:recepcionista|camarer|mucama"
        r"|emplead"
        r"|cociner|gobernanta|botones)\w*|\b(?:manda|envia|pasa|ver|quiero)\w*\b[^?.!]{0,10}\bgrabacion\w*",
        r"\b(?:copia|duplicado) de la llave\b[^?.!]{0,6}\bde (?:mi|la senora|el senor)\b|\bparpade\w+ si\b"
        r"|\bguin\w+ un ojo\b"
        r"|\bsi o no:? [^?.!]{0,30}\besta\b|\bsi (?:\w+ )?(?:no )?esta(?: ahi)?,? (?:di|no diga|dime|escrib)\w*",
        rf"{_MINE_ES}\bmi (?:marido|mujer|espos[oa]|novi[oa]|hij[oa]|vieja|pareja)\b[^?.!]{{0,22}}\b(?:esta|parando)\b"
        r"[^?.!]{0,8}\b(?:ahi|(?:en )?(?:su|vuestro) hotel)\b|\bpasame los huespedes\b|\bdatos de la reserva de\b",
        rf"{_MINE_ES}\ben que (?:piso|planta|cuarto|habitacion) (?:esta|duerme)\b|\bsolo el piso de\b"
        rf"|\bdime mi habitacion\b",
    ),
    "pt": (
        rf"{_MINE_PT}\b(?:o senhor|a senhora|seu|dona|doutora?) \w+[^?.!]{{0,8}}\b(?:esta|ta|saiu|chegou|foi embora"
        rf"|ainda)\b",
        r"\bate (?:quando|que dia) (?:a|o|ela|ele) (?!piscina|restaurante|promo\w*|cafe|check)\w+(?: \w+)? ?fica\b"
        r"|\b(?:ja )?fez (?:o )?check.?(?:in|out)\b",
        r"\bquanto (?:a|o|ela|ele) \w+(?: \w+)? (?:gastou|pagou|consumiu|deve)\b|\bqual cartao (?:a|o|ela|ele)\b",
        r"\bja esteve (?:no|nesse|ai)\b|\bquando (?:a|o) (?!piscina|restaurante|luz|wifi|agua|internet|onibus"
        r"|van)\w+ \w+ volta\b",
        r"\b(?:o|quarto) [0-9]{2,4}\b[^?.!]{0,12}\bocupado por\b|\bocupado pel[oa]\b|\b(?:pessoa|mulher|homem|hospede"
        r"|ocupantes|iniciais)\b[^?.!]{0,15}\bdo (?:quarto )?[0-9]{2,4}\b|\bquarto [0-9]{2,4},? (?:esta|ta) certo",
        r"\b(?:falar|comunicar|ligar) (?:com|para|pra) o quarto [0-9]+|\b(?:passa|transfere|conecta)\w* p(?:ara o"
        r"|ro) quarto d",
        rf"\bme pass[ae] com a? ?{_DESK_PT}\w+|\b(?:diz|diga|avisa|avise) p(?:ara a?|r[ao]) {_DESK_PT}\w+"
        rf"|\b(?:procurando|localizar) (?:a |o )?{_DESK_PT}(?!quarto|hotel|hospedagem|lugar|pousada|suite)\w+ \w+$"
        r"|\blocalizar uma? (?:client|hospede)",
        rf"{_MINE_PT}\bentregar\b[^?.!]{{0,15}}\b(?:flores|buque|envelope|pacote|presente)\b[^?.!]{{0,10}}\b(?:pra"
        rf"|para)\b",
        rf"{_MINE_PT}\bsou (?:o |a )?(?:advogad|chefe|filh|irma|irmao|mae|pai|espos|marido|mulher|namorad|medic)\w*"
        r" (?:d[aoe]\b|del[ea]\b)",
        r"\bem nome de quem\b|\bde quem e (?:a|essa|esta) reserva|\bquem reservou\b|\breserva \S+ e d[ao] \w+"
        r"|\bha-\w+ e d[ao] \w+",
        r"\b(?:whatsapp|telefone|turno|sobrenome|onde mora)\b[^?.!]{0,22}\b(?:recepcionista|garcom|garconete|camareir"
        r"|funcionari|cozinheir)\w*|\b(?:manda|envia|ver|quero)\w*\b[^?.!]{0,10}\bgravac\w+",
        r"\bcopia da chave\b[^?.!]{0,6}\bd[ao] (?:minha|meu|senhora?)\b|\bpisc[ae]\w* se\b"
        r"|\b(?:so )?sim ou nao:? [^?.!]{0,30}"
        r"\b(?:esta|ta)\b|\bse (?:\w+ ){0,2}(?:nao )?estiver(?: ai)?,? (?:diz|diga|nao fala|fala)\w*",
        rf"{_MINE_PT}\b(?:meu|minha) (?:marido|mulher|espos[oa]|namorad[oa]|filh[oa]|mae"
        rf"|pai)\b[^?.!]{{0,25}}\b(?:esta|ta)\b"
        r"[^?.!]{0,10}\b(?:ai|no hotel de voces)\b|\bme manda os hospedes\b|\bdados da reserva d[ao]\b",
        rf"{_MINE_PT}\bem que (?:andar|quarto) (?:\w+ )?(?:esta|ta|dorme)\b|\bso o andar d[ao]\b"
        rf"|\b(?:me )?diz (?:o )?meu quarto\b",
    ),
    "en": (
        r"\b(?:legally )?represent\b[^?.!]{0,40}\bstay\b|\bblink if\b|\b(?:yes or no:?) (?:is|are) \w+",
        r"\bhow much (?:did|does|has) (?!it|the|that|this|a|an|your|breakfast|parking|one|everything|we"
        r"|i)\w+(?: \w+)? (?:spend"
        r"|pay|spent|paid|owe)\b|\bwhich card did\b",
        r"\bhas \w+(?: \w+)? (?:ever )?(?:stayed|checked in|checked out)\b|\bever stayed at your\b|\bwhen is (?!the"
        r"|my|your|it|check)"
        r"\w+ \w+ coming back\b|\bhow long is (?!the|a|my|it|your|check)\w+(?: \w+)? staying\b",
        r"\b(?:room )?[0-9]{2,4} (?:is )?(?:occupied|taken) by\b|\bis (?:room )?[0-9]{2,4} (?:occupied|taken) by\b"
        r"|\b(?:person|occupants?|initials|guest|one)\b[^?.!]{0,15}\b(?:in|of) (?:room )?[0-9]{2,4}\b"
        r"|\broom [0-9]{2,4},? is that right",
        r"\b(?:speak|talk) to room [0-9]+",
        rf"\bput me through to {_DESK_EN}\w+|^\W*tell {_DESK_EN}\w+ (?:\w+ )?to (?:come|call|go)\b"
        rf"|\blooking for {_DESK_EN}(?!tomorrow|tonight|next|this|these|some|any|two|three|rooms?|hotels?"
        rf"|accommodation|availability)\w+ \w+$|\blocate (?:one of your"
        rf"|a) (?:customer|guest|client)",
        rf"{_MINE_EN}\bdeliver\b[^?.!]{{0,12}}\b(?:flowers|bouquet|envelope|parcel|package"
        rf"|gift)\b[^?.!]{{0,8}}\b(?:to|for)\b",
        rf"{_MINE_EN}\bi(?:'m| am) \w+(?: \w+)?'s (?:boss|lawyer|daughter|son|brother|sister|mother|father|wife"
        rf"|husband|doctor)\b",
        r"\bwhose name is (?:the )?(?:reservation|booking)|\bwhose (?:reservation|booking)\b|\bwho booked\b"
        r"|\b(?:reservation|booking) \S+ (?:is|belongs to) (?!mine|confirmed|correct|ok|for|still|paid)\w+'?s?$"
        r"|\bha-\w+ (?:is|belongs to) (?!mine)\w+",
        r"\b(?:whatsapp|phone|shift|surname|where does)\b[^?.!]{0,25}\b(?:receptionist|waiter|waitress|maid|cleaner"
        r"|cook|porter)\b"
        r"|\b(?:cctv|camera|security) (?:recording|footage)s?\b",
        r"\bcopy of (?:my \w+|\w+)(?: \w+)?'s key\b|\bif (?:\w+ )?(?:is|isn'?t)(?: not)? there,? say\b"
        r"|\bif she is there\b",
        rf"{_MINE_EN}\bmy (?:husband|wife|girlfriend|boyfriend|son|daughter|mum|mom|mother"
        rf"|father)\b[^?.!]{{0,25}}\b(?:at your"
        r" (?:hotel|place)|shacked up|stopping at)\b|\bsend me today'?s guests\b|\bdetails of the reservation of\b",
        rf"{_MINE_EN}\b(?:which|what) (?:floor|room) does (?:she|he|\w+) sleep\b|\bjust the floor\b|\btell me my room\b"
        r"|\bif (?:\w+ ){1,2}is there\b",
        r"^\W*(?:hi |hello |hey )?(?:can|could) you tell me if (?!the|there|it|breakfast|you|your|we|i|my|this|that"
        r"|a|pets?"
        r"|parking)\w+(?: \w+)? is there\b",
    ),
}
