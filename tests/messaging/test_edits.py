"""What a guest changes, takes back or says from another number, over the signed webhook."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from messaging import orchestrator, queues
from messaging.fakes import phone
from messaging.models import Conversation, Message
from pms import guests
from pms.models import Guest
from tests import factories as make
from tests.messaging.conftest import RECORDED_NUMBER, post, recorded

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("whatsapp_account")]
GUEST, NEW_NUMBER = "34600111222", "34600999888"
BSUID = phone.bsuid(RECORDED_NUMBER, GUEST)
ORIGINAL = "wamid.ORIGINAL"


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Conversations a worker was called for."""
    calls: list[int] = []
    monkeypatch.setattr(queues, "wake", lambda task, hotel, *ids, queue, countdown=0: calls.extend(ids))
    return calls


def say(client: Client, text: str = "", **wish: Any) -> None:
    said = {"from": GUEST, "user_id": BSUID, "text": text, **wish}
    assert post(client, phone.envelope(RECORDED_NUMBER, said)).status_code == 200


def answer() -> str:
    """The words of the agent's next answer, or nothing."""
    conversation = Conversation.objects.select_related("hotel", "guest", "account").get()
    outcome = orchestrator.answer(conversation)
    return outcome.record.words if outcome else ""


def stored() -> list[tuple[str, bool, bool]]:
    """(text, edited, taken back) of each message of the guest, as they came."""
    rows = Message.objects.filter(direction="in").order_by("pk")
    return [(row.text, row.edited_at is not None, row.deleted_at is not None) for row in rows]


class TestEdits:
    def test_before_the_answer_the_new_words_are_answered(self, client: Client, woken: list[int]) -> None:
        say(client, "hola", id=ORIGINAL)
        say(client, "¿tienen wifi?", edit=ORIGINAL)
        assert stored() == [("¿tienen wifi?", True, False)]
        assert len(woken) == 2
        assert (answer(), answer()) == ("fact", "")

    def test_after_the_answer_they_are_another_message(self, client: Client, woken: list[int]) -> None:
        say(client, "hola", id=ORIGINAL)
        assert answer() == "greeting"
        say(client, "¿tienen wifi?", edit=ORIGINAL)
        assert stored() == [("hola", True, False), ("¿tienen wifi?", False, False)]
        assert len(woken) == 2
        assert (answer(), answer()) == ("fact", "")

    @pytest.mark.parametrize("answered", [False, True])
    def test_told_twice_an_edit_is_answered_once(self, client: Client, woken: list[int], answered: bool) -> None:
        say(client, "hola", id=ORIGINAL)
        if answered:
            answer()
        for _ in range(2):
            say(client, "¿tienen wifi?", edit=ORIGINAL, id="wamid.EDIT")
        assert len(woken) == 2
        assert (answer(), answer()) == ("fact", "")

    def test_told_again_after_its_answer_it_is_not_answered_again(self, client: Client) -> None:
        say(client, "hola", id=ORIGINAL)
        words = []
        for _ in range(2):
            say(client, "¿tienen wifi?", edit=ORIGINAL, id="wamid.EDIT")
            words.append(answer())
        assert words == ["fact", ""]

    def test_the_last_of_several_stands(self, client: Client) -> None:
        say(client, "hola", id=ORIGINAL)
        for text in ("holi", "¿tienen parking?", "¿tienen wifi?"):
            say(client, text, edit=ORIGINAL)
        assert stored() == [("¿tienen wifi?", True, False)]

    def test_that_overtakes_its_original_is_the_message(self, client: Client, woken: list[int]) -> None:
        say(client, "¿tienen wifi?", edit=ORIGINAL)
        say(client, "hola", id=ORIGINAL)
        assert stored() == [("¿tienen wifi?", False, False)]
        assert len(woken) == 1
        assert (answer(), answer()) == ("fact", "")

    def test_of_a_caption_changes_the_caption(self, client: Client) -> None:
        say(client, "hola", image="77", id=ORIGINAL)
        say(client, "¿tienen wifi?", image="77", edit=ORIGINAL)
        assert Message.objects.get().payload["media"] == "77"
        assert answer() == "fact"

    def test_of_another_hotels_message_changes_nothing_there(self, client: Client, other_hotel: Any) -> None:
        account = make.WhatsappAccountFactory(hotel=other_hotel, external_id="777", app_secret="app-secret")
        theirs = make.MessageFactory(
            hotel=other_hotel, conversation__account=account, account=account, external_id=ORIGINAL
        )
        say(client, "¿tienen wifi?", edit=ORIGINAL)
        assert Message._base_manager.get(pk=theirs.pk).text == "Hola"

    def test_of_our_own_message_changes_nothing(self, client: Client) -> None:
        say(client, "hola")
        answer()
        Message.objects.filter(direction="out").update(external_id=ORIGINAL)
        say(client, "Sí, es gratis", edit=ORIGINAL)
        assert "asistente" in Message.objects.get(direction="out").text


