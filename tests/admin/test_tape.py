"""The tape chart's pages at the door: what they show, what staff do there, and who may not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from locks import holds
from locks.models import RoomHold
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable, PmsUnknown
from pms.models import Guest, Hotel, LocalBooking, RatePlan, Room
from pms.terms import Contact, Party, Stay
from reservations import availability, booking
from reservations.models import Reservation
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.test_queries import LIMIT, queries
from tests.pms.conftest import connect, qloapps  # noqa: F401

pytestmark = pytest.mark.integration

CHART = "/admin/tape/"


def days(today: date, first: int, last: int) -> Stay:
    return Stay(today + timedelta(days=first), today + timedelta(days=last))


def booked(hotel: Hotel, stay: Stay, room: str = "101", plan: str = "flexible", **fields: Any) -> LocalBooking:
    """The desk's own, at 100.00 a night."""
    row: LocalBooking = make.LocalBookingFactory(
        hotel=hotel,
        room=Room._base_manager.get(hotel=hotel, number=room),
        rate_plan=RatePlan._base_manager.get(hotel=hotel, code=plan),
        period=make.nights(stay.arrival, stay.nights),
        **{"total": Decimal(100 * stay.nights), **fields},
    )
    return row


def shown(client: Client, url: str = CHART, **options: Any) -> str:
    answer = client.get(url, **options)
    assert answer.status_code == 200, url
    return re.sub(r"\s+", " ", answer.content.decode())


def said(answer: Any) -> str:
    return " ".join(map(str, answer.context["messages"]))


def agreed(client: Client, url: str, price: str = "new", **wanted: object) -> Any:
    """Look at the price, then agree to it, as a browser does."""
    quoted = client.get(url, wanted).context["quoted"]
    return client.post(url, {**wanted, "agreed": quoted["agreed"], "price": price}, follow=True)


def fresh(row: Model) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


# The chart


def test_chart_shows_rooms_bars_and_what_is_free(desk: Client, hotel: Hotel, today: date, guest: Guest) -> None:
    row = booked(hotel, days(today, 0, 3), guest_name="Ana <López>")
    hold = make.RoomHoldFactory(hotel=hotel, unit="102", period=make.nights(today, 2), guest=guest)
    Room.objects.filter(number="103").update(out_of_order=True, housekeeping="dirty")
    page = shown(desk)
    assert f'href="/admin/tape/{row.number}/"' in page
    assert f'href="/admin/tape/H{hold.pk}/"' in page
    assert "Ana &lt;López&gt;" in page
    assert 'class="tape-bar is-confirmed"' in page
    assert 'class="tape-bar is-held"' in page
    assert f'data-until="{hold.expires_at.astimezone(hotel.zone):%Y-%m-%dT%H:%M}' in page
    assert ">20 min<" in page.replace("\xa0", " ")
    assert "is-out" in page
    assert "tape-dot is-dirty" in page
    assert "1 free" in page  # of four: one sold, one held, one out of order


def test_turnover_of_a_day_meets_in_the_middle(desk: Client, hotel: Hotel, today: date) -> None:
    booked(hotel, days(today, 0, 2))
    booked(hotel, days(today, 2, 3))
    bars = re.findall(r"--from:(\d+);--to:(\d+);--lane:(\d+)", shown(desk, f"{CHART}?from={today}"))
    assert [(start, end, lane) for start, end, lane in bars] == [("2", "6", "1"), ("6", "8", "1")]


def test_fragment_is_the_inside_alone(desk: Client) -> None:
    fragment = shown(desk, headers={"X-Background": "1"})
    assert "tape-scroll" in fragment
    assert "<html" not in fragment
    assert "<html" in shown(desk)


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday",
        "from=0001-01-01",
        "from=9999-12-31",
        "days=999999",
        "floor=²",
        "floor=-",
        "type=<script>",
        "hotel=x",
    ],
)
def test_nonsense_in_the_address_is_no_trouble(desk: Client, query: str) -> None:
    assert "<script>" not in shown(desk, f"{CHART}?{query}", headers={"X-Background": "1"})


