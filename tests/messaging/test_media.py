"""Files that guests send: fetched once, asked for again while there is hope, and given up with the reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from messaging import media, queues, tasks
from messaging.channels.whatsapp import files
from messaging.fakes import phone
from messaging.fakes.whatsapp import Server
from messaging.models import ChannelAccount, Media, Message
from pms.models import Hotel
from tests import factories as make
from tests.messaging.conftest import RECORDED_NUMBER, post

pytestmark = pytest.mark.integration
PHOTO = b"\xff\xd8\xff a photo"


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tasks that a worker was called for."""
    calls: list[str] = []
    monkeypatch.setattr(
        queues, "wake", lambda task, *ids, queue, countdown=0: calls.append(task.removeprefix("messaging.tasks."))
    )
    return calls


@pytest.fixture
def at_meta(fake_whatsapp: Server) -> dict[str, tuple[str, bytes]]:
    files: dict[str, tuple[str, bytes]] = fake_whatsapp.meta.media
    files["77"] = ("image/jpeg", PHOTO)
    return files


@pytest.fixture
def photo(whatsapp_account: ChannelAccount, at_meta: Any) -> Message:
    """A message whose file nobody has fetched."""
    message: Message = make.MessageFactory(
        hotel=whatsapp_account.hotel,
        conversation=make.ConversationFactory(hotel=whatsapp_account.hotel, account=whatsapp_account),
        kind="image",
        text="",
        payload={"media": "77", "mime": "image/jpeg"},
    )
    return message


def say(client: Client, **wish: Any) -> None:
    said = {"from": "34600111222", **wish}
    assert post(client, phone.envelope(RECORDED_NUMBER, said)).status_code == 200


@pytest.mark.parametrize("kind", media.FILES)
def test_a_file_of_every_kind_is_fetched_after_the_webhook(
    client: Client, whatsapp_account: ChannelAccount, at_meta: Any, woken: list[str], kind: str
) -> None:
    say(client, **{kind: "77"})
    assert "fetch_media" in woken
    tasks.fetch_media(whatsapp_account.hotel_id)
    found = Media.objects.get(message__kind=kind)
    assert (bytes(found.content or b""), found.mime, found.external_id, found.error) == (PHOTO, "image/jpeg", "77", "")


def test_words_and_places_have_no_file(client: Client, whatsapp_account: ChannelAccount, woken: list[str]) -> None:
    say(client, text="hola")
    say(client, location={"latitude": 36.5, "longitude": -6.3})
    say(client, message={"type": "image", "image": {}})
    assert "fetch_media" not in woken
    assert not media.missing().exists()


def test_what_has_come_is_not_asked_for_again(photo: Message, whatsapp_account: ChannelAccount, at_meta: Any) -> None:
    tasks.fetch_media(whatsapp_account.hotel_id)
    at_meta["77"] = ("image/jpeg", b"another photo")
    tasks.fetch_media(whatsapp_account.hotel_id)
    assert bytes(Media.objects.get().content or b"") == PHOTO


def test_two_workers_keep_it_once(photo: Message) -> None:
    first, second = (media.missing().get() for _ in range(2))
    assert media.fetch(first)
    assert media.fetch(second)
    assert Media.objects.count() == 1


def test_an_address_that_ran_out_is_asked_for_anew(photo: Message, fake_whatsapp: Server) -> None:
    fake_whatsapp.meta.media_seconds = -1
    assert media.fetch(photo) is None
    assert media.missing().get() == photo
    fake_whatsapp.meta.media_seconds = 300
    assert media.fetch(photo)
    assert bytes(Media.objects.get().content or b"") == PHOTO


def test_an_unknown_file_is_given_up_with_the_reason(photo: Message, at_meta: Any) -> None:
    at_meta.clear()
    assert media.fetch(photo)
    assert (Media.objects.get().content, Media.objects.get().error) == (None, "whatsapp 400: no such file")
    assert not media.missing().exists()


def test_a_file_too_large_is_given_up_with_the_reason(photo: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", len(PHOTO) - 1)
    media.fetch(photo)
    assert (Media.objects.get().content, Media.objects.get().error) == (None, "whatsapp: too large")


def test_after_an_hour_of_trouble_it_is_given_up(photo: Message, fake_whatsapp: Server) -> None:
    fake_whatsapp.shutdown()
    fake_whatsapp.server_close()
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert media.fetch(photo) is None
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert media.fetch(photo)
    assert Media.objects.get().error == "whatsapp: ConnectError"
    assert not media.missing().exists()


def test_a_channel_without_files_gives_up_at_once(hotel: Hotel) -> None:
    photo = make.MessageFactory(hotel=hotel, kind="image", payload={"media": "77"})
    media.fetch(photo)
    assert Media.objects.get().error == "web brings no files"


def test_the_sweeper_finds_what_was_forgotten(photo: Message, woken: list[str]) -> None:
    tasks.sweep()
    assert woken.count("fetch_media") == 1
    media.fetch(photo)
    woken.clear()
    tasks.sweep()
    assert "fetch_media" not in woken


def test_one_that_does_not_come_keeps_no_other_waiting(photo: Message, at_meta: Any) -> None:
    """Unknown, gone and fine: each for itself."""
    for media_id in ("78", "79"):
        make.MessageFactory(
            hotel=photo.hotel, conversation=photo.conversation, kind="audio", payload={"media": media_id}
        )
    at_meta["79"] = ("audio/ogg; codecs=opus", b"OggS")
    tasks.fetch_media(photo.hotel_id)
    assert dict(Media.objects.values_list("external_id", "error")) == {
        "77": "",
        "78": "whatsapp 400: no such file",
        "79": "",
    }


@pytest.mark.security
def test_another_hotels_files_are_not_fetched(photo: Message, other_hotel: Hotel) -> None:
    tasks.fetch_media(other_hotel.pk)
    assert not Media._base_manager.exists()
