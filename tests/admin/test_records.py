"""What staff may do with rows: forms where the house is theirs, actions through the domain, trails untouched."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from locks.models import HoldEvent, RoomHold
from messaging.models import ChannelAccount
from pms.models import Hotel, PmsAccount, RoomType
from pms.terms import Contact, Party, Stay
from reservations import availability, booking
from reservations.models import Reservation
from tests import factories as make
from tests.admin.conftest import address, logged_in, registered, staff

WRITTEN_BY_DOMAIN = [
    *("RoomHold", "HoldEvent", "Lease", "Offer", "Reservation", "ReservationEvent", "LocalBooking"),
    *("GuestIdentity", "Conversation", "Message", "TurnRecord", "Session"),
]


@pytest.fixture
def reservation(hotel: Hotel, guest: Any, stay: Stay) -> Reservation:
    offer = availability.search(hotel, stay, Party(2), asked_by="conversation:1")[0]
    held = booking.hold(offer, guest, holder="conversation:1")
    contact = Contact("Juan Pérez", "juan@example.com")
    return booking.confirm(offer, held, contact, actor=f"guest:{guest.pk}")


@pytest.mark.parametrize("name", WRITTEN_BY_DOMAIN)
def test_domain_rows_have_no_forms(name: str, owner: Client, hotel: Hotel) -> None:
    model = next(model for model in registered() if model.__name__ == name)
    assert owner.get(reverse(address(model, "add"))).status_code == 403
    admin = owner.get(reverse(address(model))).context["cl"].model_admin
    assert not admin.has_change_permission(None)
    assert not admin.has_delete_permission(None)


def test_reservation_page_shows_what_was_offered(desk: Client, reservation: Reservation) -> None:
    page = desk.get(reverse("admin:reservations_reservation_change", args=[reservation.pk])).content.decode()
    for words in (reservation.reference, "Juan Pérez", "IVA 10 %", "What happened", "Confirmed"):
        assert words in page


@pytest.mark.parametrize("way", ["page", "list"])
def test_release_leaves_its_line_in_the_trail(way: str, desk: Client, hotel: Hotel) -> None:
    hold = make.RoomHoldFactory(hotel=hotel)
    if way == "page":
        url = reverse("admin:locks_roomhold_release", args=[hold.pk])
        assert "Release this hold" in desk.get(url).content.decode()
        desk.post(url, {"reason": "needed for a walk-in"})
    else:
        chosen = {"action": "release_selected", "_selected_action": [hold.pk]}
        url = reverse("admin:locks_roomhold_changelist")
        assert "Release holds" in desk.post(url, chosen).content.decode()
        assert RoomHold.objects.get(pk=hold.pk).status == "live"
        desk.post(url, chosen | {"reason": ""})
    event = HoldEvent.objects.get(hold=hold)
    assert (event.kind, event.actor) == ("release", "staff:ana")
    assert event.reason == ("needed for a walk-in" if way == "page" else "released by staff")
    assert RoomHold.objects.get(pk=hold.pk).status == "released"


def test_release_of_a_dead_hold_says_so(desk: Client, hotel: Hotel) -> None:
    hold = make.RoomHoldFactory(hotel=hotel, status="released")
    url = reverse("admin:locks_roomhold_release", args=[hold.pk])
    assert "Not live any more" in desk.post(url, follow=True).content.decode()


def test_hold_list_counts_the_minutes(desk: Client, hotel: Hotel) -> None:
    live = make.RoomHoldFactory(hotel=hotel)
    make.RoomHoldFactory(hotel=hotel, expires_at="2020-01-01T00:00Z")
    url = reverse("admin:locks_roomhold_changelist")
    page = desk.get(url, {"state": "all"}).content.decode()
    assert f'data-countdown="{live.expires_at.isoformat(timespec="seconds")}"' in page
    assert "20\xa0min" in page
    assert "Expired" in page
    counts = {state: desk.get(url, {"state": state}).context["cl"].result_count for state in ("", "live", "ended")}
    assert counts == {"": 1, "live": 1, "ended": 1}


def test_names_are_three_inputs(desk: Client, hotel: Hotel) -> None:
    double = RoomType.objects.get(hotel=hotel, code="double")
    url = reverse("admin:pms_roomtype_change", args=[double.pk])
    page = desk.get(url).content.decode()
    assert 'name="names_es"' in page
    form = {"code": "double", "max_adults": 2, "max_guests": 3, "position": 1}
    form |= {"names_es": "Doble", "names_pt": "Duplo", "names_en": "Double"}
    form |= {"descriptions_es": "Con balcón", "descriptions_pt": "Com varanda", "descriptions_en": ""}
    assert "descriptions" in desk.post(url, form).context["adminform"].form.errors
    assert desk.post(url, form | {"descriptions_en": "With a balcony"}).status_code == 302
    double.refresh_from_db()
    assert double.names == {"es": "Doble", "pt": "Duplo", "en": "Double"}


def test_names_are_lines_for_who_may_only_look(hotel: Hotel) -> None:
    double = RoomType.objects.get(hotel=hotel, code="double")
    client = logged_in(staff(hotel, "eva", "view_roomtype"))
    page = client.get(reverse("admin:pms_roomtype_change", args=[double.pk])).content.decode()
    assert "Español: Habitación doble" in page


def test_second_code_is_an_error_of_the_form(desk: Client, hotel: Hotel) -> None:
    """The hotel is read-only there, so Django alone would leave it to the database to refuse."""
    room = make.RoomFactory(hotel=hotel, number="900")
    form = {"room_type": room.room_type_id, "number": "101", "floor": 1, "housekeeping": "clean"}
    answer = desk.post(reverse("admin:pms_room_change", args=[room.pk]), form)
    assert answer.context["adminform"].form.non_field_errors()


def test_new_rate_asks_for_one_hotel_only(desk: Client, hotel: Hotel) -> None:
    field = desk.get(reverse("admin:pms_nightlyrate_add")).context["adminform"].form.fields["hotel"]
    assert field.initial == hotel.pk
    assert [choice[0] for choice in field.choices] == [hotel.pk]


@pytest.mark.security
def test_tokens_go_in_and_never_come_out(desk: Client, hotel: Hotel) -> None:
    account = ChannelAccount.objects.get(hotel=hotel, kind="whatsapp")
    url = reverse("admin:messaging_channelaccount_change", args=[account.pk])
    page = desk.get(url).content.decode()
    assert "Set. Leave empty to keep it." in page
    for secret in ("test-access-token", "test-app-secret", "test-verify-token"):
        assert secret not in page
    form = {"kind": "whatsapp", "external_id": account.external_id, "base_url": "https://graph.example.com"}
    assert desk.post(url, form | {"active": "on", "new_app_secret": "changed"}).status_code == 302
    account.refresh_from_db()
    assert (account.access_token, account.app_secret) == ("test-access-token", "changed")
    assert "changed" not in desk.get(reverse("admin:messaging_channelaccount_history", args=[account.pk])).context[
        "action_list"
    ][0].change_message.replace('"changed"', "")


@pytest.mark.security
def test_pms_credentials_go_in_and_never_come_out(desk: Client, hotel: Hotel) -> None:
    account = make.PmsAccountFactory(hotel=hotel, kind="qloapps", credentials="ws-key-1")
    url = reverse("admin:pms_pmsaccount_change", args=[account.pk])
    assert "ws-key-1" not in desk.get(url).content.decode()
    desk.post(url, {"new_credentials": "ws-key-2"})
    assert PmsAccount.objects.get(pk=account.pk).credentials == "ws-key-2"


@pytest.mark.security
def test_addresses_our_server_calls_are_set_by_operators_only(desk: Client, hotel: Hotel) -> None:
    account = make.PmsAccountFactory(hotel=hotel, kind="qloapps", address="https://pms.example.com")
    there = {"kind": "local", "address": "http://169.254.169.254", "options": "{}"}
    url = reverse("admin:pms_pmsaccount_change", args=[account.pk])
    desk.post(url, there)
    account.refresh_from_db()
    assert (account.kind, account.address) == ("qloapps", "https://pms.example.com")
    operator = make.UserFactory(is_staff=True, is_superuser=True)
    assert logged_in(operator).post(url, there | {"address": "https://other.example.com"}).status_code == 302
    account.refresh_from_db()
    assert account.address == "https://other.example.com"


@pytest.mark.security
def test_new_api_key_is_shown_once(desk: Client, hotel: Hotel) -> None:
    url = f"/admin/pms/hotel/{hotel.pk}/api-key/"
    before = Hotel.objects.get(pk=hotel.pk).api_key_hash
    desk.get(url)
    assert Hotel.objects.get(pk=hotel.pk).api_key_hash == before
    answer = desk.post(url)
    key = answer.context["key"]
    assert key in answer.content.decode()
    assert len(key) >= 43
    assert "no-store" in answer["Cache-Control"]
    assert Hotel.objects.get(pk=hotel.pk).api_key_hash == Hotel.hash_api_key(key)
    for page in ("change", "history"):
        assert key not in desk.get(reverse(f"admin:pms_hotel_{page}", args=[hotel.pk])).content.decode()


@pytest.mark.security
def test_new_api_key_needs_the_permission(hotel: Hotel) -> None:
    client = logged_in(staff(hotel, "eva", "view_hotel"))
    assert client.post(f"/admin/pms/hotel/{hotel.pk}/api-key/").status_code == 403


def test_past_rates_are_shown_when_asked_for(desk: Client, hotel: Hotel) -> None:
    url = reverse("admin:pms_nightlyrate_changelist")
    old = make.NightlyRateFactory(hotel=hotel, date="2020-01-01")
    assert old not in desk.get(url).context["cl"].queryset
    assert list(desk.get(url, {"when": "past"}).context["cl"].queryset) == [old]


def test_bookings_by_the_hotels_own_day(desk: Client, hotel: Hotel) -> None:
    today = hotel.now().date()
    arrives = make.LocalBookingFactory(hotel=hotel, period=make.nights(today))
    make.LocalBookingFactory(hotel=hotel, period=make.nights(today, 2), status="cancelled")
    url = reverse("admin:pms_localbooking_changelist")
    for stay in ("arrives", "sleeps"):
        assert list(desk.get(url, {"stay": stay}).context["cl"].queryset) == [arrives]
    assert not desk.get(url, {"stay": "leaves"}).context["cl"].queryset.exists()