class TestTakenBack:
    def test_before_the_answer_there_is_none(self, client: Client) -> None:
        say(client, "hola", id=ORIGINAL)
        say(client, revoke=ORIGINAL)
        assert stored() == [("hola", False, True)]
        assert answer() == ""

    def test_after_the_answer_it_is_marked(self, client: Client, woken: list[int]) -> None:
        say(client, "hola", id=ORIGINAL)
        answer()
        say(client, revoke=ORIGINAL)
        assert stored() == [("hola", False, True)]
        assert (len(woken), answer()) == (1, "")

    def test_what_else_was_written_is_answered(self, client: Client) -> None:
        say(client, "¿tienen wifi?", id=ORIGINAL)
        say(client, "hola")
        say(client, revoke=ORIGINAL)
        assert answer() == "greeting"

    def test_before_its_original_came_the_original_is_not_answered(self, client: Client, woken: list[int]) -> None:
        say(client, revoke=ORIGINAL)
        say(client, "hola", id=ORIGINAL)
        assert stored() == [("", False, True)]
        assert (woken, answer()) == ([], "")

    def test_told_twice_it_keeps_its_time(self, client: Client) -> None:
        say(client, "hola", id=ORIGINAL)
        say(client, revoke=ORIGINAL)
        taken_back = Message.objects.get().deleted_at
        say(client, revoke=ORIGINAL)
        assert taken_back
        assert Message.objects.get().deleted_at == taken_back

    def test_a_late_edit_does_not_bring_it_back(self, client: Client) -> None:
        say(client, "hola", id=ORIGINAL)
        say(client, revoke=ORIGINAL)
        say(client, "¿tienen wifi?", edit=ORIGINAL)
        assert stored() == [("hola", False, True)]
        assert answer() == ""


class TestNumbers:
    def test_a_new_number_takes_the_conversation_along(self, client: Client) -> None:
        say(client, "hola")
        say(client, new_number=NEW_NUMBER)
        conversation = Conversation.objects.get()
        assert conversation.sender == NEW_NUMBER
        assert guests.recognise([("phone", NEW_NUMBER)]) == conversation.guest
        assert stored() == [("hola", False, False)]

    def test_who_writes_from_it_goes_on_in_the_same_conversation(self, client: Client) -> None:
        say(client, "hola")
        say(client, new_number=NEW_NUMBER)
        say(client, "¿tienen wifi?", **{"from": NEW_NUMBER, "user_id": ""})
        assert Conversation.objects.get().messages.count() == 2
        assert Guest.objects.count() == 1

    def test_told_twice_it_changes_nothing(self, client: Client) -> None:
        say(client, "hola")
        for _ in range(2):
            say(client, new_number=NEW_NUMBER)
        assert Conversation.objects.get().sender == NEW_NUMBER
        assert guests.recognise([("phone", GUEST)]) == Guest.objects.get()

    def test_a_number_that_is_anothers_stays_theirs(self, client: Client) -> None:
        say(client, "hola")
        say(client, "Soy Eva", **{"from": NEW_NUMBER, "user_id": ""})
        eva = guests.recognise([("phone", NEW_NUMBER)])
        say(client, new_number=NEW_NUMBER)
        assert guests.recognise([("phone", NEW_NUMBER)]) == eva
        assert set(Conversation.objects.values_list("sender", flat=True)) == {GUEST, NEW_NUMBER}

    def test_of_a_stranger_it_introduces_nobody(self, client: Client) -> None:
        say(client, new_number=NEW_NUMBER)
        assert post(client, recorded("changed_number")).status_code == 200
        assert not Guest.objects.exists()
