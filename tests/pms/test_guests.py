"""Who writes: recognised by any spelling, introduced once, merged and separated again with a trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError
from django_scopes import scope

from pms import guests
from pms.errors import NotMergeable
from pms.guests import Name
from pms.models import Guest, GuestIdentity, GuestMerge, Hotel
from pms.terms import Contact
from reservations import booking
from tests import factories as make

pytestmark = pytest.mark.integration

PHONE = ("phone", "5491123456789")
OTHER_SPELLING = ("phone", "541123456789")
BSUID = ("bsuid", "AR.13491208655302741918")
STAFF = "staff:ana"
T = TypeVar("T")


def known(guest: Guest, *names: Name) -> Guest:
    guests.learn(guest, names)
    return guest


def names_of(guest: Guest) -> set[Name]:
    return set(GuestIdentity.objects.filter(guest=guest).values_list("kind", "value"))


def test_remember_keeps_what_is_new_and_forgets_nothing(guest: Guest):
    guests.remember(guest, Contact("Juan Pérez Gil", "", "+34611222333"))
    guest.refresh_from_db()
    assert (guest.name, guest.email, guest.phone) == ("Juan Pérez Gil", "juan@example.com", "+34611222333")


def test_remember_cuts_what_is_too_long(guest: Guest):
    guests.remember(guest, Contact("J" * 300, "", "1" * 90))
    guest.refresh_from_db()
    assert (len(guest.name), len(guest.phone)) == (120, 40)


class TestRecognise:
    def test_by_any_of_the_names(self, guest: Guest):
        known(guest, PHONE, BSUID)
        for names in ([PHONE], [BSUID], [("phone", "34999"), BSUID]):
            assert guests.recognise(names) == guest

    def test_nobody_is_a_stranger(self, guest: Guest):
        known(guest, PHONE)
        assert guests.recognise([]) is None
        assert guests.recognise([("phone", "34600111222")]) is None

    @pytest.mark.parametrize(
        ("stored", "written"),
        [
            ("5491123456789", "541123456789"),
            ("541123456789", "5491123456789"),
            ("5511987654321", "551187654321"),
            ("551187654321", "5511987654321"),
            ("5215512345678", "525512345678"),
            ("525512345678", "5215512345678"),
            ("+5491123456789", "541123456789"),
            ("541123456789", "+5491123456789"),
            ("34600111222", "+34600111222"),
        ],
    )
    def test_by_another_spelling_of_the_phone(self, guest: Guest, stored: str, written: str):
        known(guest, ("phone", stored))
        assert guests.recognise([("phone", written)]) == guest

    def test_a_landline_is_not_the_mobile_one_digit_away(self, guest: Guest):
        known(guest, ("phone", "551132345678"))
        assert guests.recognise([("phone", "5511932345678")]) is None

    def test_only_phones_have_spellings(self, guest: Guest):
        known(guest, ("web", OTHER_SPELLING[1]))
        assert guests.recognise([PHONE]) is None

    def test_a_web_id_that_looks_like_somebodys_phone_is_not_them(self, guest: Guest):
        known(guest, PHONE)
        assert guests.recognise([("web", PHONE[1]), ("phone", "34600111222")]) is None

    def test_the_exact_number_comes_before_a_spelling(self, guest: Guest, hotel: Hotel):
        known(guest, PHONE)
        other = known(make.GuestFactory(hotel=hotel), OTHER_SPELLING)
        assert guests.recognise([OTHER_SPELLING]) == other
        assert guests.recognise([PHONE]) == guest

    def test_two_who_might_be_it_are_nobody(self, guest: Guest, hotel: Hotel):
        known(guest, PHONE)
        known(make.GuestFactory(hotel=hotel), OTHER_SPELLING)
        assert guests.recognise([("phone", "+541123456789")]) is None

    def test_two_rows_of_one_person_are_not_two(self, guest: Guest, hotel: Hotel):
        known(guest, PHONE)
        twin = known(make.GuestFactory(hotel=hotel), OTHER_SPELLING)
        guests.merge(twin, guest, actor=STAFF)
        assert guests.recognise([("phone", "+541123456789")]) in (guest, twin)

    def test_other_hotels_guests_are_strangers(self, guest: Guest, other_hotel: Hotel):
        known(guest, PHONE, BSUID)
        with scope(hotel=other_hotel):
            assert guests.recognise([PHONE]) is None
            assert guests.recognise([OTHER_SPELLING, BSUID]) is None


class TestIntroduce:
    def test_somebody_new_is_known_by_all_names_as_they_came(self, hotel: Hotel):
        guest = guests.introduce(hotel.pk, [PHONE, BSUID], name="Ana", phone="+5491123456789", language="es")
        assert (guest.name, guest.phone, guest.language) == ("Ana", "+5491123456789", "es")
        assert names_of(guest) == {PHONE, BSUID}

    def test_a_name_taken_meanwhile_is_the_same_person(self, guest: Guest, hotel: Hotel):
        """As in a race lost: the loser's row goes, what it brought is kept."""
        known(guest, BSUID)
        assert guests.introduce(hotel.pk, [PHONE, BSUID]) == guest
        assert names_of(guest) == {PHONE, BSUID}
        assert Guest.objects.count() == 1

    def test_anothers_name_stays_theirs(self, guest: Guest, hotel: Hotel):
        known(guest, PHONE)
        other = known(make.GuestFactory(hotel=hotel), PHONE, BSUID)
        assert (names_of(guest), names_of(other)) == ({PHONE}, {BSUID})

    def test_the_same_name_at_another_hotel_is_another_guest(self, guest: Guest, other_hotel: Hotel):
        known(guest, PHONE)
        with scope(hotel=other_hotel):
            assert guests.introduce(other_hotel.pk, [PHONE]) != guest
        assert names_of(guest) == {PHONE}


