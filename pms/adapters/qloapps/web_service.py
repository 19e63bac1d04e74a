"""QloApps' web service over HTTP: time budgets, what may be repeated, every failure as one of ours.

The status alone proves little here. A server with PHP's default error_reporting answers 500 to a booking it has
made; "Fatal error" and "Invalid new order status" come with 200 and as HTML. Type and shape of the body decide.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import cache, cached_property
from typing import Any
from xml.etree import ElementTree

import httpx
import stamina
from django.utils.translation import gettext as _

from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsUnavailable, PmsUnknown

CONNECT_SECONDS = 2.0
CALL_SECONDS = 8.0  # a create takes 0.3 s alone and 2.7 s beside nine others; three times that is lost
MAX_BODY = 8_000_000  # a whole hotel of 300 rooms is 60 kB
READ_ATTEMPTS = 2
PAGE = 200
BUSY_SECONDS = 5.0  # what "too many requests" means when the server does not say
NOISE = re.compile(r"\s*[^\s\[{]")
LINE_OF_JSON = re.compile(r"^[ \t]*[\[{]", re.MULTILINE)
MOST_LINES = 50
# The request never left us: whatever it was to change is unchanged.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Row = dict[str, Any]


@cache
def client(address: str) -> httpx.Client:
    """One for the process and address. A redirect is a wrong address here, never a way to follow."""
    return httpx.Client(follow_redirects=False)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    content_type: str
    retry_after: str = ""
    location: str = ""

    @cached_property
    def document(self) -> Any:
        """The JSON it holds, numbers exact; None when it holds none, whatever the status says."""
        if "json" not in self.content_type:
            return None
        try:
            return _json(self.body.decode("utf-8-sig"))
        except ValueError:
            return None

    @cached_property
    def errors(self) -> list[str]:
        """Code and words of each error; empty when the body is not the web service's own error body."""
        if isinstance(self.document, dict) and isinstance(self.document.get("errors"), list):
            found = [(row.get("code"), row.get("message")) for row in self.document["errors"] if isinstance(row, dict)]
        elif "xml" in self.content_type:
            found = [(row.findtext("code"), row.findtext("message")) for row in _elements(self.body, "error")]
        else:
            found = []
        return [re.sub(r"\s+", " ", f"{code}: {message}")[:200] for code, message in found]


@dataclass(frozen=True)
class WebService:
    """One installation, for one operation of ours: everything asked of it ends by `deadline` (time.monotonic)."""

    address: str
    key: str = field(repr=False)
    deadline: float

    def left(self) -> float:
        return self.deadline - time.monotonic()

    def rows(self, resource: str, node: str = "", **query: str) -> list[Row]:
        """What a list answers; `node` where the JSON is not named like the resource. An empty list is a bare []."""
        document = self._read("GET", resource, query, None)
        found = document.get(node or resource) if isinstance(document, dict) else document
        if not isinstance(found, list | dict):
            raise PmsUnavailable(f"{resource}: not a list")
        rows = listed(found)
        if not all(isinstance(row, dict) for row in rows):
            raise PmsUnavailable(f"{resource}: not a list of rows")
        return rows

    def pages(self, resource: str, node: str, **query: str) -> Iterator[Row]:
        start = 0
        while page := self.rows(resource, node, **query, limit=f"{start},{PAGE}"):
            yield from page
            if len(page) < PAGE:
                return
            start += PAGE

    def ask(self, resource: str, body: bytes) -> Row:
        """A POST that only reads."""
        document = self._read("POST", resource, {}, body)
        found = document.get(resource) if isinstance(document, dict) else None
        if not isinstance(found, dict):
            raise PmsUnavailable(f"{resource}: not an object")
        return found

    def change(self, resource: str, body: bytes, content_type: str) -> Answer:
        """A POST that changes something, sent once. Whoever calls judges the answer.

        Raises PmsUnavailable, PmsBusy or PmsMisconfigured when it clearly changed nothing, else PmsUnknown.
        """
        try:
            answer = self._send("POST", resource, {}, body, content_type)
        except NEVER_LEFT as error:
            raise PmsUnavailable(_unheard(resource, error)) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise PmsUnknown(f"{resource}: {type(error).__name__}") from error
        if answer.status == 429 or (answer.status in (401, 405, 503) and answer.errors):
            raise trouble(answer, resource)
        return answer

    def _read(self, method: str, resource: str, query: Mapping[str, str], body: bytes | None) -> Any:
        retries = stamina.retry_context(
            on=PmsUnavailable,
            attempts=READ_ATTEMPTS,
            timeout=max(0.0, self.left()),
            wait_initial=0.1,
            wait_jitter=0.1,
        )
        for attempt in retries:
            with attempt:
                try:
                    answer = self._send(method, resource, query, body, "text/xml; charset=utf-8")
                except (httpx.HTTPError, httpx.StreamError) as error:
                    raise PmsUnavailable(_unheard(resource, error)) from error
                if answer.status != 200 or not isinstance(answer.document, dict | list) or answer.errors:
                    raise trouble(answer, resource)
        return answer.document

    def _send(self, method: str, resource: str, query: Mapping[str, str], body: bytes | None, kind: str) -> Answer:
        """Read in pieces: a server that drips its answer is not waited for longer than the budget."""
        ends = min(self.deadline, time.monotonic() + CALL_SECONDS)
        seconds = ends - time.monotonic()
        if seconds <= 0:
            raise httpx.PoolTimeout("no time left")
        try:
            with client(self.address).stream(
                method,
                f"{self.address}/api/{resource}",
                params={**query, "output_format": "JSON"},
                content=body,
                headers={"Content-Type": kind} if body is not None else None,
                auth=httpx.BasicAuth(self.key, ""),
                timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
            ) as response:
                received = bytearray()
                for piece in response.iter_bytes():
                    received += piece
                    if time.monotonic() > ends or len(received) > MAX_BODY:
                        raise httpx.ReadTimeout("too slow or too long")
                headers = response.headers
                return Answer(
                    response.status_code,
                    self._without_key(bytes(received)),
                    headers.get("content-type", ""),
                    headers.get("retry-after", ""),
                    headers.get("location", ""),
                )
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise PmsMisconfigured(_("the address is not a web address")) from error

    def _without_key(self, body: bytes) -> bytes:
        """What a server echoes of our request is told on in errors."""
        for secret in (self.key.encode(), base64.b64encode(f"{self.key}:".encode())):
            body = body.replace(secret, b"<key>")
        return body


