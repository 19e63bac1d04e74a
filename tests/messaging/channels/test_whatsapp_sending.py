"""What the WhatsApp channel sends, against the fake Graph API over HTTP, and what it makes of the answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from messaging.channels import CHANNELS, whatsapp
from messaging.channels.base import File, Location, Template
from messaging.channels.whatsapp.interactive import Buttons, NotAllowed, Option, Options
from messaging.errors import SendFailed, SendUnknown, TooFast, WindowClosed
from messaging.fakes.whatsapp import Server
from messaging.models import ChannelAccount, Conversation, Media, Message

pytestmark = pytest.mark.integration
GUEST = "34600111222"
BSUID = "ES.13491208655302741918"


def send(account: ChannelAccount, text: str = "Hola", buttons: Any = (), to: str = GUEST, **fields: Any) -> str:
    fields = {"conversation": Conversation(language="es"), **fields}
    message = Message(pk=17, text=text, buttons=[list(button) for button in buttons], **fields)
    return CHANNELS["whatsapp"].send(account, to, message)


def options(count: int) -> list[tuple[str, str]]:
    return [(f"choose_room:{n}", f"Habitación {n}") for n in range(1, count + 1)]


@pytest.fixture
def sent(fake_whatsapp: Server) -> Callable[[], dict[str, Any]]:
    """What arrived last."""
    return lambda: httpx.get(f"{fake_whatsapp.url}/sent").json()[-1]


def faults(server: Server, *wanted: dict[str, Any]) -> None:
    httpx.post(f"{server.url}/faults", json={"faults": wanted}).raise_for_status()


def test_a_text_arrives_and_its_id_is_metas(whatsapp_account, sent):
    wamid = send(whatsapp_account, "Buenas tardes 🙂")
    message = sent()
    assert (message["to"], message["type"], message["text"]) == (GUEST, "text", "Buenas tardes 🙂")
    assert (message["id"], message["phone_number_id"]) == (wamid, whatsapp_account.external_id)


def test_our_own_id_goes_with_it(whatsapp_account, sent):
    send(whatsapp_account)
    assert sent()["callback"] == "message:17"


def test_a_guest_without_phone_is_addressed_as_recipient(whatsapp_account, sent):
    send(whatsapp_account, to=BSUID)
    assert sent()["to"] == BSUID


class TestOptions:
    @pytest.mark.parametrize(("count", "kind"), [(1, "button"), (3, "button"), (4, "list"), (10, "list")])
    def test_up_to_three_are_buttons_and_more_a_list(self, whatsapp_account, sent, count, kind):
        send(whatsapp_account, "¿Cuál?", options(count))
        message = sent()
        assert message["body"]["interactive"]["type"] == kind
        assert [(b["id"], b["title"]) for b in message["buttons"]] == options(count)

    @pytest.mark.parametrize(
        ("language", "label"),
        [("es", "Ver opciones"), ("pt", "Ver opções"), ("en", "See options"), ("", "See options")],
    )
    def test_a_list_is_opened_in_the_guests_language(self, whatsapp_account, sent, language, label):
        send(whatsapp_account, "?", options(4), conversation=Conversation(language=language))
        assert sent()["body"]["interactive"]["action"]["button"] == label

    def test_titles_are_cut_to_what_whatsapp_takes(self, whatsapp_account, sent):
        send(whatsapp_account, "¿Cuál?", [("confirm", "Sí, confirmo la reserva ahora mismo")])
        assert sent()["buttons"] == [{"id": "confirm", "title": "Sí, confirmo la res…"}]

    def test_in_a_list_a_cut_title_is_said_in_full_below(self, whatsapp_account, sent):
        send(whatsapp_account, "¿Cuál?", [("x", "Suite con terraza y vistas al mar"), *options(3)])
        rows = sent()["body"]["interactive"]["action"]["sections"][0]["rows"]
        assert (rows[0]["title"], rows[0]["description"]) == (
            "Suite con terraza y vis…",
            "Suite con terraza y vistas al mar",
        )
        assert "description" not in rows[1]

    def test_titles_that_are_the_same_once_cut_are_numbered(self, whatsapp_account, sent):
        send(whatsapp_account, "¿Cuál?", [("a", "Habitación doble con balcón"), ("b", "Habitación doble con vistas")])
        assert [button["title"] for button in sent()["buttons"]] == ["1. Habitación doble…", "2. Habitación doble…"]

    @pytest.mark.parametrize(("text", "count"), [("a" * 1025, 2), ("¿Cuál?", 11), ("a" * 4096, 3)])
    def test_what_cannot_be_tapped_is_one_text_with_every_option_in_it(self, whatsapp_account, sent, text, count):
        send(whatsapp_account, text, options(count))
        message = sent()
        assert (message["type"], message["buttons"]) == ("text", [])
        assert message["text"].endswith("".join(f"\n• {title}" for _, title in options(count)))
        assert message["text"].startswith(text[:1000])

    def test_two_options_with_one_id_go_as_a_text(self, whatsapp_account, sent):
        send(whatsapp_account, "¿Cuál?", [("same", "Una"), ("same", "Otra")])
        assert sent()["text"] == "¿Cuál?\n• Una\n• Otra"

    @pytest.mark.parametrize(
        ("make", "why"),
        [
            (lambda: Buttons("", (Option("a", "A"),)), "body: 0 characters"),
            (lambda: Buttons(" ", (Option("a", "A"),)), "body"),
            (lambda: Buttons("x" * 1025, (Option("a", "A"),)), "body: 1025 characters, 1 to 1024 are allowed"),
            (lambda: Buttons("x", (Option("a", "A"),), footer="f" * 61), "footer: 61"),
            (lambda: Buttons("x", ()), "0 options, 1 to 3"),
            (lambda: Buttons("x", tuple(Option(str(n), str(n)) for n in range(4))), "4 options, 1 to 3"),
            (lambda: Buttons("x", (Option("a", "t" * 21),)), "title: 21"),
            (lambda: Buttons("x", (Option("i" * 257, "A"),)), "id: 257"),
            (lambda: Buttons("x", (Option("a", "A", "more"),)), "description: 4"),
            (lambda: Buttons("x", (Option("a", "A"), Option("b", "A"))), "two options have one title"),
            (lambda: Buttons("x", (Option("a", "A"), Option("a", "B"))), "two options have one id"),
            (lambda: Options("x", tuple(Option(str(n), str(n)) for n in range(11)), label="l"), "11 options, 1 to 10"),
            (lambda: Options("x", (Option("a", "t" * 25),), label="l"), "title: 25"),
            (lambda: Options("x", (Option("i" * 201, "A"),), label="l"), "id: 201"),
            (lambda: Options("x", (Option("a", "A", "d" * 73),), label="l"), "description: 73"),
            (lambda: Options("x", (Option("a", "A"),)), "label: 0"),
            (lambda: Options("x", (Option("a", "A"),), label="l" * 21), "label: 21"),
        ],
    )
    def test_what_meta_would_refuse_cannot_be_made(self, make, why):
        with pytest.raises(NotAllowed, match=why):
            make()

    def test_the_most_that_is_allowed_is_taken(self, whatsapp_account, fake_whatsapp):
        rows = tuple(Option(f"{n:0200}", f"{n:024}", f"{n:072}") for n in range(10))
        most = [
            Buttons("b" * 1024, tuple(Option(f"{n:0256}", f"{n:020}") for n in range(3)), footer="f" * 60),
            Options("b" * 1024, rows, footer="f" * 60, label="l" * 20),
        ]
        for content in most:
            body = {"messaging_product": "whatsapp", "to": GUEST, **content.as_json()}
            answer = httpx.post(f"{fake_whatsapp.url}/1/messages", json=body, headers={"Authorization": "Bearer token"})
            assert answer.status_code == 200, answer.text


def test_a_text_too_long_for_whatsapp_is_cut(whatsapp_account, sent):
    send(whatsapp_account, "a" * 5000)
    assert len(sent()["text"]) == 4096


def test_a_template_carries_what_we_say(whatsapp_account, sent):
    template = Template("hotel_answer", "es_AR", ("Su habitación le espera.",))
    send(whatsapp_account, "ignored", kind=template.kind, payload=template.payload)
    message = sent()
    assert (message["type"], message["text"]) == ("template", "hotel_answer · Su habitación le espera.")
    assert message["body"]["template"]["language"] == {"code": "es_AR"}


def test_a_location_is_a_pin_on_the_map(whatsapp_account, sent):
    place = Location(36.5297, -6.2926, name="Casa Azul")
    send(whatsapp_account, kind=place.kind, payload=place.payload)
    assert sent()["body"]["location"] == {"latitude": 36.5297, "longitude": -6.2926, "name": "Casa Azul"}


class TestFiles:
    @pytest.mark.parametrize(
        ("file", "about"),
        [
            (File("audio/ogg; codecs=opus", b"OggS"), {"voice": True}),
            (File("audio/mpeg", b"ID3"), {}),
            (File("image/jpeg", b"\xff\xd8"), {"caption": "Hola"}),
            (File("application/pdf", b"%PDF", "bill.pdf"), {"caption": "Hola", "filename": "bill.pdf"}),
        ],
    )
    def test_is_uploaded_and_sent_by_its_id(self, whatsapp_account, fake_whatsapp, sent, file, about):
        self.send(whatsapp_account, file)
        content = sent()["body"][file.kind]
        assert fake_whatsapp.meta.media[content.pop("id")] == (file.mime.partition(";")[0], file.content)
        assert content == about

    def test_an_upload_that_broke_is_known_not_to_have_been_sent(self, whatsapp_account, monkeypatch):
        def post(url: str, **_: Any) -> httpx.Response:
            assert url.endswith("/media")
            raise httpx.ReadTimeout("")

        monkeypatch.setattr(whatsapp.client(), "post", post)
        with pytest.raises(SendFailed) as failure:
            self.send(whatsapp_account, File("image/png", b"x"))
        assert not isinstance(failure.value, SendUnknown)
        assert not failure.value.permanent

    def test_without_a_token_the_upload_is_refused_for_good(self, whatsapp_account, monkeypatch):
        refused = httpx.Response(401, json={"error": {"code": 190}})
        monkeypatch.setattr(whatsapp.client(), "post", lambda *_, **__: refused)
        with pytest.raises(SendFailed, match="code 190") as failure:
            self.send(whatsapp_account, File("image/png", b"x"))
        assert failure.value.permanent

    def send(self, account: ChannelAccount, file: File) -> None:
        media = Media(mime=file.mime, content=file.content)
        send(account, kind=file.kind, payload=file.payload, media=media)


class TestSeen:
    def test_marks_as_read_and_shows_that_we_type(self, whatsapp_account, fake_whatsapp):
        CHANNELS["whatsapp"].seen(whatsapp_account, "wamid.IN")
        [mark] = httpx.get(f"{fake_whatsapp.url}/marks").json()
        assert (mark["status"], mark["message_id"]) == ("read", "wamid.IN")
        assert mark["typing_indicator"] == {"type": "text"}

    @pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[", "nonsense"])
    def test_never_raises(self, whatsapp_account, address):
        whatsapp_account.base_url = address
        CHANNELS["whatsapp"].seen(whatsapp_account, "wamid.IN")

    def test_waits_for_nobody(self, whatsapp_account, monkeypatch):
        waited: list[Any] = []

        def post(*_: Any, timeout: float, **__: Any) -> None:
            waited.append(timeout)
            raise httpx.ReadTimeout("")

        monkeypatch.setattr(whatsapp.client(), "post", post)
        CHANNELS["whatsapp"].seen(whatsapp_account, "wamid.IN")
        assert waited == [2]


REFUSED_FOR_NOW = [
    {"status": 500, "body": {"error": {"code": 131000, "message": "Something went wrong"}}},
    {"error": 131016},
    {"status": 302, "body": ""},
    {"status": 404, "body": "<html>"},
]
TOO_FAST = [{"error": 130429}, {"status": 429, "body": ""}, {"error": 131056}]
MAY_HAVE_ARRIVED = [
    {"status": 503, "body": "<html>"},
    {"status": 502, "body": {}},
    {"status": 200, "body": "<html>"},
    {"status": 200, "body": {}},
    {"status": 200, "body": {"messages": []}},
    {"status": 200, "body": {"messages": [{"id": 7}]}},
    {"cut": "before"},
    {"cut": "after"},
]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        *((fault, SendFailed) for fault in REFUSED_FOR_NOW),
        *((fault, TooFast) for fault in TOO_FAST),
        *((fault, SendUnknown) for fault in MAY_HAVE_ARRIVED),
    ],
)
def test_what_may_pass_is_worth_another_try(whatsapp_account, fake_whatsapp, fault, kind):
    faults(fake_whatsapp, fault)
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account)
    assert type(failure.value) is kind
    assert not failure.value.permanent
    assert send(whatsapp_account).startswith("wamid.")


@pytest.mark.parametrize(("status", "code"), [(401, 190), (403, 368), (400, 100), (400, 131026)])
def test_what_meta_refuses_is_final(whatsapp_account, fake_whatsapp, status, code):
    faults(fake_whatsapp, {"status": status, "body": {"error": {"code": code, "message": "secret words"}}})
    with pytest.raises(SendFailed, match=f"whatsapp {status}, code {code}") as failure:
        send(whatsapp_account)
    assert failure.value.permanent


def test_a_closed_window_is_told_apart(whatsapp_account, fake_whatsapp):
    faults(fake_whatsapp, {"error": 131047})
    with pytest.raises(WindowClosed):
        send(whatsapp_account)


def test_the_reason_holds_no_words_of_the_guest(whatsapp_account):
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account, "mi secreto", to="nobody")
    assert failure.value.permanent
    assert "secreto" not in str(failure.value)
    assert "nobody" not in str(failure.value)


def test_without_token_meta_refuses(whatsapp_account):
    whatsapp_account.access_token = ""
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account)
    # httpx does not even send an empty bearer.
    assert str(failure.value) in ("whatsapp 401, code 190", "whatsapp: LocalProtocolError")
    assert not isinstance(failure.value, SendUnknown)


def test_a_slow_answer_is_not_waited_for(whatsapp_account, fake_whatsapp, monkeypatch):
    monkeypatch.setattr(whatsapp, "client", lambda: httpx.Client(timeout=0.2))
    faults(fake_whatsapp, {"delay": 2})
    started = time.monotonic()
    with pytest.raises(SendUnknown, match="ReadTimeout"):
        send(whatsapp_account)
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[", "ftp://127.0.0.1", "nonsense"])
def test_an_address_where_nobody_listens_may_be_mended(whatsapp_account, address):
    whatsapp_account.base_url = address
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account)
    assert type(failure.value) is SendFailed
    assert not failure.value.permanent


def test_connections_are_reused():
    assert whatsapp.client() is whatsapp.client()
    assert not whatsapp.client().follow_redirects
