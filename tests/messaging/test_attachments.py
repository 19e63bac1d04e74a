"""Photos, voice messages, places and whatever else comes without words."""

from __future__ import annotations

import pytest

from messaging.models import Conversation, Message
from pms.terms import Stay
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("image", "abrir fotos"),
        ("audio", "escuchar mensajes de voz"),
        ("video", "ver vídeos"),
        ("document", "abrir documentos"),
        ("location", "consultar ubicaciones"),
        ("contacts", "abrir contactos"),
        ("unknown", "mensajes de ese tipo"),
    ],
)
def test_a_guest_is_told_what_cannot_be_opened_and_asked_to_write(talk: Talk, kind: str, words: str) -> None:
    outcome = talk.says("", kind=kind)
    assert (outcome.record.intent, outcome.record.words) == ("attachment", "attachment")
    [reply] = outcome.messages
    assert words in reply.text
    assert [button for button, _ in reply.buttons] == ["human"]


def test_in_the_language_of_the_conversation(talk: Talk) -> None:
    talk.says("Olá, vocês têm wi-fi?")
    assert "ouvir mensagens de voz" in talk.says("", kind="audio").messages[0].text
    talk.says("Hello, do you have parking? I am coming by car")
    assert "listen to voice messages" in talk.says("", kind="audio").messages[0].text


def test_a_sticker_is_thanked_for(talk: Talk) -> None:
    assert talk.says("", kind="sticker").record.words == "thanks"


def test_an_album_is_answered_once(talk: Talk) -> None:
    outcome = talk.says(*[""] * 5, kind="image")
    assert (outcome.more, Message.objects.filter(direction="out").count()) == (False, 1)
    assert Message.objects.filter(direction="in", turn=outcome.record).count() == 5


def test_words_under_a_photo_are_answered_as_words(talk: Talk) -> None:
    assert talk.says("", "¿tienen wifi?", "", kind="image").record.words == "fact"


def test_the_address_of_a_place_is_not_what_the_guest_says(talk: Talk) -> None:
    outcome = talk.says("Desayuno Doble Wifi, Calle 12 de Octubre, Cádiz", kind="location")
    assert outcome.record.words == "attachment"


def test_a_sticker_for_a_yes_books_nothing_and_is_asked_again(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    talk.says("la primera")
    again = talk.says("", kind="sticker").messages[0]
    assert "¿Confirmo la reserva?" in again.text
    assert talk.says("sí").record.words == "confirmed"


def test_three_in_a_row_bring_a_person(talk: Talk) -> None:
    words = [talk.says("", kind="audio").record.words for _ in range(3)]
    assert words == ["attachment", "attachment", "handover"]
    assert Conversation.objects.get().owner == "waiting"


def test_something_understood_in_between_brings_nobody(talk: Talk) -> None:
    for _ in range(3):
        assert talk.says("", kind="audio").record.words == "attachment"
        talk.says("¿tienen wifi?")
    assert Conversation.objects.get().owner == "agent"
