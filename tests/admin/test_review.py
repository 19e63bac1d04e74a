"""To review: a person decides with the facts and the guest's message before them, once, and the guest is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from messaging import verdicts
from messaging.models import ChannelAccount, Conversation, Message
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import Hotel, LocalBooking, NightlyRate
from pms.terms import Contact, Party, Stay
from reservations import availability, booking, requests, review
from reservations.models import Request, Reservation
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.test_queries import LIMIT, queries

pytestmark = pytest.mark.integration

QUEUE = "/admin/review/"


def away(*_: object, **__: object) -> None:
    raise PmsUnavailable


def reserve(conversation: Conversation, stay: Stay) -> Reservation:
    hotel = conversation.hotel
    offers = availability.search(hotel, stay, Party(2), asked_by=conversation.key)
    offer = next(row for row in offers if (row.room_type, row.rate_plan) == ("double", "flexible"))
    held = booking.hold(offer, conversation.guest, holder=conversation.key)
    contact = Contact("Juan Pérez", "juan@example.com")
    return booking.confirm(offer, held, contact, actor=f"guest:{conversation.guest_id}")


@pytest.fixture
def dearer(conversation: Conversation, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> Reservation:
    """Offered at 200.00, booked at 240.00."""
    book = LocalPms.book

    def dear(pms: LocalPms, order: Any) -> Any:
        NightlyRate.objects.update(amount=Decimal("120.00"))
        return book(pms, order)

    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", dear)
        return reserve(conversation, stay)


@pytest.fixture
def pending(conversation: Conversation, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> Reservation:
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", away)
        row = reserve(conversation, stay)
    Reservation.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=1))
    return row


@pytest.fixture
def booked(conversation: Conversation, stay: Stay) -> Reservation:
    return reserve(conversation, stay)


def url(name: str, row: Any) -> str:
    return reverse(f"review:{name}", args=[row.pk])


def form(desk: Client, row: Any, page: str, **values: str) -> dict[str, str]:
    """What a browser sends back: the words the page showed, with the line ends of a form."""
    context = desk.get(url(page, row)).context
    shown = {f"shown_{name}": told["text"] for name, _, told in context.get("prices") or []}
    if refusal := context.get("refusal"):
        shown["shown"] = refusal["text"]
    return {**{name: text.replace("\n", "\r\n") for name, text in shown.items()}, "tell": "on", **values}


def sent() -> list[tuple[str, str | None]]:
    rows = Message.objects.filter(direction="out").select_related("staff").order_by("pk")
    return [(row.text, row.staff.username if row.staff else None) for row in rows]


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def said(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_the_queue_shows_what_waits_the_oldest_first(desk: Client, hotel: Hotel, dearer: Reservation) -> None:
    old = make.RequestFactory(hotel=hotel, created_at=timezone.now() - timedelta(days=2), due_at=timezone.now())
    page = desk.get(QUEUE)
    assert [case.guest for case in page.context["cases"]] == [str(old.guest), "Juan Pérez"]
    assert [reason.code for reason, _ in page.context["kinds"]] == ["price", "group"]
    html = page.content.decode()
    for words in ("Another price", "€200.00", "€240.00", "Overdue", f"c={dearer.hold.holder.partition(':')[2]}"):
        assert words in html, words
    assert [case.guest for case in desk.get(QUEUE, {"kind": "price"}).context["cases"]] == ["Juan Pérez"]


def test_an_empty_queue_says_so(desk: Client) -> None:
    assert "Nothing waits for a decision." in desk.get(QUEUE).content.decode()


def test_offered_and_booked_side_by_side(desk: Client, dearer: Reservation) -> None:
    page = desk.get(url("reservation", dearer))
    [differs] = [fact for fact in page.context["facts"] if fact.differs]
    assert (differs.offered, differs.now) == ("€200.00", "€240.00")
    assert page.context["difference"] == "+€40.00"
    assert escape("No es el precio que le ofrecimos") in page.content.decode()


def test_approve_tells_the_guest_what_was_shown(desk: Client, dearer: Reservation) -> None:
    shown = form(desk, dearer, "reservation", price="pms")
    answer = desk.post(url("approve", dearer), shown, follow=True)
    row = fresh(dearer)
    assert (row.status, row.total, row.pms_total) == ("confirmed", Decimal("240.00"), None)
    assert sent() == [(shown["shown_pms"].replace("\r\n", "\n"), "ana")]
    assert "is confirmed. The guest is told." in said(answer)
    event = row.events.latest("pk")
    assert (event.actor, row.history.latest().history_user.username) == ("staff:ana", "ana")


def test_the_offered_price_is_honoured_with_a_reason(desk: Client, dearer: Reservation) -> None:
    without = desk.post(url("approve", dearer), form(desk, dearer, "reservation", price="offered"))
    assert (without.status_code, fresh(dearer).status, sent()) == (400, "needs_staff", [])
    assert 'value="offered" checked' in without.content.decode()
    desk.post(url("approve", dearer), form(desk, dearer, "reservation", price="offered", reason="our mistake"))
    row = fresh(dearer)
    assert (row.total, row.pms_total) == (Decimal("200.00"), Decimal("240.00"))
    assert "our mistake" in row.events.latest("pk").reason
    assert "Le mantenemos el precio" in sent()[0][0]
    assert "200,00" in sent()[0][0].replace("\xa0", " ")


def test_whoever_unticks_it_tells_nobody(desk: Client, dearer: Reservation) -> None:
    shown = form(desk, dearer, "reservation", price="pms")
    del shown["tell"]
    assert "The guest is not told." in said(desk.post(url("approve", dearer), shown, follow=True))
    assert (fresh(dearer).status, sent()) == ("confirmed", [])


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_other_words_than_were_shown_decide_nothing(desk: Client, dearer: Reservation, verb: str) -> None:
    """The price in the PMS, or the guest's name, is another by now."""
    shown = form(desk, dearer, "reservation", price="pms", reason="x")
    Reservation.objects.filter(pk=dearer.pk).update(guest_name="Juana")
    if verb == "refuse":
        shown["shown"] = "something else"
    assert "changed meanwhile" in said(desk.post(url(verb, dearer), shown, follow=True))
    assert (fresh(dearer).status, sent()) == ("needs_staff", [])