def trouble(answer: Answer, resource: str) -> PmsError:
    """What an answer that is none means. 401 is a wrong key or a missing right; QloApps has no 403."""
    told = f"{resource}: {answer.status} {'; '.join(answer.errors)}".strip()
    if answer.status == 429:
        return PmsBusy(_seconds(answer.retry_after))
    if 300 <= answer.status < 400:
        to = _("it redirects to %(to)s; the address must be the shop's own domain") % {"to": _origin(answer)}
        return PmsMisconfigured(f"{told}: {to}")
    if answer.status == 401 and not answer.errors:
        no_key = _("no key arrived; the web server must pass the Authorization header on to PHP")
        return PmsMisconfigured(f"{told}: {no_key}")
    if answer.status == 404:
        nothing = _("there is no web service at this address")
        return PmsMisconfigured(f"{told}: {nothing}")
    if 400 <= answer.status < 500:
        return PmsMisconfigured(told)
    if answer.status == 200 and not answer.errors:
        page = _("a page answers, not the web service")
        return PmsUnavailable(f"{told}: {page}")
    return PmsUnavailable(told)


def listed(found: Any) -> list[Any]:
    """PHP writes an array whose numbers have gaps, or that has one element only, as an object; an empty one, a null
    or a false as nothing."""
    if isinstance(found, Mapping):
        inside = list(found.values())
        return inside if inside and all(isinstance(row, Mapping) for row in inside) else [found] if found else []
    return found if isinstance(found, list) else []


def _json(text: str) -> Any:
    """PHP may complain in front, line by line. What is cut short is no JSON, whatever whole piece it ends with.
    Raises ValueError."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    if NOISE.match(text) is None:
        return decoder.decode(text)
    for at in list(LINE_OF_JSON.finditer(text))[:MOST_LINES]:
        with suppress(ValueError):
            return decoder.decode(text[at.start() :])
    raise ValueError("noise only")


def _unheard(resource: str, error: Exception) -> str:
    """What the system says of a connection that was not made: a name nobody knows, a certificate nobody trusts."""
    why = f" {error}" if isinstance(error, httpx.ConnectError) else ""
    return f"{resource}: {type(error).__name__}{why}"[:200]


def _origin(answer: Answer) -> str:
    """Where it sends us, without path and query: these may hold anything."""
    try:
        url = httpx.URL(answer.location)
    except httpx.InvalidURL:
        return "?"
    return f"{url.scheme}://{url.netloc.decode()}" if url.host else "?"


def _seconds(retry_after: str) -> float:
    if retry_after.isdecimal():
        return min(float(retry_after), 3600.0)
    try:
        return max(1.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return BUSY_SECONDS


def _elements(body: bytes, name: str) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.fromstring(body).iter(name))
    except ElementTree.ParseError:
        return []
