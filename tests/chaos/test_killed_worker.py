"""A worker that is killed at the worst moment: a real process, ended by SIGKILL, and what the next one makes of it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from locks.errors import LeaseTaken
from locks.models import RoomHold
from messaging import inbox, orchestrator, outbox, queues, tasks
from messaging.channels.base import Identity, Incoming
from messaging.channels.whatsapp import WhatsApp
from messaging.fakes import statuses
from messaging.fakes.whatsapp import Meta, Server
from messaging.models import ChannelAccount, Conversation, Message, TurnRecord
from pms.adapters.local import LocalPms
from pms.models import Hotel, LocalBooking
from reservations import booking, sync
from reservations.models import Reservation
from tests.conftest import small_hotel

pytestmark = [
    pytest.mark.integration,
    pytest.mark.chaos,
    pytest.mark.critical,
    pytest.mark.django_db(transaction=True),
]

Woken = list[tuple[Any, ...]]
Work = Callable[[], object]
LATER = timedelta(seconds=outbox.UNKNOWN_FOR.total_seconds() + 120)  # past every lease


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> Woken:
    calls: Woken = []
    monkeypatch.setattr(queues, "wake", lambda task, *args, **_: calls.append((task, *args)))
    return calls


@pytest.fixture
def whatsapp() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Meta("http://127.0.0.1:9/")) as server:
        server.in_background()
        yield server
        server.shutdown()


@pytest.fixture
def hotel(whatsapp: Server) -> Iterator[Hotel]:
    casa = small_hotel(slug="casa-azul", name="Casa Azul")
    with scope(hotel=casa):
        ChannelAccount.objects.filter(kind="whatsapp").update(base_url=whatsapp.url)
        yield casa


class Writer:
    """A guest on WhatsApp."""

    def __init__(self, hotel: Hotel) -> None:
        self.account = ChannelAccount.objects.select_related("hotel").get(hotel=hotel, kind="whatsapp")
        self.count = 0

    def writes(self, text: str) -> Conversation:
        self.count += 1
        names = (Identity("phone", "34600000001"),)
        message = Incoming(f"wamid.{self.count}", "34600000001", names, timezone.now(), "text", text)
        inbox.receive(self.account, [message])
        return Conversation.objects.select_related("hotel", "guest", "account").get(sender="34600000001")

    def says(self, text: str) -> None:
        assert orchestrator.answer(self.writes(text))


@pytest.fixture
def guest(hotel: Hotel) -> Writer:
    return Writer(hotel)


@pytest.fixture
def asked_to_confirm(guest: Writer, hotel: Hotel) -> Writer:
    """Everything said but the yes."""
    arrival = hotel.now().date() + timedelta(days=10)
    guest.says(f"del {arrival} al {arrival + timedelta(days=2)}, 2 adultos, soy Ana García, ana@example.com")
    guest.says("1")
    assert TurnRecord.objects.latest("pk").words == "read_back"
    return guest


def killed(work: Work, monkeypatch: pytest.MonkeyPatch, owner: Any, method: str, *, after: bool) -> None:
    """Do the work in a process of its own, and kill it just before or just after that method has done its part."""
    reached, reach = os.pipe()
    connections.close_all()  # a connection belongs to one process
    child = os.fork()
    if child == 0:
        real = getattr(owner, method)

        def stop(*args: Any, **kwargs: Any) -> Any:
            if after:
                real(*args, **kwargs)
            os.write(reach, b"!")
            threading.Event().wait(60)

        monkeypatch.setattr(owner, method, stop)
        try:
            work()
        except BaseException:
            traceback.print_exc()  # else nobody would hear why it never came that far
        finally:
            sys.stderr.flush()
            os._exit(1)
    os.close(reach)
    try:
        assert os.read(reached, 1) == b"!", "the work never came that far"
    finally:
        os.close(reached)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def sweep_and_work(woken: Woken) -> None:
    """What beat and a worker do once the leases of the dead have run out."""
    woken.clear()
    tasks.sweep()
    for task, *ids in list(woken):
        {"messaging.tasks.answer": tasks.answer, "messaging.tasks.deliver": tasks.deliver}[task](*ids)


def settle() -> None:
    with scopes_disabled():
        sync.settle_pending()


def test_in_the_middle_of_a_turn_the_guest_is_answered_once(
    guest: Writer, woken: Woken, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = guest.writes("Hola")
    killed(lambda: orchestrator.answer(conversation), monkeypatch, orchestrator, "_store", after=False)
    assert not TurnRecord.objects.exists()
    with pytest.raises(LeaseTaken):
        orchestrator.answer(conversation)
    with time_machine.travel(timezone.now() + LATER, tick=True):
        sweep_and_work(woken)
        sweep_and_work(woken)
    assert TurnRecord.objects.count() == 1
    assert Message.objects.filter(direction="out").count() == 1


def test_with_a_room_just_held_the_guest_gets_one_room(
    guest: Writer, hotel: Hotel, woken: Woken, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = hotel.now().date() + timedelta(days=10)
    guest.says(f"del {arrival} al {arrival + timedelta(days=2)}, 2 adultos")
    conversation = guest.writes("1")
    killed(lambda: orchestrator.answer(conversation), monkeypatch, orchestrator, "_store", after=False)
    assert RoomHold.objects.filter(status="live").count() == 1
    with time_machine.travel(timezone.now() + LATER, tick=True):
        sweep_and_work(woken)
    assert RoomHold.objects.filter(status="live").count() == 1


@pytest.mark.parametrize("then", ["answered first", "settled first", "the hold ran out"])
@pytest.mark.parametrize("after", [False, True], ids=["before the PMS has booked", "after the PMS has booked"])
def test_around_the_booking_there_is_one_reservation_and_the_guest_is_told(
    asked_to_confirm: Writer, woken: Woken, monkeypatch: pytest.MonkeyPatch, after: bool, then: str
) -> None:
    """Two find what was left undone: who answers the message, and who settles what is pending."""
    conversation = asked_to_confirm.writes("sí")
    killed(lambda: orchestrator.answer(conversation), monkeypatch, LocalPms, "book", after=after)
    assert LocalBooking.objects.count() == int(after)
    assert Reservation.objects.get().status == "pending"
    wait = timedelta(minutes=25) if then == "the hold ran out" else LATER
    with time_machine.travel(timezone.now() + wait, tick=True):
        booking.release_expired()
        steps = [settle, lambda: sweep_and_work(woken)]
        for step in steps if then == "settled first" else steps[::-1]:
            step()
    reservation = Reservation.objects.get()
    assert (reservation.status, LocalBooking.objects.get().reference) == ("confirmed", reservation.reference)
    assert not RoomHold.objects.filter(status="live").exists()
    told = Message.objects.filter(direction="out", text__contains=reservation.reference)
    assert told.count() == 1


def test_between_whatsapps_answer_and_our_mark_nothing_is_sent_twice(
    guest: Writer, whatsapp: Server, woken: Woken, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta's receipt, which carries our own id, tells what the dead worker could not."""
    guest.says("Hola")
    reply = Message.objects.get(direction="out")
    killed(lambda: outbox.deliver(reply.pk), monkeypatch, WhatsApp, "send", after=True)
    [record] = whatsapp.meta.sent
    reply.refresh_from_db()
    assert reply.status == "sending"
    [parsed] = WhatsApp().parse(statuses.payload(record, "sent", record["at"]))
    inbox.note_receipts(guest.account, parsed.receipts)
    with time_machine.travel(timezone.now() + LATER, tick=True):
        sweep_and_work(woken)
    reply.refresh_from_db()
    assert (reply.status, reply.external_id, len(whatsapp.meta.sent)) == ("sent", record["id"], 1)


def test_before_it_was_sent_it_is_sent_by_another(
    guest: Writer, whatsapp: Server, woken: Woken, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest.says("Hola")
    reply = Message.objects.get(direction="out")
    killed(lambda: outbox.deliver(reply.pk), monkeypatch, WhatsApp, "send", after=False)
    with time_machine.travel(timezone.now() + LATER, tick=True):
        sweep_and_work(woken)
        sweep_and_work(woken)
    reply.refresh_from_db()
    assert (reply.status, len(whatsapp.meta.sent)) == ("sent", 1)
