"""The hotel behind an API key: `Authorization: Bearer <key>`. request.auth is the Hotel."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from pms.models import Hotel


class HotelApiKey(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[AnonymousUser, Hotel] | None:
        scheme, _, key = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer" or not key:
            return None
        known = Hotel.objects.filter(api_key_hash=Hotel.hash_api_key(key.decode("latin-1")))
        hotel = known.select_related("pms_account").first()
        if hotel is None:
            raise AuthenticationFailed("Unknown API key")
        return AnonymousUser(), hotel

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class IsHotel(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, Hotel)
