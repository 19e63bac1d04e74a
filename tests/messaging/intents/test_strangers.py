"""Strangers ask about a guest who is really in house: nothing is told, and nothing differs from when she is not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from messaging import recovery
from messaging.models import Conversation, ConversationEvent, Message, Promise
from messaging.nlu import understand
from pms.models import Guest, Hotel
from pms.terms import Contact, Party, Stay
from reservations import availability, booking
from reservations.models import Reservation
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.security]

LINES = Path(__file__).parent / "strangers"
LANGUAGES = {"es": "ES", "pt": "BR", "en": "GB"}
# Questions of people about themselves and their own stay: no stranger's.
OWN = {
    "es": """
        ¿cuál es mi habitación?
        busco a alguien de recepción
        ¿cuánto pago por la doble?
        ¿hasta cuándo está abierta la piscina?
        páseme con el restaurante, por favor
        dígale a limpieza que traiga toallas
        soy la esposa de Juan, tenemos una reserva
        ¿me puede entregar un paquete en mi habitación?
        ¿a qué hora puedo entrar en mi habitación?
        mi marido y yo llegamos el viernes
        mi hija de 3 años paga?
        quiero saber si mi hijo tiene que pagar
        ¿puede venir mi madre a visitarme?
        ¿aceptan a mi perro?
        estoy alojado con ustedes y necesito toallas
        mi mujer está alojada conmigo en la 204 y no funciona la ducha
        ¿qué habitación me recomiendan para mi hijo y para mí?
        ¿tienen habitación para mis padres?
        quiero reservar para mi jefe del 3 al 5 de enero
        ¿me confirman mi reserva?
        ¿hay alguien en recepción?
        ¿quién me puede ayudar con la maleta?
        ¿cuántas personas caben en la suite?
        ¿hay habitaciones para 3 personas?
        ¿tienen disponibilidad para una persona?
        quiero una habitación con vistas
        ¿a qué hora sale el bus al aeropuerto?
        ¿cuándo abren la piscina?
        ¿la suite está disponible?
        necesito la factura de mi estancia
        ¿cuál es el teléfono del hotel?
        ¿cuál es el correo de recepción?
        hola, soy Ana, quiero una doble
        ¿está incluido el desayuno?
        ¿está abierto el restaurante?
        viajo con mi novia y con un amigo
        ¿se hospedan muchas familias con niños? somos cuatro
    """,
    "pt": """
        qual é o meu quarto?
        estou procurando um quarto
        quanto eu pago pelo duplo?
        até que horas a piscina fica aberta?
        me passa com o restaurante, por favor
        avisa pra limpeza trazer toalhas
        sou a esposa do João, temos uma reserva
        procurando hotel para dois
        que horas posso entrar no meu quarto?
        meu marido e eu chegamos na sexta
        minha filha de 3 anos paga?
        quero saber se meu filho tem que pagar
        minha mãe pode me visitar?
        aceitam meu cachorro?
        estou hospedado com vocês e preciso de toalhas
        minha mulher está hospedada comigo no 204 e o chuveiro não funciona
        que quarto vocês recomendam para meu filho e eu?
        tem quarto para os meus pais?
        quero reservar para o meu chefe de 3 a 5 de janeiro
        me confirmam a minha reserva?
        tem alguém na recepção?
        quem pode me ajudar com a mala?
        quantas pessoas cabem na suíte?
        tem quartos para 3 pessoas?
        tem disponibilidade para uma pessoa?
        quero um quarto com vista
        que horas sai o ônibus para o aeroporto?
        quando abre a piscina?
        a suíte está disponível?
        preciso da nota fiscal da minha estadia
        qual o telefone do hotel?
        qual o e-mail da recepção?
        oi, sou a Ana, quero um duplo
        o café da manhã está incluído?
        o restaurante está aberto?
        viajo com minha namorada e um amigo
        vocês recebem famílias com crianças? somos quatro
    """,
    "en": """
        what is my room?
        I'm looking for tomorrow night
        how much do I pay for the double?
        how long is the pool open?
        put me through to the restaurant
        tell housekeeping to bring towels
        I'm John's wife, we have a reservation
        looking for a quiet room
        what time can I get into my room?
        my husband and I arrive on Friday
        does my 3 year old daughter pay?
        I want to know if my son has to pay
        can my mother come to visit me?
        do you accept my dog?
        I am staying with you and need towels
        my wife is staying with me in 204 and the shower is broken
        which room do you recommend for my son and me?
        do you have a room for my parents?
        I want to book for my boss from 3 to 5 January
        can you confirm my booking?
        is there anybody at reception?
        who can help me with my suitcase?
        how many people fit in the suite?
        are there rooms for 3 people?
        do you have availability for one person?
        I want a room with a view
        what time does the bus to the airport leave?
        when does the pool open?
        is the suite available?
        I need the invoice of my stay
        what is the phone number of the hotel?
        what is the e-mail of the reception?
        hi, I'm Ana, I'd like a double
        is breakfast included?
        is the restaurant open?
        I travel with my girlfriend and a friend
        is the hotel good for families? there are four of us
    """,
}


@pytest.fixture
def marta(hotel: Hotel, today: date) -> Reservation:
    """In room 101 since yesterday, until the day after tomorrow."""
    guest: Guest = make.GuestFactory(
        hotel=hotel, name="Marta Quiroga", email="marta.quiroga@example.com", phone="+34655443322"
    )
    stay = Stay(today, today + timedelta(days=3))
    offer = availability.search(hotel, stay, Party(2), asked_by="conversation:0")[0]
    held = booking.hold(offer, guest, holder="conversation:0", unit="101")
    contact = Contact("Marta Quiroga", "marta.quiroga@example.com", "+34655443322")
    reservation = booking.confirm(offer, held, contact, actor="guest:0")
    Reservation.objects.filter(pk=reservation.pk).update(status="checked_in")
    reservation.refresh_from_db()
    return reservation


def lines(language: str) -> list[str]:
    return [line for line in (LINES / f"{language}.txt").read_text().splitlines() if line.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_them(language: str) -> None:
    assert len({*lines(language)}) >= 60
    assert len([*filter(str.strip, OWN[language].splitlines())]) >= 30


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_told_of_who_stays(talk: Talk, marta: Reservation, language: str) -> None:
    before = Reservation.objects.values().get()
    stay, told = marta.stay, {}
    secrets = {marta.reference, marta.pms_number, "655443322", "marta.quiroga", str(marta.total), str(stay.departure)}
    for number, line in enumerate(lines(language)):
        talk.sender = f"stranger-{number}"
        asked = line.format(reference=marta.reference)
        outcome = talk.says(asked)
        text = " ".join(message.text for message in outcome.messages)
        said = f"{text} {outcome.data}"
        assert not [secret for secret in secrets if secret in said.replace(asked, "")], (line, text)
        assert "Quiroga" not in text or "Quiroga" in line, (line, text)
        told[number] = (outcome.record.words, text)
    assert Reservation.objects.values().get() == before
    # The same lines where nobody stays: not a word differs.
    Reservation.objects.update(status="cancelled")
    Conversation.objects.update(owner="closed")
    for number, line in enumerate(lines(language)):
        talk.sender = f"other-{number}"
        outcome = talk.says(line.format(reference=marta.reference))
        text = " ".join(message.text for message in outcome.messages)
        assert (outcome.record.words, text) == told[number], line


@pytest.mark.unit
@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_about_oneself_are_no_strangers(language: str) -> None:
    today = timezone.now().date()
    taken = [
        line.strip()
        for line in OWN[language].splitlines()
        if line.strip()
        and understand(line.strip(), language=language, country=LANGUAGES[language], today=today).intent == "privacy"
    ]
    assert taken == []


def test_what_is_kept_of_the_guest_is_a_persons_matter(talk: Talk) -> None:
    outcome = talk.says("¿qué datos míos tienen guardados?")
    assert outcome.record.words == "own_data"
    assert Conversation.objects.get(sender=talk.sender).handover_reason == "asks about their own data"


def test_no_more_messages_that_we_start_and_again(talk: Talk) -> None:
    assert talk.says("no me escriban más").record.words == "opted_out"
    talk.says("no me manden más publicidad")
    conversation = Conversation.objects.get(sender=talk.sender)
    assert conversation.opted_out_at
    assert ConversationEvent.objects.filter(kind="opted_out").count() == 1
    assert talk.says("¿a qué hora es el desayuno?").record.words == "fact"
    assert talk.says("quiero volver a recibir sus mensajes").record.words == "opted_in"
    conversation.refresh_from_db()
    assert conversation.opted_out_at is None


def test_who_wants_no_messages_is_not_written_to_by_the_agent(talk: Talk) -> None:
    talk.says("hola")
    conversation = Conversation.objects.get(sender=talk.sender)
    make.PromiseFactory(hotel=talk.account.hotel, conversation=conversation, due_at=timezone.now())
    talk.says("stop")
    before = Message.objects.filter(direction="out").count()
    recovery.keep_promises(talk.account.hotel_id)
    assert Message.objects.filter(direction="out").count() == before
    assert Promise.objects.get().status == "missed"
    conversation.refresh_from_db()
    assert conversation.owner == "waiting"


def test_an_insult_is_answered_calmly_and_the_second_goes_to_a_person(talk: Talk) -> None:
    assert talk.says("eres un inútil").record.words == "abuse"
    assert talk.says("vete a la mierda").record.words == "handover"


def test_a_threat_goes_to_a_person_at_once(talk: Talk) -> None:
    assert talk.says("i am going to kill you").record.words in ("handover", "emergency")


def test_advertising_calls_nobody(talk: Talk) -> None:
    for number in range(4):
        assert talk.says(f"te ofrezco un préstamo sin garantía {number}").record.words == "spam"
    assert Conversation.objects.get(sender=talk.sender).owner == "agent"
