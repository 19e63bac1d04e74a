"""What needs attention among the facts, sessions that are forgotten, and what both leave behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from locks import leases
from messaging.models import Conversation, ConversationEvent, Fact, Session
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration
FACTS = reverse("admin:messaging_fact_changelist")
SESSIONS = reverse("admin:messaging_session_changelist")


def listed(desk: Client, attention: str) -> set[tuple[str, str]]:
    rows = desk.get(FACTS, {"attention": attention}).context["cl"].queryset
    return {(row.topic, row.language) for row in rows}


def test_each_kind_of_attention_has_its_list(desk: Client, hotel: Hotel) -> None:
    today = hotel.now().date()
    Fact.objects.filter(topic="wifi", language="es").update(checked_at=timezone.now() - timedelta(days=181))
    Fact.objects.filter(topic="wifi", language="pt").update(valid_until=today - timedelta(days=1))
    Fact.objects.filter(topic="wifi", language="en").update(valid_until=today)
    Fact.objects.filter(topic="breakfast", language="en").update(text="Breakfast is served from 8:00 to 10:30.")
    Fact.objects.filter(topic="parking", language="pt").delete()
    assert listed(desk, "stale") == {("wifi", "es"), ("wifi", "pt")}
    assert listed(desk, "contradicting") == {("breakfast", "es"), ("breakfast", "pt"), ("breakfast", "en")}
    assert listed(desk, "missing") == {("parking", "es"), ("parking", "en")}
    page = desk.get(FACTS).content.decode()
    assert "Contradicts: times 8:00 here, 7:30 in Español" in page
    assert "Contradicts: times 7:30 here, 8:00 in English" in page
    assert "Not valid any more" in page
    assert "Not looked at for 181 days" in page
    assert "Missing: Português" in page


def test_still_true(desk: Client, ana: User, hotel: Hotel) -> None:
    old = Fact.objects.get(topic="wifi", language="es")
    over = Fact.objects.get(topic="wifi", language="pt")
    Fact.objects.update(checked_at=timezone.now() - timedelta(days=181))
    Fact.objects.filter(pk=over.pk).update(valid_until="2020-01-01")
    chosen = {"action": "still_true", "_selected_action": [old.pk, over.pk]}
    page = desk.post(FACTS, chosen, follow=True).content.decode()
    assert "1 fact is still true." in page
    assert "Not valid any more, give them another day first: Wi-Fi (pt)" in page
    old.refresh_from_db()
    over.refresh_from_db()
    assert timezone.now() - old.checked_at < timedelta(minutes=1)
    assert timezone.now() - over.checked_at > timedelta(days=180)
    assert old.history.first().history_user == ana


def test_whoever_writes_a_fact_has_looked_at_it(desk: Client, ana: User, hotel: Hotel) -> None:
    fact = Fact.objects.get(topic="wifi", language="es")
    Fact.objects.update(checked_at=timezone.now() - timedelta(days=181))
    form = {
        "topic": "wifi",
        "language": "es",
        "text": "El wifi es gratis.",
        "source": "",
        "owner": "",
        "valid_until": "",
    }
    assert desk.post(reverse("admin:messaging_fact_change", args=[fact.pk]), form).status_code == 302
    fact.refresh_from_db()
    assert (fact.text, fact.owner) == ("El wifi es gratis.", ana)
    assert timezone.now() - fact.checked_at < timedelta(minutes=1)


@pytest.mark.security
def test_still_true_takes_the_right_to_change(hotel: Hotel, other_hotel: Hotel) -> None:
    looks = logged_in(staff(hotel, "leo", "view_fact"))
    Fact._base_manager.update(checked_at=timezone.now() - timedelta(days=181))
    theirs = Fact._base_manager.filter(hotel=other_hotel).first()
    assert theirs
    looks.post(FACTS, {"action": "still_true", "_selected_action": [Fact.objects.first().pk]})  # type: ignore[union-attr]
    changes = logged_in(staff(hotel, "eva", "view_fact", "change_fact"))
    changes.post(FACTS, {"action": "still_true", "_selected_action": [theirs.pk]})
    assert not Fact._base_manager.filter(checked_at__gte=timezone.now() - timedelta(days=1)).exists()


@pytest.fixture
def remembered(hotel: Hotel) -> Session:
    Talk(hotel).says("quiero una habitación para 3 del 20 al 22 de enero")
    return Session.objects.get()


def test_what_is_remembered_in_words(desk: Client, remembered: Session) -> None:
    page = desk.get(SESSIONS).content.decode()
    assert "Adults 3" in page
    assert "&quot;adults&quot;" not in page
    assert "Adults" in desk.get(reverse("admin:messaging_session_change", args=[remembered.pk])).content.decode()


def test_sessions_by_their_end(desk: Client, hotel: Hotel) -> None:
    for minutes in (-1, 5, 30):
        make.SessionFactory(hotel=hotel, expires_at=timezone.now() + timedelta(minutes=minutes))

    def count(state: str) -> int:
        return int(desk.get(SESSIONS, {"state": state}).context["cl"].result_count)

    assert [count(state) for state in ("active", "expiring", "expired")] == [2, 1, 1]


@pytest.mark.parametrize("way", ["page", "list"])
def test_forgotten_is_forgotten_and_told(desk: Client, ana: User, remembered: Session, hotel: Hotel, way: str) -> None:
    if way == "page":
        url = reverse("admin:messaging_session_forget", args=[remembered.pk])
        assert "The next message of the guest begins anew." in desk.get(url).content.decode()
        assert Session.objects.exists()
        desk.post(url)
    else:
        desk.post(SESSIONS, {"action": "forget_selected", "_selected_action": [remembered.pk]})
    assert not Session.objects.exists()
    event = ConversationEvent.objects.get(kind="forgotten")
    assert (event.conversation_id, event.actor) == (remembered.conversation_id, f"staff:{ana.pk}")
    talk = Talk(hotel)
    talk.count = 10
    assert talk.says("la primera").record.words == "unknown"  # of what?


def test_nothing_is_forgotten_under_the_agents_hands(desk: Client, remembered: Session) -> None:
    conversation = Conversation.objects.get()
    with leases.hold(conversation.hotel, conversation.key):
        page = desk.post(reverse("admin:messaging_session_forget", args=[remembered.pk]), follow=True)
    assert "The agent is answering right now" in page.content.decode()
    assert Session.objects.exists()
    assert not ConversationEvent.objects.filter(kind="forgotten").exists()


@pytest.mark.security
def test_who_may_make_it_forget(remembered: Session, other_hotel: Hotel, hotel: Hotel, desk: Client) -> None:
    looks = logged_in(staff(hotel, "leo", "view_session", "change_session"))
    url = reverse("admin:messaging_session_forget", args=[remembered.pk])
    looks.post(url)
    looks.post(SESSIONS, {"action": "forget_selected", "_selected_action": [remembered.pk]})
    assert "Forget…" not in looks.get(reverse("admin:messaging_session_change", args=[remembered.pk])).content.decode()
    theirs = make.SessionFactory(hotel=other_hotel)
    desk.post(reverse("admin:messaging_session_forget", args=[theirs.pk]))
    assert Session._base_manager.count() == 2
