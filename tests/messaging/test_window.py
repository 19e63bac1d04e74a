"""What goes out when the guest has been silent for a day: the hotel's template, else a task for staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.utils import timezone
from prometheus_client import REGISTRY

from messaging import outbox, ownership
from messaging.channels.base import File
from messaging.errors import SendFailed, WindowClosed
from messaging.fakes.whatsapp import Server
from messaging.models import ChannelAccount, Conversation, ConversationEvent, Message, MessageTemplate
from messaging.turn import Button
from tests import factories as make

pytestmark = [pytest.mark.integration, pytest.mark.critical]

MARGIN = timedelta(minutes=1)
SPOKEN = {"es": "Del hotel: {{1}}", "pt": "Do hotel: {{1}}", "en": "From the hotel: {{1}}"}


@pytest.fixture
def chat(whatsapp_account: ChannelAccount) -> Conversation:
    """A guest who wrote yesterday at this time."""
    conversation: Conversation = make.ConversationFactory(
        hotel=whatsapp_account.hotel,
        account=whatsapp_account,
        sender="34600111222",
        language="pt",
        last_message_at=timezone.now() - timedelta(hours=24),
    )
    return conversation


@pytest.fixture
def approve(whatsapp_account: ChannelAccount) -> Callable[..., None]:
    def template(language: str, code: str = "") -> None:
        MessageTemplate.objects.create(
            hotel=whatsapp_account.hotel,
            account=whatsapp_account,
            name=f"answer_{language}",
            language=language,
            code=code,
            text=SPOKEN[language],
        )

    return template


@pytest.fixture
def sent(fake_whatsapp: Server) -> Callable[[], list[dict[str, Any]]]:
    return lambda: httpx.get(f"{fake_whatsapp.url}/sent").json()  # type: ignore[no-any-return]


@pytest.fixture
def refuse(fake_whatsapp: Server) -> Callable[[int], None]:
    """Meta's clock is not ours: it refuses the next message with this code."""
    return lambda code: httpx.post(f"{fake_whatsapp.url}/faults", json={"faults": [{"error": code}]}).raise_for_status()


def counted(result: str) -> float:
    labels = {"channel": "whatsapp", "direction": "out", "result": result}
    return REGISTRY.get_sample_value("messages_total", labels) or 0


def test_within_the_window_it_goes_as_it_is(chat, approve, sent):
    approve("pt")
    Conversation.objects.update(last_message_at=timezone.now() - timedelta(hours=24) + 2 * MARGIN)
    outbox.deliver(outbox.queue(chat, "Olá").pk)
    assert sent()[0]["type"] == "text"


