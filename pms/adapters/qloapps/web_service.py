"""QloApps' web service over HTTP: time budgets, what may be repeated, every failure as one of ours.

The status alone proves little here. A server with PHP's default error_reporting answers 500 to a booking it has
made; "Fatal error" and "Invalid new order status" come with 200 and as HTML. Type and shape of the body decide.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import cache, cached_property
from typing import Any
from xml.etree import ElementTree

import httpx
import stamina

from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsUnavailable, PmsUnknown

CONNECT_SECONDS = 2.0
CALL_SECONDS = 8.0  # a create takes 0.3 s alone and 2.7 s beside nine others; three times that is lost
MAX_BODY = 8_000_000  # a whole hotel of 300 rooms is 60 kB
READ_ATTEMPTS = 2
PAGE = 200
BUSY_SECONDS = 5.0  # what "too many requests" means when the server does not say
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

    @cached_property
    def document(self) -> Any:
        """The JSON it holds, numbers exact; None when it holds none, whatever the status says."""
        if "json" not in self.content_type:
            return None
        try:
            return json.loads(self.body, parse_float=Decimal)
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
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise PmsUnavailable(f"{resource}: not a list")
        return found

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
            raise PmsUnavailable(f"{resource}: {type(error).__name__}") from error
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
                    raise PmsUnavailable(f"{resource}: {type(error).__name__}") from error
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
                    bytes(received),
                    headers.get("content-type", ""),
                    headers.get("retry-after", ""),
                )
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise PmsMisconfigured("the address is not a web address") from error


def trouble(answer: Answer, resource: str) -> PmsError:
    """What an answer that is none means. 401 is a wrong key or a missing right; QloApps has no 403."""
    told = f"{resource}: {answer.status} {'; '.join(answer.errors)}".strip()
    if answer.status == 429:
        return PmsBusy(_seconds(answer.retry_after))
    if 300 <= answer.status < 400:
        return PmsMisconfigured(f"{told}: it redirects; the address must be the shop's own domain")
    if 400 <= answer.status < 500:
        return PmsMisconfigured(told)
    return PmsUnavailable(told)


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
