"""What browsers are told on every page: where things may come from, and what they must not do."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from messaging.admin.files import PROTECTED
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff

pytestmark = [pytest.mark.security, pytest.mark.integration]


def policy(answer: Any) -> dict[str, str]:
    rules = (rule.strip().partition(" ") for rule in answer["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in rules}


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/nothing/", "/nothing/", "/api/docs/", "/chat/x/"])
def test_every_page_has_a_policy(path: str, hotel: Hotel) -> None:
    for client in (Client(), logged_in(staff(hotel, "eva"))):
        answer = client.get(path, follow=True)
        rules = policy(answer)
        assert rules["default-src"] == rules["form-action"] == "'self'"
        assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
        assert rules["base-uri"] in ("'self'", "'none'")
        assert "unsafe-inline" not in rules["script-src"] and "*" not in answer["Content-Security-Policy"]
        assert ("'unsafe-eval'" in rules["script-src"]) is answer.wsgi_request.path.startswith("/admin/")
        told = ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "X-Frame-Options")
        assert [answer[name] for name in told] == ["nosniff", "same-origin", "same-origin", "DENY"]
        assert "microphone=()" in answer["Permissions-Policy"]


def test_sockets_may_open_where_they_live(hotel: Hotel, settings: Any) -> None:
    client = logged_in(staff(hotel))
    assert policy(client.get("/admin/"))["connect-src"] == "'self' ws://testserver"
    settings.LIVE_URL = "ws://127.0.0.1:8001"
    assert policy(client.get("/admin/"))["connect-src"] == "'self' ws://testserver:8001"
    settings.ALLOWED_HOSTS = ["hotel.example"]
    settings.LIVE_URL = ""
    secure = Client().get("/admin/login/", secure=True, headers={"Host": "hotel.example"})
    assert policy(secure)["connect-src"] == "'self' wss://hotel.example"


def test_stricter_ones_stay(hotel: Hotel) -> None:
    assert policy(Client().get("/chat/casa-azul/"))["base-uri"] == "'none'"
    message = make.MessageFactory(hotel=hotel, kind="image")
    media = make.MediaFactory(hotel=hotel, message=message, mime="text/html", content=b"<script>")
    answer = logged_in(staff(hotel)).get(f"/admin/messaging/media/{media.pk}/file/")
    assert answer["Content-Security-Policy"] == PROTECTED["Content-Security-Policy"]


def test_the_api_page_runs_under_it(db: None) -> None:
    page = Client().get("/api/docs/").content.decode()
    assert "<script>" not in page
    script = Client().get("/api/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript") and b"SwaggerUIBundle" in script.content
