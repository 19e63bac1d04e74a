"""What we send is what pywa sends for the same, and the fake, as strict as Meta, takes both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import pywa
from pywa.types import Button, Section, SectionList, SectionRow
from pywa.types.templates import BodyText, TemplateLanguage

from messaging.channels import CHANNELS
from messaging.fakes.whatsapp import Meta, Server
from messaging.models import Media
from tests import factories as make
from tests.messaging.channels import shapes

pytestmark = pytest.mark.integration
GUEST = shapes.GUEST


@pytest.fixture
def their(fake_whatsapp: Server) -> Iterator[pywa.WhatsApp]:
    """pywa, speaking to the fake."""
    with httpx.Client(trust_env=False) as session:
        client = pywa.WhatsApp(phone_id=shapes.NUMBER, token="token", server=None, session=session)
        session.base_url = httpx.URL(fake_whatsapp.url)
        yield client


@pytest.fixture
def ours(whatsapp_account: Any) -> Any:
    conversation = make.ConversationFactory(hotel=whatsapp_account.hotel, account=whatsapp_account, sender=GUEST)

    def send(*, to: str = GUEST, file: tuple[str, bytes] | None = None, **message: Any) -> str:
        row = make.MessageFactory(conversation=conversation, direction="out", status="sending", **message)
        if file:
            Media(hotel=row.hotel, message=row, mime=file[0], content=file[1]).save()
        CHANNELS["whatsapp"].send(whatsapp_account, to, row)
        return f"message:{row.pk}"

    return send


def same(meta: Meta) -> bool:
    """What we sent is, word by word, what pywa sent; pywa also writes what it leaves empty."""
    our, their = ({**without_nothing(record["body"])} for record in meta.sent)
    for body in (our, their):
        if "id" in body[body["type"]]:
            body[body["type"]]["id"] = meta.media[body[body["type"]]["id"]]
    assert our == their
    return True


def without_nothing(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: without_nothing(child) for key, child in part.items() if child not in (None, "")}
    return [without_nothing(child) for child in part] if isinstance(part, list | tuple) else part


@pytest.mark.parametrize("to", [GUEST, shapes.BSUID])
def test_a_text(fake_whatsapp, ours, their, to):
    tracker = ours(to=to, text="Buenas tardes 🙂")
    their.send_message(to, "Buenas tardes 🙂", tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_buttons(fake_whatsapp, ours, their):
    tracker = ours(text="¿Confirma?", buttons=[["yes", "Sí"], ["no", "No"]])
    buttons = [Button("Sí", callback_data="yes"), Button("No", callback_data="no")]
    their.send_message(GUEST, "¿Confirma?", buttons=buttons, tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_a_list(fake_whatsapp, ours, their):
    options = [[f"choose:{n}", f"Habitación {n}"] for n in range(5)]
    tracker = ours(text="¿Cuál?", buttons=options)
    rows = [SectionRow(title, callback_data=id_) for id_, title in options]
    label = fake_whatsapp.meta.sent[0]["body"]["interactive"]["action"]["button"]
    their.send_message(GUEST, "¿Cuál?", buttons=SectionList(label, [Section("", rows)]), tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_a_template(fake_whatsapp, ours, their):
    payload = {"name": "hotel_answer", "language": "es", "params": ["Ana", "Su habitación está lista"]}
    tracker = ours(kind="template", payload=payload)
    params = [BodyText.params("Ana", "Su habitación está lista")]
    their.send_template(GUEST, "hotel_answer", TemplateLanguage.SPANISH, params, tracker=tracker)
    for record in fake_whatsapp.meta.sent:  # Meta takes them small, as its pages write them, and large
        component = record["body"]["template"]["components"][0]
        component["type"] = component["type"].lower()
    assert same(fake_whatsapp.meta)


def test_a_location(fake_whatsapp, ours, their):
    place = {"latitude": 41.4, "longitude": 2.2, "name": "Casa Azul", "address": "Carrer Major 1"}
    tracker = ours(kind="location", payload=place)
    their.send_location(GUEST, **place, tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_an_image(fake_whatsapp, ours, their):
    tracker = ours(kind="image", text="El baño", file=("image/png", b"\x89PNG"))
    their.send_image(GUEST, b"\x89PNG", caption="El baño", mime_type="image/png", tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_a_document(fake_whatsapp, ours, their):
    tracker = ours(kind="document", payload={"name": "reserva.pdf"}, file=("application/pdf", b"%PDF"), text="")
    their.send_document(GUEST, b"%PDF", filename="reserva.pdf", mime_type="application/pdf", tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_a_voice_message(fake_whatsapp, ours, their):
    tracker = ours(kind="audio", file=("audio/ogg", b"OggS"), text="")
    their.send_voice(GUEST, b"OggS", mime_type="audio/ogg", tracker=tracker)
    assert same(fake_whatsapp.meta)


def test_a_read_mark_with_and_without_typing(fake_whatsapp, whatsapp_account, their):
    channel = CHANNELS["whatsapp"]
    channel.seen(whatsapp_account, "wamid.1")
    their.indicate_typing("wamid.1")
    channel.seen(whatsapp_account, "wamid.2", typing=False)
    their.mark_message_as_read("wamid.2")
    marks = [{name: mark[name] for name in mark if name not in ("n", "at")} for mark in fake_whatsapp.meta.marks]
    assert marks[0] == marks[1]
    assert marks[2] == marks[3]
    assert "typing_indicator" in marks[0]
    assert "typing_indicator" not in marks[2]
