"""What a guest wishes becomes one request for a department with its clock, and is never called done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scope

from messaging.models import Conversation, Message, Session, TurnRecord
from pms.models import Hotel
from pms.terms import Stay
from reservations import requests
from reservations.models import Request, Reservation
from tests.messaging.talk import Talk
from tests.messaging.test_wishes import book

pytestmark = pytest.mark.integration

# (hotel's country, words, kind, part of the reply)
SAID = [
    ("es", "¿me pueden traer dos toallas y una almohada?", "towels", "toallas, almohada"),
    ("pt", "podem trazer duas toalhas e um travesseiro?", "towels", "toalhas, travesseiro"),
    ("en", "could you bring two towels and a pillow?", "towels", "towels, pillow"),
    ("es", "la habitación está sucia, ¿pueden limpiar la habitación?", "cleaning", "Todavía no está hecho"),
    ("pt", "não limparam o quarto hoje", "cleaning", "Ainda não está feito"),
    ("en", "our room hasn't been cleaned", "cleaning", "It is not done yet"),
    ("es", "olvidé mi cargador en la habitación", "lost_property", "todavía no sabemos si está"),
    ("pt", "esqueci meu carregador no quarto", "lost_property", "ainda não sabemos"),
    ("en", "I left my charger in the room", "lost_property", "we do not know yet"),
    ("es", "¿podrían guardarnos el equipaje hasta las 18:00?", "luggage", "guardar su equipaje"),
    ("pt", "podem guardar nossa bagagem até as 18h?", "luggage", "guardar sua bagagem"),
    ("en", "could you store our bags until 6pm?", "luggage", "keeping your luggage"),
    ("es", "no funciona el enlace de pago", "payment", "yo no confirmo pagos"),
    ("pt", "o link de pagamento não funciona", "payment", "não confirmo pagamentos"),
    ("en", "the payment link doesn't work", "payment", "I do not confirm payments"),
    ("es", "necesitamos una cuna", "cot", "cuna"),
    ("pt", "precisamos de um berço", "cot", "berço"),
    ("en", "we need a cot", "cot", "cot"),
    ("es", "mi madre va en silla de ruedas", "accessibility", "silla de ruedas"),
    ("pt", "minha mãe usa cadeira de rodas", "accessibility", "cadeira de rodas"),
    ("en", "my mother is in a wheelchair", "accessibility", "wheelchair"),
    ("es", "¿me mandan fotos de la habitación?", "photos", "Yo no tengo fotos"),
    ("pt", "podem mandar fotos do quarto?", "photos", "Não tenho fotos"),
    ("en", "can you send me photos of the room?", "photos", "I have no photos"),
]


def in_house(talk: Talk, stay: Stay) -> Reservation:
    reservation = book(talk, stay)
    Reservation.objects.update(status="checked_in")
    Conversation.objects.update(language="")
    return reservation


@pytest.mark.parametrize(("language", "said", "kind", "told"), SAID)
def test_of_who_is_in_house_it_is_noted_at_once(
    talk: Talk, stay: Stay, language: str, said: str, kind: str, told: str
) -> None:
    reservation = in_house(talk, stay)
    Conversation.objects.update(language=language)
    outcome = talk.says(said)
    request = Request.objects.get()
    assert (request.kind, request.status, request.reservation) == (kind, "open", reservation)
    assert request.details["messages"] == [Message.objects.filter(direction="in").latest("pk").pk]
    assert timezone.now() < request.due_at <= timezone.now() + requests.KINDS[kind].within
    assert told in outcome.messages[0].text
    assert Conversation.objects.get().owner == "agent"


def test_towels_come_sooner_than_invoices() -> None:
    towels, invoice = requests.KINDS["towels"], requests.KINDS["invoice"]
    assert (towels.department, towels.within) == ("housekeeping", timedelta(minutes=20))
    assert (invoice.department, invoice.within) == ("administration", timedelta(hours=24))


@pytest.mark.parametrize("answer", ["204", "Ana García", "HA-7K2M9P", "no sé, la del fondo"])
def test_who_is_unknown_is_asked_once_and_nothing_is_told_of_anybody(talk: Talk, answer: str) -> None:
    asked = talk.says("¿me pueden traer un secador?")
    assert asked.record.words == "ask_wish"
    assert asked.messages[0].text.count("?") == 1
    assert Request.objects.get().details["things"] == ["hairdryer"], "who never answers has been heard all the same"
    outcome = talk.says(answer)
    assert outcome.record.words == "towels"
    request = Request.objects.get()
    assert (request.details["things"], request.reservation) == (["hairdryer"], None)
    assert request.details["messages"] == list(Message.objects.filter(direction="in").values_list("pk", flat=True))
    assert Session.objects.get().state.get("errand") is None


def test_another_guests_number_opens_nothing_and_tells_nothing(talk: Talk, stay: Stay) -> None:
    theirs = book(talk, stay)
    talk.sender = "somebody else"
    talk.says("¿me pueden traer un secador?")
    outcome = talk.says(theirs.reference)
    assert outcome.record.words == "towels"
    assert (Request.objects.get().reservation, Request.objects.get().details["reference"]) == (None, theirs.reference)
    for secret in (theirs.guest_name, "García", str(stay.arrival.day), theirs.offer.room_type):
        assert secret not in outcome.messages[0].text


@pytest.mark.parametrize(
    "said",
    ["¿pueden traer agua a la 305?", "podem subir uma água no quarto 305?", "please bring some water to room 305"],
)
def test_a_room_that_was_said_is_not_asked_for(talk: Talk, said: str) -> None:
    outcome = talk.says(said)
    assert outcome.record.words == "towels"
    assert Request.objects.get().details["room"] == "305"
    assert "305" in outcome.messages[0].text


def test_asked_twice_it_is_one_request_of_both(talk: Talk, stay: Stay) -> None:
    in_house(talk, stay)
    talk.says("necesito una toalla")
    first = Request.objects.get()
    talk.says("y me traen también una plancha?")
    request = Request.objects.get()
    assert request.pk == first.pk
    assert request.details["things"] == ["towels", "iron"]
    assert len(request.details["messages"]) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "el aire no funciona"), ("pt", "o ar condicionado não funciona"), ("en", "the air conditioning is broken")],
)
def test_what_does_not_work_is_staffs_at_once(talk: Talk, stay: Stay, language: str, said: str) -> None:
    reservation = in_house(talk, stay)
    Conversation.objects.update(language=language)
    outcome = talk.says(said)
    request = Request.objects.get()
    assert (request.kind, request.reservation, request.details["things"]) == (
        "maintenance",
        reservation,
        ["air_conditioning"],
    )
    assert "?" not in outcome.messages[0].text
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.handover_reason) == ("waiting", "something does not work")


def test_of_an_unknown_guest_too_and_the_room_is_asked_in_the_same_breath(talk: Talk) -> None:
    outcome = talk.says("no hay agua caliente")
    assert Request.objects.get().kind == "maintenance"
    assert outcome.messages[0].text.count("?") == 1
    assert Conversation.objects.get().owner == "waiting"


@pytest.mark.parametrize("said", ["esto es inaceptable", "isso é inaceitável", "this is unacceptable"])
def test_a_complaint_is_staffs_at_once_and_sells_nothing(talk: Talk, said: str) -> None:
    outcome = talk.says(said)
    assert (outcome.record.words, Request.objects.get().kind) == ("complaint", "complaint")
    assert outcome.messages[0].buttons == []
    assert "?" not in outcome.messages[0].text
    assert Conversation.objects.get().owner == "waiting"


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("despiértenme a las 7 por favor", "2026-06-10 07:00"),
        ("me despiertan el jueves a las siete y media?", "2026-06-11 07:30"),
        ("me acordem às 6h", "2026-06-10 06:00"),
        ("wake us up tomorrow at half past five", "2026-06-10 05:30"),
    ],
)
def test_a_wake_up_call_is_read_back_with_its_day(hotel: Hotel, said: str, at: str) -> None:
    with time_machine.travel("2026-06-09T20:00:00+02:00", tick=False), scope(hotel=hotel):
        outcome = Talk(hotel).says(said, "habitación 204")
        request = Request.objects.get()
        due = request.due_at.astimezone(hotel.zone)
    assert request.details["at"].startswith(at.replace(" ", "T"))
    assert f"{due + timedelta(minutes=15):%Y-%m-%d %H:%M}" == at
    assert at[-5:] in outcome.messages[0].text
    assert str(int(at[8:10])) in outcome.messages[0].text


def test_after_midnight_seven_is_in_a_few_hours(hotel: Hotel) -> None:
    with time_machine.travel("2026-06-10T01:30:00+02:00", tick=False), scope(hotel=hotel):
        Talk(hotel).says("despiértenme a las 7, habitación 204")
        assert Request.objects.get().details["at"].startswith("2026-06-10T07:00")


def test_a_question_in_the_middle_does_not_lose_what_is_asked(talk: Talk, stay: Stay) -> None:
    in_house(talk, stay)
    assert "hora" in talk.says("quiero que me despierten").messages[0].text
    between = talk.says("¿a qué hora es el desayuno?")
    assert between.record.words == "fact"
    assert "¿A qué hora" in between.messages[0].text
    assert talk.says("a las 7 y media").record.words == "wake_up_call"
    assert Request.objects.get().details["time"] == "07:30"


def test_what_a_person_has_settled_meanwhile_is_not_withdrawn(talk: Talk) -> None:
    talk.says("quiero que me despierten")
    requests.settle(Request.objects.get(), Request.Status.DONE, actor="staff:eva", reason="a las 7")
    assert talk.says("no, gracias").record.words == "dropped"
    assert Request.objects.get().status == "done"


def test_a_second_wish_is_noted_although_a_person_takes_over(talk: Talk, stay: Stay) -> None:
    in_house(talk, stay)
    outcome = talk.says("la ducha no funciona y me faltan toallas")
    assert sorted(Request.objects.values_list("kind", flat=True)) == ["maintenance", "towels"]
    assert Conversation.objects.get().owner == "waiting"
    assert "?" not in asked(outcome)


def test_a_no_drops_it(talk: Talk) -> None:
    talk.says("quiero que me despierten")
    assert Request.objects.get().status == "open"
    assert talk.says("no, gracias").record.words == "dropped"
    withdrawn = Request.objects.get()
    assert (withdrawn.status, withdrawn.reason) == ("refused", "withdrawn by the guest")
    assert "errand" not in Session.objects.get().state


def test_a_booking_under_way_goes_on_after_it(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}")
    assert talk.says("necesito una plancha").record.words == "ask_wish"
    outcome = talk.says("la 204")
    assert outcome.record.words == "towels"
    assert "¿qué habitación de la lista prefiere?" in outcome.messages[0].text
    assert talk.says("la primera").record.words == "read_back"


def test_another_wish_leaves_none_behind(talk: Talk) -> None:
    talk.says("quiero que me despierten")
    talk.says("necesito toallas")
    talk.says("204")
    assert sorted(Request.objects.values_list("kind", flat=True)) == ["towels", "wake_up_call"]


def asked(outcome: Any) -> str:
    return str(outcome.messages[0].text)


def test_a_transfer_is_asked_for_step_by_step_and_not_confirmed(talk: Talk, stay: Stay) -> None:
    reservation = book(talk, stay)
    assert "hacia el hotel o desde" in asked(talk.says("necesito un taxi"))
    assert "día" in asked(talk.says("del aeropuerto al hotel"))
    assert "personas" in asked(talk.says(f"el {stay.arrival} a las 18:30"))
    outcome = talk.says("3")
    request = Request.objects.get()
    assert (request.kind, request.reservation) == ("transfer", reservation)
    assert (request.details["toward"], request.details["people"]) == ("hotel", 3)
    assert request.details["at"].startswith(f"{stay.arrival}T18:30")
    assert "Todavía no está confirmado" in asked(outcome)


@pytest.mark.parametrize(
    "said",
    [
        "necesito un traslado al aeropuerto el {day} a las 10 para 2 personas",
        "preciso de um transfer para o aeroporto no dia {day} às 10h para 2 pessoas",
        "I need a transfer to the airport on {day} at 10 am for 2 people",
    ],
)
def test_what_was_said_of_a_transfer_is_not_asked(talk: Talk, stay: Stay, said: str) -> None:
    book(talk, stay)
    assert talk.says(said.format(day=stay.departure)).record.words == "transfer"
    details = Request.objects.get().details
    assert (details["toward"], details["people"], details["at"][:16]) == ("away", 2, f"{stay.departure}T10:00")


def test_an_invoice_is_asked_for_step_by_step_and_not_issued(talk: Talk, stay: Stay) -> None:
    reservation = in_house(talk, stay)
    assert "nombre" in asked(talk.says("necesito factura"))
    assert "fiscal" in asked(talk.says("Bodegas del Sur SL"))
    assert "e-mail" in asked(talk.says("B12345678"))
    outcome = talk.says("cuentas@bodegas.example")
    request = Request.objects.get()
    assert (request.kind, request.reservation) == ("invoice", reservation)
    named = {name: request.details[name] for name in ("name", "tax_id", "email")}
    assert named == {"name": "Bodegas del Sur SL", "tax_id": "B12345678", "email": "cuentas@bodegas.example"}
    assert "No la emito yo" in asked(outcome)


CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize("said", [f"mi tarjeta es {CARD}", f"meu cartão é {CARD}", f"my card number is {CARD}", CARD])
def test_a_card_number_is_kept_nowhere_but_in_the_message(talk: Talk, stay: Stay, said: str) -> None:
    in_house(talk, stay)
    outcome = talk.says(said)
    assert outcome.record.words == "payment"
    kept = f"{Request.objects.values()}{TurnRecord.objects.values()}{Session.objects.values()}{asked(outcome)}"
    assert "1111 1111" not in kept and CARD.replace(" ", "") not in kept
    assert Message.objects.filter(text=said).exists()
    assert any(warning in asked(outcome) for warning in ("no envíe", "não envie", "do not send"))


def test_details_sent_with_a_card_number_are_kept(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}")
    talk.says("la primera")
    outcome = talk.says(f"Ana García, ana@example.com, tarjeta {CARD}")
    assert "no envíe números de tarjeta" in asked(outcome)
    assert "Ana García" in asked(outcome)
    assert talk.says("sí").record.words == "confirmed"


@pytest.mark.parametrize(
    ("said", "things"),
    [
        ("quiero reservar con cuna del {a} al {d}", {"cot": ["cot"]}),
        ("quiero reservar del {a} al {d}, uso silla de ruedas", {"accessibility": ["wheelchair"]}),
        (
            "quero reservar um quarto com berço de {a} a {d}, minha mãe usa cadeira de rodas",
            {"cot": ["cot"], "accessibility": ["wheelchair"]},
        ),
        ("I'd like to book a room with a crib from {a} to {d}", {"cot": ["cot"]}),
    ],
)
def test_a_need_said_while_booking_is_noted_with_the_reservation(
    talk: Talk, stay: Stay, said: str, things: dict[str, list[str]]
) -> None:
    assert talk.says(said.format(a=stay.arrival, d=stay.departure)).record.words == "availability"
    assert not Request.objects.exists()
    talk.says("1")
    talk.says("Ana García, ana@example.com")
    outcome = talk.says("sí")
    assert outcome.record.words == "confirmed"
    noted = Request.objects.all()
    assert {row.kind: row.details["things"] for row in noted} == things
    assert {row.reservation for row in noted} == {Reservation.objects.get()}


def test_a_need_said_after_the_list_is_remembered(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}")
    assert talk.says("necesitamos una cuna").record.words == "need"
    talk.says("la primera")
    talk.says("Ana García, ana@example.com")
    assert "cuna" in asked(talk.says("sí"))
    assert Request.objects.get().kind == "cot"


@pytest.mark.parametrize(("asks", "closes"), [("I need an invoice please", "great, thanks"), ("a taxi please", "ta")])
def test_who_closes_instead_of_answering_is_asked_no_more(talk: Talk, stay: Stay, asks: str, closes: str) -> None:
    in_house(talk, stay)
    talk.says(asks)
    outcome = talk.says(closes)
    assert Request.objects.get().status == "open"
    assert "?" not in outcome.messages[0].text


def test_an_address_is_no_company(talk: Talk, stay: Stay) -> None:
    in_house(talk, stay)
    talk.says("I need an invoice please")
    talk.says("accounts@example.com is the best way to reach us, cheers")
    request = Request.objects.get()
    assert request.details["email"] == "accounts@example.com"
    assert "name" not in request.details


def test_beside_what_staff_take_over_a_second_wish_is_noted_too(talk: Talk, stay: Stay) -> None:
    in_house(talk, stay)
    talk.says("the sink is blocked and we could use two more blankets")
    assert set(Request.objects.values_list("kind", flat=True)) == {"maintenance", "towels"}
    assert Conversation.objects.get().owner == "waiting"
