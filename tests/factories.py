"""Rows for tests, one factory a model. They write past the hotel scope, so a test sets the scope it wants."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from locks.models import HoldEvent, RoomHold
from messaging.models import (
    Alarm,
    CannedReply,
    ChannelAccount,
    Classifier,
    Conversation,
    ConversationEvent,
    Correction,
    Fact,
    LanguageModel,
    Media,
    Message,
    MessageTemplate,
    ModelCall,
    Note,
    Promise,
    Session,
    TurnRecord,
)
from pms.models import (
    Guest,
    GuestIdentity,
    GuestMerge,
    Hotel,
    HotelFlag,
    LocalBooking,
    NightlyRate,
    OpeningSpan,
    PmsAccount,
    PmsHour,
    RatePlan,
    Restriction,
    Room,
    RoomType,
    Rung,
    StaffMember,
    Tax,
)
from reservations.models import ChangeQuote, Offer, Request, Reservation, ReservationEvent, Waiting


def in_three_languages(es: str, pt: str = "", en: str = "") -> dict[str, str]:
    return {"es": es, "pt": pt or es, "en": en or es}


def days_ahead(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def nights(arrival: date, count: int = 2) -> DateRange:
    """The period column of a stay."""
    return DateRange(arrival, arrival + timedelta(days=count))


class Rows(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        row = model_class(*args, **kwargs)
        row.save(force_insert=True)
        return row


class HotelFactory(Rows):
    class Meta:
        model = Hotel

    slug = factory.Sequence(lambda n: f"hotel-{n}")
    name = factory.Sequence(lambda n: f"Hotel {n}")
    language = "es"
    country = "ES"
    timezone = "Europe/Madrid"
    currency = "EUR"
    city = "Cádiz"


class OfHotel(Rows):
    """A row of a hotel; a hotel of its own when none is given."""

    class Meta:
        abstract = True

    hotel = factory.SubFactory(HotelFactory)


def same(attribute: str = "hotel") -> factory.SelfAttribute:
    """The parent row's hotel, for a SubFactory."""
    return factory.SelfAttribute(f"..{attribute}")


class UserFactory(Rows):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True


class StaffMemberFactory(OfHotel):
    class Meta:
        model = StaffMember

    user = factory.SubFactory(UserFactory)


class PmsAccountFactory(OfHotel):
    class Meta:
        model = PmsAccount


class GuestFactory(OfHotel):
    class Meta:
        model = Guest

    name = "Juan Pérez"
    email = "juan@example.com"
    phone = "+34666777888"
    language = "es"


class GuestIdentityFactory(OfHotel):
    class Meta:
        model = GuestIdentity

    guest = factory.SubFactory(GuestFactory, hotel=same())
    kind = "phone"
    value = factory.Sequence(lambda n: f"346660000{n:02d}")


class GuestMergeFactory(OfHotel):
    """The line of a merge, without the merge."""

    class Meta:
        model = GuestMerge

    guest = factory.SubFactory(GuestFactory, hotel=same())
    into = factory.SubFactory(GuestFactory, hotel=same())
    kind = GuestMerge.Kind.MERGE
    actor = "staff:ana"


class RoomTypeFactory(OfHotel):
    class Meta:
        model = RoomType

    code = factory.Sequence(lambda n: f"double-{n}")
    names = in_three_languages("Habitación doble", "Quarto duplo", "Double room")
    descriptions = in_three_languages("Tranquila, con balcón", "Tranquilo, com varanda", "Quiet, with a balcony")
    position = factory.Sequence(lambda n: n)


class RoomFactory(OfHotel):
    class Meta:
        model = Room

    room_type = factory.SubFactory(RoomTypeFactory, hotel=same())
    number = factory.Sequence(lambda n: f"N{n}")


class RatePlanFactory(OfHotel):
    class Meta:
        model = RatePlan

    code = factory.Sequence(lambda n: f"flexible-{n}")
    names = in_three_languages("Flexible con desayuno", "Flexível com café da manhã", "Flexible with breakfast")
    breakfast = True
    free_until_days = 2
    position = factory.Sequence(lambda n: n)


class NightlyRateFactory(OfHotel):
    class Meta:
        model = NightlyRate

    room_type = factory.SubFactory(RoomTypeFactory, hotel=same())
    rate_plan = factory.SubFactory(RatePlanFactory, hotel=same())
    date = factory.LazyFunction(lambda: days_ahead(10))
    amount = Decimal("100.00")


class TaxFactory(OfHotel):
    class Meta:
        model = Tax

    name = factory.Sequence(lambda n: f"IVA {n}")
    value = Decimal("10.00")


class RestrictionFactory(OfHotel):
    class Meta:
        model = Restriction

    first = factory.LazyFunction(lambda: days_ahead(10))
    last = factory.LazyAttribute(lambda row: row.first)


