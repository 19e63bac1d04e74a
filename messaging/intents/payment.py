"""Paying: the bank details, the link, a deposit, a charge. A person answers; card numbers are not for the chat."""

from __future__ import annotations

from messaging.intents import stay
from messaging.intents.wish import Wish
from messaging.turn import Reply, Turn

CARD = (
    r"#{13,}|(?<![\d+])(?:\d{4}[ -]){3}\d{1,4}\b|(?<![\d+])(?:\d{16}|3[47]\d{13})\b"
    r"|(?<![\d+])3[47]\d\d[ -]\d{6}[ -]\d{5}\b"
)
"""As they are printed on cards, with or without gaps; or hidden already."""


class Payment(Wish):
    name = "payment"
    phrases = {
        "es": (
            r"\b(?:enlace|link|liga|boton|pagina) (?:\w+ ){0,2}?(?:pago|pagar)\b|\b(?:datos|cuenta|numero de cuenta)"
            r" (?:bancari[oa]s?|del banco|de (?:la )?cuenta|para (?:la |hacer la |el )?(?:transferencia|transferir"
            r"|deposito|pago))"
            r"|\b(?:cbu|clabe|iban)\b|\bcual es (?:el|su|tu) alias\b|\ba que cuenta\b",
            r"\b(?:hice|hicimos|realice|realizamos|envie|mande|acabo de hacer|ya (?:hice|esta|pague|transferi|deposite)"
            r"|adjunto|les (?:mando|envio|paso)|te (?:mando|envio|paso))(?: \w+){0,4} (?:transferencia|deposito|pago"
            r"|sena"
            r"|comprobante|adelanto|anticipo)\b(?! de reserva)|\bya (?:pague|transferi|deposite|esta pagad[oa])\b",
            r"\b(?:quiero|quisiera|queremos|necesito|quería|queria|me gustaria|puedo|como (?:hago para |puedo "
            r"|podria )?)"
            r" ?(?:pago|pagar|abonar|dejar|hacer|enviar|transferir|depositar|mandar)(?:les|te)? (?:(?:ya "
            r"|ahora )?(?:mi|la|el|una|un)"
            r" (?:reserva|reservacion|sena|deposito|anticipo|adelanto|saldo|resto|estadia|estancia|transferencia"
            r"|pago|cuenta)"
            r"|por adelantado|por transferencia|ahora)\b",
            r"\bme (?:cobraron|han cobrado|cargaron|descontaron|hicieron un cargo)\b|\b(?:cobro|cargo) (?:duplicado"
            r"|doble"
            r"|incorrecto|indebido|que no reconozco)\b|\b(?:tarjeta|pago) (?:\w+ ){0,2}(?:rechazad[oa]|fallo|rechazo"
            r"|denegad[oa])\b"
            r"|\bno (?:me )?(?:deja|permite|puedo|pude)(?: hacer| realizar)? (?:pagar|el pago)\b",
            r"\b(?:mi|numero de|el numero de|datos de (?:la|mi)) tarjeta (?:\w+ )?(?:es|de credito es|:)"
            r"|\bles (?:doy|paso)"
            r" (?:mi|la|los datos de)(?: \w+)? tarjeta\b",
            CARD,
        ),
        "pt": (
            r"\blink (?:de |para (?:o )?)?(?:pagamento|pagar)\b|\b(?:dados|conta) (?:bancari[oa]s?|da conta|para"
            r" (?:a |o |fazer a )?(?:transferencia|deposito|pagamento))|\b(?:chave|codigo|qr(?: code)?) (?:do |de "
            r"|para o )?pix\b"
            r"|\bqual (?:e )?(?:a|o) (?:chave|pix|conta)\b|\bpara qual conta\b",
            r"\b(?:fiz|fizemos|realizei|enviei|mandei|acabei de fazer|ja (?:fiz|paguei|transferi)|segue|estou enviando)"
            r"(?: \w+){0,4} (?:transferencia|deposito|pagamento|sinal|comprovante|pix)\b|\bja (?:paguei|transferi"
            r"|depositei)\b",
            r"\b(?:quero|queria|queremos|preciso|gostaria de|posso|como (?:faco para |posso )?) ?(?:pago|pagar"
            r"|deixar|fazer(?! (?:a|uma|minha|nossa) (?:reserva|hospedagem|estadia))|enviar"
            r"|mandar|transferir|depositar) (?:(?:ja |agora )?(?:minha|meu|a|o|um|uma) (?:reserva|sinal|deposito"
            r"|adiantamento|saldo"
            r"|restante|estadia|hospedagem|transferencia|pagamento|conta|pix)|adiantado|antecipado|por pix|agora)\b",
            r"\b(?:fui cobrad[oa]|me cobraram|cobraram|debitaram)\b(?=.*\b(?:vez|vezes|dobro|duas|cartao|errado|mais"
            r"|valor|conta)\b)"
            r"|\bcobranca (?:duplicada|em dobro|indevida|errada)\b|\b(?:cartao"
            r"|pagamento) (?:\w+ ){0,2}(?:recusad[oa]|nao passou"
            r"|negad[oa]|falhou)\b|\bnao (?:consigo|consegui) (?:pagar|fazer o pagamento)\b",
            r"\b(?:meu|numero do|o numero do|dados do) cartao (?:\w+ )?(?:e|:)|\bvou passar (?:o|meu"
            r"|os dados do) cartao\b",
            CARD,
        ),
        "en": (
            r"\b(?:payment|pay) link\b|\blink (?:to|for) (?:pay|payment|the payment)\b|\b(?:bank|account"
            r"|wire) (?:details"
            r"|account|number|information)\b|\b(?:iban|swift|bic|sort code|routing number)\b|\bwhich account\b",
            r"\b(?:i've|i have|we've|we have|i|we|just) (?:already |just )?(?:paid|made|sent|transferred"
            r"|wired)(?: \w+){0,4}"
            r" (?:transfer|deposit|payment|receipt|money|balance)\b|\b(?:i've|i have|we've|we have) already paid\b"
            r"|\b(?:here is|here's|attached is|sending you) (?:the|my|our) (?:proof|receipt|payment)",
            r"\b(?:want|like|need|how (?:do|can|should) (?:i|we)|can (?:i|we)|where do (?:i|we))(?: to)? (?:pay"
            r"|settle|make|send|leave)"
            r" (?:(?:off )?(?:for )?(?:my|our|the|a|an) (?:\w+ )?(?:reservation|booking|deposit|balance|rest|stay"
            r"|payment|transfer|bill)"
            r"|in advance|now|upfront|by transfer)\b",
            r"\b(?:charged|billed) (?:me |us )?(?:twice|double|two times|wrong|too much|again|by mistake)\b"
            r"|\b(?:double|duplicate|wrong"
            r"|incorrect) charge\b|\b(?:card|payment) (?:\w+ ){0,2}(?:declined|rejected|failed|refused"
            r"|didn't go through)\b"
            r"|\b(?:can't|cannot|unable to|couldn't) (?:pay|make the payment|complete the payment)\b",
            r"\bmy (?:credit |debit )?card (?:number )?is\b(?! (?:not|lost|broken))|\bcard number:|\bcard details:",
            CARD,
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if turn.slots.card and frame.awaiting in ("details", "confirm"):
            # Sent with the name and the e-mail that were asked for: those are kept.
            stay.listen(turn)
            frame.awaiting = "confirm" if frame.contact else "details"
        return super().handle(turn)
