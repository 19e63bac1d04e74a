"""The confirmation again: its number in words, and as a picture where the channel shows pictures."""

from __future__ import annotations

import pytest
from django.test import Client

from messaging import inbox, orchestrator, webchat
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation, Media, Message
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Reservation
from tests.messaging.talk import Talk
from tests.messaging.test_wishes import book

pytestmark = pytest.mark.integration
PNG = b"\x89PNG"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "¿me reenvían la confirmación?"),
        ("pt", "podem reenviar a confirmação?"),
        ("en", "resend my QR code"),
    ],
)
def test_a_picture_of_the_number_follows_the_words(talk: Talk, stay: Stay, language: str, said: str) -> None:
    reservation = book(talk, stay)
    Conversation.objects.update(language=language)
    words, picture = talk.says(said).messages
    assert reservation.reference in words.text
    assert (picture.kind, picture.text) == ("image", f"QR {reservation.reference}")
    assert bytes(Media.objects.get(message=picture).content).startswith(PNG)


def test_without_a_reservation_there_is_none(talk: Talk) -> None:
    outcome = talk.says("¿me reenvían la confirmación?")
    assert (outcome.record.words, len(outcome.messages)) == ("reservations", 1)


@pytest.mark.parametrize("status", ["pending", "needs_staff", "cancelled"])
def test_what_is_not_confirmed_gets_no_code(talk: Talk, stay: Stay, status: str) -> None:
    book(talk, stay)
    Reservation.objects.update(status=status)
    outcome = talk.says("¿me reenvían la confirmación?")
    assert (outcome.record.words, len(outcome.messages)) == ("reservations", 1)


def test_only_its_visitor_opens_the_picture(talk: Talk, stay: Stay, hotel: Hotel, client: Client) -> None:
    book(talk, stay)
    picture = talk.says("¿me reenvían la confirmación?").messages[1]
    Message.objects.filter(pk=picture.pk).update(status="sent")
    address = f"/chat/{hotel.slug}/pictures/{picture.pk}"
    assert client.get(address).status_code == 404
    visit = webchat.Visit(talk.account, "another visitor")
    client.cookies[webchat.cookie_name(hotel.slug)] = webchat.cookie_value(visit)
    assert client.get(address).status_code == 404
    visit = webchat.Visit(talk.account, talk.sender)
    client.cookies[webchat.cookie_name(hotel.slug)] = webchat.cookie_value(visit)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(PNG)
    [shown] = [row for row in webchat.read(visit, 0) if row["picture"]]
    assert (shown["id"], shown["text"]) == (picture.pk, picture.text)


@pytest.mark.parametrize("kind", ["api", "terminal"])
def test_where_no_pictures_are_shown_the_words_are_enough(hotel: Hotel, talk: Talk, stay: Stay, kind: str) -> None:
    reservation = book(talk, stay)
    account, _ = ChannelAccount.objects.get_or_create(hotel=hotel, kind=kind, defaults={"external_id": kind})
    Conversation.objects.update(account=account)
    talk.account = ChannelAccount.objects.select_related("hotel").get(pk=account.pk)
    names = (Identity("web", talk.sender),)
    inbox.receive(talk.account, [Incoming("q1", talk.sender, names, hotel.now(), text="mi código QR por favor")])
    conversation = Conversation.objects.select_related("hotel", "guest", "account").get()
    outcome = orchestrator.answer(conversation)
    assert outcome
    [words] = outcome.messages
    assert reservation.reference in words.text
