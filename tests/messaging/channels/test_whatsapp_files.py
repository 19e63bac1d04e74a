"""A guest's file from Meta: two questions, and our token goes to Meta alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from messaging.channels.whatsapp import GRAPH, files
from messaging.errors import FetchFailed

TOKEN = "the-access-token"
PHOTO = b"\xff\xd8\xff" + b"photo" * 50


class Web(ThreadingHTTPServer):
    """Answers each path as it was told to, and remembers who asked with which token."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def will(self, path: str, body: Any, status: int = 200, **headers: str) -> str:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[path] = (status, headers, raw)
        return f"{self.url}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        status, headers, raw = self.server.answers.get(self.path, (404, {}, b"{}"))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(raw))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def graph() -> Iterator[Web]:
    with Web() as web:
        yield web
        web.shutdown()


@pytest.fixture
def elsewhere() -> Iterator[Web]:
    """Another server, which would hand out the file to anybody."""
    with Web() as web:
        web.will("/photo", PHOTO)
        yield web
        web.shutdown()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(follow_redirects=False) as client:
        yield client


def fails(client: httpx.Client, graph: Web, *, permanent: bool) -> str:
    with pytest.raises(FetchFailed) as failed:
        files.download(client, graph.url, "77", TOKEN)
    assert failed.value.permanent is permanent
    assert TOKEN not in str(failed.value)
    return str(failed.value)


@pytest.mark.integration
class TestDownload:
    def test_the_address_is_asked_for_and_then_the_file(self, client: httpx.Client, graph: Web) -> None:
        graph.will("/77", {"url": graph.will("/photo", PHOTO), "mime_type": "image/jpeg"})
        assert files.download(client, graph.url, "77", TOKEN) == ("image/jpeg", PHOTO)
        assert graph.asked == [("/77", f"Bearer {TOKEN}"), ("/photo", f"Bearer {TOKEN}")]

    def test_without_a_type_the_file_comes_all_the_same(self, client: httpx.Client, graph: Web) -> None:
        graph.will("/77", {"url": graph.will("/photo", PHOTO)})
        assert files.download(client, graph.url, "77", TOKEN) == ("", PHOTO)

    @pytest.mark.parametrize("status", [400, 404])
    def test_an_unknown_id_never_comes(self, client: httpx.Client, graph: Web, status: int) -> None:
        graph.will("/77", {"error": {"code": 100}}, status)
        assert fails(client, graph, permanent=True) == f"whatsapp {status}: no such file"

    @pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
    def test_trouble_may_pass(self, client: httpx.Client, graph: Web, status: int) -> None:
        graph.will("/77", {}, status)
        fails(client, graph, permanent=False)

    @pytest.mark.parametrize("status", [404, 410, 500])
    def test_an_address_that_ran_out_is_asked_for_anew(self, client: httpx.Client, graph: Web, status: int) -> None:
        graph.will("/77", {"url": graph.will("/photo", b"", status)})
        fails(client, graph, permanent=False)
        graph.will("/77", {"url": graph.will("/fresh", PHOTO)})
        assert files.download(client, graph.url, "77", TOKEN)[1] == PHOTO

    @pytest.mark.parametrize("about", [b"<html>", b"[]", b"7", b"{}", b'{"url": null}', b'{"url": "http://[::1"}'])
    def test_nonsense_may_pass(self, client: httpx.Client, graph: Web, about: bytes) -> None:
        graph.will("/77", about)
        with pytest.raises(FetchFailed):
            files.download(client, graph.url, "77", TOKEN)

    def test_nobody_there_may_pass(self, client: httpx.Client, graph: Web) -> None:
        graph.shutdown()
        graph.server_close()
        fails(client, graph, permanent=False)

    @pytest.mark.parametrize("size", [1000, 1001])
    def test_what_is_too_large_never_comes(
        self, client: httpx.Client, graph: Web, monkeypatch: pytest.MonkeyPatch, size: int
    ) -> None:
        monkeypatch.setattr(files, "LARGEST", 1000)
        graph.will("/77", {"url": graph.will("/photo", b"x" * size)})
        if size == 1000:
            assert len(files.download(client, graph.url, "77", TOKEN)[1]) == 1000
        else:
            assert fails(client, graph, permanent=True) == "whatsapp: too large"


@pytest.mark.integration
@pytest.mark.security
class TestToken:
    def test_another_host_is_never_asked(self, client: httpx.Client, graph: Web, elsewhere: Web) -> None:
        graph.will("/77", {"url": f"{elsewhere.url}/photo"})
        assert fails(client, graph, permanent=True) == "whatsapp: a file somewhere else"
        assert elsewhere.asked == []

    def test_a_redirect_is_not_followed(self, client: httpx.Client, graph: Web, elsewhere: Web) -> None:
        graph.will("/77", {"url": graph.will("/photo", b"", 302, Location=f"{elsewhere.url}/photo")})
        fails(client, graph, permanent=False)
        assert elsewhere.asked == []


@pytest.mark.unit
@pytest.mark.security
class TestHosts:
    def asked(self, url: str) -> list[str]:
        """The hosts that Meta's answer with this address has us ask."""
        hosts: list[str] = []

        def answer(request: httpx.Request) -> httpx.Response:
            hosts.append(request.url.host)
            about = request.url.path == "/v23.0/77"
            return httpx.Response(200, json={"url": url}) if about else httpx.Response(200, content=PHOTO)

        with httpx.Client(transport=httpx.MockTransport(answer)) as client:
            try:
                files.download(client, GRAPH, "77", TOKEN)
            except FetchFailed:
                return [*hosts, "failed"]
        return hosts

    @pytest.mark.parametrize(
        "url",
        [
            "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=3",
            "https://graph.facebook.com/v23.0/file",
            "https://scontent.whatsapp.net/file",
        ],
    )
    def test_meta_hands_out_its_own(self, url: str) -> None:
        assert self.asked(url) == ["graph.facebook.com", httpx.URL(url).host]

    @pytest.mark.parametrize(
        "url",
        [
            "http://lookaside.fbsbx.com/file",
            "https://lookaside.fbsbx.com.example.org/file",
            "https://example.org/lookaside.fbsbx.com",
            "https://lookaside.fbsbx.com@example.org/file",
            "https://example.org#.fbsbx.com",
            "https://example.org?.fbsbx.com",
            "https://notfacebook.com/file",
            "https://169.254.169.254/latest/meta-data",
            "ftp://lookaside.fbsbx.com/file",
            "file:///etc/passwd",
            "//lookaside.fbsbx.com/file",
            "lookaside.fbsbx.com/file",
            "",
        ],
    )
    def test_nobody_else_is_asked(self, url: str) -> None:
        assert self.asked(url) == ["graph.facebook.com", "failed"]
