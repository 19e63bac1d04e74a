"""What the staff of the demo did with some conversations: through the same functions as the pages."""

from __future__ import annotations

import io
from decimal import Decimal

import segno
from django.contrib.auth.models import User
from django.utils import timezone

from locks.models import RoomHold
from messaging import filing, outbox, ownership
from messaging.models import Conversation, ConversationEvent, Media, Message
from pms.models import NightlyRate, StaffMember
from reservations import requests

WORDS = {
    "es": {
        "broken": "mantenimiento",
        "arrival": "llegada tarde",
        "note": "El técnico sube a las 19:00. Ofrecer otra habitación si no se arregla hoy.",
        "crib": "La cuna está en el almacén de la segunda planta; subirla el día de llegada.",
        "answer": "Of course, {guest}: reception is open all night and your key will be ready. Have a safe flight!",
        "group": "Grupo de empresa: pedir lista de habitaciones y fecha límite de la seña.",
    },
    "pt": {
        "broken": "manutenção",
        "arrival": "chegada tarde",
        "note": "O técnico vem às 19:00. Oferecer outro quarto se não consertar hoje.",
        "crib": "O berço está no depósito do segundo andar; levar no dia da chegada.",
        "answer": "Of course, {guest}: someone is at the desk all night and your key is ready. Safe flight!",
        "group": "Grupo de empresa: pedir a lista de quartos e o prazo do sinal.",
    },
}
PRICE_RISE = Decimal("1.08")
# Meta's own words for a phone that is off for good.
NOT_REACHED = "131026: Message undeliverable"


def close(conversation: Conversation) -> None:
    ownership.close(conversation, _receptionist(conversation))


def put_aside(conversation: Conversation) -> None:
    user = _receptionist(conversation)
    ownership.take_over(conversation, user)
    filing.note(conversation, user, _words(conversation)["crib"])
    filing.snooze(conversation, user, "tomorrow")


def label_as_broken(conversation: Conversation) -> None:
    user = _receptionist(conversation)
    filing.label(conversation, user, _words(conversation)["broken"])
    filing.note(conversation, user, _words(conversation)["note"])


def answer(conversation: Conversation) -> None:
    """Taken over, answered, and the guest has read it."""
    user, words = _receptionist(conversation), _words(conversation)
    ownership.take_over(conversation, user)
    filing.label(conversation, user, words["arrival"])
    text = words["answer"].format(guest=conversation.guest.name.split()[0])
    reply = outbox.queue(conversation, text, staff=user.pk)
    Message.objects.filter(pk=reply.pk).update(status=Message.Status.READ, status_at=timezone.now())


def lose_the_answer(conversation: Conversation) -> None:
    """The channel took the agent's answer and then said that it cannot be delivered."""
    last = conversation.messages.filter(direction=Message.Direction.OUT).last()
    if last:
        status = {"status": Message.Status.FAILED, "status_at": timezone.now(), "error": NOT_REACHED}
        Message.objects.filter(pk=last.pk).update(**status)
        ownership.note(conversation, ConversationEvent.Kind.NOT_DELIVERED, actor="outbox", reason=NOT_REACHED)


def note_the_group(conversation: Conversation) -> None:
    filing.note(conversation, _receptionist(conversation), _words(conversation)["group"])


def ask_for_the_receipt(conversation: Conversation) -> None:
    """The guest's picture of a transfer, which somebody must look at."""
    message = conversation.messages.filter(direction=Message.Direction.IN).latest("created_at")
    payload = {"media": f"demo-{message.pk}", "mime": "image/png"}
    Message.objects.filter(pk=message.pk).update(kind="image", payload=payload)
    picture = _picture(f"Transferencia · {conversation.hotel.name} · demo")
    Media.objects.create(hotel_id=conversation.hotel_id, message=message, mime="image/png", content=picture)
    details = {"messages": [message.pk]}
    requests.open_request(conversation.guest, requests.RECEIPT, asked_by=conversation.key, details=details)


def raise_prices(conversation: Conversation) -> None:
    """A manager changes the rates while the guest decides: booked is another price than was offered."""
    held = RoomHold.objects.filter(holder=conversation.key, status=RoomHold.Status.LIVE).first()
    if held:
        nights = NightlyRate.objects.filter(hotel=conversation.hotel_id, room_type__code=held.room_type)
        for rate in nights.filter(date__gte=held.stay.arrival, date__lt=held.stay.departure):
            NightlyRate.objects.filter(pk=rate.pk).update(amount=round(rate.amount * PRICE_RISE))


def _receptionist(conversation: Conversation) -> User:
    members = StaffMember.objects.filter(hotel=conversation.hotel_id, role=StaffMember.Role.FRONT_DESK)
    return members.select_related("user").order_by("pk")[0].user


def _words(conversation: Conversation) -> dict[str, str]:
    return WORDS[conversation.hotel.language]


def _picture(text: str) -> bytes:
    file = io.BytesIO()
    segno.make(text).save(file, kind="png", scale=6)
    return file.getvalue()
