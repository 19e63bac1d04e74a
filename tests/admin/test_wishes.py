"""What a guest wished for: in the queue, beside the conversation, on its own page, and settled there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from messaging.models import Conversation, Message
from reservations import requests
from reservations.models import Request
from tests import factories as make

pytestmark = pytest.mark.integration


@pytest.fixture
def wish(conversation: Conversation) -> Request:
    said = make.MessageFactory(
        hotel=conversation.hotel, conversation=conversation, text="dos toallas a la 204, por favor"
    )
    details = {"things": ["towels"], "room": "204", "messages": [said.pk]}
    return requests.open_request(conversation.guest, "towels", asked_by=conversation.key, details=details)


def test_the_queue_names_it_and_whose_it_is(desk: Client, wish: Request) -> None:
    html = desk.get(reverse("review:queue")).content.decode()
    for words in ("To be brought", "Housekeeping", str(wish.guest)):
        assert words in html


def test_its_page_shows_what_was_said_and_settles_it(desk: Client, wish: Request) -> None:
    page = desk.get(reverse("review:request", args=[wish.pk]))
    html = page.content.decode()
    for words in ("towels", "204", "dos toallas a la 204, por favor", "Housekeeping"):
        assert words in html
    shown = page.context["tellings"]["done"]["text"]
    desk.post(reverse("review:settle", args=[wish.pk]), {"shown": shown, "tell": "on"})
    wish.refresh_from_db()
    assert (wish.status, wish.settled_by) == ("done", "staff:ana")
    assert Message.objects.get(direction="out").text == shown
    assert "toallas" in shown


def test_it_stands_beside_the_conversation(desk: Client, wish: Request, conversation: Conversation) -> None:
    html = desk.get(f"{reverse('inbox:page')}?c={conversation.pk}").content.decode()
    assert "To be brought" in html
    assert reverse("review:request", args=[wish.pk]) in html
