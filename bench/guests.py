"""Guests who have written to the demo hotels before. Runs inside `manage.py shell`: it alone knows the product."""

from __future__ import annotations

from django_scopes import scope

from bench import traffic
from hotel_agent.demo import HOTELS
from messaging.models import ChannelAccount, Conversation
from pms.models import Guest, GuestIdentity, Hotel


def introduce() -> None:
    for number, sheet in enumerate(HOTELS):
        hotel = Hotel.objects.get(slug=sheet.slug)
        with scope(hotel=hotel):
            whatsapp = ChannelAccount.objects.get(kind="whatsapp")
            _know(whatsapp, "phone", [traffic.phone(number, guest) for guest in range(traffic.GUESTS)])
            api, _ = ChannelAccount.objects.get_or_create(
                hotel=hotel, kind="api", defaults={"external_id": f"hotel-{hotel.pk}"}
            )
            _know(api, "api", [f"bench:{traffic.sender(guest)}" for guest in range(traffic.SENDERS)])


def _know(account: ChannelAccount, kind: str, addresses: list[str]) -> None:
    hotel = account.hotel
    guests = Guest.objects.bulk_create(
        Guest(hotel=hotel, name="Guest", phone=f"+{address}" if kind == "phone" else "", language=hotel.language)
        for address in addresses
    )
    pairs = list(zip(guests, addresses, strict=True))
    GuestIdentity.objects.bulk_create(
        GuestIdentity(hotel=hotel, guest=guest, kind=kind, value=address) for guest, address in pairs
    )
    Conversation.objects.bulk_create(
        Conversation(hotel=hotel, account=account, guest=guest, sender=address, language=hotel.language)
        for guest, address in pairs
    )
