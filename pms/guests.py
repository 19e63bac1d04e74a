"""Who writes to a hotel: recognised by the names a channel knows them by. Writes Guest and GuestIdentity."""

from __future__ import annotations

from pms.models import Guest
from pms.terms import Contact


def remember(guest: Guest, contact: Contact) -> None:
    """Keep what a guest told about themselves; what is known already is not overwritten by nothing."""
    guest.name = contact.name[:120] or guest.name
    guest.email = contact.email[:254] or guest.email
    guest.phone = contact.phone[:40] or guest.phone
    guest.save(update_fields=["name", "email", "phone"])
