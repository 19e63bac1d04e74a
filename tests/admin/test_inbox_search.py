"""The inbox is searched by name, phone, confirmation number and by what was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from messaging.desk import lists, search
from messaging.models import Conversation
from pms import guests
from pms.models import Hotel
from tests import factories as make
from tests.admin.desk import fragment, say, whatsapp

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def _as_staff(hotel: Hotel) -> Iterator[None]:
    with scope(hotel=[hotel]):
        yield


@pytest.fixture
def garcia(hotel: Hotel) -> Conversation:
    guest = make.GuestFactory(
        hotel=hotel, name="María García Núñez", phone="+34 600 111-222", email="maria@example.com"
    )
    talk = whatsapp(hotel, guest, sender="34600111222")
    say(talk, "in", "¿La habitación tiene calefacción? Pregunté por el aparcamiento <b>cubierto</b>.")
    make.ReservationFactory(hotel=hotel, hold__guest=guest, reference="HA-0123456789", pms_number="PMS-66065")
    return talk


@pytest.fixture
def other(hotel: Hotel) -> Conversation:
    talk = whatsapp(
        hotel, make.GuestFactory(hotel=hotel, name="Tom Smith", phone="+1 212 555 0100"), sender="12125550100"
    )
    say(talk, "in", "Good morning")
    return talk


def ids(text: str) -> list[int]:
    return [hit.conversation for hit in search.find(text)[0]]


@pytest.mark.parametrize(
    "text",
    [
        *("garcia", "GARCÍA", "maría nunez", "nuñez mar", "  García   María "),
        *("600111222", "+34 600 111 222", "(600) 111-222", "34600111222", "1112", "0034 600111222"),
        *("HA-0123456789", "ha-01234", "pms-66065", "PMS-66065"),
        *("habitacion", "calefacción", "calef", "aparcamiento habitación", "maria@example.com"),
    ],
)
def test_found_by_what_staff_would_type(garcia: Conversation, other: Conversation, text: str) -> None:
    assert ids(text) == [garcia.pk]


@pytest.mark.parametrize(
    "text", ["xyzzy", "habitacion xyzzy", "garcia smith", "99999", "%", "_", "'", "\\", "zz:*&|!", "()", "-"]
)
def test_nothing_is_found_by_nothing(garcia: Conversation, other: Conversation, text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("5491155550100", "+54 11 5555-0100"),
        ("541155550100", "+54 9 11 5555 0100"),
        ("552187654321", "+55 21 98765-4321"),
    ],
)
def test_another_spelling_of_the_number_is_the_number(hotel: Hotel, stored: str, typed: str) -> None:
    talk = whatsapp(hotel, make.GuestFactory(hotel=hotel, phone=""), sender=stored)
    assert ids(typed) == [talk.pk]


def test_all_folders_are_searched_newest_first_once_each(hotel: Hotel, garcia: Conversation) -> None:
    closed = whatsapp(hotel, garcia.guest, owner="closed", last_message_at=timezone.now() - timedelta(days=2))
    say(closed, "in", "garcia garcia")
    say(closed, "in", "otra vez García")
    assert ids("garcia") == [garcia.pk, closed.pk]


def test_merged_guests_are_found_by_both_names(hotel: Hotel, garcia: Conversation) -> None:
    twin = make.GuestFactory(hotel=hotel, name="Mari Pili")
    talk = whatsapp(hotel, twin, last_message_at=timezone.now() - timedelta(days=1))
    guests.merge(twin, garcia.guest, actor="staff:ana")
    assert ids("pili") == [garcia.pk, talk.pk]


def test_results_have_pages_and_a_count(hotel: Hotel, desk: Client) -> None:
    for _ in range(lists.PAGE + 3):
        make.MessageFactory(hotel=hotel, text="la piscina")
    first, count = search.find("piscina")
    second, _ = search.find("piscina", offset=lists.PAGE)
    assert (len(first), len(second), count) == (lists.PAGE, 3, lists.PAGE + 3)
    assert not {hit.conversation for hit in first} & {hit.conversation for hit in second}
    assert fragment(desk, "list/", q="piscina", page=2).count("data-row") == 3


def test_label_narrows_the_search(garcia: Conversation) -> None:
    assert [hit.conversation for hit in search.find("garcia", label="VIP")[0]] == []
    Conversation.objects.filter(pk=garcia.pk).update(labels=["VIP"])
    assert [hit.conversation for hit in search.find("garcia", label="VIP")[0]] == [garcia.pk]


@pytest.mark.security
def test_words_are_marked_and_escaped(desk: Client, garcia: Conversation) -> None:
    page = fragment(desk, "list/", q="garcia cubierto")
    assert "Nothing found" in page  # a name or words, not some of each
    assert "María <mark>García</mark> Núñez" in fragment(desk, "list/", q="garcia")
    page = fragment(desk, "list/", q="cubierto habitacion")
    assert "<mark>habitación</mark>" in page
    assert "&lt;b&gt;<mark>cubierto</mark>&lt;/b&gt;" in page
    query = "<script>alert(1)</script>"
    assert "<script>" not in fragment(desk, "list/", q=query)


def test_surroundings_of_a_late_word_are_shown() -> None:
    marked = search.highlight(f"{'palabra ' * 40}ascensor y {'más ' * 40}", search.read("ascensor"), around=True)
    assert "<mark>ascensor</mark>" in marked
    assert marked.startswith("…") and marked.endswith("…")
    assert len(marked) < 180


MANY_GUESTS = """
INSERT INTO pms_guest (hotel_id, name, email, phone, language, created_at)
SELECT %s, md5(n::text), '', '', 'es', now() FROM generate_series(1, 5000) AS n
"""
MANY_CONVERSATIONS = """
INSERT INTO messaging_conversation (hotel_id, account_id, guest_id, sender, owner, handover_reason, labels, language,
    last_message_at, created_at)
SELECT hotel_id, %s, id, 'many-' || id, 'agent', '', '{}', 'es', now(), now() FROM pms_guest WHERE phone = ''
"""
MANY_MESSAGES = """
INSERT INTO messaging_message (hotel_id, account_id, conversation_id, direction, kind, text, buttons, payload, status,
    attempts, error, created_at, status_at)
SELECT c.hotel_id, c.account_id, c.id, 'in', 'text', md5(n::text), '[]', '{}', 'received', 0, '', now(), now()
FROM messaging_conversation AS c, generate_series(1, 5000) AS n WHERE c.id = %s
"""


@pytest.mark.performance
def test_one_query_that_uses_the_indexes(hotel: Hotel, garcia: Conversation, django_assert_num_queries: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MANY_GUESTS, [hotel.pk])
        cursor.execute(MANY_CONVERSATIONS, [garcia.account_id])
        cursor.execute(MANY_MESSAGES, [garcia.pk])
        cursor.execute("ANALYZE pms_guest, messaging_conversation, messaging_message")
    with django_assert_num_queries(1) as asked:  # type: ignore[operator]
        assert ids("garcia") == [garcia.pk]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked.captured_queries[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "message_words" in plan, plan
    # As guest_name_part indexes it; five thousand guests are still read without it.
    assert "upper((name)::text) ~" in plan, plan