def test_filters_stay_in_every_link(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, 0, 3), room="201")
    page = shown(desk, f"{CHART}?floor=2&density=compact&days=14&from={today}")
    assert ">201<" in page
    assert ">101<" not in page
    assert "is-compact" in page
    kept = f"?floor=2&amp;density=compact&amp;days=14&amp;from={today}"
    assert f'href="/admin/tape/{row.number}/{kept}"' in page
    back = desk.get(f"/admin/tape/{row.number}/?floor=2&from={today}").context["chart"]
    assert back == f"/admin/tape/?floor=2&from={today}"


def test_who_works_at_two_hotels_chooses_one(hotel: Hotel, other_hotel: Hotel, today: date) -> None:
    both = staff(hotel)
    make.StaffMemberFactory(hotel=other_hotel, user=both)
    booked(other_hotel, days(today, 0, 3), guest_name="Only There")
    client = logged_in(both)
    assert "Only There" not in shown(client, f"{CHART}?hotel=casa-azul")
    assert "Only There" in shown(client, f"{CHART}?hotel=casa-verde")
    assert '<option value="casa-verde" selected>' in shown(client, f"{CHART}?hotel=casa-verde")


def test_who_works_nowhere_is_told_so(hotel: Hotel) -> None:
    user = staff(hotel, "nadie")
    user.staff_of.all().delete()
    assert "You work at no hotel yet" in shown(logged_in(user))


def test_of_a_remote_pms_the_chart_says_what_it_does_not_know(desk: Client, hotel: Hotel, qloapps) -> None:  # noqa: F811
    connect(hotel, qloapps, hotel_id=1)
    offer = make.OfferFactory(hotel=hotel, arrival=hotel.now().date() + timedelta(days=1))
    row = make.ReservationFactory(hotel=hotel, offer=offer, pms_number="77", unit="D-1")
    page = shown(desk)
    assert "Only reservations made through the agent are shown" in page
    assert " free</em>" not in page
    stay = shown(desk, f"/admin/tape/{row.reference}/")
    assert "Change booking 77 there" in stay
    assert "/move/" not in stay
    assert "cannot be done" in said(desk.get(f"/admin/tape/{row.reference}/move/", follow=True))


# A stay and what is done with it


def test_stay_shows_who_when_where_and_what_may_be_done(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, 0, 3), guest_phone="+34666777888", children=[7])
    page = shown(desk, f"/admin/tape/{row.number}/")
    for text in ("Ana López", "+34666777888", "€300.00", "Flexible con desayuno", "children aged 7", "3 nights"):
        assert text in page.replace("\xa0", " "), text
    assert re.findall(rf"/admin/tape/{row.number}/([a-z-]+)/", page) == ["check-in", "move", "room"]


def test_move_shows_the_difference_then_changes_the_booking(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, 5, 7))
    url, later = f"/admin/tape/{row.number}/move/", days(today, 6, 9)
    answer = desk.get(url, {"arrival": later.arrival, "departure": later.departure})
    quoted = answer.context["quoted"]
    assert (quoted["difference"], quoted["after"][2]) == ("+€100.00", "€300.00")
    assert fresh(row).stay == days(today, 5, 7)
    answer = agreed(desk, url, arrival=later.arrival, departure=later.departure)
    assert "The guest was not told" in said(answer)
    changed = fresh(row)
    assert (changed.stay, changed.total) == (later, Decimal("300.00"))
    assert changed.history.latest().history_change_reason.startswith("staff:ana: ")
    assert f"{today + timedelta(days=5)} – " in shown(desk, f"/admin/tape/{row.number}/")
    assert RoomHold.objects.get().status == "converted"


