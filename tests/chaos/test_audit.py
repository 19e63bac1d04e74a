"""The harness is harnessed: one fault of each kind is planted, and the audit must name that one and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scopes_disabled

from hotel_agent.chaos.audit import audit
from hotel_agent.chaos.evidence import Row, Wish
from messaging.models import Conversation, Promise
from pms.models import LocalBooking, PmsAccount
from reservations.models import Reservation
from tests import factories as make
from tests.chaos.conftest import REFERENCE, World

pytestmark = [pytest.mark.integration, pytest.mark.chaos, pytest.mark.critical]

OTHER = "HA-1RXDCBVG59"


def broken(world: World) -> set[str]:
    return {count.name for count in audit(world.evidence) if count.broken}


def accepted_but_not_stored(world: World) -> None:
    world.evidence.accepted["wamid.lost"] = world.account.external_id


def stored_under_another_hotel(world: World) -> None:
    world.evidence.accepted["wamid.asked"] = "an account of the neighbour"


def refused_by_the_webhook(world: World) -> None:
    world.evidence.refused["wamid.turned-away"] = 403


def unanswered(world: World) -> None:
    message = make.MessageFactory(hotel=world.hotel, conversation=world.conversation)
    world.evidence.accepted[message.external_id] = world.account.external_id


def answered_by_two_turns(world: World) -> None:
    """The second took the messages over; the first has told the guest something all the same."""
    turn = make.TurnRecordFactory(hotel=world.hotel, conversation=world.conversation)
    message = world.answer("Hola")
    type(message).objects.filter(pk=message.pk).update(turn=turn)
    world.tell("Hola", reply=message)


def one_turn_said_the_same_twice(world: World) -> None:
    for n in range(2):
        reply = make.MessageFactory(
            hotel=world.hotel,
            conversation=world.conversation,
            direction="out",
            status="sent",
            turn=world.reply.turn,
            text="Hola",
            external_id=f"wamid.again-{n}",
        )
        world.tell("Hola", reply=reply)


def sent_twice(world: World) -> None:
    world.tell(world.reply.text, reply=world.reply)


def sent_and_never_stored(world: World) -> None:
    world.tell("Hola")


def never_sent(world: World) -> None:
    world.answer("Hola", status="queued", external_id=None)


def died_while_being_sent(world: World) -> None:
    world.answer("Hola", status="sending", external_id=None)


def failed_and_nobody_knows(world: World) -> None:
    world.answer("Hola", status="failed", external_id=None)


def marked_as_sent_and_never_there(world: World) -> None:
    world.answer("Hola")


def promise_overdue(world: World) -> None:
    promise(world, "open")


def promise_missed_without_staff(world: World) -> None:
    promise(world, "missed")


def promise_kept_by_silence(world: World) -> None:
    Promise.objects.filter(pk=promise(world, "kept").pk).update(created_at=timezone.now() + timedelta(seconds=1))


def two_reservations_for_one_wish(world: World) -> None:
    reserve(world, OTHER, unit="102")
    world.tell(world.reply.text.replace(REFERENCE, OTHER), reply=world.answer("…"))


def reservation_nobody_wished_for(world: World) -> None:
    world.evidence.wishes[:] = [Wish(world.conversation.sender, world.account.external_id, 0)]


def reservation_without_a_guest_of_ours(world: World) -> None:
    world.evidence.wishes.clear()


def told_confirmed_without_reservation(world: World) -> None:
    world.tell(world.reply.text.replace(REFERENCE, OTHER), reply=world.answer("…"))


def told_confirmed_and_refused(world: World) -> None:
    Reservation.objects.update(status="refused")
    LocalBooking.objects.update(status="cancelled")


def told_cancelled_and_still_booked(world: World) -> None:
    world.tell(f"La reserva *{REFERENCE}* queda cancelada. Cuando quiera volver…", reply=world.answer("…"))


def reserved_and_never_told(world: World) -> None:
    world.evidence.sent[0]["text"] = "Hola"


def room_night_sold_twice(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE pms_localbooking DROP CONSTRAINT one_booking_per_room_and_night")
    booking = world.booking
    make.LocalBookingFactory(
        hotel=world.hotel, room=booking.room, rate_plan=booking.rate_plan, period=make.nights(booking.stay.arrival, 1)
    )


def room_night_sold_twice_by_the_pms(world: World) -> None:
    stay = world.booking.stay
    for reference in ("DESK-1", "DESK-2"):
        world.evidence.booked.append(Row("casa-verde", reference, "101", stay.arrival, stay.departure, Decimal(200)))


def booked_and_unknown_to_us(world: World) -> None:
    reserve(world, OTHER, unit="102")
    Reservation.objects.filter(reference=OTHER).update(status="refused")


def cancelled_here_and_booked_there(world: World) -> None:
    Reservation.objects.update(status="cancelled")


def reserved_here_and_not_there(world: World) -> None:
    LocalBooking.objects.update(status="cancelled")


def not_in_the_books_of_a_foreign_pms(world: World) -> None:
    PmsAccount.objects.create(hotel=world.hotel, kind="qloapps")


def dearer_in_the_books(world: World) -> None:
    LocalBooking.objects.update(total=world.booking.total + 1)


def dearer_than_agreed(world: World) -> None:
    """In both books alike, so only the offer tells."""
    LocalBooking.objects.update(total=201)
    Reservation.objects.update(total=201)


def hold_past_its_end(world: World) -> None:
    make.RoomHoldFactory(hotel=world.hotel, unit="103", expires_at=timezone.now() - timedelta(minutes=5))


def hold_of_a_finished_reservation(world: World) -> None:
    type(world.hold).objects.update(status="live")


def hold_for_days(world: World) -> None:
    make.RoomHoldFactory(hotel=world.hotel, unit="103", expires_at=timezone.now() + timedelta(days=7))


def pending_too_long(world: World) -> None:
    Reservation.objects.update(status="pending", created_at=timezone.now() - timedelta(minutes=10))
    world.evidence.since = timezone.now() - timedelta(minutes=20)
    world.evidence.sent[0]["text"] = "Hola"


def staff_do_not_know(world: World) -> None:
    Reservation.objects.update(status="needs_staff")


def row_of_another_hotel(world: World) -> None:
    with scopes_disabled():
        type(world.reply).objects.filter(pk=world.reply.pk).update(hotel=world.other_hotel)


def another_hotels_name(world: World) -> None:
    world.tell("Bienvenido a Casa Verde", reply=world.answer("…"))


def another_hotels_money(world: World) -> None:
    world.tell("1. *R$ 300,00* · Tarifa flexible", reply=world.answer("…"))


def another_hotels_reservation(world: World) -> None:
    row = make.ReservationFactory(hotel=world.other_hotel, reference=OTHER, status="refused")
    Reservation._base_manager.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=1))
    world.tell(f"Esto es lo que tengo a su nombre: *{OTHER}*", reply=world.answer("…"))


Plant = Callable[[World], None]
PLANTED: dict[Plant, str] = {
    accepted_but_not_stored: "accepted_but_not_stored",
    stored_under_another_hotel: "accepted_but_not_stored",
    refused_by_the_webhook: "refused_by_the_webhook",
    unanswered: "messages_unanswered",
    answered_by_two_turns: "messages_answered_twice",
    one_turn_said_the_same_twice: "messages_answered_twice",
    sent_twice: "replies_sent_twice",
    sent_and_never_stored: "replies_sent_but_not_stored",
    never_sent: "replies_never_sent",
    died_while_being_sent: "replies_never_sent",
    failed_and_nobody_knows: "replies_never_sent",
    marked_as_sent_and_never_there: "replies_never_sent",
    promise_overdue: "guests_promised_and_not_told",
    promise_missed_without_staff: "guests_promised_and_not_told",
    promise_kept_by_silence: "guests_promised_and_not_told",
    two_reservations_for_one_wish: "reservations_beyond_the_wish",
    reservation_nobody_wished_for: "reservations_nobody_wished_for",
    reservation_without_a_guest_of_ours: "reservations_nobody_wished_for",
    told_confirmed_without_reservation: "told_confirmed_without_reservation",
    told_confirmed_and_refused: "told_confirmed_without_reservation",
    told_cancelled_and_still_booked: "told_cancelled_and_still_booked",
    reserved_and_never_told: "reserved_and_never_told",
    room_night_sold_twice: "room_nights_sold_twice",
    room_night_sold_twice_by_the_pms: "room_nights_sold_twice",
    booked_and_unknown_to_us: "booked_in_the_pms_without_our_reservation",
    cancelled_here_and_booked_there: "booked_in_the_pms_without_our_reservation",
    reserved_here_and_not_there: "reserved_without_a_booking_in_the_pms",
    not_in_the_books_of_a_foreign_pms: "reserved_without_a_booking_in_the_pms",
    dearer_in_the_books: "booked_at_another_price",
    dearer_than_agreed: "booked_at_another_price",
    hold_past_its_end: "holds_without_an_end",
    hold_of_a_finished_reservation: "holds_without_an_end",
    hold_for_days: "holds_without_an_end",
    pending_too_long: "reservations_pending_too_long",
    staff_do_not_know: "reservations_staff_must_see_and_do_not",
    row_of_another_hotel: "rows_of_another_hotel",
    another_hotels_name: "replies_about_another_hotel",
    another_hotels_money: "replies_about_another_hotel",
    another_hotels_reservation: "replies_about_another_hotel",
}


def test_a_world_in_which_everything_was_kept_is_clean(world: World) -> None:
    assert [count for count in audit(world.evidence) if count.broken] == []


def test_what_staff_have_is_theirs(world: World) -> None:
    Conversation.objects.update(owner="waiting")
    unanswered(world)
    promise(world, "missed")
    promise(world, "open")
    assert broken(world) == set()


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_each_broken_promise_is_named_and_no_other(world: World, plant: Plant) -> None:
    plant(world)
    assert broken(world) == {PLANTED[plant]}


def test_every_count_that_must_be_zero_has_a_plant(world: World) -> None:
    names = {count.name for count in audit(world.evidence) if count.must_be_zero}
    assert names == set(PLANTED.values())


def promise(world: World, status: str) -> Promise:
    now = timezone.now()
    return Promise.objects.create(  # type: ignore[no-any-return]
        hotel=world.hotel,
        conversation=world.conversation,
        kind="availability",
        status=status,
        due_at=now - timedelta(minutes=1),
        created_at=now - timedelta(seconds=50),
    )


def reserve(world: World, reference: str, unit: str) -> None:
    """A second reservation of the same guest, complete in itself."""
    hold = make.RoomHoldFactory(
        hotel=world.hotel,
        guest=world.conversation.guest,
        unit=unit,
        holder=world.conversation.key,
        status="converted",
        period=world.hold.period,
    )
    make.ReservationFactory(hotel=world.hotel, hold=hold, offer=world.reservation.offer, reference=reference)
    make.LocalBookingFactory(
        hotel=world.hotel,
        room=world.hotel.rooms.get(number=unit),
        rate_plan=world.booking.rate_plan,
        period=world.hold.period,
        reference=reference,
    )