@pytest.mark.parametrize("ago", [timedelta(hours=24) - MARGIN, timedelta(hours=24), timedelta(days=30)])
def test_outside_it_goes_as_a_template(chat, approve, sent, ago):
    approve("pt", "pt_BR")
    Conversation.objects.update(last_message_at=timezone.now() - ago)
    before = counted("template")
    message = outbox.deliver(outbox.queue(chat, "Seu quarto está pronto.", buttons=[Button("yes", "Sim")]).pk)
    assert sent()[0]["body"]["template"] == {
        "name": "answer_pt",
        "language": {"code": "pt_BR"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": "Seu quarto está pronto."}]}],
    }
    message.refresh_from_db()
    assert (message.status, message.kind, message.text) == ("sent", "template", "Seu quarto está pronto.")
    assert message.buttons == []
    assert message.payload == {"name": "answer_pt", "language": "pt_BR", "params": ["Seu quarto está pronto."]}
    assert counted("template") == before + 1


@pytest.mark.parametrize(("languages", "chosen"), [("es en", "es"), ("pt es", "pt"), ("en pt es", "pt")])
def test_it_speaks_the_guests_language_else_the_hotels(chat, approve, sent, languages, chosen):
    for language in languages.split():
        approve(language)
    outbox.deliver(outbox.queue(chat, "Olá").pk)
    assert sent()[0]["body"]["template"]["name"] == f"answer_{chosen}"


def test_what_we_say_is_one_line_of_what_meta_allows(chat, approve, sent):
    approve("pt")
    outbox.deliver(outbox.queue(chat, " Olá,\n\n*Ana*:\t1 ·     100 €\n" + "x" * 2000).pk)
    [parameter] = sent()[0]["body"]["template"]["components"][0]["parameters"]
    assert parameter["text"].startswith("Olá, *Ana*: 1 · 100 € xxx")
    assert len(parameter["text"]) == 1024


@pytest.mark.parametrize("language", ["", "en"])
def test_without_a_template_it_is_a_task_for_staff(chat, approve, sent, language):
    """Neither the guest's language nor the hotel's: a text nobody has approved for them is no help."""
    if language:
        approve(language)
    before = counted("window_closed")
    message = outbox.deliver(outbox.queue(chat, "Olá").pk)
    message.refresh_from_db()
    assert (message.status, message.error) == ("failed", outbox.CLOSED)
    assert sent() == []
    assert_staff_know(chat)
    assert counted("window_closed") == before + 1


def test_staff_who_have_it_read_it_in_the_history(chat):
    ana = make.UserFactory()
    ownership.take_over(chat, ana)
    outbox.deliver(outbox.queue(chat, "Olá", staff=ana.pk).pk)
    assert Conversation.objects.get(pk=chat.pk).owner == "staff"
    assert ConversationEvent.objects.filter(kind="not_delivered").count() == 1


def test_a_file_alone_says_nothing_a_template_could(chat, approve, sent):
    approve("pt")
    outbox.deliver(outbox.queue(chat, "", attached=File("image/png", b"x")).pk)
    assert sent() == []
    assert_staff_know(chat)


def test_channels_without_a_window_are_always_open(conversation):
    Conversation.objects.update(last_message_at=timezone.now() - timedelta(days=30))
    assert outbox.deliver(outbox.queue(conversation, "hola").pk).status == "sent"


class TestMetasClock:
    @pytest.fixture(autouse=True)
    def _open_by_ours(self, chat):
        Conversation.objects.filter(pk=chat.pk).update(last_message_at=timezone.now())

    def test_it_goes_as_a_template_at_the_next_try(self, chat, approve, refuse, sent):
        approve("pt")
        refuse(131047)
        pk = outbox.queue(chat, "Olá").pk
        with pytest.raises(WindowClosed) as failure:
            outbox.deliver(pk)
        assert not failure.value.permanent
        outbox.deliver(pk)
        assert [(record["type"], record["text"]) for record in sent()] == [("template", "answer_pt · Olá")]

    def test_a_template_that_is_refused_too_is_a_task(self, chat, approve, refuse):
        approve("pt")
        refuse(131047)
        refuse(131047)
        pk = outbox.queue(chat, "Olá").pk
        for _ in range(2):
            with pytest.raises(WindowClosed):
                outbox.deliver(pk)
        assert Message.objects.get(pk=pk).status == "failed"
        assert_staff_know(chat)

    def test_without_a_template_it_is_a_task(self, chat, refuse):
        refuse(131047)
        with pytest.raises(SendFailed) as failure:
            outbox.deliver(outbox.queue(chat, "Olá").pk)
        assert failure.value.permanent
        assert_staff_know(chat)

    def test_a_template_meta_does_not_know_is_a_task(self, chat, approve, refuse):
        approve("pt")
        Conversation.objects.filter(pk=chat.pk).update(last_message_at=timezone.now() - timedelta(days=2))
        refuse(132001)
        with pytest.raises(SendFailed, match="132001"):
            outbox.deliver(outbox.queue(chat, "Olá").pk)
        assert_staff_know(chat)


def assert_staff_know(conversation: Conversation) -> None:
    conversation.refresh_from_db()
    assert conversation.owner == "waiting"
    assert conversation.handover_reason.startswith("a message could not be delivered: ")
    assert ConversationEvent.objects.filter(kind="not_delivered").count() == 1
