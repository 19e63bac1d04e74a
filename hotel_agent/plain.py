"""With ADMIN_THEME=plain: the rows of the side bar for templates/plain, which unfold asks for itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from hotel_agent import dashboard


def side_bar(request: HttpRequest) -> dict[str, Any]:
    """Asked for by few pages, so only counted when one shows it."""
    return {"side_bar": lambda: dashboard.navigation(request), "whose": lambda: dashboard.whose(request)}
