"""The inbox: folders, the thread, who the guest is, and the pieces an open page asks for again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from messaging import filing, ownership
from messaging.desk import lists
from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Guest, Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.desk import BY_SCRIPT, PAGE, fragment, opened, post, say, whatsapp

pytestmark = pytest.mark.integration


@pytest.fixture
def talk(hotel: Hotel, guest: Guest) -> Conversation:
    """Juan has asked by WhatsApp, and the agent has answered."""
    talk = whatsapp(hotel, guest)
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


def counts(client: Client, **query: Any) -> dict[str, str]:
    page = client.get(f"{PAGE}list/", query).content.decode()
    return dict(re.findall(r'data-folder="(\w+)" data-count="(\d+)"', page))


def rows(client: Client, **query: Any) -> list[int]:
    page = client.get(f"{PAGE}list/", query).content.decode()
    return [int(pk) for pk in re.findall(r'data-row data-conversation="(\d+)"', page)]


def test_folders_hold_what_they_say(desk: Client, ana: User, hotel: Hotel) -> None:
    eva = staff(hotel, "eva")
    kinds = {
        "agent": {},
        "waiting": {"owner": "waiting"},
        "mine": {"owner": "staff", "staff": ana},
        "team": {"owner": "staff", "staff": eva},
        "snoozed": {"owner": "waiting", "snoozed_at": timezone.now() + timedelta(seconds=1)},
        "closed": {"owner": "closed"},
    }
    talks = {name: make.ConversationFactory(hotel=hotel, **fields).pk for name, fields in kinds.items()}
    assert {name: rows(desk, folder=name) for name in kinds} == {name: [pk] for name, pk in talks.items()}
    assert counts(desk) == dict.fromkeys(kinds, "1")


def test_a_snooze_that_is_over_is_back_where_it_was(desk: Client, hotel: Hotel) -> None:
    now = timezone.now()
    asleep = make.ConversationFactory(
        hotel=hotel, owner="waiting", snoozed_at=now, snoozed_until=now + timedelta(hours=1), last_message_at=now
    )
    assert (rows(desk, folder="waiting"), rows(desk, folder="snoozed")) == ([], [asleep.pk])
    with time_machine.travel(now + timedelta(minutes=61), tick=False):
        assert lists.counts(User.objects.get(username="ana"))["waiting"] == 1
    Conversation.objects.filter(pk=asleep.pk).update(last_message_at=now + timedelta(minutes=1))
    assert rows(desk, folder="waiting") == [asleep.pk]


def test_who_waits_longest_stands_first_with_how_long(desk: Client, ana: User, hotel: Hotel) -> None:
    now = timezone.now()
    late, early = (make.ConversationFactory(hotel=hotel, guest__name=name) for name in ("Late", "Early"))
    for talk, minutes in ((early, 200), (late, 20)):
        with time_machine.travel(now - timedelta(minutes=minutes), tick=False):
            ownership.hand_over(talk, "the guest asked for a person")
    # A second reason does not begin the wait anew; coming back from a colleague does.
    ownership.hand_over(early, "again")
    assert rows(desk, folder="waiting") == [early.pk, late.pk]
    page = fragment(desk, "list/", folder="waiting")
    assert "3 h" in page
    assert "20 min" in page
    ownership.take_over(early, ana)
    Conversation.objects.filter(pk=early.pk).update(owner="waiting", staff=None)
    assert rows(desk, folder="waiting") == [late.pk, early.pk]


def test_row_shows_who_where_and_what(desk: Client, hotel: Hotel, talk: Conversation) -> None:
    filing.label(talk, staff(hotel, "eva"), "VIP")
    page = fragment(desk, "list/", folder="agent", c=talk.pk)
    for words in (
        "Juan Pérez",
        "JP",
        "WhatsApp · es",
        "VIP",
        "Sí: *Habitación doble*",
        "From us",
        'aria-current="true"',
    ):
        assert words in page, words
    assert f'data-viewers="{talk.pk}"' in page
    assert "Unanswered" not in page
    say(talk, "in", "¿Y <i>aparcamiento</i>?", created_at=timezone.now() + timedelta(seconds=1))
    page = fragment(desk, "list/", folder="agent")
    assert "¿Y &lt;i&gt;aparcamiento&lt;/i&gt;?" in page
    assert "Unanswered" in page


def test_hotel_is_named_only_to_who_has_several(hotel: Hotel, other_hotel: Hotel, desk: Client) -> None:
    make.ConversationFactory(hotel=hotel)
    both = staff(hotel, "both")
    make.StaffMemberFactory(hotel=other_hotel, user=both)
    assert "inbox-hotel" not in fragment(desk, "list/", folder="agent")
    assert '<span class="inbox-hotel">Casa Azul</span>' in fragment(logged_in(both), "list/", folder="agent")


def test_label_narrows_a_folder(desk: Client, hotel: Hotel) -> None:
    plain, vip = (make.ConversationFactory(hotel=hotel, labels=labels) for labels in ([], ["VIP"]))
    assert set(rows(desk, folder="agent")) == {plain.pk, vip.pk}
    assert rows(desk, folder="agent", label="VIP") == [vip.pk]


def test_a_long_folder_has_pages(desk: Client, hotel: Hotel) -> None:
    talks = [make.ConversationFactory(hotel=hotel) for _ in range(lists.PAGE + 2)]
    first, second = rows(desk, folder="agent"), rows(desk, folder="agent", page=2)
    assert (len(first), len(second)) == (lists.PAGE, 2)
    assert {*first, *second} == {talk.pk for talk in talks}
    assert "page=2" in fragment(desk, "list/", folder="agent")


@pytest.mark.parametrize("folder", ["waiting", "mine", "snoozed", "closed", "agent", "nonsense"])
def test_an_empty_folder_says_something_friendly(desk: Client, folder: str) -> None:
    assert "inbox-nothing" in fragment(desk, "list/", folder=folder)


@pytest.mark.security
@pytest.mark.parametrize(
    "query",
    [{"page": "-1"}, {"page": "9" * 30}, {"c": "x"}, {"c": "9" * 30}, {"q": "\x00%_'\"\\:*&|!()<"}, {"label": "'\x00"}],
)
def test_nonsense_in_the_address_does_no_harm(desk: Client, query: dict[str, str]) -> None:
    assert desk.get(f"{PAGE}list/", query).status_code == 200
    assert desk.get(PAGE, query).status_code in (200, 404)


def test_thread_shows_words_ticks_and_buttons(desk: Client, talk: Conversation) -> None:
    page = opened(desk, talk)
    assert "&lt;b&gt;sitio&lt;/b&gt;" in page
    assert "<strong>Habitación doble</strong>" in page
    for words in ("Agent", "Doble", 'aria-label="Read"', "Today", "inbox-messages"):
        assert words in page, words


def test_days_are_separated_by_the_hotels_clock(desk: Client, hotel: Hotel) -> None:
    """23:30 in Madrid is 22:30 in UTC: the next message is of another day there, of the same here."""
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False):
        talk = make.ConversationFactory(hotel=hotel)
        for at in ("2026-11-22T22:30:00Z", "2026-11-22T23:30:00Z"):
            say(talk, "in", "hola", created_at=at)
        page = fragment(desk_again(desk), f"{talk.pk}/new/")
    assert re.findall(r'data-day="([\d-]+)"', page) == ["2026-11-22", "2026-11-23"]
    assert ("23:30" in page, "00:30" in page, "Yesterday" in page) == (True, True, True)


def desk_again(client: Client) -> Client:
    """The same person, in the middle of their work on a frozen day."""
    return logged_in(User.objects.get(username="ana"))


def test_notes_and_events_stand_between_the_messages(desk: Client, ana: User, talk: Conversation) -> None:
    ownership.hand_over(talk, "the guest asked for a person")
    ownership.take_over(talk, ana)
    filing.note(talk, ana, "Likes <quiet> rooms")
    say(talk, "in", "¿Hola?", created_at=timezone.now() + timedelta(seconds=5))
    page = opened(desk, talk)
    at = [page.index(words) for words in ("Habitación doble", "Handed over to staff: The guest asked for a person",
                                          "ana took over", "Likes &lt;quiet&gt; rooms", "¿Hola?")]  # fmt: skip
    assert at == sorted(at)
    assert "not seen by the guest" in page
    assert f"staff:{ana.pk}" not in page.replace(f'value="staff:{ana.pk}"', "").replace(f'"staff:{ana.pk}"', "")


def test_every_kind_of_event_has_words(desk: Client, ana: User, talk: Conversation) -> None:
    for kind in (choice[0] for choice in make.ConversationEventFactory._meta.model.Kind.choices):
        make.ConversationEventFactory(hotel=talk.hotel, conversation=talk, kind=kind, actor=f"staff:{ana.pk}")
    page = fragment(desk, f"{talk.pk}/new/")
    events = re.findall(r'data-event="\d+".*?</span><span>(.+?)</span>', page)
    assert len(events) == len(make.ConversationEventFactory._meta.model.Kind.choices)
    assert not [words for words in events if "staff:" in words or not words.strip()]


def test_failed_delivery_says_why_and_offers_to_send_again(desk: Client, ana: User, talk: Conversation) -> None:
    failed = say(talk, "out", "Hola", status="failed", error="nobody knows whether it arrived", staff=ana)
    page = opened(desk, talk)
    assert "Not delivered: Nobody knows whether it arrived" in page.replace("</span>", "")
    assert reverse("inbox:retry", args=[talk.pk, failed.pk]) not in page  # the agent's conversation
    ownership.take_over(talk, ana)
    assert reverse("inbox:retry", args=[talk.pk, failed.pk]) in opened(desk, talk)


def test_media_is_shown_where_it_may_be(desk: Client, hotel: Hotel, talk: Conversation) -> None:
    def sent(kind: str, mime: str, text: str = "") -> str:
        message = say(talk, "in", text, kind=kind, payload={"media": "1"})
        return reverse(
            "admin:messaging_media_file", args=[make.MediaFactory(hotel=hotel, message=message, mime=mime).pk]
        )

    photo, drawing = sent("image", "image/jpeg"), sent("image", "image/svg+xml")
    heard, unheard = sent("audio", "audio/ogg; codecs=opus", "Llego a las ocho"), sent("audio", "audio/ogg")
    page = opened(desk, talk)
    assert f'<img class="inbox-photo" src="{photo}"' in page
    assert f'src="{drawing}"' not in page
    assert f'href="{drawing}"' in page
    assert f'src="{heard}"' in page
    assert f'src="{unheard}"' in page
    assert page.count("Transcribed") == 1
    assert page.count("Nobody has written down what it says") == 1
    assert "Llego a las ocho" in page


def test_a_place_is_words_and_figures(desk: Client, talk: Conversation) -> None:
    say(talk, "in", "", kind="location", payload={"latitude": 36.5, "longitude": -6.3, "name": "Plaza <Mina>"})
    page = opened(desk, talk)
    assert "Plaza &lt;Mina&gt; · 36.5, -6.3" in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_why_is_asked_for_turn_by_turn(desk: Client, talk: Conversation, hotel: Hotel) -> None:
    turn = talk.turns.get()
    assert "93 % sure" not in opened(desk, talk)
    assert reverse("inbox:why", args=[talk.pk, turn.pk]) in opened(desk, talk)
    trace = fragment(desk, f"{talk.pk}/why/{turn.pk}/")
    for words in ("93 % sure", "20 Dec", "Adults 2", "7 · double · flexible · 200.00", "Room 101", "41 ms"):
        assert words in trace, words
    elsewhere = make.TurnRecordFactory(hotel=hotel)
    assert desk.get(f"{PAGE}{talk.pk}/why/{elsewhere.pk}/").status_code == 404


def test_earlier_messages_are_a_link_away(desk: Client, ana: User, talk: Conversation) -> None:
    filing.note(talk, ana, "old note")
    at = timezone.now()
    for number in range(65):
        say(talk, "in", f"mensaje {number}.", created_at=at + timedelta(seconds=number))
    page = opened(desk, talk)
    assert page.count('data-message="') == 60
    assert "old note" not in page
    before = re.findall(r'data-before="(\d+)"', page)[0]
    older = fragment(desk, f"{talk.pk}/new/", before=before)
    shown = re.findall(r'data-message="(\d+)"', older)
    assert len(shown) == 7
    assert "old note" in older
    assert not set(shown) & set(re.findall(r'data-message="(\d+)"', page))
    assert "data-before" not in older


def test_new_brings_what_came_after_and_what_changed(desk: Client, ana: User, talk: Conversation) -> None:
    ownership.take_over(talk, ana)
    first = fragment(desk, f"{talk.pk}/")
    ids = {name: re.findall(rf'data-last-{name}="(\d+)"', first)[0] for name in ("message", "event", "note")}
    now = re.findall(r'data-now="([^"]+)"', first)[0]
    assert "<article" not in fragment(desk, f"{talk.pk}/new/", **ids)
    written = say(talk, "in", "¿Sigue ahí?")
    filing.note(talk, ana, "calls back")
    ownership.give_back(talk, ana)
    news = fragment(desk, f"{talk.pk}/new/", **ids)
    assert re.findall(r'data-message="(\d+)"', news) == [str(written.pk)]
    assert "calls back" in news
    assert "gave it back to the agent" in news
    assert 'data-seen="agent:"' in news
    # A tick of an old message, asked for since the page was made.
    old = Message.objects.filter(conversation=talk, direction="out").get()
    Message.objects.filter(pk=old.pk).update(status="failed", status_at=timezone.now())
    after = {"message": written.pk, "event": 10**9, "note": 10**9}
    changed = fragment(desk, f"{talk.pk}/new/", **after, since=now)
    assert re.findall(r'data-message="(\d+)" .*data-status="(\w+)"', changed)[0] == (str(old.pk), "failed")
    assert "<article" not in fragment(desk, f"{talk.pk}/new/", **after, since="nonsense")
    assert desk.get(f"{PAGE}{talk.pk}/new/?message=x&since={quote('2026-11-22 10:00')}").status_code == 200


def test_pane_tells_who_the_guest_is(desk: Client, talk: Conversation, hotel: Hotel) -> None:
    make.SessionFactory(hotel=hotel, conversation=talk, state={"name": "Juan", "awaiting": "confirm"})
    make.RoomHoldFactory(hotel=hotel, unit="103", guest=talk.guest, holder=talk.key)
    make.ReservationFactory(hotel=hotel, guest=talk.guest, guest_name="Juan", reference="HA-77")
    make.PromiseFactory(hotel=hotel, conversation=talk)
    make.RequestFactory(hotel=hotel, guest=talk.guest, due_at=timezone.now() + timedelta(hours=2))
    ownership.hand_over(talk, "wants to cancel HA-77, which is confirmed")
    page = opened(desk, talk)
    for words in (
        *("Waits to hear", "103 · double", "HA-77", "Confirmed", "Rooms and prices", "Group"),
        *("Wants to cancel HA-77, which is confirmed", talk.guest.phone, "data-countdown="),
    ):
        assert words in page, words


def test_closed_window_says_so_and_offers_templates(desk: Client, ana: User, talk: Conversation) -> None:
    assert "lets us write freely" in opened(desk, talk)
    Conversation.objects.filter(pk=talk.pk).update(last_message_at=timezone.now() - timedelta(hours=25))
    account = talk.account
    make.MessageTemplateFactory(hotel=talk.hotel, account=account, name="back", text="Hola {{1}}, sobre {{2}}.")
    ownership.take_over(talk, ana)
    page = opened(desk, talk)
    assert "only approved templates" in page
    assert 'name="p2"' in page
    assert 'id="inbox-reply"' not in page
    assert 'id="inbox-note"' in page


def test_web_chat_has_no_window(desk: Client, conversation: Conversation) -> None:
    page = opened(desk, conversation)
    assert "lets us write freely" not in page
    assert 'data-window-closes=""' in page


def test_fragment_without_script_is_the_page(desk: Client, talk: Conversation) -> None:
    answer = desk.get(f"{PAGE}{talk.pk}/")
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?c={talk.pk}")
    assert desk.get(reverse("admin:messaging_conversation_change", args=[talk.pk])).url == f"{PAGE}?c={talk.pk}"
    assert desk.get(reverse("admin:messaging_conversation_changelist")).status_code == 200


def test_saved_replies_are_filled_with_what_is_known(desk: Client, hotel: Hotel, talk: Conversation) -> None:
    today = hotel.now().date()
    offer = make.OfferFactory(hotel=hotel, arrival=today + timedelta(days=3))
    make.ReservationFactory(hotel=hotel, guest=talk.guest, guest_name="Juan", reference="HA-77", offer=offer)
    text = "{guest}, {hotel} {reference} {check_in} {arrival} {staff} {wifi} {unknown}"
    for language in ("en", "es"):
        make.CannedReplyFactory(hotel=hotel, code="wifi", language=language, text=text)
    make.CannedReplyFactory(hotel=hotel, code="parking", text="x")
    found = desk.get(f"{PAGE}{talk.pk}/canned/?q=/wi").json()
    assert [row["language"] for row in found] == ["es", "en"]
    words = found[0]["text"]
    for known in ("Juan Pérez, Casa Azul HA-77 15:00", " de ", "ana", "El wifi es gratuito en todo el hotel."):
        assert known in words, words
    assert found[0]["missing"] == ["unknown"]
    assert "Wi-Fi is free" in found[1]["text"]
    assert "{arrival}" not in words
    assert len(desk.get(f"{PAGE}{talk.pk}/canned/").json()) == 3


URLS = ("{pk}/", "{pk}/new/", "{pk}/why/{turn}/", "{pk}/canned/", "?c={pk}")
VERBS = (
    *("send", "note", "take-over", "give-back", "assign", "snooze", "wake", "label", "unlabel", "close", "template"),
    *("accept-suggestion", "retry/{message}"),
)


@pytest.mark.security
def test_nothing_of_another_hotel_is_there(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    foreign = whatsapp(
        other_hotel, sender="5521999998888", guest=make.GuestFactory(hotel=other_hotel, name="Zoé Verde")
    )
    turn = make.TurnRecordFactory(hotel=other_hotel, conversation=foreign)
    message = say(foreign, "out", "segredo", status="failed", turn=turn)
    Conversation._base_manager.filter(pk=foreign.pk).update(owner="waiting", labels=["theirs"])
    make.ReservationFactory(hotel=other_hotel, hold__guest=foreign.guest, reference="HA-VERDE")
    names = {"pk": foreign.pk, "turn": turn.pk, "message": message.pk}
    for url in URLS:
        assert desk.get(PAGE + url.format(**names), headers=BY_SCRIPT).status_code == 404, url
    for verb in VERBS:
        form = {"seen": "waiting:", "text": "x", "label": "x", "until": "hour", "staff": "1"}
        for headers in ({}, BY_SCRIPT):
            answer = desk.post(f"{PAGE}{foreign.pk}/{verb.format(**names)}/", form, headers=headers)
            assert answer.status_code == 404, verb
    for folder in lists.FOLDERS:
        assert counts(desk, folder=folder) == dict.fromkeys(lists.FOLDERS, "0")
    for query in ("Zoé", "5521999998888", "99999", "HA-VERDE", "segredo", "theirs"):
        assert "Nothing found" in fragment(desk, "list/", q=query), query
    assert "theirs" not in desk.get(PAGE).content.decode()
    row = Conversation._base_manager.get(pk=foreign.pk)
    assert (row.owner, row.labels, row.snoozed_at) == ("waiting", ["theirs"], None)


@pytest.mark.security
def test_who_may_not_see_conversations_sees_none(hotel: Hotel, talk: Conversation) -> None:
    guest_list = logged_in(staff(hotel, "leo", "view_guest"))
    for url in ("", "list/", f"{talk.pk}/", f"{talk.pk}/new/", f"{talk.pk}/canned/"):
        assert guest_list.get(PAGE + url, headers=BY_SCRIPT).status_code == 403, url
    assert post(guest_list, talk, "note", text="x").status_code == 403
    assert Client().get(PAGE).status_code == 302


@pytest.mark.performance
def test_queries_stay_few_and_constant(desk: Client, ana: User, hotel: Hotel) -> None:
    """With ten times the rows; the page with an open conversation is the widest."""
    talk = whatsapp(hotel)

    def fill(count: int) -> None:
        turn = make.TurnRecordFactory(hotel=hotel, conversation=talk)
        for number in range(count):
            say(talk, "in", "¿wifi?", turn=turn)
            message = say(talk, "out", "hola", staff=ana, status="failed", kind="image", turn=turn)
            make.MediaFactory(hotel=hotel, message=message)
            filing.note(talk, ana, f"note {number}")
            make.ConversationEventFactory(hotel=hotel, conversation=talk, actor=f"staff:{ana.pk}")
            make.MessageFactory(hotel=hotel, conversation__owner="waiting", conversation__labels=[f"l{number}"])
            make.ReservationFactory(hotel=hotel, hold__guest=talk.guest)
            make.RequestFactory(hotel=hotel, guest=talk.guest)
            make.CannedReplyFactory(hotel=hotel, text="{wifi} {arrival}")
            make.GuestIdentityFactory(hotel=hotel, guest=talk.guest)

    def asked() -> dict[str, int]:
        found = {}
        for url in (f"?folder=waiting&c={talk.pk}", "list/?folder=waiting", f"{talk.pk}/", f"{talk.pk}/new/",
                    f"{talk.pk}/canned/", f"?q=hola&c={talk.pk}"):  # fmt: skip
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(PAGE + url, headers=BY_SCRIPT).status_code == 200
            found[url] = len(captured)
        return found

    fill(2)
    Conversation.objects.filter(pk=talk.pk).update(owner="waiting")
    make.SessionFactory(hotel=hotel, conversation=talk, state={"name": "Juan"})
    make.RoomHoldFactory(hotel=hotel, guest=talk.guest, holder=talk.key)
    desk.get(PAGE)
    few = asked()
    fill(20)
    assert {url: (few[url], count) for url, count in asked().items() if count > few[url]} == {}
    assert {url: count for url, count in few.items() if count > 30} == {}


def test_account_of_an_unknown_kind_is_shown_too(desk: Client, hotel: Hotel) -> None:
    account = ChannelAccount.objects.create(hotel=hotel, kind="carrier_pigeon", external_id="coop")
    assert "Carrier_pigeon" in opened(desk, make.ConversationFactory(hotel=hotel, account=account))
