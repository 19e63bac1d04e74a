"""Staff see their own hotels and nothing else, whatever address they try."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.forms import ModelChoiceField
from django.test import Client
from django.urls import reverse

from locks.models import RoomHold
from messaging.models import Conversation
from pms.models import Hotel, Room, StaffMember
from pms.staff import settle
from tests import factories as make
from tests.admin.conftest import address, fill, logged_in, registered, staff

pytestmark = pytest.mark.security


@pytest.fixture
def theirs(hotel: Hotel, other_hotel: Hotel) -> dict[str, Any]:
    """A row of every table at the neighbour's."""
    fill(hotel)
    return fill(other_hotel)


def test_list_search_and_filters_show_own_rows(desk: Client, hotel: Hotel, theirs: dict[str, Any]) -> None:
    for model in registered():
        for query in ({}, {"q": "a"}, {"hotel__id__exact": theirs[model.__name__].hotel_id}):
            answer = desk.get(reverse(address(model)), query, follow=True)
            assert answer.status_code == 200, model
            assert {row.hotel_id for row in answer.context["cl"].queryset} <= {hotel.pk}, model
            assert "Casa Verde" not in answer.content.decode(), model
            assert not foreign_choices(answer.context["cl"], hotel), model


def foreign_choices(cl: Any, hotel: Hotel) -> list[Any]:
    """What a filter by a relation offers that is not of this hotel."""
    found = []
    for spec in cl.filter_specs:
        related = getattr(getattr(spec, "field", None), "related_model", None)
        for pk, _ in spec.lookup_choices if related else []:
            row = related._base_manager.get(pk=pk)
            found += [row] if getattr(row, "hotel_id", row.pk) != hotel.pk else []
    return found


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_page_by_guessed_id_is_not_found(page: str, desk: Client, theirs: dict[str, Any]) -> None:
    for model in registered():
        answer = desk.get(reverse(address(model, page), args=[theirs[model.__name__].pk]))
        # Read-only tables answer 403 to a deletion before they look.
        assert answer.status_code in (302, 403), model
        assert answer.status_code == 403 or answer.url == reverse("admin:index"), model


def test_forms_offer_own_rows(desk: Client, hotel: Hotel, theirs: dict[str, Any]) -> None:
    for model in registered():
        answer = desk.get(reverse(address(model, "add")))
        if answer.status_code == 403:
            continue
        for name, field in answer.context["adminform"].form.fields.items():
            if isinstance(field, ModelChoiceField):
                hotels = {getattr(row, "hotel_id", row.pk) for row in field.queryset if not isinstance(row, User)}
                assert hotels <= {hotel.pk}, (model, name)
        assert "Casa Verde" not in answer.content.decode(), model


def test_autocomplete_finds_own_rows(desk: Client, hotel: Hotel, theirs: dict[str, Any]) -> None:
    asked = 0
    for model in registered():
        for field in model._meta.fields:
            if not field.many_to_one or field.related_model not in admin.site._registry:
                continue
            app, name = model._meta.app_label, model._meta.model_name
            query = {"app_label": app, "model_name": name, "field_name": field.name}
            answer = desk.get(reverse("admin:autocomplete"), query)
            if answer.status_code != 200:
                continue
            asked += 1
            for row in answer.json()["results"]:
                found = field.related_model._base_manager.get(pk=row["id"])
                assert getattr(found, "hotel_id", hotel.pk if isinstance(found, User) else found.pk) == hotel.pk
    assert asked > 10