def test_staff_may_keep_the_agreed_price_or_charge_the_fee(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, 1, 4), plan="saver")
    url, shorter = f"/admin/tape/{row.number}/move/", days(today, 1, 3)
    wanted = {"arrival": shorter.arrival, "departure": shorter.departure}
    totals = desk.get(url, wanted).context["quoted"]["totals"]
    assert totals == {"new": "€200.00", "fee": "€300.00"}  # keeping the price is what the terms say
    agreed(desk, url, "fee", **wanted)
    assert (fresh(row).stay, fresh(row).total) == (shorter, Decimal("300.00"))


@pytest.mark.parametrize("form", [{"price": "new"}, {"price": "new", "agreed": "new:1.00"}, {"price": "1.00"}, {}])
def test_a_price_nobody_was_shown_is_not_agreed_to(
    desk: Client, hotel: Hotel, today: date, form: dict[str, str]
) -> None:
    row = booked(hotel, days(today, 5, 7))
    wanted = {"arrival": today + timedelta(days=5), "departure": today + timedelta(days=8)}
    answer = desk.post(f"/admin/tape/{row.number}/move/", {**wanted, **form})
    assert answer.status_code == 200
    assert "look at the price again" in said(answer)
    assert fresh(row).stay == days(today, 5, 7)


@pytest.mark.parametrize(
    "wanted",
    [
        {"arrival": "tomorrow"},
        {"arrival": "2027-05-05", "departure": "2027-05-05"},
        {"departure": "2099-01-01"},
        {"unit": "9" * 400},
        {"unit": "no such room"},
        {"arrival": "2020-01-01"},
    ],
    ids=str,
)
def test_nonsense_is_answered_and_loses_nothing(
    desk: Client, hotel: Hotel, today: date, wanted: dict[str, str]
) -> None:
    row = booked(hotel, days(today, 5, 7))
    url = f"/admin/tape/{row.number}/move/"
    assert 'role="alert"' in shown(desk, f"{url}?{'&'.join(f'{k}={v}' for k, v in wanted.items())}")
    assert desk.post(url, {**wanted, "price": "new"}).status_code in (200, 409)
    assert (fresh(row).stay, fresh(row).room.number) == (days(today, 5, 7), "101")


def test_taken_dates_offer_the_rooms_that_are_free(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, 5, 7))
    booked(hotel, days(today, 7, 9))
    url = f"/admin/tape/{row.number}/move/"
    wanted = {"arrival": today + timedelta(days=5), "departure": today + timedelta(days=8)}
    answer = desk.get(url, wanted)
    assert "not free for all of these nights" in answer.content.decode()
    assert [unit for _, units in answer.context["rooms"] for unit, *_ in units] == ["102", "103", "201"]
    agreed(desk, url, **wanted, unit="103")
    assert (fresh(row).stay.nights, fresh(row).room.number) == (3, "103")


def test_another_room_in_house_is_from_today_on(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, -2, 2), status="checked_in")
    booked(hotel, days(today, -2, 0), room="102", status="checked_out")
    answer = agreed(desk, f"/admin/tape/{row.number}/room/", unit="102")
    assert "102" in said(answer)
    moved = fresh(row)
    assert (moved.room.number, moved.stay, moved.status) == ("102", days(today, -2, 2), "checked_in")
    assert Room.objects.get(number="101").housekeeping == "dirty"
    bars = re.findall(
        r'is-(\w+)"[^>]*data-key="' + row.number, shown(desk, f"{CHART}?from={today - timedelta(days=3)}")
    )
    assert sorted(bars) == ["checked_out", "in_house"]


def test_early_departure_shortens_and_checks_out(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, -1, 3), status="checked_in")
    url = f"/admin/tape/{row.number}/depart/"
    assert desk.get(url).context["quoted"]["totals"] == {"new": "€100.00", "fee": "€200.00", "keep": "€400.00"}
    agreed(desk, url, "new")
    gone = fresh(row)
    assert (gone.status, gone.stay, gone.total) == ("checked_out", days(today, -1, 0), Decimal("100.00"))
    assert Room.objects.get(number="101").housekeeping == "dirty"


