"""The hotel behind an API key: `Authorization: Bearer <key>`. request.auth is the Hotel."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django_scopes import scope
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from pms.models import Hotel


class HotelApiKey(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[AnonymousUser, Hotel] | None:
        scheme, _, key = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer" or not key:
            return None
        hotel = Hotel.objects.filter(api_key_hash=Hotel.hash_api_key(key.decode("latin-1"))).first()
        if hotel is None:
            raise AuthenticationFailed("Unknown API key")
        return AnonymousUser(), hotel

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class IsHotel(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, Hotel)


class HotelView(APIView):
    """An endpoint of one hotel: everything it reads and writes is inside that hotel's scope."""

    hotel: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # DRF authenticates inside dispatch, so the scope is entered by `initial` and left here.
        self._scope: Any = None
        try:
            return super().dispatch(request, *args, **kwargs)
        finally:
            if self._scope is not None:
                self._scope.__exit__(None, None, None)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.hotel = request.auth
        self._scope = scope(hotel=self.hotel)
        self._scope.__enter__()


class HotelApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = HotelApiKey
    name = "hotelApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
