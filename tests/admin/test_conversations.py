"""The thread: who said what and why, and the buttons that move it between agent and staff."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from messaging import outbox, ownership
from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Guest, Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff


@pytest.fixture
def talk(hotel: Hotel, guest: Guest) -> Conversation:
    """Juan has asked by WhatsApp, and the agent has answered."""
    account = ChannelAccount.objects.get(hotel=hotel, kind="whatsapp")
    talk: Conversation = make.ConversationFactory(hotel=hotel, account=account, guest=guest)
    turn = make.TurnRecordFactory(
        hotel=hotel,
        conversation=talk,
        intent="check_availability",
        confidence=0.93,
        words="availability",
        took_ms=41,
        understanding={"slots": {"arrival": "2026-12-20", "party": {"adults": 2, "children": [5]}}, "ask": ["vague"]},
        trace=[["offers", [[7, "double", "flexible", "200.00"]]], ["hold", {"id": 3, "unit": "101"}], ["kept", ""]],
    )
    say(talk, "in", "¿Tienen <b>sitio</b>?", turn=turn)
    say(talk, "out", "Sí: *Habitación doble*", turn=turn, status="read", buttons=[["choose_room:1", "Doble"]])
    return talk


def say(conversation: Conversation, direction: str, text: str, **fields: Any) -> Message:
    message: Message = make.MessageFactory(
        hotel=conversation.hotel, conversation=conversation, direction=direction, text=text, **fields
    )
    return message


def page_of(client: Client, conversation: Conversation) -> str:
    return client.get(reverse("admin:messaging_conversation_change", args=[conversation.pk])).content.decode()


def move(client: Client, conversation: Conversation, name: str, **form: str) -> Any:
    conversation.refresh_from_db()
    seen = f"{conversation.owner}:{conversation.staff_id or ''}"
    return client.post(f"/admin/messaging/conversation/{conversation.pk}/{name}/", {"seen": seen, **form})


def test_thread_shows_words_and_reasons(desk: Client, talk: Conversation) -> None:
    page = page_of(desk, talk)
    assert "&lt;b&gt;sitio&lt;/b&gt;" in page
    assert "<strong>Habitación doble</strong>" in page
    for words in ("93 % sure", "20 Dec", "Adults 2", "7 · double · flexible · 200.00", "Unit 101", "41 ms", "Read"):
        assert words in page.replace("\u00a0", " "), words


def test_times_are_the_hotels(talk: Conversation, hotel: Hotel, desk: Client) -> None:
    message = say(talk, "in", "hola", created_at=timezone.now() + timedelta(minutes=1))
    local = message.created_at.astimezone(hotel.zone)
    assert desk.get(reverse("admin:messaging_conversation_change", args=[talk.pk])).context["bubbles"][
        -1
    ].time == local.strftime("%H:%M")


def test_page_tells_what_the_agent_knows(desk: Client, talk: Conversation, hotel: Hotel) -> None:
    make.SessionFactory(hotel=hotel, conversation=talk, state={"name": "Juan", "awaiting": "confirm"})
    make.RoomHoldFactory(hotel=hotel, unit="103", guest=talk.guest, holder=talk.key)
    make.ReservationFactory(hotel=hotel, guest=talk.guest, guest_name="Juan", reference="HA-77")
    ownership.hand_over(talk, "asked for a discount")
    page = page_of(desk, talk).replace("\u00a0", " ")
    for words in ("Waits to hear", "103 · double", "20 min left", "HA-77", "Asked for a discount", "23 h 59 min"):
        assert words in page, words


def test_failed_delivery_says_why(desk: Client, talk: Conversation) -> None:
    say(talk, "out", "Hola", status="failed", error="window closed")
    assert "Not delivered: window closed" in page_of(desk, talk)


def test_closed_window_says_so(desk: Client, talk: Conversation) -> None:
    Conversation.objects.filter(pk=talk.pk).update(last_message_at=timezone.now() - timedelta(hours=25))
    assert "only templates go out" in page_of(desk, talk)


def test_list_puts_who_waits_first(desk: Client, hotel: Hotel, talk: Conversation) -> None:
    waits = make.ConversationFactory(hotel=hotel, owner="waiting", last_message_at=timezone.now() - timedelta(days=3))
    url = reverse("admin:messaging_conversation_changelist")
    answer = desk.get(url)
    assert answer.context["cl"].result_list[0] == waits
    assert "Sí: *Habitación doble*" in answer.content.decode()
    assert list(desk.get(url, {"whose": "waiting"}).context["cl"].queryset) == [waits]
    assert not desk.get(url, {"whose": "mine"}).context["cl"].queryset.exists()


def test_staff_take_over_write_and_give_back(desk: Client, ana: User, talk: Conversation) -> None:
    assert "Take over to write" in page_of(desk, talk)
    move(desk, talk, "take-over")
    talk.refresh_from_db()
    assert (talk.owner, talk.staff) == ("staff", ana)
    assert "Write to Juan Pérez" in page_of(desk, talk)
    assert move(desk, talk, "reply", text=" Le llamo ahora. ").status_code == 302
    sent = Message.objects.filter(conversation=talk).last()
    assert sent is not None
    assert (sent.text, sent.staff, sent.status, sent.turn) == ("Le llamo ahora.", ana, "queued", None)
    asked = say(talk, "in", "Gracias")
    move(desk, talk, "give-back")
    talk.refresh_from_db()
    asked.refresh_from_db()
    assert (talk.owner, talk.staff) == ("agent", None)
    assert asked.turn is not None
    history = desk.get(reverse("admin:messaging_conversation_history", args=[talk.pk])).content.decode()
    assert "Took over" in history


def test_reply_without_owning_is_refused_and_kept(desk: Client, talk: Conversation) -> None:
    answer = move(desk, talk, "reply", text="Un momento")
    assert answer.status_code == 409
    assert "Un momento" in answer.content.decode()
    assert "Take it over" in answer.content.decode()
    assert not Message.objects.filter(conversation=talk, text="Un momento").exists()


@pytest.mark.parametrize("text", ["   ", "x" * 4097])
def test_reply_of_nothing_or_too_much_is_refused(text: str, desk: Client, ana: User, talk: Conversation) -> None:
    ownership.take_over(talk, ana)
    assert move(desk, talk, "reply", text=text).status_code == 400


def test_old_page_does_not_take_from_a_colleague(desk: Client, hotel: Hotel, talk: Conversation) -> None:
    eva = staff(hotel, "eva")
    ownership.take_over(talk, eva)
    late = desk.post(f"/admin/messaging/conversation/{talk.pk}/take-over/", {"seen": "agent:"}, follow=True)
    assert "Somebody else has moved" in late.content.decode()
    talk.refresh_from_db()
    assert talk.staff == eva


def test_moves_need_the_permission_and_a_post(hotel: Hotel, desk: Client, talk: Conversation) -> None:
    onlooker = logged_in(staff(hotel, "eva", "view_conversation"))
    assert "Take over" not in page_of(onlooker, talk)
    move(onlooker, talk, "take-over")
    talk.refresh_from_db()
    assert talk.owner == "agent"
    assert desk.get(f"/admin/messaging/conversation/{talk.pk}/take-over/").status_code == 405


def test_earlier_messages_are_a_link_away(desk: Client, talk: Conversation) -> None:
    for number in range(105):
        say(talk, "in", f"mensaje {number}", created_at=timezone.now() + timedelta(seconds=number))
    url = reverse("admin:messaging_conversation_change", args=[talk.pk])
    newest = desk.get(url)
    older = desk.get(url, {"before": newest.context["earlier"]})
    assert len(newest.context["bubbles"]) + len(older.context["bubbles"]) == 107


def test_outbox_is_asked_in_a_transaction(
    desk: Client, ana: User, talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    ownership.take_over(talk, ana)
    seen: list[bool] = []
    monkeypatch.setattr(outbox, "queue", lambda *_, **__: seen.append(connection.in_atomic_block))
    move(desk, talk, "reply", text="Hola")
    assert seen == [True]