class LocalBookingFactory(OfHotel):
    class Meta:
        model = LocalBooking

    room = factory.SubFactory(RoomFactory, hotel=same())
    rate_plan = factory.SubFactory(RatePlanFactory, hotel=same())
    period = factory.LazyFunction(lambda: nights(days_ahead(10)))
    reference = factory.Sequence(lambda n: f"DESK-{n:05d}")
    guest_name = "Ana López"
    total = Decimal("200.00")


class RoomHoldFactory(OfHotel):
    class Meta:
        model = RoomHold

    unit = factory.Sequence(lambda n: f"{100 + n}")
    room_type = "double"
    period = factory.LazyFunction(lambda: nights(days_ahead(10)))
    guest = factory.SubFactory(GuestFactory, hotel=same())
    holder = factory.Sequence(lambda n: f"conversation:{n}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=20))


class HoldEventFactory(OfHotel):
    class Meta:
        model = HoldEvent

    hold = factory.SubFactory(RoomHoldFactory, hotel=same())
    unit = factory.SelfAttribute("hold.unit")
    period = factory.SelfAttribute("hold.period")
    kind = HoldEvent.Kind.ACQUIRE
    actor = "guest:1"


class OfferFactory(OfHotel):
    """Two nights at 100.00 with IVA 10 % included, and no rooms behind them: reservations.availability
    makes offers that can be booked."""

    class Meta:
        model = Offer

    asked_by = "conversation:1"
    room_type = "double"
    room_type_names = in_three_languages("Habitación doble", "Quarto duplo", "Double room")
    rate_plan = "flexible"
    rate_plan_names = in_three_languages("Flexible con desayuno", "Flexível com café", "Flexible with breakfast")
    unit = "101"
    units_left = 3
    arrival = factory.LazyFunction(lambda: days_ahead(10))
    departure = factory.LazyAttribute(lambda row: row.arrival + timedelta(days=2))
    adults = 2
    lines = factory.LazyAttribute(
        lambda row: [
            [(row.arrival + timedelta(days=n)).isoformat(), "100.00"] for n in range((row.departure - row.arrival).days)
        ]
    )
    taxes = factory.LazyFunction(lambda: [["IVA 10 %", "18.18", True]])
    total = factory.LazyAttribute(lambda row: sum(Decimal(amount) for _, amount in row.lines))
    currency = "EUR"
    breakfast = True
    free_until = factory.LazyAttribute(lambda row: row.arrival - timedelta(days=2))
    cancellation_fee = Decimal("100.00")
    valid_until = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=30))


class ReservationFactory(OfHotel):
    class Meta:
        model = Reservation

    reference = factory.Sequence(lambda n: f"HA-{n:010d}")
    offer = factory.SubFactory(OfferFactory, hotel=same())
    hold = factory.SubFactory(RoomHoldFactory, hotel=same(), status=RoomHold.Status.CONVERTED)
    guest = factory.SelfAttribute("hold.guest")
    guest_name = factory.SelfAttribute("guest.name")
    guest_email = factory.SelfAttribute("guest.email")
    guest_phone = factory.SelfAttribute("guest.phone")
    status = Reservation.Status.CONFIRMED
    unit = factory.SelfAttribute("hold.unit")
    total = factory.SelfAttribute("offer.total")


class ReservationEventFactory(OfHotel):
    class Meta:
        model = ReservationEvent

    reservation = factory.SubFactory(ReservationFactory, hotel=same())
    status = factory.SelfAttribute("reservation.status")
    actor = "guest:1"


class ChannelAccountFactory(OfHotel):
    class Meta:
        model = ChannelAccount

    kind = "web"
    external_id = factory.Sequence(lambda n: f"site-{n}")


class WhatsappAccountFactory(ChannelAccountFactory):
    kind = "whatsapp"
    external_id = factory.Sequence(lambda n: f"1060000000{n:05d}")
    base_url = "http://127.0.0.1:9"
    access_token = "test-access-token"
    app_secret = "test-app-secret"
    verify_token = "test-verify-token"


class MessageTemplateFactory(OfHotel):
    class Meta:
        model = MessageTemplate

    account = factory.SubFactory(WhatsappAccountFactory, hotel=same())
    name = "hotel_answer"
    language = "es"
    text = "Su hotel le responde: {{1}}"


class ConversationFactory(OfHotel):
    class Meta:
        model = Conversation

    account = factory.SubFactory(ChannelAccountFactory, hotel=same())
    guest = factory.SubFactory(GuestFactory, hotel=same())
    sender = factory.Sequence(lambda n: f"web-{n}")
    language = "es"


class LanguageModelFactory(OfHotel):
    class Meta:
        model = LanguageModel

    kind = "openai"
    name = "small"


