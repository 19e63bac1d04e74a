"""A guest's file from Meta: first its address, which lives five minutes, then the file itself."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from messaging.errors import FetchFailed

LARGEST = 16_000_000  # Meta: audio 16 MB, images 5 MB
TIMEOUT = httpx.Timeout(20, connect=3)
# The access token goes along with the download: only to Meta, or to the very address the account names.
HOSTS = (".facebook.com", ".fbsbx.com", ".whatsapp.net")


def download(client: httpx.Client, graph: str, media_id: str, token: str) -> tuple[str, bytes]:
    """(type, content). Raises FetchFailed; an address that has run out is asked for anew the next time."""
    bearer = {"Authorization": f"Bearer {token}"}
    try:
        about = client.get(f"{graph}/{media_id}", headers=bearer, timeout=TIMEOUT)
        if about.status_code in (400, 404):
            raise FetchFailed(f"whatsapp {about.status_code}: no such file", permanent=True)
        known = about.raise_for_status().json()
        url, mime = str(known["url"]), str(known.get("mime_type", ""))
        _check(url, graph)
        with client.stream("GET", url, headers=bearer, timeout=TIMEOUT) as answer:
            answer.raise_for_status()
            content = _read(answer)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
        raise FetchFailed(f"whatsapp: {type(error).__name__}") from error
    return mime, content


def _check(url: str, graph: str) -> None:
    asked, ours = urlsplit(url), urlsplit(graph)
    known = (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)
    if not known and not (asked.scheme == "https" and f".{asked.hostname}".endswith(HOSTS)):
        raise FetchFailed("whatsapp: a file somewhere else", permanent=True)


def _read(answer: httpx.Response) -> bytes:
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > LARGEST:
            raise FetchFailed("whatsapp: too large", permanent=True)
    return bytes(content)