@pytest.fixture
def twin(hotel: Hotel) -> Guest:
    """Juan again, under a business-scoped id."""
    return known(make.GuestFactory(hotel=hotel, name="Juan P.", email="", phone=""), BSUID)


class TestMerge:
    def test_they_are_one_family_whichever_is_asked(self, guest: Guest, twin: Guest):
        guests.merge(twin, guest, actor=STAFF)
        assert guests.family(guest) == guests.family(twin) == sorted([guest.pk, twin.pk])

    def test_an_old_copy_of_the_row_knows_the_family_too(self, guest: Guest, twin: Guest):
        old = Guest.objects.get(pk=twin.pk)
        guests.merge(twin, guest, actor=STAFF)
        assert guest.pk in guests.family(old)

    def test_a_family_of_four_is_found_from_each(self, hotel: Hotel):
        people = [make.GuestFactory(hotel=hotel) for _ in range(4)]
        for merged, into in ((0, 1), (1, 3), (2, 3)):
            guests.merge(people[merged], people[into], actor=STAFF)
        assert {tuple(guests.family(one)) for one in people} == {tuple(sorted(one.pk for one in people))}

    def test_each_sees_the_others_reservations_until_they_are_separated(self, guest: Guest, twin: Guest, hotel: Hotel):
        reservations = [
            make.ReservationFactory(hotel=hotel, hold__guest=one, hold__unit=unit)
            for one, unit in ((guest, "101"), (twin, "102"))
        ]
        guests.merge(twin, guest, actor=STAFF)
        for one in (guest, twin):
            assert set(booking.of_guest(one)) == set(reservations)
        guests.separate(twin, actor=STAFF)
        assert booking.of_guest(guest) == reservations[:1]
        assert booking.of_guest(twin) == reservations[1:]

    def test_separating_gives_back_exactly_what_was(self, guest: Guest, twin: Guest, hotel: Hotel):
        conversation = make.ConversationFactory(hotel=hotel, guest=twin)

        def state() -> list[object]:
            rows = (Guest.objects.order_by("pk"), GuestIdentity.objects.order_by("pk"))
            return [list(row.values_list()) for row in rows] + [type(conversation).objects.get().guest_id]

        before = state()
        guests.merge(twin, guest, actor=STAFF)
        assert state() != before
        guests.separate(twin, actor=STAFF)
        assert state() == before
        assert guests.family(twin) == [twin.pk]

    def test_whom_the_separated_had_taken_in_stay_with_them(self, hotel: Hotel):
        first, second, third = (make.GuestFactory(hotel=hotel) for _ in range(3))
        guests.merge(first, second, actor=STAFF)
        guests.merge(second, third, actor=STAFF)
        guests.separate(second, actor=STAFF)
        assert guests.family(second) == [first.pk, second.pk]
        assert guests.family(third) == [third.pk]

    def test_every_move_leaves_its_line(self, guest: Guest, twin: Guest):
        guests.merge(twin, guest, actor=STAFF, reason="same passport" * 40)
        guests.separate(twin, actor="x" * 90)
        undo, merge = GuestMerge.objects.all()
        assert (merge.kind, merge.guest, merge.into, merge.actor) == ("merge", twin, guest, STAFF)
        assert merge.reason == ("same passport" * 40)[:200]
        assert (undo.kind, undo.guest, undo.into, len(undo.actor)) == ("undo", twin, guest, 60)

    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_the_trail_cannot_be_rewritten(self, guest: Guest, twin: Guest, change: str):
        guests.merge(twin, guest, actor=STAFF)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows = GuestMerge.objects.all()
            rows.update(actor="nobody") if change == "update" else rows.delete()
        assert GuestMerge.objects.get().actor == STAFF

    def test_nobody_is_merged_twice_into_themselves_or_in_a_ring(self, guest: Guest, twin: Guest, hotel: Hotel):
        third = make.GuestFactory(hotel=hotel)
        guests.merge(twin, guest, actor=STAFF)
        guests.merge(guest, third, actor=STAFF)
        for one, into in ((twin, third), (twin, twin), (guest, guest), (third, twin), (third, guest)):
            with pytest.raises(NotMergeable):
                guests.merge(one, into, actor=STAFF)
        assert GuestMerge.objects.count() == 2

    def test_nobody_is_separated_from_nobody(self, guest: Guest):
        with pytest.raises(NotMergeable):
            guests.separate(guest, actor=STAFF)
        assert not GuestMerge.objects.exists()

    def test_guests_of_two_hotels_are_never_one(self, guest: Guest, hotel: Hotel, other_hotel: Hotel):
        theirs = make.GuestFactory(hotel=other_hotel)
        with scope(hotel=[hotel, other_hotel]):
            for one, into in ((guest, theirs), (theirs, guest)):
                with pytest.raises(NotMergeable):
                    guests.merge(one, into, actor=STAFF)
            assert not GuestMerge.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.fixture
    def inn(self) -> Iterator[Hotel]:
        inn = make.HotelFactory()
        with scope(hotel=inn):
            yield inn

    def test_without_the_constraint_a_person_is_introduced_twice(self, inn: Hotel):
        """If this fails, the next one proves nothing."""
        execute("ALTER TABLE pms_guestidentity DROP CONSTRAINT identity_once_per_hotel")
        try:
            together(inn, [lambda: guests.introduce(inn.pk, [PHONE, BSUID])] * 8)
            assert Guest.objects.count() > 1
        finally:
            Guest.objects.all().delete()
            execute(
                "ALTER TABLE pms_guestidentity ADD CONSTRAINT identity_once_per_hotel UNIQUE (hotel_id, kind, value)"
            )

    def test_all_who_introduce_a_person_get_the_same_guest(self, inn: Hotel):
        ways = [[PHONE, BSUID], [BSUID, PHONE], [BSUID]] * 5
        introduced = together(inn, [lambda names=names: guests.introduce(inn.pk, names).pk for names in ways])
        assert Guest.objects.count() == 1
        assert set(introduced) == {Guest.objects.get().pk}
        assert names_of(Guest.objects.get()) == {PHONE, BSUID}

    @pytest.mark.parametrize("ring", [2, 4])
    def test_a_ring_of_merges_at_once_stays_open(self, inn: Hotel, ring: int):
        """A into B beside B into A; and of A→B, B→C, C→D, D→A no two neighbours share both of their rows."""
        people = [make.GuestFactory(hotel=inn) for _ in range(ring)]

        def merge(n: int) -> str:
            try:
                guests.merge(people[n], people[(n + 1) % ring], actor=STAFF)
            except NotMergeable:
                return "refused"
            return "merged"

        outcomes = together(inn, [lambda n=n: merge(n) for n in range(ring)])
        assert sorted(outcomes) == ["merged"] * (ring - 1) + ["refused"]
        assert Guest.objects.filter(merged_into=None).count() == 1
        assert GuestMerge.objects.count() == ring - 1
        assert guests.family(people[0]) == [one.pk for one in people]


def together(hotel: Hotel, acts: list[Callable[[], T]]) -> list[T]:
    """All of them at the same moment, each on a connection of its own."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        try:
            with scope(hotel=hotel):
                gate.wait()
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