def test_check_in_warns_of_a_dirty_room(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, 0, 2))
    Room.objects.filter(number="101").update(housekeeping="dirty")
    url = f"/admin/tape/{row.number}/check-in/"
    answer = desk.post(url)
    assert "The room is dirty." in answer.content.decode()
    assert fresh(row).status == "confirmed"
    assert "checked in to room 101" in said(desk.post(url, {"anyway": "1"}, follow=True))
    assert fresh(row).status == "checked_in"
    assert desk.get(f"/admin/tape/{row.number}/check-out/", follow=True).redirect_chain  # nights are left


def test_check_in_out_and_no_show_at_a_press(desk: Client, hotel: Hotel, today: date) -> None:
    comes = booked(hotel, days(today, 0, 1))
    goes = booked(hotel, days(today, -2, 0), room="102", status="checked_in")
    missing = booked(hotel, days(today, -1, 2), room="103")
    for row, verb, status in (
        (comes, "check-in", "checked_in"),
        (goes, "check-out", "checked_out"),
        (missing, "no-show", "no_show"),
    ):
        assert desk.get(f"/admin/tape/{row.number}/{verb}/").status_code == 200
        assert fresh(row).status != status
        desk.post(f"/admin/tape/{row.number}/{verb}/")
        assert fresh(row).status == status


def test_what_is_over_cannot_be_changed(desk: Client, hotel: Hotel, today: date) -> None:
    row = booked(hotel, days(today, -3, -1), status="checked_out")
    for verb in ("move", "room", "depart", "check-in", "check-out", "no-show", "nonsense"):
        assert "cannot be done" in said(desk.post(f"/admin/tape/{row.number}/{verb}/", follow=True)), verb
    assert fresh(row).status == "checked_out"


def test_our_reservation_follows_and_has_its_links(
    desk: Client, hotel: Hotel, guest: Guest, conversation, stay: Stay
) -> None:
    offers = availability.search(hotel, stay, Party(2), asked_by=f"conversation:{conversation.pk}")
    held = booking.hold(offers[0], guest, holder=f"conversation:{conversation.pk}")
    reservation = booking.confirm(offers[0], held, Contact("Juan Pérez"), actor="guest:1")
    page = shown(desk, f"/admin/tape/{reservation.pms_number}/")
    assert reverse("admin:reservations_reservation_change", args=[reservation.pk]) in page
    assert f"#{conversation.pk}" in page
    later = stay.departure + timedelta(days=1)
    agreed(desk, f"/admin/tape/{reservation.pms_number}/move/", arrival=stay.arrival, departure=later)
    reservation.refresh_from_db()
    assert (reservation.status, reservation.stay.departure) == ("changed", later)
    assert reservation.events.first().actor == "staff:ana"


@pytest.mark.parametrize(
    ("error", "told"),
    [(PmsUnavailable, "Nothing was changed"), (PmsUnknown, "nobody knows yet")],
    ids=["away", "unknown"],
)
def test_without_an_answer_staff_are_told_what_is_true(desk, hotel, today, monkeypatch, error, told: str) -> None:
    row = booked(hotel, days(today, 5, 7))

    def fail(*args: object, **kwargs: object) -> None:
        raise error("no answer")

    monkeypatch.setattr(LocalPms, "change", fail)
    answer = agreed(
        desk, f"/admin/tape/{row.number}/move/", arrival=row.stay.arrival, departure=today + timedelta(days=9)
    )
    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert fresh(row).stay == days(today, 5, 7)


def test_a_room_a_guest_holds_is_not_taken(desk: Client, hotel: Hotel, guest: Guest, today: date) -> None:
    row = booked(hotel, days(today, 5, 7))
    holds.place(hotel, "102", row.stay, room_type="double", guest=guest, holder="conversation:1")
    answer = agreed(desk, f"/admin/tape/{row.number}/room/", unit="102")
    assert "A guest is deciding on this room" in answer.content.decode()
    assert [unit for _, units in answer.context["rooms"] for unit, *_ in units] == ["103", "201"]
    assert fresh(row).room.number == "101"


