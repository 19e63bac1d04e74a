"""What a hotel has been told and has noticed besides: saved replies, facts nobody has looked at, the PMS's hours."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hotel_agent.demo.sheets import HotelSheet
from messaging.models import CannedReply, ChannelAccount, Fact, MessageTemplate
from pms.models import Hotel, PmsHour

HOURS = 48
BAD_HOUR = 31  # hours ago
SAVED = {
    "wifi": {
        "es": "{wifi} Si no conecta, reinicie el dispositivo o llámenos al {phone}.",
        "pt": "{wifi} Se não conectar, reinicie o aparelho ou ligue para {phone}.",
        "en": "{wifi} If it does not connect, restart your device or call us on {phone}.",
    },
    "checkin": {
        "es": "{guest}, su habitación estará lista a las {check_in}. Puede dejar el equipaje antes.",
        "pt": "{guest}, seu quarto estará pronto às {check_in}. Você pode deixar a bagagem antes.",
        "en": "{guest}, your room will be ready at {check_in}. You may leave your luggage before.",
    },
    "parking": {
        "es": "{parking} ¿A qué hora llega el {arrival}?",
        "pt": "{parking} A que horas você chega em {arrival}?",
        "en": "{parking} What time do you arrive on {arrival}?",
    },
    "iban": {
        "es": "Le enviamos los datos para la transferencia por correo; ponga la referencia {reference}.",
        "pt": "Enviamos os dados da transferência por e-mail; informe a referência {reference}.",
        "en": "We send the bank details by e-mail; please quote {reference}.",
    },
    "thanks": {
        "es": "Gracias por escribirnos, {guest}. {staff}, {hotel}.",
        "pt": "Obrigado por escrever, {guest}. {staff}, {hotel}.",
        "en": "Thank you for writing, {guest}. {staff}, {hotel}.",
    },
}
# A template beside the automatic one, which staff choose by hand.
INVITATION = {
    "es": "Hola, le escribe el hotel. {{1}} ¿Podemos ayudarle con algo antes de su llegada?",
    "pt": "Olá, aqui é do hotel. {{1}} Podemos ajudar com algo antes da sua chegada?",
    "en": "Hello from the hotel. {{1}} Is there anything we can do before you arrive?",
}
UNTIL_YESTERDAY, NOT_LOOKED_AT, CONTRADICTING = "transfer", "gym", "pool"
# What the sheet says of the pool in one language, as somebody forgot to change it.
OTHERWISE = {
    "ES": "The rooftop pool is open from May to October, 9:00 to 22:00.",
    "AR": "The garden pool is open all year, 8:00 to 22:00.",
    "BR": "The pool is open every day from 7:00 to 23:00.",
}


def saved_replies(sheet: HotelSheet, hotel: Hotel) -> None:
    CannedReply.objects.bulk_create(
        (
            CannedReply(hotel=hotel, code=code, language=language, text=text)
            for code, words in SAVED.items()
            for language, text in words.items()
        ),
        ignore_conflicts=True,
    )
    account = ChannelAccount.objects.filter(hotel=hotel, kind="whatsapp").order_by("pk")[0]
    for language, text in INVITATION.items():
        approved = {"hotel": hotel, "text": text, "automatic": False}
        MessageTemplate.objects.get_or_create(
            account=account, name="before_arrival", language=language, defaults=approved
        )


def doubtful_facts(sheet: HotelSheet, hotel: Hotel) -> None:
    """One out of date, one nobody has looked at for long, one that says another thing in English. Made once."""
    facts = Fact.objects.filter(hotel=hotel)
    if facts.filter(topic=UNTIL_YESTERDAY, valid_until__isnull=False).exists():
        return
    facts.filter(topic=UNTIL_YESTERDAY).update(valid_until=hotel.now().date() - timedelta(days=1))
    facts.filter(topic=NOT_LOOKED_AT).update(checked_at=timezone.now() - timedelta(days=220))
    facts.filter(topic=CONTRADICTING, language="en").update(text=OTHERWISE[sheet.country])


def pulse(sheet: HotelSheet, hotel: Hotel) -> None:
    """The hours before the clock began to look; one of them was a bad one."""
    this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    bad = 22 if sheet.country == "AR" else 0
    PmsHour.objects.bulk_create(
        (
            PmsHour(
                hotel=hotel,
                hour=this_hour - timedelta(hours=back),
                answered=60 - (bad if back == BAD_HOUR else 0),
                failed=bad if back == BAD_HOUR else 0,
            )
            for back in range(1, HOURS)
        ),
        ignore_conflicts=True,
    )
