"""Who may enter the back office: logged in and lately at work, with a second factor where one is asked for."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from pms import roles
from pms.models import Hotel

DEVICES = tuple(f"{model.model_label()}/" for model in (TOTPDevice, StaticDevice))
SINCE, SEEN = "since", "seen"  # in the session: its first and its latest request, as seconds
LONGEST = timedelta(hours=12)
RESOLUTION = timedelta(minutes=1)  # a session is written at most so often, and so much later it ends


class Missing(StrEnum):
    """What somebody with the right password still has to show."""

    NOTHING = ""
    CODE = "code"
    DEVICE = "device"


def staff_of(session_key: str) -> User | None:
    """Who enters with this cookie, read anew: for sockets, which outlive the request that opened them."""
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = auth.get_user(request)
    return user if isinstance(user, User) and may_enter(user, request.session) else None


def may_enter(user: Any, session: SessionBase) -> bool:
    return bool(user.is_active and user.is_staff and not is_over(session) and not missing(user, session))


def is_over(session: SessionBase) -> bool:
    """Nobody has worked in it for too long, or it is simply too old."""
    now = timezone.now().timestamp()
    idle = timedelta(minutes=settings.STAFF_IDLE_MINUTES) + RESOLUTION
    return bool(
        now - session.get(SEEN, now) > idle.total_seconds() or now - session.get(SINCE, now) > LONGEST.total_seconds()
    )


def note_work(session: SessionBase) -> None:
    """Somebody sits there."""
    now = timezone.now().timestamp()
    if SINCE not in session:
        session[SINCE] = now
    if now - session.get(SEEN, 0) >= RESOLUTION.total_seconds():
        session[SEEN] = now


def missing(user: Any, session: SessionBase) -> Missing:
    """Who has a device is asked for it, whatever their role; who needs one and has none must set it up first."""
    if _shown(user, session):
        return Missing.NOTHING
    if has_device(user):
        return Missing.CODE
    return Missing.DEVICE if needs_device(user) else Missing.NOTHING


def has_device(user: Any) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def needs_device(user: Any) -> bool:
    """Of several roles the strictest counts."""
    return bool(settings.SECOND_FACTOR_ROLES) and not roles.of(user).isdisjoint(settings.SECOND_FACTOR_ROLES)


def hotels_of(user: Any) -> list[Hotel]:
    """Those whose rows somebody may see."""
    if user.is_anonymous:
        return []
    return list(Hotel.objects.all() if user.is_superuser else Hotel.objects.filter(staff__user=user))


def _shown(user: Any, session: SessionBase) -> bool:
    """The device named in the session is still theirs."""
    device_id = session.get(DEVICE_ID_SESSION_KEY, "")
    device = Device.from_persistent_id(device_id) if device_id.startswith(DEVICES) else None
    return bool(device and device.confirmed and device.user_id == user.pk)