def test_refuse_asks_why_cancels_and_tells(desk: Client, dearer: Reservation) -> None:
    assert desk.post(url("refuse", dearer), form(desk, dearer, "reservation")).status_code == 400
    assert LocalBooking.objects.get().status == "confirmed"
    desk.post(url("refuse", dearer), form(desk, dearer, "reservation", reason="too dear for the guest"))
    assert (LocalBooking.objects.get().status, fresh(dearer).status) == ("cancelled", "cancelled")
    assert "no queda ninguna habitación reservada" in sent()[0][0]
    assert fresh(dearer).events.latest("pk").reason == "too dear for the guest"


@pytest.mark.parametrize("verb", ["approve", "refuse", "look"])
def test_without_the_pms_nothing_is_claimed(
    desk: Client, dearer: Reservation, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    shown = form(desk, dearer, "reservation", price="pms", reason="x")
    for name in ("find", "cancel"):
        monkeypatch.setattr(LocalPms, name, away)
    assert "does not answer" in said(desk.post(url(verb, dearer), shown, follow=True))
    assert (fresh(dearer).status, sent()) == ("needs_staff", [])


def test_who_comes_second_hears_who_was_faster(desk: Client, hotel: Hotel, dearer: Reservation) -> None:
    shown = form(desk, dearer, "reservation", price="pms", reason="x")
    logged_in(staff(hotel, "eva")).post(url("approve", dearer), shown)
    assert "eva was faster: Confirmed." in said(desk.post(url("refuse", dearer), shown, follow=True))
    assert (fresh(dearer).status, len(sent())) == ("confirmed", 1)


def test_what_is_cancelled_there_cannot_be_confirmed(desk: Client, dearer: Reservation) -> None:
    LocalBooking.objects.update(status="cancelled")
    shown = form(desk, dearer, "reservation", price="pms")
    assert "no such reservation" in said(desk.post(url("approve", dearer), shown, follow=True))
    assert [case.reasons[0].code for case in desk.get(QUEUE).context["cases"]] == ["cancelled"]


def test_look_up_again_settles_and_tells(desk: Client, pending: Reservation) -> None:
    page = desk.get(url("reservation", pending))
    assert "Asked of the PMS" in page.content.decode()
    [(_, _, told)] = page.context["prices"]
    desk.post(url("look", pending), {"tell": "on"})
    assert (fresh(pending).status, sent()) == ("confirmed", [(told["text"], "ana")])
    assert desk.get(QUEUE).context["cases"] == []


def test_look_up_again_without_an_answer(desk: Client, pending: Reservation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalPms, "book", away)
    assert "still does not answer" in said(desk.post(url("look", pending), {"tell": "on"}, follow=True))
    assert (fresh(pending).status, sent()) == ("pending", [])


def test_a_correction_is_looked_at_before_it_is_saved(desk: Client, booked: Reservation) -> None:
    page = url("correct", booked)
    values = {"guest_name": "Juana Pérez", "guest_email": "juana@example.com", "guest_phone": "", "total": "200.00"}
    first = desk.post(page, values | {"reason": "misheard", "step": "look"})
    assert [(str(title), new) for title, _, new in first.context["changes"]] == [
        ("Guest name", "Juana Pérez"),
        ("Guest email", "juana@example.com"),
    ]
    assert fresh(booked).guest_name == "Juan Pérez"
    shown = first.context["telling"]["text"]
    desk.post(page, values | {"reason": "misheard", "step": "save", "shown": shown, "tell": "on"})
    assert (fresh(booked).guest_name, sent()) == ("Juana Pérez", [(shown, "ana")])
    record = fresh(booked).history.latest()
    assert (record.history_user.username, record.prev_record.guest_name) == ("ana", "Juan Pérez")


@pytest.mark.security
@pytest.mark.parametrize(
    ("name", "nonsense"),
    [("guest_name", ""), ("guest_email", "nobody"), ("total", "-1"), ("total", "x"), ("total", "1e99"), ("reason", "")],
)
def test_nonsense_is_refused_and_kept_on_the_page(desk: Client, booked: Reservation, name: str, nonsense: str) -> None:
    good = {"guest_name": "Juana", "guest_email": "", "guest_phone": "+34600111222", "total": "210", "reason": "x"}
    answer = desk.post(url("correct", booked), good | {name: nonsense, "step": "save", "shown": "", "tell": "on"})
    assert (answer.status_code, name in answer.context["form"].errors) == (400, True)
    assert "+34600111222" in answer.content.decode()
    assert (fresh(booked).guest_name, sent()) == ("Juan Pérez", [])


def test_cancel_goes_through_booking_and_tells(desk: Client, booked: Reservation) -> None:
    page = desk.get(url("cancel", booked))
    assert "Cancel this reservation" in page.content.decode()
    shown = {"shown": page.context["telling"]["text"], "tell": "on", "reason": "the guest called"}
    desk.post(url("cancel", booked), shown)
    event = fresh(booked).events.latest("pk")
    assert (event.status, event.actor, event.reason) == ("cancelled", "staff:ana", "the guest called")
    assert sent() == [(shown["shown"], "ana")]
    assert "cannot be cancelled" in said(desk.post(url("cancel", booked), shown, follow=True))


def test_cancel_without_the_pms_changes_nothing(
    desk: Client, booked: Reservation, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {"shown": desk.get(url("cancel", booked)).context["telling"]["text"]}
    monkeypatch.setattr(LocalPms, "cancel", away)
    assert "does not answer" in said(desk.post(url("cancel", booked), shown, follow=True))
    assert fresh(booked).status == "confirmed"


@pytest.fixture
def receipt(conversation: Conversation, booked: Reservation) -> Request:
    message = make.MessageFactory(
        hotel=conversation.hotel, conversation=conversation, kind="image", text="aquí va", payload={"media": "7"}
    )
    make.MediaFactory(hotel=conversation.hotel, message=message)
    details = {"messages": [message.pk]}
    return requests.open_request(
        conversation.guest, requests.RECEIPT, asked_by=conversation.key, details=details, reservation=booked
    )


def test_a_receipt_is_shown_with_its_picture_and_settled(desk: Client, receipt: Request) -> None:
    page = desk.get(url("request", receipt))
    html = page.content.decode()
    assert "<img" in html
    assert "aquí va" in html
    assert receipt.reservation.reference in html
    shown = page.context["tellings"]["done"]["text"]
    desk.post(url("settle", receipt), {"shown": shown, "tell": "on"})
    row = fresh(receipt)
    assert (row.status, row.settled_by, sent()) == ("done", "staff:ana", [(shown, "ana")])
    assert fresh(receipt.reservation).status == "confirmed"
    again = desk.post(url("turn-down", receipt), {"shown": shown, "reason": "x"}, follow=True)
    assert "ana was faster: Done." in said(again)


def test_a_group_is_refused_with_a_reason(desk: Client, conversation: Conversation) -> None:
    details = {"adults": 14, "children": [], "arrival": "2027-02-01", "departure": "2027-02-03"}
    group = requests.open_request(conversation.guest, requests.GROUP, asked_by=conversation.key, details=details)
    page = desk.get(url("request", group))
    assert "14 adults" in page.content.decode()
    shown = {"shown": page.context["tellings"]["refused"]["text"], "tell": "on"}
    assert desk.post(url("turn-down", group), shown).status_code == 400
    desk.post(url("turn-down", group), shown | {"reason": "we are full"})
    assert (fresh(group).status, fresh(group).reason) == ("refused", "we are full")
    assert "14 adultos" in sent()[0][0]


def test_the_page_says_how_the_guest_is_told(desk: Client, hotel: Hotel, dearer: Reservation) -> None:
    conversation = Conversation.objects.get()
    ways = []
    for account, age in (("whatsapp", 0), ("whatsapp", 30), ("api", 0)):
        Conversation.objects.update(
            account=ChannelAccount.objects.get(hotel=hotel, kind=account),
            last_message_at=timezone.now() - timedelta(hours=age),
        )
        ways.append(verdicts.telling(verdicts.refused(dearer), fresh(conversation), hotel).how)
    assert ways == ["direct", "closed", "no_channel"]
    Conversation.objects.update(account=ChannelAccount.objects.get(hotel=hotel, kind="whatsapp"))
    Conversation.objects.update(last_message_at=timezone.now() - timedelta(hours=30))
    assert "cannot be told" in desk.get(url("reservation", dearer)).content.decode()
    make.MessageTemplateFactory(hotel=hotel, account=ChannelAccount.objects.get(hotel=hotel, kind="whatsapp"))
    assert verdicts.telling(verdicts.refused(dearer), fresh(conversation), hotel).how == "template"


@pytest.mark.security
def test_who_may_only_look_finds_no_buttons(hotel: Hotel, dearer: Reservation, receipt: Request) -> None:
    client = logged_in(staff(hotel, "eva", "view_reservation"))
    for name, row in (("reservation", dearer), ("request", receipt)):
        page = client.get(url(name, row))
        assert page.status_code == 200
        assert '<form method="post" action="/admin/review/' not in page.content.decode()
    for name, row in every_verb(dearer, receipt):
        assert client.post(url(name, row), {"reason": "x"}).status_code == 403, name
    assert (fresh(dearer).status, fresh(receipt).status) == ("needs_staff", "open")
    nobody = logged_in(staff(hotel, "noa", "view_guest"))
    assert nobody.get(QUEUE).status_code == nobody.get(url("reservation", dearer)).status_code == 403
    assert Client().get(QUEUE).status_code == 302


def every_verb(reservation: Reservation, request: Request) -> list[tuple[str, Any]]:
    verbs = [(name, reservation) for name in ("approve", "refuse", "look", "correct", "cancel")]
    return [*verbs, ("settle", request), ("turn-down", request)]


@pytest.mark.security
def test_the_neighbours_cases_are_not_there(
    dearer: Reservation, receipt: Request, other_hotel: Hotel, hotel: Hotel
) -> None:
    client = logged_in(staff(other_hotel, "vera"))
    assert client.get(QUEUE).context["cases"] == []
    for name, row in [*every_verb(dearer, receipt), ("reservation", dearer), ("request", receipt)]:
        ask: Callable[..., Any] = client.get if name in ("reservation", "request") else client.post
        assert ask(url(name, row)).status_code == 404, name
    assert (fresh(dearer).status, fresh(receipt).status, sent()) == ("needs_staff", "open", [])


@pytest.mark.security
def test_a_verb_is_a_post(desk: Client, dearer: Reservation, receipt: Request) -> None:
    for name, row in every_verb(dearer, receipt):
        if name not in ("correct", "cancel"):
            assert desk.get(url(name, row)).status_code == 405, name


@pytest.mark.performance
def test_queries_stay_few_and_constant(desk: Client, hotel: Hotel, dearer: Reservation, receipt: Request) -> None:
    pages = [QUEUE, url("reservation", dearer), url("request", receipt)]
    fill(hotel, 2)
    few = {page: queries(desk, page) for page in pages}
    fill(hotel, 18)
    assert review.count() == 42
    assert {page: queries(desk, page) for page in pages} == few
    assert max(few.values()) <= LIMIT


def fill(hotel: Hotel, rows: int) -> None:
    for _ in range(rows):
        make.ReservationEventFactory(hotel=hotel, reservation__status="needs_staff")
        make.RequestFactory(hotel=hotel)
