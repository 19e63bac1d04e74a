"""Keys are changed without losing a credential, and an old one can go afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from messaging.models import ChannelAccount
from pms.models import Hotel, PmsAccount
from tests import factories as make

pytestmark = [pytest.mark.security, pytest.mark.integration]

SECRET = "a-web-service-key"


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM pms_pmsaccount")
        return str(cursor.fetchone()[0])


@pytest.fixture
def account(hotel: Hotel) -> PmsAccount:
    account: PmsAccount = make.PmsAccountFactory(hotel=hotel, kind="qloapps", credentials=SECRET)
    return account


def test_old_key_can_go_once_everything_is_written_anew(account: PmsAccount, hotel: Hotel, settings: Any, capsys: Any):
    whatsapp = ChannelAccount.objects.get(kind="whatsapp")
    token, new = whatsapp.access_token, Fernet.generate_key().decode()
    before = stored()
    settings.ENCRYPTION_KEYS = [new, *settings.ENCRYPTION_KEYS]
    call_command("rotate_keys")
    settings.ENCRYPTION_KEYS = [new]
    assert PmsAccount.objects.get().credentials == SECRET
    assert ChannelAccount.objects.get(pk=whatsapp.pk).access_token == token
    assert stored() != before
    told = capsys.readouterr().out
    assert "pms.PmsAccount.credentials: 1" in told
    assert SECRET not in told


def test_lost_key_is_told_and_nothing_is_changed(account: PmsAccount, settings: Any):
    before = stored()
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="none of ENCRYPTION_KEYS reads"):
        call_command("rotate_keys")
    assert stored() == before
