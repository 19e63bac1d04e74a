"""Staff of two hotels, and every table of both filled."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from locks.models import Lease
from pms import entrance
from pms.models import Hotel
from tests import factories as make

OURS = ("pms", "locks", "reservations", "messaging")
NUMBER = count(1)

# Their rows stand in the page of their hotel.
IN_THE_HOTEL = ("OpeningSpan", "Rung")
# Every registered table that belongs to a hotel, with what makes one row of it unlike the next.
ROWS: dict[str, Callable[[Hotel], Any]] = {
    "Alarm": lambda hotel: make.AlarmFactory(hotel=hotel),
    "CannedReply": lambda hotel: make.CannedReplyFactory(hotel=hotel),
    "Correction": lambda hotel: make.CorrectionFactory(hotel=hotel),
    "HotelFlag": lambda hotel: make.HotelFlagFactory(hotel=hotel),
    "Note": lambda hotel: make.NoteFactory(hotel=hotel),
    "PmsHour": lambda hotel: make.PmsHourFactory(hotel=hotel),
    "Request": lambda hotel: make.RequestFactory(hotel=hotel),
    "ChangeQuote": lambda hotel: make.ChangeQuoteFactory(hotel=hotel),
    "Waiting": lambda hotel: make.WaitingFactory(hotel=hotel),
    "ChannelAccount": lambda hotel: make.ChannelAccountFactory(hotel=hotel),
    "Classifier": lambda hotel: make.ClassifierFactory(hotel=hotel),
    "Conversation": lambda hotel: make.MessageFactory(hotel=hotel).conversation,
    "ConversationEvent": lambda hotel: make.ConversationEventFactory(hotel=hotel),
    "Fact": lambda hotel: make.FactFactory(hotel=hotel, topic=f"topic-{next(NUMBER)}"),
    "Guest": lambda hotel: make.GuestFactory(hotel=hotel),
    "GuestIdentity": lambda hotel: make.GuestIdentityFactory(hotel=hotel),
    "GuestMerge": lambda hotel: make.GuestMergeFactory(hotel=hotel),
    "HoldEvent": lambda hotel: make.HoldEventFactory(hotel=hotel),
    "Lease": lambda hotel: Lease.objects.create(
        hotel=hotel, name=f"job-{next(NUMBER)}", holder=uuid4(), expires_at=timezone.now()
    ),
    "LocalBooking": lambda hotel: make.LocalBookingFactory(hotel=hotel),
    "Media": lambda hotel: make.MediaFactory(hotel=hotel),
    "ModelCall": lambda hotel: make.ModelCallFactory(hotel=hotel),
    "Message": lambda hotel: make.MessageFactory(hotel=hotel),
    "MessageTemplate": lambda hotel: make.MessageTemplateFactory(hotel=hotel),
    "NightlyRate": lambda hotel: make.NightlyRateFactory(hotel=hotel),
    "Offer": lambda hotel: make.OfferFactory(hotel=hotel),
    "Promise": lambda hotel: make.PromiseFactory(hotel=hotel),
    "RatePlan": lambda hotel: make.RatePlanFactory(hotel=hotel),
    "Reservation": lambda hotel: make.ReservationEventFactory(hotel=hotel).reservation,
    "ReservationEvent": lambda hotel: make.ReservationEventFactory(hotel=hotel),
    "Restriction": lambda hotel: make.RestrictionFactory(hotel=hotel),
    "Room": lambda hotel: make.RoomFactory(hotel=hotel, number=f"R{next(NUMBER)}"),
    "RoomHold": lambda hotel: make.HoldEventFactory(hotel=hotel).hold,
    "RoomType": lambda hotel: make.RoomTypeFactory(hotel=hotel),
    "Session": lambda hotel: make.SessionFactory(hotel=hotel),
    "StaffMember": lambda hotel: make.StaffMemberFactory(hotel=hotel),
    "Tax": lambda hotel: make.TaxFactory(hotel=hotel),
    "TurnRecord": lambda hotel: make.TurnRecordFactory(hotel=hotel),
}


def registered() -> list[type[Model]]:
    """Tables of ours in the back office that belong to a hotel, Hotel and what it has one of left out."""
    return [model for model in admin.site._registry if model.__name__ in ROWS]


def fill(hotel: Hotel, rows: int = 1) -> dict[str, Any]:
    return {name: [build(hotel) for _ in range(rows)][-1] for name, build in ROWS.items()}


def address(model: type[Model], page: str = "changelist") -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def staff(hotel: Hotel, username: str = "ana", *may: str) -> User:
    """Somebody of this hotel; without `may` they may everything but what operators do."""
    user: User = make.UserFactory(username=username)
    make.StaffMemberFactory(hotel=hotel, user=user)
    permissions = Permission.objects.exclude(codename="operate_hotel")
    user.user_permissions.set(permissions.filter(codename__in=may) if may else permissions)
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    entrance.note_work(session)  # as after the first page: it is written once a minute
    session.save()
    return client


@pytest.fixture
def ana(hotel: Hotel) -> User:
    return staff(hotel)


@pytest.fixture
def desk(ana: User) -> Client:
    """The browser of Ana, who may everything at Casa Azul."""
    return logged_in(ana)


@pytest.fixture
def owner(db: None) -> Client:
    """The browser of a superuser."""
    return logged_in(make.UserFactory(username="root", is_superuser=True))


def every_table_is_covered() -> set[str]:
    ours = {model.__name__ for model in apps.get_models() if model._meta.app_label in OURS}
    one_each = {"Hotel", "PmsAccount", "PmsExamination", "LanguageModel", *IN_THE_HOTEL}
    return {name for name in ours if not name.startswith("Historical")} - set(ROWS) - one_each
