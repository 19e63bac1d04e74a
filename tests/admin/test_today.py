"""The first page: every number is the length of the list it leads to, and every piece is for who may see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hotel_agent import setup_assistant
from hotel_agent.today import charts, outcome
from pms.models import Hotel, Room
from reservations import pulse
from tests import factories as make
from tests.admin.conftest import NUMBER, logged_in, staff

pytestmark = pytest.mark.integration

AFTERNOON = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def context(client: Client) -> Any:
    return client.get(reverse("admin:index")).context


def tiles(client: Client) -> dict[str, int]:
    return {tile.key: tile.number for tile in context(client)["tiles"]}


def steps(client: Client) -> dict[str, Any]:
    return {step.key: step for step in context(client)["steps"]}


def busy(hotel: Hotel, rows: int = 1) -> None:
    """So many of everything the page counts."""
    today = hotel.now().date()
    for number in range(rows):
        booking = make.LocalBookingFactory(hotel=hotel, period=make.nights(today), guest_name=f"{hotel.name} {number}")
        Room._base_manager.filter(pk=booking.room_id).update(housekeeping="dirty")
        make.LocalBookingFactory(hotel=hotel, period=make.nights(today - timedelta(days=2)), status="checked_in")
        make.RoomHoldFactory(hotel=hotel)
        make.ReservationEventFactory(
            hotel=hotel, reservation=make.ReservationFactory(hotel=hotel, status="needs_staff"), status="needs_staff"
        )
        make.RequestFactory(hotel=hotel)
        talk = make.ConversationFactory(
            hotel=hotel, owner="waiting", last_message_at=timezone.now() - timedelta(minutes=11)
        )
        make.MessageFactory(hotel=hotel, conversation=talk, direction="in")
        make.MessageFactory(hotel=hotel, conversation=talk, direction="out", status="failed")
        make.FactFactory(hotel=hotel, topic=f"gone-{next(NUMBER)}", valid_until=today - timedelta(days=1))
        make.PmsHourFactory(hotel=hotel, hour=timezone.now() - timedelta(hours=number + 1))


def test_a_number_is_the_length_of_the_list_it_leads_to(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    busy(hotel, 2)
    busy(other_hotel, 3)
    assert tiles(desk) == {"arrivals": 2, "departures": 2, "in_house": 2, "held": 2, "waiting": 2, "review": 4}
    for tile in context(desk)["tiles"]:
        page = desk.get(tile.link)
        assert page.status_code == 200, tile
        shown = {
            "arrivals": lambda seen: len(seen["rows"]),
            "departures": lambda seen: len(seen["rows"]),
            "in_house": lambda seen: len(seen["rows"]),
            "held": lambda seen: seen["cl"].result_count,
            "waiting": lambda seen: len(seen["rows"]),
            "review": lambda seen: len(seen["cases"]),
        }[tile.key](page.context)
        assert shown == tile.number, tile


def test_nothing_of_another_hotel(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    busy(other_hotel)
    page = desk.get(reverse("admin:index"))
    assert other_hotel.name not in page.content.decode()
    assert set(tiles(desk).values()) == {0}
    assert page.context["alone"].made == 0
    assert not page.context["conversations"].bars
    assert {key for key in steps(desk) if not key.startswith("setup")} == set()


def test_quiet_morning(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()
    assert "Nobody waits" in page
    assert "Nobody arrives today" in page
    assert "Nobody has written yet today" in page


def test_each_role_sees_its_pieces(hotel: Hotel) -> None:
    busy(hotel)
    eva = logged_in(staff(hotel, "eva", "view_conversation"))
    seen = context(eva)
    assert [tile.key for tile in seen["tiles"]] == ["waiting"]
    assert set(steps(eva)) == {"waits"}
    for piece in ("arrivals", "occupancy", "connections", "alone"):
        assert seen[piece] is None, piece
    nobody = logged_in(staff(hotel, "noa", "view_tax"))
    assert "You may not see anything yet" in nobody.get(reverse("admin:index")).content.decode()


def test_the_page_fetches_its_inside_anew(desk: Client, hotel: Hotel) -> None:
    busy(hotel)
    inside = desk.get(reverse("admin:index"), {"part": "today"}, headers={"X-Background": "1"})
    assert inside.status_code == 200
    assert "tile-arrivals" in inside.content.decode()
    assert "<html" not in inside.content.decode()
    assert Client().get(reverse("admin:index"), {"part": "today"}).status_code in (302, 401)


# What to do next


def test_next_best_actions_lead_to_what_they_speak_of(desk: Client, hotel: Hotel) -> None:
    busy(hotel)
    found = steps(desk)
    assert list(found) == ["waits", "review", "failed", "not_ready", "stale"]
    assert "11" in found["waits"].said
    for step in found.values():
        assert desk.get(step.link, follow=True).status_code == 200, step


def test_an_overdue_request_is_told(desk: Client, hotel: Hotel) -> None:
    request = make.RequestFactory(hotel=hotel, kind="towels", due_at=timezone.now() + timedelta(minutes=5))
    assert "overdue" not in steps(desk)
    type(request)._base_manager.update(due_at=timezone.now() - timedelta(minutes=5))
    assert steps(desk)["overdue"].link == reverse("review:queue")


def test_who_has_just_come_is_not_waiting_long(desk: Client, hotel: Hotel) -> None:
    make.ConversationFactory(hotel=hotel, owner="waiting", last_message_at=timezone.now())
    assert "waits" not in steps(desk)


def test_a_pms_that_does_not_answer_comes_first(desk: Client, hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(hotel)
    make.PmsHourFactory(hotel=hotel, hour=timezone.now(), failed=3)
    assert "pms" not in "".join(steps(desk))
    monkeypatch.setattr(pulse, "answers", lambda hotel: False)
    assert next(iter(steps(desk))) == f"pms-{hotel.pk}"


def test_a_take_over_that_is_about_to_end(desk: Client, ana: Any, hotel: Hotel) -> None:
    now = timezone.now()
    make.ConversationFactory(
        hotel=hotel, owner="staff", staff=ana, staff_active_at=now - timedelta(minutes=26), warned_at=now
    )
    assert "ends" in steps(desk)


def test_missing_setup_is_told_to_who_may_change_it(desk: Client, hotel: Hotel) -> None:
    assert steps(desk) == {}
    setup_assistant.look_at_all()
    assert steps(desk)[f"setup-{hotel.slug}"].link == f"/admin/setup/?hotel={hotel.slug}"
    eva = logged_in(staff(hotel, "eva", "view_conversation"))
    assert steps(eva) == {}


# Charts


def test_occupancy_counts_sold_and_held_rooms_that_can_be_sold(hotel: Hotel) -> None:
    """Four rooms, one out of order; a stay that ends today does not count tonight."""
    today = hotel.now().date()
    rooms = {room.number: room for room in Room.objects.filter(hotel=hotel)}
    Room.objects.filter(pk=rooms["103"].pk).update(out_of_order=True)
    make.LocalBookingFactory(hotel=hotel, room=rooms["101"], period=make.nights(today, 3))
    make.LocalBookingFactory(hotel=hotel, room=rooms["102"], period=make.nights(today - timedelta(days=2)))
    make.LocalBookingFactory(hotel=hotel, room=rooms["201"], period=make.nights(today), status="cancelled")
    make.RoomHoldFactory(hotel=hotel, unit="201", period=make.nights(today + timedelta(days=1), 1))
    chart = charts.occupancy([hotel])
    assert [bar.shown for bar in chart.bars[:4]] == ["33", "33", "33", "0"]
    assert [[part.kind for part in bar.parts] for bar in chart.bars[:3]] == [["sold"], ["sold", "held"], ["sold"]]
    assert "1 of 3 rooms sold, 1 held" in chart.bars[1].said


def test_of_rooms_another_system_sells_only_ours_are_told(hotel: Hotel) -> None:
    make.PmsAccountFactory(hotel=hotel, kind="qloapps")
    today = hotel.now().date()
    offer = make.OfferFactory(hotel=hotel, arrival=today, departure=today + timedelta(days=2))
    make.ReservationFactory(hotel=hotel, offer=offer, status="confirmed")
    chart = charts.occupancy([hotel])
    assert not chart.bars
    assert "qloapps" in chart.notes[0]
    assert "2 room-nights" in chart.notes[0]


def test_hours_are_the_hotels_own(hotel: Hotel, other_hotel: Hotel) -> None:
    """At 16:30 UTC it is 17:30 in Cádiz and 13:30 in Paraty; a conversation counts once an hour."""
    with time_machine.travel(AFTERNOON, tick=False):
        for place in (hotel, other_hotel):
            talk = make.ConversationFactory(hotel=place, last_message_at=timezone.now())
            for minutes in (0, 5, 70):
                at = timezone.now() - timedelta(minutes=minutes)
                make.MessageFactory(hotel=place, conversation=talk, direction="in", created_at=at)
        make.ConversationEventFactory(hotel=hotel, conversation=talk, kind="handed_over")
        chart = charts.conversations([hotel, other_hotel])
    assert {hour: bar.shown for hour, bar in enumerate(chart.bars) if bar.shown} == {
        12: "1",
        13: "1",
        16: "1",
        17: "1",
    }
    assert [part.kind for part in chart.bars[13].parts] == ["staff"]
    assert {name: [hour for hour, number in enumerate(row) if number] for name, row in chart.rows} == {
        "Casa Azul": [16, 17],
        "Casa Verde": [12, 13],
    }


def test_the_pulse_shows_hours_nobody_looked_as_unknown(hotel: Hotel) -> None:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for back, answered, failed in ((0, 10, 0), (1, 30, 30), (2, 0, 60), (60, 0, 60)):
        make.PmsHourFactory(hotel=hotel, hour=now - timedelta(hours=back), answered=answered, failed=failed)
    [row] = outcome.connections([hotel])
    assert [cell.state for cell in row.cells[-4:]] == ["unknown", "down", "partly", "up"]
    assert len(row.cells) == 48
    assert "30.8" in row.said


def test_booked_without_staff(hotel: Hotel) -> None:
    """Of five that were made: one was approved by staff, one waits for them, one was taken over before."""
    for status, events in (
        ("confirmed", [("confirmed", "guest:1")]),
        ("cancelled", [("confirmed", "guest:1"), ("cancelled", "staff:ana")]),
        ("confirmed", [("needs_staff", "pms"), ("confirmed", "staff:ana")]),
        ("needs_staff", [("needs_staff", "pms")]),
        ("refused", []),
    ):
        row = make.ReservationFactory(hotel=hotel, status=status)
        for step, actor in events:
            make.ReservationEventFactory(hotel=hotel, reservation=row, status=step, actor=actor)
    talk = make.ConversationFactory(hotel=hotel)
    make.ConversationEventFactory(hotel=hotel, conversation=talk, kind="taken_over")
    hold = make.RoomHoldFactory(hotel=hotel, holder=talk.key, status="converted")
    make.ReservationFactory(hotel=hotel, hold=hold, status="confirmed")
    assert outcome.alone([hotel]) == outcome.Alone(made=5, without_staff=2)


def test_messages_cost_is_told_to_who_keeps_the_purse(desk: Client, hotel: Hotel) -> None:
    account = make.WhatsappAccountFactory(hotel=hotel, message_price="0.5", price_currency="USD")
    talk = make.ConversationFactory(hotel=hotel, account=account)
    make.MessageFactory(hotel=hotel, conversation=talk, account=account, direction="out", status="sent", billable=True)
    assert "0.50" in context(desk)["costs"][0]
    eva = logged_in(staff(hotel, "eva", "view_reservation", "view_conversation"))
    assert context(eva)["costs"] == []


# Speed


@pytest.mark.performance
def test_few_queries_however_busy_and_however_many_hotels(
    desk: Client, owner: Client, hotel: Hotel, other_hotel: Hotel
) -> None:
    busy(hotel)
    few = {client: asked(client) for client in (desk, owner)}
    busy(hotel, 10)
    busy(other_hotel, 10)
    for client, before in few.items():
        assert asked(client) <= before <= 30


def asked(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("admin:index")).status_code == 200
    return len(queries)
