"""Staff read their own language: every text of ours, plurals, dates, money, and the clock of their hotel."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hotel_agent import translations
from hotel_agent.middleware import clock_of
from messaging.models import Fact
from pms.admin import words
from pms.models import Hotel
from pms.terms import Money, Stay
from reservations.models import Reservation
from tests import factories as make
from tests.admin import pages
from tests.admin.conftest import fill, logged_in

READ_ALOUD = {"title", "placeholder", "aria-label", "alt"}


class Texts(HTMLParser):
    """What a person reads or is read on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.silent, self.icon = 0, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # An icon is named by a word of its font.
        self.icon = "material-symbols-outlined" in (dict(attrs).get("class") or "")
        self.silent += tag in ("script", "style")
        self.found |= {_one_line(value) for name, value in attrs if name in READ_ALOUD and value}

    def handle_endtag(self, tag: str) -> None:
        self.icon = False
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.icon:
            self.found.add(_one_line(data))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def english(language: str) -> set[str]:
    """Texts that stand on no page in this language, unless a guest or a hotel writes them."""
    with translation.override(language):
        pairs = [(text.id, translation.gettext(text.id)) for text in translations.found() if not text.context]
    names = {one for one, other in pairs if one != other and "%" not in one}
    return {_one_line(spelling) for name in names for spelling in (name, name[:1].upper() + name[1:])}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "html"), [("es", "es"), ("pt-br", "pt-br")])
def test_no_page_speaks_english(language: str, html: str, hotel: Hotel) -> None:
    root = make.UserFactory(username="root", is_superuser=True)
    fill(hotel)
    Fact.objects.update(source="Ana")  # a hotel may write English there
    client = logged_in(root)
    foreign, leftovers = english(language), {}
    for address in pages.every(root):
        answer = client.get(address, follow=True, headers={"Accept-Language": language})
        page = answer.content.decode()
        assert f'<html lang="{html}"' in page, address
        if left := Texts(page).found & foreign:
            leftovers[address] = sorted(left)
    assert leftovers == {}


@pytest.mark.parametrize(
    ("language", "one", "many", "stay", "price"),
    [
        ("en", "1 night", "2 nights", "20–22 Dec · 2 nights", "€1,234.50"),
        ("es", "1 noche", "2 noches", "20–22 dic · 2 noches", "1.234,50 €"),
        ("pt-br", "1 noite", "2 noites", "20 – 22 de dez. · 2 noites", "€ 1.234,50"),
    ],
)
def test_counts_dates_and_money_follow_the_language(language: str, one: str, many: str, stay: str, price: str) -> None:
    year = date.today().year
    with translation.override(language):
        assert _plain(words.count_nights(1)) == one and _plain(words.count_nights(2)) == many
        assert _plain(words.nights(Stay(date(year, 12, 20), date(year, 12, 22)))) == stay
        assert _plain(words.money(Money(Decimal("1234.5"), "EUR"))) == price


def _plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


@pytest.fixture
def mexico(hotel: Hotel) -> Hotel:
    hotel.timezone, hotel.country, hotel.currency = "America/Mexico_City", "MX", "MXN"
    hotel.save()
    return hotel


def test_lists_filter_by_the_hotels_clock(mexico: Hotel, desk: Client) -> None:
    """Half past three in the morning, UTC, is the evening before in Mexico."""
    reservation = make.ReservationFactory(hotel=mexico)
    Reservation.objects.filter(pk=reservation.pk).update(created_at=datetime(2026, 3, 10, 3, 30, tzinfo=UTC))
    url = reverse("admin:reservations_reservation_changelist")
    found = {
        day: reservation.reference
        in desk.get(url, {"created_at__year": 2026, "created_at__month": 3, "created_at__day": day}).content.decode()
        for day in (9, 10)
    }
    assert found == {9: True, 10: False}
    page = desk.get(url, {"created_at__year": 2026}, headers={"Accept-Language": "es"}).content.decode()
    assert "9 mar, 21:30" in _plain(page)


def test_several_clocks_are_the_servers(mexico: Hotel, other_hotel: Hotel) -> None:
    assert str(clock_of([mexico])) == "America/Mexico_City"
    other_hotel.timezone = "America/Mexico_City"
    assert str(clock_of([mexico, other_hotel])) == "America/Mexico_City"
    other_hotel.timezone = "Europe/Madrid"
    assert str(clock_of([mexico, other_hotel])) == str(clock_of([])) == "UTC"


def test_colour_of_a_label_does_not_hang_on_its_words(hotel: Hotel, desk: Client) -> None:
    make.RoomFactory(hotel=hotel, housekeeping="dirty", number="77")
    url = reverse("admin:pms_room_changelist")
    for language, dirty in (("en", "Dirty"), ("es", "Sucia"), ("pt-br", "Sujo")):
        page = _one_line(desk.get(url, {"q": "77"}, headers={"Accept-Language": language}).content.decode())
        assert re.search(rf"bg-red-100[^>]*> {dirty} <", page), language


def test_language_is_chosen_and_kept(hotel: Hotel, desk: Client) -> None:
    index, rooms = reverse("admin:index"), reverse("admin:pms_room_changelist")
    assert 'action="/i18n/setlang/"' in desk.get(index).content.decode()
    chosen = desk.post("/i18n/setlang/", {"language": "pt-br", "next": rooms})
    assert chosen.status_code == 302 and chosen["Location"] == rooms
    assert desk.cookies["django_language"]["path"] == "/admin/"
    assert "Quartos" in desk.get(rooms, headers={"Accept-Language": "es"}).content.decode()
    away = desk.post("/i18n/setlang/", {"language": "es", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in away["Location"]


def test_login_speaks_the_browsers_language(db: None) -> None:
    for asked, words_of_it in (("pt-BR,pt;q=0.9", "Senha"), ("es-MX", "Contraseña"), ("de", "Password")):
        page = Client().get(reverse("admin:login"), headers={"Accept-Language": asked}).content.decode()
        assert words_of_it in page and 'lang="pt-br"' in page, asked


def test_form_tells_its_errors_in_the_language(hotel: Hotel, desk: Client, ana: User) -> None:
    data: dict[str, Any] = {"hotel": hotel.pk, "number": ""}
    page = desk.post(reverse("admin:pms_room_add"), data, headers={"Accept-Language": "es"}).content.decode()
    assert "Este campo es obligatorio" in page.replace("requerido", "obligatorio") and "Tipo de habitación" in page


def test_permissions_and_trails_are_read_in_the_language(hotel: Hotel, desk: Client) -> None:
    """Their English stands in the database."""
    hold = make.HoldEventFactory(hotel=hotel, actor="guest:5", reason="another stay was chosen").hold
    url = reverse("admin:locks_roomhold_change", args=[hold.pk])
    page = _one_line(desk.get(url, headers={"Accept-Language": "es"}).content.decode())
    assert "se eligió otra estancia" in page and "Huésped ·" in page
    root = logged_in(make.UserFactory(username="root", is_superuser=True))
    url = reverse("admin:auth_group_add")
    page = root.get(url, headers={"Accept-Language": "pt-BR"}).content.decode()
    assert "quarto · Pode ver" in page and "Can view" not in page
