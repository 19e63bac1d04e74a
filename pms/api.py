"""What every endpoint of a hotel's API stands on."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django_scopes import scope
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.request import Request
from rest_framework.views import APIView


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
        if any("\x00" in str(value) for value in kwargs.values()):
            raise Http404  # PostgreSQL takes no NUL
        super().initial(request, *args, **kwargs)
        self.hotel = request.auth
        self._scope = scope(hotel=self.hotel)
        self._scope.__enter__()


class HotelApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "pms.authentication.HotelApiKey"
    name = "hotelApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
