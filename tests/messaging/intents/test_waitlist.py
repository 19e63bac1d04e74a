"""Sold out: what there is nearby, and the list of those who want to hear when a room is free."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from locks import holds
from locks.errors import LeaseTaken
from locks.leases import hold as lease
from locks.models import RoomHold
from messaging import vacancies
from messaging.models import Conversation, Message
from messaging.nlu import understand
from pms import features
from pms.models import Hotel, HotelFlag, LocalBooking, Room
from pms.terms import Party, Stay
from reservations import waitlist
from reservations.models import Offer, Reservation, Waiting
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def fill(hotel: Hotel, stay: Stay, *, around: int = 0) -> list[LocalBooking]:
    """Every room, so many days before and after too."""
    period = make.nights(stay.arrival - timedelta(days=around), stay.nights + 2 * around)
    return [
        make.LocalBookingFactory(hotel=hotel, room=room, period=period) for room in Room.objects.filter(hotel=hotel)
    ]


def free(booking: LocalBooking) -> None:
    LocalBooking.objects.filter(pk=booking.pk).update(status="cancelled")


def ask(talk: Talk, stay: Stay) -> str:
    return talk.says(f"habitación para 2 adultos del {stay.arrival} al {stay.departure}").record.words


def waiting(talk: Talk, stay: Stay, name: str) -> str:
    talk.sender = name
    ask(talk, stay)
    talk.says("sí, avíseme si se libera alguna")
    return name


def told() -> list[str]:
    rows = Message.objects.filter(turn__words="room_freed").order_by("pk").select_related("conversation")
    return [row.conversation.sender for row in rows]


def test_the_nearest_stays_are_offered_with_their_prices(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    fill(hotel, stay)
    outcome = talk.says(f"habitación para 2 adultos del {stay.arrival} al {stay.departure}")
    assert outcome.record.words == "no_rooms"
    near = sorted({(offer.arrival, offer.departure) for offer in Offer.objects.all()})
    assert near == [
        (stay.arrival - timedelta(days=2), stay.departure - timedelta(days=2)),
        (stay.arrival + timedelta(days=2), stay.departure + timedelta(days=2)),
    ]
    assert "170,00" in outcome.messages[0].text
    button = outcome.messages[0].buttons[0][0]
    assert talk.says(button, kind="button").record.words == "availability"
    talk.says("1")
    talk.says("me llamo Ana García, ana@example.com")
    talk.says("sí")
    assert Reservation.objects.get().stay.arrival == near[0][0]


def test_a_stay_too_short_is_offered_longer(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, min_nights=4)
    outcome = talk.says(f"habitación para 2 adultos del {stay.arrival} al {stay.departure}")
    assert "4 noches" in outcome.messages[0].text
    assert Offer.objects.filter(arrival=stay.arrival, departure=stay.arrival + timedelta(days=4)).exists()


def test_nothing_near_asks_whether_to_tell(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    fill(hotel, stay, around=6)
    outcome = talk.says(f"habitación para 2 adultos del {stay.arrival} al {stay.departure}")
    assert outcome.messages[0].text.count("?") == 1
    assert talk.says("sí").record.words == "waitlisted"
    entry = Waiting.objects.get()
    assert (entry.stay, entry.party, entry.status) == (stay, Party(2), "waiting")
    assert not RoomHold.objects.exists()


def test_a_no_puts_nobody_on_the_list(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    fill(hotel, stay, around=6)
    ask(talk, stay)
    talk.says("no")
    assert not Waiting.objects.exists()


def test_asked_twice_it_is_one_place(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    fill(hotel, stay)
    waiting(talk, stay, "ana")
    waiting(talk, stay, "ana")
    assert Waiting.objects.count() == 1


def test_two_freed_rooms_are_told_to_the_first_two(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    booked = fill(hotel, stay)
    for name in ("ana", "eva", "leo"):
        waiting(talk, stay, name)
    assert vacancies.tell_waiting(hotel.pk) == 0
    free(booked[0])
    free(booked[1])
    assert vacancies.tell_waiting(hotel.pk) == 2
    assert vacancies.tell_waiting(hotel.pk) == 0
    assert told() == ["ana", "eva"]
    assert sorted(Waiting.objects.values_list("status", flat=True)) == ["told", "told", "waiting"]
    assert not RoomHold.objects.exists()


def test_two_workers_without_the_lease_would_tell_three(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    """What the lease is for: each counts the free rooms before the other has told anybody."""
    booked = fill(hotel, stay)
    for name in ("ana", "eva", "leo"):
        waiting(talk, stay, name)
    free(booked[0])
    free(booked[1])
    one, other = waitlist.next_ones(hotel), waitlist.next_ones(hotel)
    marked = 0
    for worker in (one, other, other, one, one):
        entry = next(worker, None)
        marked += bool(entry and waitlist.mark_told(entry))
    assert marked == 3


def test_one_worker_at_a_time(hotel: Hotel) -> None:
    with lease(hotel, "waitlist"), pytest.raises(LeaseTaken):
        vacancies.tell_waiting(hotel.pk)


def test_a_released_hold_frees_a_room_too(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    fill(hotel, stay)[0].delete()
    other = make.RoomHoldFactory(hotel=hotel, unit="101", period=make.nights(stay.arrival))
    waiting(talk, stay, "ana")
    assert vacancies.tell_waiting(hotel.pk) == 0
    holds.release(other, actor="test")
    assert vacancies.tell_waiting(hotel.pk) == 1


def test_after_the_deadline_the_next_is_told(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    booked = fill(hotel, stay)
    for name in ("ana", "eva"):
        waiting(talk, stay, name)
    free(booked[0])
    vacancies.tell_waiting(hotel.pk)
    assert told() == ["ana"]
    Waiting.objects.filter(status="told").update(answer_by=timezone.now())
    vacancies.tell_waiting(hotel.pk)
    assert told() == ["ana", "eva"]


def test_whoever_is_told_chooses_holds_and_confirms(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    booked = fill(hotel, stay)
    for name in ("ana", "eva"):
        waiting(talk, stay, name)
    free(booked[0])
    vacancies.tell_waiting(hotel.pk)
    talk.sender = "ana"
    talk.says("1")
    talk.says("me llamo Ana García, ana@example.com")
    assert vacancies.tell_waiting(hotel.pk) == 0  # it is held
    assert talk.says("sí").record.words == "confirmed"
    assert Reservation.objects.get().stay == stay
    assert told() == ["ana"]


@pytest.mark.parametrize("words", ["ya no", "ya no me avise", "quíteme de la lista"])
def test_who_leaves_hears_nothing(talk: Talk, hotel: Hotel, stay: Stay, words: str) -> None:
    booked = fill(hotel, stay)
    waiting(talk, stay, "ana")
    assert talk.says(words).record.words == "waitlist_left"
    free(booked[0])
    assert vacancies.tell_waiting(hotel.pk) == 0
    assert Waiting.objects.get().status == "left"


def test_with_staff_or_without_the_flag_nobody_is_written_to(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    booked = fill(hotel, stay)
    waiting(talk, stay, "ana")
    waiting(talk, stay, "eva")
    free(booked[0])
    Conversation.objects.filter(sender="ana").update(owner="waiting")
    assert vacancies.tell_waiting(hotel.pk) == 1
    assert told() == ["eva"]
    Waiting.objects.filter(status="told").update(status="waiting")
    HotelFlag.objects.create(hotel=hotel, name="proactive_messages", percent=0)
    features.forget(hotel.pk)
    assert vacancies.tell_waiting(hotel.pk) == 0


def test_a_stay_that_has_begun_waits_no_longer(talk: Talk, hotel: Hotel, stay: Stay, today: date) -> None:
    fill(hotel, stay)
    waiting(talk, stay, "ana")
    Waiting.objects.update(arrival=today - timedelta(days=1), departure=today + timedelta(days=1))
    vacancies.tell_waiting(hotel.pk)
    assert Waiting.objects.get().status == "expired"


PHRASES = {
    "waitlist": """
        avíseme si se libera alguna
        me avisas si se libera algo?
        avisame si se cancela una
        me pueden avisar cuando haya lugar... avisen si hay lugar
        ponme en lista de espera
        quiero estar en la lista de espera
        si se desocupa una habitación me avisan
        escríbanme si se libera
        tienen lista de espera?
        avisen si se cancela alguna reserva
        anótame en la lista de espera porfa
        si se libera me avisa
        notifíquenme si hay disponibilidad
        avisenme si aparece algo
        contáctenme cuando se libere una
        me avise se vagar
        me avisa se vagar um quarto
        me coloca na lista de espera
        tem lista de espera?
        se liberar me avisem
        avisem se surgir vaga
        se vagar um quarto me avisa
        me chama se desocupar
        pode me avisar quando vagar
        quero entrar na lista de espera
        me escreve se aparecer vaga
        avisa se alguém cancelar
        se surgir algo me avisa
        me avise caso tenha vaga... avise se tiver vaga
        bota meu nome na lista de espera
        put me on the waiting list
        can I join the waitlist
        let me know if a room becomes available
        tell me if something opens up
        let me know when it's free
        notify me if anyone cancels
        message me if there is a cancellation
        if something opens up let me know
        do you have a waiting list?
        text me if a room comes up free
        add me to the wait list please
        if a room frees up please tell me
        alert me when it is available
        write to me if one becomes available
        contact me as soon as a room is available
    """,
    "leave_waitlist": """
        ya no
        ya no me avise
        no me avisen más
        quíteme de la lista de espera
        sáqueme de la lista
        no hace falta que me avise
        já não
        não precisa mais avisar
        me tira da lista
        not any more
        take me off the waiting list
        remove me from the list
        no need to let me know
    """,
}
ROWS = [(name, line.strip()) for name, lines in PHRASES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("intent", "text"), ROWS)
def test_what_guests_write_for_it(intent: str, text: str) -> None:
    assert understand(text, country="ES", today=date(2026, 6, 9)).intent == intent


@pytest.mark.parametrize(
    "text",
    [
        "avíseme cuando llegue el taxi",
        "¿a qué hora abre la piscina?",
        "si cancelo, ¿me devuelven el dinero?",
        "ya no quiero la habitación",
        "let me know the price",
        "do you have a list of restaurants?",
        "me avise o horário do café",
        "quiero una habitación libre",
    ],
)
def test_near_misses(text: str) -> None:
    assert understand(text, country="ES", today=date(2026, 6, 9)).intent not in PHRASES
