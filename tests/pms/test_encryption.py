"""Credentials are unreadable in the table and survive a change of keys."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.db import connection

from pms.models import Hotel, PmsAccount
from tests import factories as make

pytestmark = pytest.mark.security


def stored(account: PmsAccount) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM pms_pmsaccount WHERE id = %s", [account.pk])
        return str(cursor.fetchone()[0])


def test_credentials_are_not_readable_in_the_table(hotel: Hotel):
    account = make.PmsAccountFactory(hotel=hotel, credentials="ws-key-123")
    assert "ws-key-123" not in stored(account)
    assert PmsAccount.objects.get(pk=account.pk).credentials == "ws-key-123"


def test_the_same_secret_is_stored_differently_each_time(hotel: Hotel, other_hotel: Hotel):
    rows = [make.PmsAccountFactory(hotel=one, credentials="same") for one in (hotel, other_hotel)]
    assert stored(rows[0]) != stored(rows[1])


def test_empty_stays_empty(hotel: Hotel):
    assert stored(make.PmsAccountFactory(hotel=hotel, credentials="")) == ""


def test_an_old_key_still_reads_after_a_new_one_writes(hotel: Hotel, settings):
    account = make.PmsAccountFactory(hotel=hotel, credentials="ws-key-123")
    new = Fernet.generate_key().decode()
    settings.ENCRYPTION_KEYS = [new, *settings.ENCRYPTION_KEYS]
    account = PmsAccount.objects.get(pk=account.pk)
    assert account.credentials == "ws-key-123"
    account.save()
    assert Fernet(new).decrypt(stored(account).encode()) == b"ws-key-123"


def test_without_its_key_nothing_is_read(hotel: Hotel, settings):
    account = make.PmsAccountFactory(hotel=hotel, credentials="ws-key-123")
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken):
        PmsAccount.objects.get(pk=account.pk)
