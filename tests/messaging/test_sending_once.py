"""A message is sent once although answers are lost, receipts come first, twice or in disorder, and workers die."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
import time_machine
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone
from django_scopes import scope

from messaging import inbox, outbox, pace, queues
from messaging.channels import CHANNELS
from messaging.channels.base import Receipt
from messaging.errors import SendFailed, SendUnknown
from messaging.fakes import statuses
from messaging.fakes.whatsapp import Server
from messaging.models import ChannelAccount, Conversation, ConversationEvent, Message, MessageTemplate
from pms.models import Hotel
from tests import factories as make
from tests.conftest import small_hotel
from tests.messaging.conftest import post

pytestmark = [pytest.mark.integration, pytest.mark.critical]

Woken = list[tuple[object, ...]]


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> Woken:
    """What would have been queued."""
    calls: Woken = []
    monkeypatch.setattr(queues, "wake", lambda task, *args, **_: calls.append(args))
    return calls


@pytest.fixture
def chat(whatsapp_account: ChannelAccount) -> Conversation:
    """A guest who has just written to the hotel's WhatsApp."""
    conversation: Conversation = make.ConversationFactory(
        hotel=whatsapp_account.hotel, account=whatsapp_account, sender="34600111222"
    )
    return conversation


@pytest.fixture
def queued(chat: Conversation) -> Message:
    return outbox.queue(chat, "Su reserva está confirmada.")


@pytest.fixture
def sent(fake_whatsapp: Server) -> Callable[[], list[dict[str, Any]]]:
    """What Meta took, oldest first."""
    return lambda: httpx.get(f"{fake_whatsapp.url}/sent").json()  # type: ignore[no-any-return]


@pytest.fixture
def lost(fake_whatsapp: Server, queued: Message, sent: Any) -> dict[str, Any]:
    """Meta has taken the message, and we never heard of it."""
    httpx.post(f"{fake_whatsapp.url}/faults", json={"faults": [{"cut": "after"}]}).raise_for_status()
    with pytest.raises(SendUnknown):
        outbox.deliver(queued.pk)
    [record] = sent()
    return record  # type: ignore[no-any-return]


def tell(client: Any, record: dict[str, Any], status: str, **changes: Any) -> None:
    """The webhook of a status."""
    payload = statuses.payload({**record, **changes}, status, record["at"])
    assert post(client, payload).status_code == 200


def now_is(queued: Message) -> tuple[str, str | None]:
    queued.refresh_from_db()
    return queued.status, queued.external_id


def later(seconds: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds))


class TestAnswerLost:
    def test_a_receipt_settles_it_and_it_is_not_sent_again(self, client, queued, lost, sent):
        assert now_is(queued) == ("sending", None)
        tell(client, lost, "sent")
        assert now_is(queued) == ("sent", lost["id"])
        with later(300):
            assert outbox.overdue(timezone.now()) == []
            outbox.deliver(queued.pk)
        assert len(sent()) == 1

    def test_without_a_receipt_it_is_sent_again_but_not_before_long(self, queued, lost, sent):
        with later(74):
            assert outbox.overdue(timezone.now()) == []
        with later(76):
            assert outbox.overdue(timezone.now()) == [(queued.hotel_id, queued.pk)]
            outbox.deliver(queued.pk)
        assert [record["text"] for record in sent()] == [queued.text] * 2
        assert now_is(queued)[0] == "sent"

    def test_a_receipt_that_comes_when_it_is_queued_again_still_settles_it(self, client, queued, lost, sent):
        with later(76):
            outbox.overdue(timezone.now())
            tell(client, lost, "delivered")
            outbox.deliver(queued.pk)
        assert now_is(queued) == ("delivered", lost["id"])
        assert len(sent()) == 1

    def test_the_next_message_waits_until_it_is_settled(self, client, chat, lost, woken):
        following = outbox.queue(chat, "¿Algo más?")
        assert outbox.deliver(following.pk).status == "queued"
        woken.clear()
        tell(client, lost, "sent")
        assert woken == [(chat.hotel_id, following.pk)]
        assert outbox.deliver(following.pk).status == "sent"

    def test_after_the_last_try_staff_are_told(self, queued, lost):
        Message.objects.filter(pk=queued.pk).update(attempts=len(outbox.PAUSES) + 1)
        with later(76):
            assert outbox.overdue(timezone.now()) == []
        assert now_is(queued)[0] == "failed"
        assert Conversation.objects.get(pk=queued.conversation_id).owner == "waiting"
        assert "nobody knows whether it arrived" in ConversationEvent.objects.get(kind="not_delivered").reason

    def test_a_worker_that_died_before_the_mark_loses_nothing(self, client, queued, sent, monkeypatch):
        """Killed between Meta's 200 and our mark."""

        class Killed(BaseException):
            pass

        def mark(*_: Any, **__: Any) -> None:
            raise Killed

        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(outbox, "_count", mark)
            outbox.deliver(queued.pk)
        assert now_is(queued) == ("sending", None)
        [record] = sent()
        tell(client, record, "read")
        assert now_is(queued) == ("read", record["id"])

    def test_nobody_listening_is_known_and_tried_soon(self, queued, whatsapp_account):
        ChannelAccount.objects.update(base_url="http://127.0.0.1:9")
        with pytest.raises(SendFailed, match="ConnectError"):
            outbox.deliver(queued.pk)
        queued.refresh_from_db()
        assert queued.status == "queued"
        assert queued.not_before
        assert queued.not_before < timezone.now() + timedelta(seconds=6)


