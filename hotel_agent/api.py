"""What every endpoint does with hostile bodies and with troubles that pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.views import exception_handler

from locks.errors import LeaseTaken
from pms.errors import PmsError

RETRY_SECONDS = 5


class SafeJSONParser(JSONParser):
    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("Nested too deeply") from error


class TryAgain(APIException):
    status_code = 503
    default_detail = "Not available right now; try again."
    wait = RETRY_SECONDS  # DRF writes it as Retry-After


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """As DRF does; a busy conversation or a PMS that is away is a 503 that says when to come back."""
    return exception_handler(TryAgain() if isinstance(error, LeaseTaken | PmsError) else error, context)