def test_hold_page_leads_to_its_release(desk: Client, hotel: Hotel, guest: Guest, today: date) -> None:
    hold = holds.place(hotel, "101", days(today, 1, 3), room_type="double", guest=guest, holder="conversation:1")
    page = shown(desk, f"/admin/tape/H{hold.pk}/?days=14")
    release = reverse("admin:locks_roomhold_release", args=[hold.pk])
    assert f'href="{release}?next=/admin/tape/%3Fdays%3D14"' in page
    desk.post(release)
    assert fresh(hold).status == "released"
    assert release not in shown(desk, f"/admin/tape/H{hold.pk}/")


def test_hold_that_waits_for_the_pms_is_not_to_be_released(desk: Client, hotel: Hotel) -> None:
    hold = make.RoomHoldFactory(hotel=hotel, unit="101")
    make.ReservationFactory(hotel=hotel, hold=hold, status=Reservation.Status.PENDING)
    assert reverse("admin:locks_roomhold_release", args=[hold.pk]) not in shown(desk, f"/admin/tape/H{hold.pk}/")


# Rooms


def test_housekeeping_and_out_of_order(desk: Client, hotel: Hotel, today: date) -> None:
    room = Room.objects.get(number="101")
    booked(hotel, days(today, 1, 3))
    for verb, field, value in (
        ("dirty", "housekeeping", "dirty"),
        ("inspect", "housekeeping", "inspect"),
        ("clean", "housekeeping", "clean"),
        ("out-of-order", "out_of_order", True),
        ("in-order", "out_of_order", False),
    ):
        answer = desk.post(f"/admin/tape/rooms/{room.pk}/{verb}/?days=14", follow=True)
        assert answer.redirect_chain[-1][0] == f"/admin/tape/rooms/{room.pk}/?days=14"
        assert getattr(fresh(room), field) == value, verb
        assert ("needs another room" in said(answer)) == (verb == "out-of-order")
    assert room.history.count() >= 5
    assert room.history.latest().history_change_reason == "staff:ana"
    assert desk.post(f"/admin/tape/rooms/{room.pk}/nonsense/").status_code == 404
    assert desk.get(f"/admin/tape/rooms/{room.pk}/dirty/").status_code == 405


def test_quick_actions_in_the_list_of_rooms(desk: Client, hotel: Hotel) -> None:
    rooms = list(Room.objects.filter(number__in=["101", "102"]))
    url = reverse("admin:pms_room_changelist")
    for action, field, value in (("dirty", "housekeeping", "dirty"), ("take_out", "out_of_order", True)):
        answer = desk.post(url, {"action": action, "_selected_action": [room.pk for room in rooms]}, follow=True)
        assert "101, 102" in said(answer)
        assert {getattr(fresh(room), field) for room in rooms} == {value}
    assert all(room.history.count() >= 2 for room in rooms)
    looks = logged_in(staff(hotel, "mira", "view_room"))
    looks.post(url, {"action": "clean", "_selected_action": [rooms[0].pk]})
    assert fresh(rooms[0]).housekeeping == "dirty"


# Who may, and whose


@pytest.mark.security
def test_each_thing_takes_its_permission(hotel: Hotel, today: date) -> None:
    row, room = booked(hotel, days(today, 0, 2)), Room.objects.get(number="101")
    hold = make.RoomHoldFactory(hotel=hotel, unit="102", period=make.nights(today, 2))
    nobody = logged_in(staff(hotel, "nobody", "view_guest"))
    for url in (CHART, f"/admin/tape/{row.number}/", f"/admin/tape/rooms/{room.pk}/"):
        assert nobody.get(url).status_code == 403, url
    looks = logged_in(staff(hotel, "looks", "view_reservation"))
    assert 'href="/admin/tape/' in shown(looks)
    page = shown(looks, f"/admin/tape/{row.number}/") + shown(looks, f"/admin/tape/H{hold.pk}/")
    assert "/move/" not in page
    assert "/release/" not in page
    assert f"/admin/tape/rooms/{room.pk}/dirty/" not in shown(looks, f"/admin/tape/rooms/{room.pk}/")
    for verb in ("move", "room", "check-in"):
        assert looks.post(f"/admin/tape/{row.number}/{verb}/").status_code == 403
    assert looks.post(f"/admin/tape/rooms/{room.pk}/dirty/").status_code == 403
    assert fresh(row).status == "confirmed"
    assert fresh(room).housekeeping == "clean"


