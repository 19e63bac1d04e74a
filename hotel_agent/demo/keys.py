"""The demo's passwords and keys: always the same for one SECRET_KEY, and nowhere in the repository."""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings


def key(label: str) -> str:
    """160 bits, for programs."""
    return base64.b32encode(_digest(label)[:20]).decode().lower()


def password(label: str) -> str:
    """For people: sol-k4tz-9mhq."""
    letters = base64.b32encode(_digest(label)).decode().lower()
    return f"sol-{letters[:4]}-{letters[4:8]}"


def digits(label: str) -> str:
    """Fifteen of them, as Meta's phone number ids have."""
    return str(10**14 + int.from_bytes(_digest(label)) % (9 * 10**14))


def _digest(label: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"demo {label}".encode(), hashlib.sha256).digest()
