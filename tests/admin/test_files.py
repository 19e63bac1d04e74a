"""Files in the thread: what staff see of them, and how they get them without a browser showing them by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from messaging.models import Conversation, Media, Message
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.desk import opened

pytestmark = pytest.mark.integration


def sent(hotel: Hotel, conversation: Conversation, *, name: str = "", kind: str = "image", **file: Any) -> Media:
    message = make.MessageFactory(
        hotel=hotel, conversation=conversation, kind=kind, text="", payload={"media": "77", "name": name}
    )
    media: Media = make.MediaFactory(hotel=hotel, message=message, **file)
    return media


def url(media: Media) -> str:
    return reverse("admin:messaging_media_file", args=[media.pk])


def thread(client: Client, conversation: Conversation) -> str:
    return opened(client, conversation)


@pytest.mark.parametrize(
    ("kind", "size", "words"),
    [
        ("image", 120_400, "Photo · 120 kB"),
        ("audio", 7, "Voice message · 1 kB"),
        ("document", 2_340_000, "Document · 2.3 MB"),
    ],
)
def test_a_file_is_a_link_with_its_size(
    desk: Client, hotel: Hotel, conversation: Conversation, kind: str, size: int, words: str
) -> None:
    media = sent(hotel, conversation, kind=kind, content=b"x" * size)
    page = thread(desk, conversation)
    assert words in page
    assert f'href="{url(media)}"' in page


def test_what_has_not_come_is_said_and_not_linked(desk: Client, hotel: Hotel, conversation: Conversation) -> None:
    make.MessageFactory(hotel=hotel, conversation=conversation, kind="image", text="", payload={"media": "77"})
    assert "Photo · not here yet" in thread(desk, conversation)
    media = sent(hotel, conversation, content=None, error="whatsapp: too large")
    page = thread(desk, conversation)
    assert "Photo · did not come: whatsapp: too large" in page
    assert url(media) not in page
    assert desk.get(url(media)).status_code == 302


def test_an_empty_file_is_a_file(desk: Client, hotel: Hotel, conversation: Conversation) -> None:
    assert desk.get(url(sent(hotel, conversation, content=b""))).content == b""


def test_words_under_a_photo_are_shown_too(desk: Client, hotel: Hotel, conversation: Conversation) -> None:
    media = sent(hotel, conversation)
    Message.objects.filter(pk=media.message_id).update(text="Mi comprobante")
    page = thread(desk, conversation)
    assert "Photo" in page
    assert "Mi comprobante" in page


def test_the_download_is_what_was_sent(desk: Client, hotel: Hotel, conversation: Conversation) -> None:
    answer = desk.get(url(sent(hotel, conversation, kind="document", name="factura 12.pdf", mime="application/pdf")))
    assert answer.content == b"\xff\xd8\xff a photo"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="factura_12.pdf"'


@pytest.mark.security
@pytest.mark.parametrize(
    "mime",
    ["text/html", "image/svg+xml", "application/xhtml+xml", "text/html; charset=utf-8", "", "x\r\nSet-Cookie: a"],
)
def test_no_browser_shows_it_by_itself(desk: Client, hotel: Hotel, conversation: Conversation, mime: str) -> None:
    answer = desk.get(url(sent(hotel, conversation, mime=mime, content=b"<script>alert(1)</script>")))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer


@pytest.mark.security
@pytest.mark.parametrize(
    ("given", "mime", "saved"),
    [
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ('a"; filename="b.exe', "application/pdf", "a_filename_b.pdf"),
        ("x\r\nSet-Cookie: a=b.pdf", "application/pdf", "x_Set-Cookie_a_b.pdf"),
        ("photo.jpg.exe", "image/jpeg", "photo_jpg.jpg"),
        ("página.html", "audio/ogg; codecs=opus", "página.ogg"),
        ("....", "image/png", "image-{pk}.png"),
        ("", "image/jpeg", "image-{pk}.jpg"),
        ("x" * 300, "image/jpeg", "x" * 60 + ".jpg"),
        ("secret", "made/up", "secret"),
    ],
)
def test_the_name_does_no_tricks(
    desk: Client, hotel: Hotel, conversation: Conversation, given: str, mime: str, saved: str
) -> None:
    media = sent(hotel, conversation, name=given, mime=mime)
    disposition = desk.get(url(media))["Content-Disposition"]
    saved = saved.format(pk=media.message_id)
    encoded = saved.replace("á", "%C3%A1")
    assert disposition in (f'attachment; filename="{saved}"', f"attachment; filename*=utf-8''{encoded}")


@pytest.mark.security
def test_who_may_read_the_thread_may_open_it_and_nobody_else(
    hotel: Hotel, other_hotel: Hotel, conversation: Conversation, desk: Client
) -> None:
    media = sent(hotel, conversation)
    reader, guest_list = (
        logged_in(staff(hotel, name, *may)) for name, may in (("eva", ["view_conversation"]), ("leo", ["view_guest"]))
    )
    assert reader.get(url(media)).status_code == 200
    assert guest_list.get(url(media)).status_code == 403
    assert Client().get(url(media)).status_code == 302
    neighbour = logged_in(staff(other_hotel, "zoe"))
    assert neighbour.get(url(media)).status_code == 302
    assert desk.get(url(make.MediaFactory(hotel=other_hotel))).status_code == 302


@pytest.mark.performance
def test_neither_list_nor_thread_reads_the_files(
    desk: Client, hotel: Hotel, conversation: Conversation, django_assert_max_num_queries: Any
) -> None:
    media = sent(hotel, conversation)
    pages = [f"/admin/inbox/?c={conversation.pk}",
             *(reverse(f"admin:messaging_media_{page}", args=args) for page, args in
             (("changelist", []), ("change", [media.pk])))]  # fmt: skip
    for page in pages:
        with django_assert_max_num_queries(30) as asked:
            assert desk.get(page).status_code == 200
        reads = [query["sql"] for query in asked.captured_queries if '"messaging_media"."content"' in query["sql"]]
        assert reads, page
        assert all(query.count('"content"') == query.count('LENGTH("messaging_media"."content")') for query in reads)


def test_changed_and_taken_back_messages_are_marked(desk: Client, hotel: Hotel, conversation: Conversation) -> None:
    say = {"hotel": hotel, "conversation": conversation}
    make.MessageFactory(**say, text="a las ocho")
    assert "edited" not in thread(desk, conversation)
    make.MessageFactory(**say, text="a las nueve", edited_at=timezone.now())
    assert "· edited" in thread(desk, conversation)
    assert "taken back" not in thread(desk, conversation)
    make.MessageFactory(**say, text="nada", edited_at=timezone.now(), deleted_at=timezone.now())
    assert "· taken back" in thread(desk, conversation)
    assert thread(desk, conversation).count("· edited") == 1
