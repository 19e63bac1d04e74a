"""A key that is easy to recognise, and everywhere it must not be: whatever the PMS answers, and echoes of it."""

from __future__ import annotations

import base64
import io
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import respx
from django.core.management import CommandError, call_command
from django.db import connection as database
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client import generate_latest

from messaging.models import TurnRecord
from pms import gateway
from pms.errors import PmsError
from pms.fakes import keys
from pms.fakes.qloapps import Server
from pms.models import Hotel, PmsAccount
from pms.shared import client as redis_client
from pms.terms import Contact, Order, Party, Stay
from reservations import connection, tasks
from tests import factories as make
from tests.admin.conftest import logged_in
from tests.flows.guest import Visitor

pytestmark = [pytest.mark.integration, pytest.mark.security]

KEY = "PLANTEDKEYPLANTEDKEYPLANTEDKEY42"
BASIC = base64.b64encode(f"{KEY}:".encode()).decode()
SHOP = "https://hotel.test"
ECHO = f"GET https://{KEY}:@hotel.test/api/orders?ws_key={KEY} HTTP/1.1 Authorization: Basic {BASIC}"
IN_XML = f"<qloapps><errors><error><code>1</code><message>{ECHO.replace('&', '')}</message></error></errors></qloapps>"
XML = {"content-type": "text/xml;charset=utf-8"}


JSON = {"content-type": "application/json"}


@dataclass
class Told:
    """What came out while the calls were made."""

    errors: list[BaseException] = field(default_factory=list)
    logs: io.StringIO = field(default_factory=io.StringIO)
    printed: list[str] = field(default_factory=list)

    def try_(self, call: Callable[[], Any]) -> None:
        try:
            self.printed.append(repr(call()))
        except PmsError as error:
            self.errors.append(error)

    def texts(self) -> Iterator[tuple[str, str]]:
        yield "log", self.logs.getvalue()
        yield from (("printed", text) for text in self.printed)
        for error in self.errors:
            yield "error", "".join(traceback.format_exception(error))
            yield "error", repr(error) + repr(error.args) + repr(error.__dict__)


class Everything(logging.Handler):
    """Also what a handler with other habits could print: the arguments, the extras."""

    def __init__(self, into: io.StringIO) -> None:
        super().__init__(logging.DEBUG)
        self.into = into
        self.writer = logging.Formatter("%(name)s %(message)s")

    def emit(self, record: logging.LogRecord) -> None:
        self.into.write(f"{self.writer.format(record)} {record.__dict__!r}\n")


