"""A second proof of who somebody is: codes of a phone, and backup codes for the day it is lost. Writes their tables."""

from __future__ import annotations

import base64

import structlog
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.models import Device, ThrottlingMixin
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

log = structlog.get_logger(__name__)

CODES = 10
DIGITS = 6


class Throttled(Exception):
    """Too many wrong codes; `seconds` until the next one is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def new_key() -> str:
    key: str = random_hex(20)
    return key


def address(user: User, key: str) -> str:
    """What the QR code says to an authenticator app."""
    url: str = TOTPDevice(user=user, key=key).config_url
    return url


def readable(key: str) -> str:
    """For typing it in: base32 in groups of four."""
    text = base64.b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@transaction.atomic
def set_up(user: User, key: str, code: str) -> list[str] | None:
    """The phone with this key is the user's only one from now on; its backup codes. None: the code is wrong."""
    User.objects.select_for_update().get(pk=user.pk)
    device = TOTPDevice.objects.create(user=user, name="phone", key=key, confirmed=False)
    if not device.verify_token(_plain(code)):
        device.delete()
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save()
    log.info("second_factor_set_up", user=user.pk)
    return new_codes(user)


def device_of(user: User) -> TOTPDevice | None:
    phone: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return phone


def verify(user: User, code: str) -> Device | None:
    """The device that knows this code; each code counts once. Raises Throttled."""
    code = _plain(code)
    is_phone = code.isdecimal() and len(code) == DIGITS
    device = device_of(user) if is_phone else StaticDevice.objects.filter(user=user).first()
    if device is None:
        return None
    _mind_throttle(device)
    found = verify_token(user, device.persistent_id, code if is_phone else _digest(user, code))
    log.info("second_factor_tried", user=user.pk, by="phone" if is_phone else "backup code", right=bool(found))
    return found


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Shown once: only digests are stored. The earlier ones stop working."""
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "backup codes"})
    codes = [StaticToken.random_token() for _ in range(CODES)]
    device.token_set.all().delete()
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(user, code)) for code in codes)
    return codes


def codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def remove(user: User) -> bool:
    """False: there was none. Sessions that were opened with it have to show another."""
    StaticDevice.objects.filter(user=user).delete()
    removed, _ = TOTPDevice.objects.filter(user=user).delete()
    if removed:
        log.info("second_factor_removed", user=user.pk)
    return bool(removed)


def _mind_throttle(device: ThrottlingMixin) -> None:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        wait = (why["locked_until"] - timezone.now()).total_seconds()
        raise Throttled(max(1, round(wait + 0.5)))


def _plain(code: str) -> str:
    """As people copy it: with spaces, dashes or capitals."""
    return "".join(code.split()).replace("-", "").lower()[:64]


def _digest(user: User, code: str) -> str:
    """As much of it as the column holds: 96 bits."""
    return base64.b64encode(salted_hmac("backup-code", f"{user.pk}:{code}").digest()[:12]).decode()