class TestReceiptFirst:
    """A receipt overtakes the answer it is about: the channel is quick and our process is not."""

    @pytest.fixture
    def overtaken(self, client: Any, queued: Message, sent: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
        def deliver(status: str, *, then: BaseException | None = None) -> None:
            real = CHANNELS["whatsapp"].send

            def send(*args: Any) -> str:
                wamid = real(*args)
                tell(client, sent()[-1], status)
                if then:
                    raise then
                return wamid

            monkeypatch.setattr(CHANNELS["whatsapp"], "send", send)
            outbox.deliver(queued.pk)

        return deliver

    def test_our_mark_does_not_move_it_back(self, queued, overtaken, sent):
        overtaken("read")
        assert now_is(queued) == ("read", sent()[0]["id"])

    @pytest.mark.parametrize("error", [SendUnknown("ReadTimeout"), SendFailed("503")])
    def test_a_failure_that_was_none_is_nobodys_business(self, queued, overtaken, sent, error):
        overtaken("delivered", then=error)
        assert now_is(queued)[0] == "delivered"
        with later(300):
            assert outbox.overdue(timezone.now()) == []
        assert len(sent()) == 1

    def test_a_refusal_that_was_none_tells_nobody(self, queued, overtaken):
        overtaken("sent", then=SendFailed("400", permanent=True))
        assert now_is(queued)[0] == "sent"
        assert not ConversationEvent.objects.exists()


class TestStatuses:
    @pytest.mark.parametrize(
        ("told", "ends"),
        [
            (["sent", "delivered", "read"], "read"),
            (["read", "delivered", "sent"], "read"),
            (["delivered", "delivered"], "delivered"),
            (["delivered", "failed"], "delivered"),
            (["read", "failed"], "read"),
            (["failed", "sent"], "failed"),
            (["failed", "delivered"], "delivered"),
        ],
    )
    @pytest.mark.parametrize("together", [False, True])
    def test_they_move_forward_only(self, client, queued, sent, told, ends, together):
        outbox.deliver(queued.pk)
        [record] = sent()
        record["error"] = 131026
        if together:
            payload = statuses.payload(record, told[0], record["at"])
            payload["entry"] += [
                entry for status in told[1:] for entry in statuses.payload(record, status, record["at"])["entry"]
            ]
            post(client, payload)
        else:
            for status in told:
                tell(client, record, status)
        assert now_is(queued)[0] == ends

    def test_our_id_means_nothing_on_another_account(self, client, queued, lost, other_hotel):
        make.WhatsappAccountFactory(hotel=other_hotel, external_id="777", app_secret="app-secret")
        neighbour = make.WhatsappAccountFactory(hotel=queued.hotel, external_id="778", app_secret="app-secret")
        tell(client, lost, "sent", phone_number_id="777")
        tell(client, lost, "sent", phone_number_id=neighbour.external_id)
        assert now_is(queued) == ("sending", None)

    def test_our_id_does_not_rename_what_has_a_name(self, client, queued, sent):
        """Another program at the same number may count its messages as we do."""
        outbox.deliver(queued.pk)
        [record] = sent()
        tell(client, record, "read", id="wamid.foreign")
        assert now_is(queued) == ("sent", record["id"])

    def test_a_name_that_is_taken_is_not_given_twice(self, client, queued, lost, chat):
        other = make.MessageFactory(
            conversation=chat, hotel=chat.hotel, direction="out", status="sent", external_id="wamid.1"
        )
        tell(client, lost, "read", id="wamid.1")
        assert now_is(queued) == ("sending", None)
        assert now_is(other) == ("read", "wamid.1")

    @pytest.mark.parametrize("callback", ["", "17", "message:", "message:1e3", "message:" + "9" * 40, "message:-1", 17])
    def test_anothers_callback_is_no_id_of_ours(self, client, queued, lost, callback):
        tell(client, lost, "sent", callback=callback)
        assert now_is(queued) == ("sending", None)

    def test_a_guests_own_message_is_never_moved(self, client, chat, lost):
        theirs = make.MessageFactory(conversation=chat, hotel=chat.hotel, external_id=None)
        tell(client, lost, "sent", callback=f"message:{theirs.pk}")
        assert now_is(theirs) == ("received", None)

    def test_what_is_billed_is_kept_whenever_it_comes(self, client, queued, sent):
        outbox.deliver(queued.pk)
        [record] = sent()
        tell(client, record, "read")
        queued.refresh_from_db()
        assert queued.billable is None
        tell(client, record, "sent")
        queued.refresh_from_db()
        assert (queued.status, queued.billable) == ("read", True)


class TestFailedLater:
    def test_staff_are_told_once(self, client, queued, sent):
        outbox.deliver(queued.pk)
        [record] = sent()
        for _ in range(2):
            tell(client, record, "failed", error=131026)
        queued.refresh_from_db()
        assert (queued.status, queued.error) == ("failed", "131026 Message undeliverable")
        assert Conversation.objects.get(pk=queued.conversation_id).owner == "waiting"
        event = ConversationEvent.objects.get(kind="not_delivered")
        assert event.reason == "a message could not be delivered: 131026 Message undeliverable"

    def test_for_a_closed_window_it_is_said_again_as_a_template_once(self, client, queued, sent):
        approved(queued.account)
        outbox.deliver(queued.pk)
        for _ in range(2):
            tell(client, sent()[0], "failed", error=131047)
        again = Message.objects.get(kind="template")
        assert (again.text, again.turn, again.status) == (queued.text, queued.turn, "queued")
        outbox.deliver(again.pk)
        assert sent()[-1]["text"] == "hotel_answer · Su reserva está confirmada."
        tell(client, sent()[-1], "failed", error=131047)
        assert Message.objects.filter(direction="out").count() == 2
        assert ConversationEvent.objects.filter(kind="not_delivered").count() == 1

    def test_without_a_template_staff_are_told(self, client, queued, sent):
        outbox.deliver(queued.pk)
        tell(client, sent()[0], "failed", error=131047)
        assert Conversation.objects.get(pk=queued.conversation_id).owner == "waiting"
        assert ConversationEvent.objects.filter(kind="not_delivered").count() == 1

    def test_nothing_of_it_is_kept_when_telling_fails(self, client, queued, sent, monkeypatch):
        """Meta will bring it again, and then it must still be news."""
        outbox.deliver(queued.pk)
        with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
            patch.setattr(outbox, "bounced", lambda *_, **__: 1 / 0)
            tell(client, sent()[0], "failed", error=131026)
        assert now_is(queued)[0] == "sent"
        tell(client, sent()[0], "failed", error=131026)
        assert ConversationEvent.objects.filter(kind="not_delivered").count() == 1


class TestSeen:
    @pytest.fixture
    def marks(self, fake_whatsapp: Server) -> Callable[[], list[str]]:
        """The messages that were shown as read."""
        return lambda: [mark["message_id"] for mark in httpx.get(f"{fake_whatsapp.url}/marks").json()]

    def test_the_newest_unanswered_message_is_marked(self, chat, marks):
        turn = make.TurnRecordFactory(conversation=chat, hotel=chat.hotel)
        for n in range(2):
            make.MessageFactory(conversation=chat, hotel=chat.hotel, external_id=f"wamid.{n}")
        outbox.seen(chat)
        make.MessageFactory(conversation=chat, hotel=chat.hotel, external_id="wamid.answered", turn=turn)
        outbox.seen(chat)
        assert marks() == ["wamid.1", "wamid.1"]

    def test_nothing_is_marked_when_nothing_waits_or_the_channel_cannot(self, chat, conversation, marks):
        outbox.seen(chat)
        make.MessageFactory(conversation=conversation, hotel=conversation.hotel)
        outbox.seen(conversation)
        assert marks() == []


def approved(account: ChannelAccount) -> None:
    MessageTemplate.objects.create(
        hotel=account.hotel, account=account, name="hotel_answer", language="es", text="Del hotel: {{1}}"
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestManyWorkers:
    WORKERS, MESSAGES, ROUNDS = 6, 8, 12

    @pytest.fixture
    def house(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hotel]:
        """Its guests may be written to as fast as it goes."""
        monkeypatch.setattr(pace, "wait_until", lambda *_: None)
        inn = small_hotel(slug="inn", name="Inn")
        with scope(hotel=inn):
            yield inn

    @pytest.fixture
    def threads(self, house: Hotel, fake_whatsapp: Server) -> Conversation:
        account = make.WhatsappAccountFactory(hotel=house, base_url=fake_whatsapp.url)
        conversation: Conversation = make.ConversationFactory(hotel=house, account=account, sender="34600111222")
        return conversation

    def test_each_message_goes_once_and_in_order(self, threads, sent):
        written = [outbox.queue(threads, f"{n}").text for n in range(self.MESSAGES)]
        everybody_delivers(threads, self.WORKERS)
        assert [record["text"] for record in sent()] == written
        assert set(Message.objects.values_list("status", "attempts")) == {("sent", 1)}

    def test_without_the_guard_they_do_not(self, threads, sent, monkeypatch):
        """If this fails, the test above proves nothing."""

        def claim(message: Message) -> bool:
            fresh = Message.objects.get(pk=message.pk).status == "queued"
            Message.objects.filter(pk=message.pk).update(status="sending", attempts=F("attempts") + 1)
            message.attempts += 1
            return fresh

        monkeypatch.setattr(outbox, "_claim", claim)
        for n in range(self.ROUNDS):
            written = [outbox.queue(threads, f"{n} {m}").text for m in range(self.MESSAGES)]
            everybody_delivers(threads, self.WORKERS)
            if [record["text"] for record in sent()][-len(written) :] != written:
                return
        pytest.fail("nothing was sent twice or out of order")

    def test_of_two_receipts_at_once_the_second_sees_the_first(self, threads):
        message = outbox.queue(threads, "hola")
        Message.objects.filter(pk=message.pk).update(status="sent", external_id="wamid.1")

        def late(_: int) -> None:
            try:
                with scope(hotel=threads.hotel):
                    inbox.note_receipts(threads.account, [Receipt("wamid.1", "delivered")])
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                inbox.note_receipts(threads.account, [Receipt("wamid.1", "read")])
                waiting = pool.submit(late, 0)
                until_somebody_waits_for_a_row()
            waiting.result()
        assert now_is(message) == ("read", "wamid.1")


def until_somebody_waits_for_a_row() -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waited")


def everybody_delivers(conversation: Conversation, workers: int) -> None:
    """All at the same moment, again and again, until nothing is left."""
    waiting = Message.objects.filter(conversation=conversation, status="queued").order_by("-pk")
    gate = threading.Barrier(workers)

    def work(_: int) -> None:
        try:
            gate.wait()
            with scope(hotel=conversation.hotel):
                while left := list(waiting.values_list("pk", flat=True)):
                    for pk in left:
                        outbox.deliver(pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
