"""The confirmation once more, with its number as a QR code where the channel shows pictures."""

from __future__ import annotations

from messaging.intents.base import Intent, Rank
from messaging.intents.onward import go_on
from messaging.intents.wish import meant
from messaging.turn import Reply, Turn
from reservations import booking
from reservations.models import Reservation

Status = Reservation.Status
CONFIRMED = (Status.CONFIRMED, Status.CHANGED, Status.CHECKED_IN)
_NO_MONEY = r"^(?!.*\b(?:pag\w*|pix|pay\w*|mercado|menu|carta|wi ?-?fi|cardapio)\b)"


class ConfirmationQr(Intent):
    name = "confirmation_qr"
    rank = Rank.WISH
    phrases = {
        "es": (
            rf"{_NO_MONEY}.*\bqr\b",
            r"\b(?:reenvi\w+|mand\w+|envi\w+|pas(?:ar|arme|ame|en|enme)|volver a (?:mandar|enviar)|necesito|quiero"
            r"|quisiera|no (?:me )?(?:llego"
            r"|ha llegado|recibi|encuentro)|perdi|descargar|dar|dan)(?: \w+){0,5} (?:confirmacion(?! de pago)"
            r"|voucher|bono|comprobante"
            r" de (?:la |mi )?reserva\w*|justificante)\b(?!(?: \w+)* (?:para cancelar|de cancelacion))",
        ),
        "pt": (
            rf"{_NO_MONEY}.*\bqr\b",
            r"\b(?:reenvi\w+|mand\w+|envi\w+|pass(?:ar|a|e)|preciso d[aeo]|quero|gostaria d[aeo]|nao (?:recebi"
            r"|chegou|encontro|achei)|perdi"
            r"|baixar)(?: \w+){0,5} (?:confirmacao(?! de pagamento)|voucher|comprovante d[ae] (?:minha )?reserva)\b",
        ),
        "en": (
            rf"{_NO_MONEY}.*\bqr\b",
            r"\b(?:resend|re-send|send|forward|need|get|have|email|lost|find|received?|got)(?: (?:me|us|the|my|our|a"
            r"|an|again|copy|of|get|to"
            r"|please|another|any|yet)){0,5} (?:(?:booking|reservation) )?(?:confirmation(?! number| code)|voucher)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        reservation = meant(booking.of_guest(turn.guest), turn, reference=turn.slots.reference)
        if reservation is None or reservation.status not in CONFIRMED:
            return Reply("reservations", reservations=[reservation] if reservation else [])
        reply = Reply("confirmation_qr", reservation=reservation, data={"reservation_id": reservation.reference}).then(
            go_on(turn)
        )
        reply.code = reservation.reference
        return reply
