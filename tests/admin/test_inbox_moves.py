"""What staff do in the inbox, at its doors: what is stored, what is refused, and what no guest ever reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from messaging import outbox, ownership, webchat
from messaging.models import Conversation, ConversationEvent, Message, Note
from pms.models import Guest, Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.desk import PAGE, opened, post, say, seen, told, whatsapp
from tests.conftest import API_KEY

pytestmark = pytest.mark.critical


@pytest.fixture
def talk(hotel: Hotel, guest: Guest) -> Conversation:
    """Juan waits for staff, by WhatsApp."""
    talk = whatsapp(hotel, guest)
    say(talk, "in", "Quiero hablar con alguien")
    ownership.hand_over(talk, "the guest asked for a person")
    return talk


@pytest.fixture
def eva(hotel: Hotel) -> User:
    return staff(hotel, "eva")


@pytest.fixture
def mine(talk: Conversation, ana: User) -> Conversation:
    ownership.take_over(talk, ana)
    return talk


def row(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def events(conversation: Conversation) -> list[tuple[str, str, str]]:
    newest_last = ConversationEvent.objects.filter(conversation=conversation).order_by("pk")
    return list(newest_last.values_list("kind", "actor", "reason"))


def sent(conversation: Conversation) -> list[Message]:
    return list(Message.objects.filter(conversation=conversation, direction="out").order_by("pk"))


def close_window(conversation: Conversation) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(last_message_at=timezone.now() - timedelta(hours=24))


def test_take_over_write_and_give_back(desk: Client, ana: User, talk: Conversation) -> None:
    assert told(post(desk, talk, "take-over")) == (200, {"ok": True})
    assert (row(talk).owner, row(talk).staff) == ("staff", ana)
    assert told(post(desk, talk, "send", text=" Le llamo ahora. "))[0] == 200
    [message] = sent(talk)
    assert (message.text, message.staff, message.status, message.turn) == ("Le llamo ahora.", ana, "queued", None)
    asked = say(talk, "in", "Gracias")
    assert post(desk, talk, "give-back").status_code == 200
    assert (row(talk).owner, row(talk).staff) == ("agent", None)
    assert Message.objects.get(pk=asked.pk).turn is not None
    assert [event[:2] for event in events(talk)[1:]] == [
        ("taken_over", f"staff:{ana.pk}"),
        ("given_back", f"staff:{ana.pk}"),
    ]


def test_without_a_script_every_answer_is_the_page_again(desk: Client, talk: Conversation) -> None:
    back = "folder=waiting&label=VIP&evil=1"
    answer = post(desk, talk, "take-over", by_script=False, back=back)
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?folder=waiting&label=VIP&c={talk.pk}")
    assert "Reply to the guest" in opened(desk, talk)
    answer = post(desk, talk, "give-back", by_script=False)
    refused = post(desk, talk, "send", by_script=False, text="Un <momento>")
    assert refused.status_code == 409
    assert "Un &lt;momento&gt;" in refused.content.decode()
    assert "Take it over to write to the guest." in refused.content.decode()
    assert not sent(talk)


@pytest.mark.parametrize("owner", ["agent", "waiting", "colleague", "closed"])
def test_only_who_owns_it_writes(desk: Client, hotel: Hotel, eva: User, talk: Conversation, owner: str) -> None:
    fields = {"owner": "staff", "staff": eva} if owner == "colleague" else {"owner": owner}
    Conversation.objects.filter(pk=talk.pk).update(**fields)
    template = make.MessageTemplateFactory(hotel=hotel, account=talk.account)
    for verb, form in (
        ("send", {"text": "Hola"}),
        ("accept-suggestion", {"text": "Hola"}),
        ("template", {"template": template.pk, "p1": "Hola"}),
    ):
        status, words = told(post(desk, talk, verb, **form))
        assert (status, words["offer"]) == (409, "take_over"), verb
    assert not sent(talk)


def test_taking_over_with_words_keeps_them_for_the_reply(desk: Client, talk: Conversation) -> None:
    page = post(desk, talk, "take-over", by_script=False, draft="Un momento").content.decode()
    assert "data-composer" in page
    assert ">Un momento</textarea>" in page


@pytest.mark.parametrize("text", ["   ", "x" * 4097, "Le esperamos el {arrival}"])
def test_a_reply_of_nothing_too_much_or_unfilled_is_refused(desk: Client, mine: Conversation, text: str) -> None:
    status, words = told(post(desk, mine, "send", text=text))
    assert (status, words["offer"]) == (400, "")
    assert not sent(mine)


def test_old_page_does_not_take_from_a_colleague(desk: Client, ana: User, eva: User, talk: Conversation) -> None:
    as_ana_saw_it = seen(talk)
    ownership.take_over(talk, eva)
    for verb in ("take-over", "give-back", "close", "assign"):
        status, words = told(post(desk, talk, verb, seen=as_ana_saw_it, staff=ana.pk))
        assert status == 409, verb
        assert "Somebody else has moved" in words["error"]
    assert row(talk).staff == eva
    assert post(desk, talk, "take-over").status_code == 200
    assert row(talk).staff == ana


def test_pressing_twice_is_pressing_once(desk: Client, talk: Conversation) -> None:
    before = seen(talk)
    assert [post(desk, talk, "take-over", seen=before).status_code for _ in range(2)] == [200, 200]
    assert [event[0] for event in events(talk)].count("taken_over") == 1


def test_assign_to_a_colleague_of_this_hotel(
    desk: Client, ana: User, eva: User, hotel: Hotel, other_hotel: Hotel, talk: Conversation
) -> None:
    onlooker, stranger = staff(hotel, "leo", "view_conversation"), staff(other_hotel, "zoe")
    for nobody in (onlooker.pk, stranger.pk, 10**9, "", "x"):
        assert post(desk, talk, "assign", staff=nobody).status_code == 400, nobody
    assert row(talk).owner == "waiting"
    assert post(desk, talk, "assign", staff=eva.pk).status_code == 200
    assert (row(talk).owner, row(talk).staff, row(talk).handover_reason) == (
        "staff",
        eva,
        "the guest asked for a person",
    )
    assert events(talk)[-1] == ("assigned", f"staff:{ana.pk}", f"staff:{eva.pk}")
    assert "ana gave it to eva" in opened(desk, talk)
    assert "leo" not in opened(desk, talk)
    assert post(desk, talk, "assign", staff=ana.pk).status_code == 200
    assert events(talk)[-1][0] == "taken_over"


def test_close_until_the_guest_writes(desk: Client, ana: User, talk: Conversation) -> None:
    assert post(desk, talk, "close").status_code == 200
    assert (row(talk).owner, row(talk).handover_reason) == ("closed", "")
    assert events(talk)[-1][:2] == ("closed", f"staff:{ana.pk}")
    assert not Message.objects.filter(conversation=talk, direction="in", turn=None).exists()
    assert post(desk, talk, "close").status_code == 409
    assert post(desk, talk, "snooze", until="hour").status_code == 409


def test_snooze_and_wake(desk: Client, ana: User, mine: Conversation) -> None:
    assert post(desk, mine, "snooze", until="never").status_code == 400
    assert post(desk, mine, "snooze", until="hour").status_code == 200
    assert row(mine).is_snoozed
    assert "ana snoozed it until" in opened(desk, mine)
    assert post(desk, mine, "wake").status_code == 200
    assert not row(mine).is_snoozed
    assert [event[0] for event in events(mine)][-2:] == ["snoozed", "woken"]


def test_labels(desk: Client, ana: User, talk: Conversation) -> None:
    for name in ("  VIP  guest ", "vip GUEST", "group"):
        assert post(desk, talk, "label", label=name).status_code == 200
    assert row(talk).labels == ["VIP guest", "group"]
    assert post(desk, talk, "unlabel", label="group").status_code == 200
    assert row(talk).labels == ["VIP guest"]
    for wrong in ("", "x" * 31):
        assert post(desk, talk, "label", label=wrong).status_code == 400
    for number in range(7):
        post(desk, talk, "label", label=f"l{number}")
    assert post(desk, talk, "label", label="ninth").status_code == 409
    assert len(row(talk).labels) == 8
    assert [event for event in events(talk) if event[0] == "labelled"][:3] == [
        ("labelled", f"staff:{ana.pk}", "+VIP guest"),
        ("labelled", f"staff:{ana.pk}", "+group"),
        ("labelled", f"staff:{ana.pk}", "-group"),
    ]


@pytest.mark.security
def test_a_note_reaches_no_guest(desk: Client, hotel: Hotel, conversation: Conversation, client: Client) -> None:
    """Neither the web chat, nor the outbox, nor the API ever reads the table of notes."""
    secret = "never-for-guests"
    say(conversation, "in", "Hola")
    say(conversation, "out", "Buenas", status="sent")
    assert post(desk, conversation, "note", text=f" {secret} ").status_code == 200
    assert Note.objects.get().text == secret
    assert secret in opened(desk, conversation)
    shown = webchat.read(webchat.Visit(conversation.account, conversation.sender), 0)
    assert "Buenas" in str(shown)
    assert secret not in str(shown)
    assert not Message.objects.filter(text__contains=secret).exists()
    assert outbox.overdue(timezone.now() + timedelta(days=1)) == []
    session = make.SessionFactory(hotel=hotel, conversation=conversation)
    answer = client.get("/api/sessions/active", headers={"Authorization": f"Bearer {API_KEY}", "X-API-Key": API_KEY})
    assert (answer.status_code, session.pk > 0) == (200, True)
    assert secret not in answer.content.decode()
    for text in ("", "x" * 4001):
        assert post(desk, conversation, "note", text=text).status_code == 400


def test_a_note_is_for_whoever_may_see(hotel: Hotel, talk: Conversation) -> None:
    onlooker = logged_in(staff(hotel, "leo", "view_conversation"))
    page = opened(onlooker, talk)
    assert 'id="inbox-note"' in page
    for verb in ("take-over", "send", "snooze", "assign", "close", "label"):
        assert f"/{talk.pk}/{verb}/" not in page, verb
    assert post(onlooker, talk, "note", text="Ha llamado").status_code == 200
    assert Note.objects.get().text == "Ha llamado"
    for verb in ("take-over", "give-back", "assign", "close", "send", "snooze", "wake", "label", "unlabel", "template"):
        status, words = told(post(onlooker, talk, verb, text="x", label="x", until="hour"))
        assert (status, bool(words["error"])) == (403, True), verb
        assert post(onlooker, talk, verb, by_script=False).status_code == 403, verb
    assert row(talk).owner == "waiting"
    assert not row(talk).labels


def test_moves_need_a_post_and_a_known_verb(desk: Client, talk: Conversation) -> None:
    assert desk.get(f"{PAGE}{talk.pk}/take-over/").status_code == 405
    assert post(desk, talk, "explode").status_code == 404
    assert post(desk, talk, "retry/1").status_code == 404
    browser = Client(enforce_csrf_checks=True, headers={"X-Requested-With": "fetch"})
    browser.force_login(User.objects.get(username="ana"))
    assert browser.post(f"{PAGE}{talk.pk}/take-over/", {"seen": seen(talk)}).status_code == 403
    assert row(talk).owner == "waiting"


def test_after_the_window_only_a_template_goes_out(desk: Client, hotel: Hotel, mine: Conversation) -> None:
    account = mine.account
    make.MessageTemplateFactory(hotel=hotel, account=account)
    other = make.MessageTemplateFactory(
        hotel=hotel, account=account, name="back", automatic=False, code="es_ES", text="Hola {{2}}, {{1}}. {{2}}!"
    )
    close_window(mine)
    status, words = told(post(desk, mine, "send", text="Hola"))
    assert (status, words["offer"]) == (409, "template")
    kept = post(desk, mine, "send", by_script=False, text="Hola, Juan").content.decode()
    assert "Hola, Juan" in kept
    assert "data-templates" in kept
    for form in ({}, {"template": "x"}, {"template": other.pk}, {"template": other.pk, "p1": " ", "p2": "b"},
                 {"template": other.pk, "p1": "x" * 1025, "p2": "b"}):  # fmt: skip
        assert post(desk, mine, "template", **form).status_code == 400, form
    assert not sent(mine)
    assert post(desk, mine, "template", template=other.pk, p1="su\n habitación", p2="Juan").status_code == 200
    [message] = sent(mine)
    assert (message.kind, message.text) == ("template", "Hola Juan, su habitación. Juan!")
    assert message.payload == {"name": "back", "language": "es_ES", "params": ["su habitación", "Juan"]}


@pytest.mark.security
def test_a_template_of_another_account_is_refused(
    desk: Client, hotel: Hotel, other_hotel: Hotel, mine: Conversation
) -> None:
    make.MessageTemplateFactory(hotel=hotel, account=mine.account)
    close_window(mine)
    foreign = make.MessageTemplateFactory(hotel=other_hotel, text="{{1}}")
    elsewhere = make.MessageTemplateFactory(hotel=hotel, text="{{1}}")
    for template in (foreign, elsewhere):
        assert post(desk, mine, "template", template=template.pk, p1="x").status_code == 400
    assert not sent(mine)


def test_what_failed_is_sent_again(desk: Client, ana: User, eva: User, mine: Conversation) -> None:
    failed = say(mine, "out", "Hola", status="failed", error="x", attempts=11, staff=eva, external_id=None)
    assert post(logged_in(eva), mine, f"retry/{failed.pk}").status_code == 409
    assert post(desk, mine, f"retry/{failed.pk}").status_code == 200
    again = Message.objects.get(pk=failed.pk)
    assert (again.status, again.attempts, again.error, again.staff) == ("queued", 0, "", ana)
    assert post(desk, mine, f"retry/{failed.pk}").status_code == 409
    assert len(sent(mine)) == 1


def test_what_failed_is_not_sent_again_after_the_window(desk: Client, mine: Conversation) -> None:
    failed = say(mine, "out", "Hola", status="failed", error="x")
    close_window(mine)
    status, words = told(post(desk, mine, f"retry/{failed.pk}"))
    assert (status, words["offer"]) == (409, "template")
    assert Message.objects.get(pk=failed.pk).status == "failed"


def test_message_of_another_conversation_is_not_sent_again(
    desk: Client, mine: Conversation, other_conversation: Conversation
) -> None:
    failed = say(other_conversation, "out", "Hola", status="failed")
    received = say(mine, "in", "Hola")
    assert post(desk, mine, f"retry/{failed.pk}").status_code == 404
    assert post(desk, mine, f"retry/{received.pk}").status_code == 409


def test_suggestion_is_put_into_the_reply_or_sent_as_edited(desk: Client, mine: Conversation) -> None:
    say(mine, "in", "¿Hay wifi?")
    status, words = told(post(desk, mine, "accept-suggestion"))
    assert (status, words["text"]) == (200, "El wifi es gratuito en todo el hotel.")
    assert "El wifi es gratuito en todo el hotel." in opened(desk, mine)
    page = post(desk, mine, "accept-suggestion", by_script=False).content.decode()
    assert ">El wifi es gratuito en todo el hotel.</textarea>" in page
    assert not sent(mine)
    assert post(desk, mine, "accept-suggestion", text="Sí, hay wifi.").status_code == 200
    assert [message.text for message in sent(mine)] == ["Sí, hay wifi."]
    assert post(desk, mine, "accept-suggestion").status_code == 409


def test_outbox_is_asked_in_a_transaction(desk: Client, mine: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def queue(*_: Any, **__: Any) -> Message:
        seen.append(connection.in_atomic_block)
        return Message(pk=1)

    monkeypatch.setattr(outbox, "queue", queue)
    post(desk, mine, "send", text="Hola")
    assert seen == [True]