class ModelCallFactory(OfHotel):
    class Meta:
        model = ModelCall

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    model = "small"
    prompt = "1"
    cost = Decimal("0.0022")
    currency = "USD"


class ClassifierFactory(OfHotel):
    """Not promoted; its weights are none."""

    class Meta:
        model = Classifier

    digest = "0" * 64
    weights = b"none"


class PromiseFactory(OfHotel):
    """Rooms and prices within half an hour, for two."""

    class Meta:
        model = Promise

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    kind = Promise.Kind.AVAILABILITY
    arrival = factory.LazyFunction(lambda: days_ahead(10))
    departure = factory.LazyAttribute(lambda row: row.arrival + timedelta(days=2))
    adults = 2
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=30))


class ConversationEventFactory(OfHotel):
    class Meta:
        model = ConversationEvent

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    kind = ConversationEvent.Kind.TAKEN_OVER
    actor = "staff:1"


class SessionFactory(OfHotel):
    class Meta:
        model = Session

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


class TurnRecordFactory(OfHotel):
    class Meta:
        model = TurnRecord

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    status = TurnRecord.Status.SUCCESS
    intent = "greet"
    confidence = 1.0
    language = "es"
    words = "greet"


class MessageFactory(OfHotel):
    """A guest's message that nobody has answered yet."""

    class Meta:
        model = Message

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    account = factory.SelfAttribute("conversation.account")
    direction = Message.Direction.IN
    external_id = factory.Sequence(lambda n: f"wamid.{n}")
    text = "Hola"
    status = Message.Status.RECEIVED


class MediaFactory(OfHotel):
    """A photo that came with a message."""

    class Meta:
        model = Media

    message = factory.SubFactory(MessageFactory, hotel=same(), kind="image", text="", payload={"media": "77"})
    external_id = "77"
    mime = "image/jpeg"
    content = b"\xff\xd8\xff a photo"


class FactFactory(OfHotel):
    class Meta:
        model = Fact

    topic = "wifi"
    language = "es"
    text = "El wifi es gratuito en todo el hotel."
    source = "Front desk"


class NoteFactory(OfHotel):
    class Meta:
        model = Note

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    text = "Prefers a quiet room"


class CannedReplyFactory(OfHotel):
    class Meta:
        model = CannedReply

    code = factory.Sequence(lambda n: f"wifi-{n}")
    language = "es"
    text = "Hola {guest}, la clave del wifi es azul2026."


class CorrectionFactory(OfHotel):
    class Meta:
        model = Correction

    turn = factory.SubFactory(TurnRecordFactory, hotel=same())
    verdict = Correction.Verdict.RIGHT


class PmsHourFactory(OfHotel):
    class Meta:
        model = PmsHour

    hour = factory.Sequence(lambda n: timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=n))
    answered = 60


class HotelFlagFactory(OfHotel):
    class Meta:
        model = HotelFlag

    name = factory.Sequence(lambda n: f"flag-{n}")


class RequestFactory(OfHotel):
    """Twelve people: a group, which staff answer."""

    class Meta:
        model = Request

    kind = "group"
    guest = factory.SubFactory(GuestFactory, hotel=same())
    details = {"adults": 12}


class WaitingFactory(OfHotel):
    """Two nights for two, thirty days ahead."""

    class Meta:
        model = Waiting

    guest = factory.SubFactory(GuestFactory, hotel=same())
    asked_by = factory.Sequence(lambda n: f"conversation:{n}")
    arrival = factory.LazyFunction(lambda: timezone.now().date() + timedelta(days=30))
    departure = factory.LazyFunction(lambda: timezone.now().date() + timedelta(days=32))
    adults = 2


class ChangeQuoteFactory(OfHotel):
    """A night more."""

    class Meta:
        model = ChangeQuote

    reservation = factory.SubFactory(ReservationFactory, hotel=same())
    arrival = factory.SelfAttribute("reservation.offer.arrival")
    departure = factory.LazyAttribute(lambda row: row.reservation.offer.departure + timedelta(days=1))
    room_type = "double"
    unit = "101"
    was_total = Decimal(200)
    total = Decimal(300)
    fee = Decimal(0)
    valid_until = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=5))


class OpeningSpanFactory(OfHotel):
    class Meta:
        model = OpeningSpan

    weekday = factory.Sequence(lambda n: n % 7)
    opens = time(8)
    closes = time(22)


class RungFactory(OfHotel):
    class Meta:
        model = Rung


class AlarmFactory(OfHotel):
    """Of a fire, that nobody was told of yet."""

    class Meta:
        model = Alarm

    conversation = factory.SubFactory(ConversationFactory, hotel=same())
    ladder = "emergency"
    kind = "fire"