@pytest.mark.security
def test_strangers_are_sent_to_the_login(hotel: Hotel) -> None:
    for url in (CHART, "/admin/tape/L1/", "/admin/tape/L1/move/", "/admin/tape/rooms/1/"):
        assert Client().get(url).status_code == 302
        assert Client().post(url).status_code == 302


@pytest.mark.security
def test_the_neighbours_are_not_there(desk: Client, hotel: Hotel, other_hotel: Hotel, today: date) -> None:
    theirs = booked(other_hotel, days(today, 0, 2), guest_name="Their Guest")
    hold = make.RoomHoldFactory(hotel=other_hotel, unit="102", period=make.nights(today, 2))
    made = make.ReservationFactory(hotel=other_hotel)
    room = theirs.room
    for url in (CHART, f"{CHART}?hotel=casa-verde"):
        page = shown(desk, url)
        assert "Their Guest" not in page
        assert "Casa Verde" not in page
    for key in (theirs.number, f"H{hold.pk}", made.reference):
        assert desk.get(f"/admin/tape/{key}/").status_code == 404, key
        for verb in ("move", "room", "depart", "check-in", "check-out", "no-show"):
            assert desk.post(f"/admin/tape/{key}/{verb}/").status_code == 404, (key, verb)
    assert desk.get(f"/admin/tape/rooms/{room.pk}/").status_code == 404
    assert desk.post(f"/admin/tape/rooms/{room.pk}/dirty/").status_code == 404
    assert (fresh(theirs).status, fresh(room).housekeeping) == ("confirmed", "clean")


@pytest.mark.parametrize("key", ["L", "H", "L0", "L²", "L99999999999999999999", "H1 OR 1=1", "HA-none", "rooms"])
def test_keys_that_are_none_are_not_found(desk: Client, hotel: Hotel, key: str) -> None:
    assert desk.get(f"/admin/tape/{key}/").status_code == 404


@pytest.mark.performance
def test_few_questions_however_large_the_hotel(
    hotel: Hotel, desk: Client, ana: User, today: date, guest: Guest
) -> None:
    kind, plan = Room.objects.get(number="101").room_type, RatePlan.objects.get(code="flexible")
    row = booked(hotel, days(today, 0, 3))
    hold = make.RoomHoldFactory(hotel=hotel, unit="102", period=make.nights(today, 2), guest=guest)
    urls = [
        CHART,
        f"/admin/tape/{row.number}/",
        f"/admin/tape/H{hold.pk}/",
        f"/admin/tape/{row.number}/room/",
        f"/admin/tape/{row.number}/move/?departure={today + timedelta(days=4)}",
        f"/admin/tape/rooms/{row.room_id}/",
    ]
    [desk.get(url) for url in urls]
    few = {url: queries(desk, url) for url in urls}
    for number in range(30):
        room = make.RoomFactory(hotel=hotel, room_type=kind)
        period = make.nights(today + timedelta(days=1))
        make.LocalBookingFactory(hotel=hotel, room=room, rate_plan=plan, period=period)
        later = make.nights(today + timedelta(days=4 + 2 * number))
        make.RoomHoldFactory(hotel=hotel, unit=room.number, guest=guest, period=make.nights(today + timedelta(days=4)))
        make.LocalBookingFactory(hotel=hotel, room=row.room, rate_plan=plan, period=later)
    many = {url: queries(desk, url) for url in urls}
    assert {url: (few[url], count) for url, count in many.items() if count > few[url]} == {}
    assert {url: count for url, count in many.items() if count > LIMIT} == {}


def test_the_side_bar_leads_here(desk: Client) -> None:
    assert f'href="{CHART}"' in shown(desk, "/admin/")
