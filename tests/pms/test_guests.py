"""What a guest tells about themselves is kept."""

from pms import guests
from pms.models import Guest
from pms.terms import Contact


def test_remember_keeps_what_is_new_and_forgets_nothing(guest: Guest):
    guests.remember(guest, Contact("Juan Pérez Gil", "", "+34611222333"))
    guest.refresh_from_db()
    assert (guest.name, guest.email, guest.phone) == ("Juan Pérez Gil", "juan@example.com", "+34611222333")


def test_remember_cuts_what_is_too_long(guest: Guest):
    guests.remember(guest, Contact("J" * 300, "", "1" * 90))
    guest.refresh_from_db()
    assert (len(guest.name), len(guest.phone)) == (120, 40)