def test_hotels_of_others_are_not_there(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    assert list(desk.get(reverse("admin:pms_hotel_changelist")).context["cl"].queryset) == [hotel]
    for name in ("change", "history"):
        assert desk.get(reverse(f"admin:pms_hotel_{name}", args=[other_hotel.pk])).status_code == 302
    assert desk.post(f"/admin/pms/hotel/{other_hotel.pk}/api-key/").status_code == 302
    unchanged = Hotel.objects.get(pk=other_hotel.pk)
    assert unchanged.api_key_hash == other_hotel.api_key_hash
    assert desk.get(reverse("admin:pms_hotel_add")).status_code == 403


def test_superuser_sees_all_hotels(owner: Client, hotel: Hotel, theirs: dict[str, Any]) -> None:
    for model in registered():
        hotels = {row.hotel_id for row in owner.get(reverse(address(model))).context["cl"].queryset}
        assert hotels == {hotel.pk, theirs["Guest"].hotel_id}, model


def test_row_cannot_point_to_another_hotel(hotel: Hotel, other_hotel: Hotel) -> None:
    """Who works at both may choose from both, but one row has one hotel."""
    both = staff(hotel)
    make.StaffMemberFactory(hotel=other_hotel, user=both)
    foreign = make.RoomTypeFactory(hotel=other_hotel)
    form = {"hotel": hotel.pk, "room_type": foreign.pk, "number": "900", "floor": 9, "housekeeping": "clean"}
    answer = logged_in(both).post(reverse("admin:pms_room_add"), form)
    assert "room_type" in answer.context["adminform"].form.errors
    assert not Room._base_manager.filter(number="900").exists()


def test_foreign_choice_in_a_form_is_refused(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    foreign = make.RoomTypeFactory(hotel=other_hotel)
    form = {"hotel": other_hotel.pk, "room_type": foreign.pk, "number": "900", "floor": 9, "housekeeping": "clean"}
    errors = desk.post(reverse("admin:pms_room_add"), form).context["adminform"].form.errors
    assert {"hotel", "room_type"} <= set(errors)


def test_moves_and_actions_do_not_reach_others(desk: Client, theirs: dict[str, Any]) -> None:
    conversation, hold, reservation = theirs["Conversation"], theirs["RoomHold"], theirs["Reservation"]
    for move in ("take-over", "give-back", "send"):
        seen = {"seen": "agent:", "text": "hola"}
        assert desk.post(f"/admin/inbox/{conversation.pk}/{move}/", seen).status_code == 404
    desk.post(f"/admin/locks/roomhold/{hold.pk}/release/")
    desk.post(f"/admin/review/reservation/{reservation.pk}/cancel/")
    chosen = {"action": "release_selected", "_selected_action": [hold.pk]}
    desk.post(reverse("admin:locks_roomhold_changelist"), chosen)
    assert Conversation._base_manager.get(pk=conversation.pk).owner == "agent"
    assert RoomHold._base_manager.get(pk=hold.pk).status == "live"
    assert type(reservation)._base_manager.get(pk=reservation.pk).status == "confirmed"


def test_users_of_others_and_mightier_ones_are_not_there(hotel: Hotel, other_hotel: Hotel) -> None:
    group = Group.objects.create(name="Manager")
    group.permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user", "add_user"]))
    mighty = Group.objects.create(name="Owner")
    mighty.permissions.set(Permission.objects.all())
    boss, colleague, chief, stranger, between = (
        make.UserFactory(username=name) for name in ("boss", "colleague", "chief", "stranger", "between")
    )
    boss.groups.add(group)
    chief.groups.add(mighty)
    for user, hotels in (
        (boss, [hotel]),
        (colleague, [hotel]),
        (chief, [hotel]),
        (stranger, [other_hotel]),
        (between, [hotel, other_hotel]),
    ):
        for place in hotels:
            make.StaffMemberFactory(hotel=place, user=user)
    client = logged_in(boss)
    assert {user.username for user in client.get(reverse("admin:auth_user_changelist")).context["cl"].queryset} == {
        "boss",
        "colleague",
    }
    assert client.get(f"/admin/auth/user/{chief.pk}/password/").status_code == 404
    form = client.get(reverse("admin:auth_user_change", args=[colleague.pk])).context["adminform"].form
    assert not {"is_superuser", "is_staff", "groups", "user_permissions"} & set(form.fields)


def test_new_user_belongs_to_a_hotel(hotel: Hotel) -> None:
    boss = make.UserFactory(username="boss")
    make.StaffMemberFactory(hotel=hotel, user=boss, role="manager")
    settle(boss)
    form = {
        "username": "nuevo",
        "password1": "casa-azul-2026",
        "password2": "casa-azul-2026",
        "usable_password": "true",
        "staff_of-TOTAL_FORMS": 1,
        "staff_of-INITIAL_FORMS": 0,
        "staff_of-0-role": "front_desk",
    }
    client = logged_in(boss)
    assert client.post(reverse("admin:auth_user_add"), form).status_code == 200
    assert not User.objects.filter(username="nuevo").exists()
    assert client.post(reverse("admin:auth_user_add"), {**form, "staff_of-0-hotel": hotel.pk}).status_code == 302
    assert StaffMember.objects.filter(user__username="nuevo", hotel=hotel).exists()
    new = User.objects.get(username="nuevo")
    assert new.is_staff and [group.name for group in new.groups.all()] == ["Front desk"]


def test_what_is_of_all_hotels_is_for_who_operates_all(desk: Client, other_hotel: Hotel) -> None:
    assert desk.get("/admin/waffle/flag/").status_code == 403
    assert desk.get("/admin/axes/accessattempt/").status_code == 403
    assert desk.get("/admin/auth/group/add/").status_code == 403