@pytest.fixture
def told() -> Iterator[Told]:
    """Every logger there is says all it can."""
    told, loggers = Told(), [logging.getLogger(name) for name in ("", "httpx", "httpcore", "celery", "stamina")]
    handler, levels = Everything(told.logs), [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield told
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def account(hotel: Hotel) -> PmsAccount:
    redis_client().flushdb()
    made: PmsAccount = make.PmsAccountFactory(hotel=hotel, kind="qloapps", address=SHOP, credentials=KEY, options={})
    return made


def in_the_database() -> Iterator[tuple[str, str]]:
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from ((table, row) for (row,) in cursor.fetchall())


def in_redis() -> Iterator[tuple[str, str]]:
    client = redis_client()
    readers: dict[bytes, Callable[[bytes], Any]] = {
        b"string": client.get,
        b"list": lambda name: client.lrange(name, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda name: client.zrange(name, 0, -1),
    }
    for name in client.scan_iter():
        kind = client.type(name)
        reader = readers[kind if isinstance(kind, bytes) else kind.encode()]
        yield f"redis {name!r}", f"{name!r} {reader(name)!r}"


def on_pages(account: PmsAccount, owner: Client) -> Iterator[tuple[str, str]]:
    names = {
        "admin:pms_pmsaccount_changelist": (),
        "admin:pms_pmsaccount_add": (),
        "admin:pms_pmsaccount_change": (account.pk,),
        "admin:pms_pmsaccount_history": (account.pk,),
        "admin:pms_pmsaccount_delete": (account.pk,),
        "admin:pms_hotel_change": (account.hotel_id,),
        "admin:pms_hotel_history": (account.hotel_id,),
        "connection": (),
        "setup": (),
        "schema": (),
    }
    for name, arguments in names.items():
        answer = owner.get(reverse(name, args=arguments), {"hotel": account.hotel.slug} if name == "connection" else {})
        assert answer.status_code == 200, name
        yield name, answer.content.decode() + repr(answer.headers)
    yield "metrics", generate_latest().decode()
    for path in ("/api/sessions/active", "/api/locks/audit", "/api/pms/rooms/101", "/api/pms/reservations/HA-1"):
        yield path, Visitor().client.get(path, headers={"Authorization": f"Bearer {Visitor().key}"}).content.decode()


def dumped() -> Iterator[tuple[str, str]]:
    out = io.StringIO()
    call_command("dumpdata", "pms.pmsaccount", "pms.pmsexamination", stdout=out)
    yield "dumpdata", out.getvalue()


def leaks(account: PmsAccount, told: Told, owner: Client) -> list[str]:
    places = (told.texts(), in_the_database(), in_redis(), on_pages(account, owner), dumped())
    return [place for found in places for place, text in found if KEY in text or BASIC in text]


def use(hotel: Hotel, stay: Stay, told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that calls a PMS, by hand and as the workers do."""
    hotel = Hotel.objects.select_related("pms_account").get(pk=hotel.pk)
    pms = gateway.open_for(hotel)
    order = Order("HA-0000000001", "1", "standard", "D-101", stay, Party(2), Contact("Ana Ruiz", "ana@example.com"))
    for call in (
        lambda: pms.offers(stay, Party(2), fresh=True),
        lambda: pms.free_units("1", stay),
        lambda: pms.book(order),
        lambda: pms.find("HA-0000000001"),
        lambda: pms.changes(timezone.now()),
        lambda: pms.cancel("1"),
    ):
        told.try_(call)
    told.printed += [repr(pms.adapter), repr(hotel.pms_account), repr(vars(pms.adapter)), str(hotel.pms_account)]
    connection.ask_examination(hotel, language="es")
    for result in (
        tasks.pull_changes_of.apply((hotel.pk,)),
        tasks.examine.apply((hotel.pk,)),
        tasks.feel_pulse.apply(),
    ):
        told.printed += [repr(result.result), str(result.traceback)]
    with suppress(CommandError):
        call_command("pms_import", hotel=hotel.slug, dry_run=True)
    for as_json in (True, False):
        with pytest.raises(SystemExit):
            call_command("pms_doctor", hotel=hotel.slug, json=as_json)
    Visitor().says(f"¿tienen una habitación doble del {stay.arrival} al {stay.departure} para 2 personas?")
    assert TurnRecord.objects.exists()
    told.printed += [*capsys.readouterr()]


@pytest.fixture
def owner(hotel: Hotel) -> Client:
    return logged_in(make.UserFactory(username="root", is_superuser=True))


TROUBLES: dict[str, dict[str, Any]] = {
    "wrong_key": {"return_value": httpx.Response(401, json={"errors": [{"code": 20, "message": ECHO}]})},
    "wrong_key_as_a_page": {"return_value": httpx.Response(401, html=f"<h1>{ECHO}</h1>")},
    "bad_request": {"return_value": httpx.Response(400, json={"errors": [{"code": 404, "message": ECHO}]})},
    "redirect": {"return_value": httpx.Response(302, headers={"location": f"https://{KEY}@x.test/{KEY}?ws_key={KEY}"})},
    "timeout": {"side_effect": httpx.ReadTimeout("timed out")},
    "no_connection": {"side_effect": httpx.ConnectError("[Errno -2] Name or service not known")},
    "cut": {"side_effect": httpx.RemoteProtocolError("Server disconnected without sending a response.")},
    "off_in_xml": {"return_value": httpx.Response(503, content=IN_XML, headers=XML)},
    "broken_xml": {"return_value": httpx.Response(200, content=IN_XML[:-30], headers=XML)},
    "broken_json": {
        "return_value": httpx.Response(
            200, content=f'{{"orders":["{ECHO}"', headers={"content-type": "application/json"}
        )
    },
    "json_of_something_else": {"return_value": httpx.Response(200, json={ECHO: ECHO})},
    "error_page": {"return_value": httpx.Response(500, html=f"<pre>{ECHO}</pre>")},
    "too_many": {"return_value": httpx.Response(429, headers={"retry-after": ECHO}, text=ECHO)},
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_the_key_is_nowhere_whatever_goes_wrong(
    account: PmsAccount,
    told: Told,
    owner: Client,
    stay: Stay,
    capsys: pytest.CaptureFixture[str],
    trouble: dict[str, Any],
) -> None:
    with respx.mock() as router:
        asked = router.route(url__startswith=SHOP).mock(**trouble)
        use(account.hotel, stay, told, capsys)
    assert all(BASIC in call.request.headers["authorization"] for call in asked.calls) and asked.called
    assert told.errors
    assert leaks(account, told, owner) == []


def test_the_key_is_nowhere_when_all_goes_well(
    hotel: Hotel,
    qloapps: Server,
    account: PmsAccount,
    told: Told,
    owner: Client,
    stay: Stay,
    capsys: pytest.CaptureFixture[str],
) -> None:
    qloapps.rights = {KEY: keys.AGENT}
    PmsAccount.objects.update(address=qloapps.url, options={"hotel_id": 1})
    use(hotel, stay, told, capsys)
    assert len(qloapps.books.rows["orders"]) == 1
    assert told.errors == []
    assert leaks(account, told, owner) == []


def test_a_leak_would_be_seen(hotel: Hotel, account: PmsAccount, told: Told, owner: Client) -> None:
    """If this fails, the others prove nothing."""
    assert leaks(account, told, owner) == []
    logging.getLogger("httpcore.http11").debug("headers %s", [BASIC])
    told.errors.append(PmsError("no"))
    told.errors[0].__cause__ = ValueError(KEY)
    redis_client().lpush("pms:calls:1:qloapps", KEY)
    Hotel.objects.filter(pk=hotel.pk).update(city=KEY)
    assert {"log", "error", "pms_hotel", "redis b'pms:calls:1:qloapps'", "admin:pms_hotel_change"} <= set(
        leaks(account, told, owner)
    )


def test_a_key_that_is_typed_in_is_not_shown_again(account: PmsAccount, told: Told, owner: Client) -> None:
    """Not on the form that is refused, not in the history of the one that is taken."""
    PmsAccount.objects.update(credentials="another")
    url = reverse("admin:pms_pmsaccount_change", args=[account.pk])
    form = {"hotel": account.hotel_id, "kind": "qloapps", "address": "no address", "options": "{}"}
    refused = owner.post(url, {**form, "new_credentials": KEY})
    assert refused.status_code == 200 and KEY not in refused.content.decode()
    taken = owner.post(url, {**form, "address": SHOP, "new_credentials": KEY}, follow=True)
    account.refresh_from_db()
    assert account.credentials == KEY and KEY not in taken.content.decode()
    assert leaks(account, told, owner) == []


def test_what_is_dumped_is_loaded_again_by_who_has_the_keys(account: PmsAccount, tmp_path: Any) -> None:
    dump = tmp_path / "accounts.json"
    call_command("dumpdata", "pms.pmsaccount", output=str(dump))
    PmsAccount.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert PmsAccount.objects.get().credentials == KEY
