"""The intent of a message, with and without a dialogue under way. Today is Tuesday 9 June 2026."""

import pytest

from messaging.nlu import Context, understand
from tests.messaging.nlu.said import TUESDAY

ROOM_TYPES = {"DBL": ["Doble estándar", "Double", "Duplo"], "STE": ["Suite", "Suíte"], "SGL": ["Individual", "Single"]}

# (awaiting, intent): messages, one a line
CASES: dict[tuple[str, str], str] = {
    ("", "greeting"): """
        hola
        Hola!! buenas tardes
        buenos días
        oi, tudo bem?
        Bom dia
        hello there
        Good morning
    """,
    ("", "check_availability"): """
        Disponibilidad para 2026-12-20 a 2026-12-22
        hola, tenéis sitio del 20 al 22?
        quiero reservar una habitación doble del 20 al 22
        Hola, quería reservar
        ¿tienen lugar este finde?
        2 adultos
        del 20 al 22
        somos 4 con dos niños
        hay habitaciones libres para mañana?
        necesito un cuarto para hoy
        quero reservar um quarto para o fim de semana
        tem vaga de 20 a 22?
        Do you have a room from July 3 to July 7?
        I'd like to book a double room
        any availability next weekend?
        3 noches desde el viernes
        en agosto
        para semana santa
        quiero una habitación con desayuno del 20 al 22
        Reserva para 2 personas, check-in 15/08 check-out 18/08
        hotel con piscina para el 20 de julio, 2 noches
    """,
    ("confirm", "check_availability"): """
        sí, pero para el 21
        no, mejor el 21
        mejor 3 noches
        sim, mas para o dia 21
        yes but from the 21st
        confirmo para el 21
        sí, pero somos 3 adultos
        no, somos 3
    """,
    ("", "check_price"): """
        cuánto sale la doble del 20 al 22?
        precio para dos personas este finde
        qué precio tiene la habitación?
        quanto custa a diária?
        how much is a double for tonight?
        what are your rates?
        me pasas un presupuesto?
        cuánto cuesta la noche con desayuno?
    """,
    ("", "choose_room"): """
        Reservar habitación 101 para 2026-12-20
        quiero la opción 2
        me quedo con la primera opción
        I'll take option 3
        book room 204
        quero a segunda opção
    """,
    ("choice", "choose_room"): """
        2
        la 2
        la primera
        la segunda por favor
        el 1
        the second one
        a última
        la más grande no, la última
        la doble
        la suite
        quiero la suite
        a suíte, por favor
        the single please
        prefiero la individual
        habitación 101
        la 101
        opción 3
    """,
    ("details", "give_details"): """
        Juan Pérez
        juan perez garcia
        Juan Pérez, juan@example.com, +34666777888
        me llamo Ana
        a nombre de Ana García
        my name is John Smith
        meu nome é João da Silva
        ana@example.com
        Ana García 600 123 456
    """,
    ("", "give_details"): """
        juan@example.com
        me llamo Ana García
    """,
    ("confirm", "confirm"): """
        sí
        si
        Sí!
        siii
        si dale
        ok
        dale
        Perfecto
        yes please
        Yes
        sim
        isso
        isso aí, pode reservar
        sí claro, confirmá
        pode ser
        claro
        confirmo
        sí, confirmo
        confirmado, gracias
        sí, por favor
        adelante
        vale
        de acuerdo
        go ahead
        sounds good
        pode confirmar
        tá bom
        👍
        Confirmar reserva: Juan Pérez, juan@example.com, +34666777888
        Confirmo la reserva
        confirm the booking
        sim, pode reservar
        yes, that's right
    """,
    ("cancel_confirm", "confirm"): """
        sí
        sí, cancélala
        yes
        sim
    """,
    ("confirm", "deny"): """
        no
        No.
        no, gracias
        nooo
        não
        no thanks
        todavía no
        not yet
        ainda não
        no quiero cancelar
    """,
    ("confirm", "cancel_flow"): """
        olvídalo
        ya no quiero reservar
        no quiero reservar nada
        forget it
        never mind
        deixa pra lá
        cancelar
        cancela
        mejor no
        I don't want to book any more
        não quero mais
    """,
    ("", "show_reservation"): """
        mi reserva
        ver mi reserva
        quiero ver mi reserva
        tengo una reserva, me la confirman?
        HA-7K2M9P
        show my booking
        quero ver minha reserva
        what's the status of my reservation?
    """,
    ("", "cancel_reservation"): """
        quiero cancelar mi reserva
        cancelar reserva HA-7K2M9P
        necesito anular la reserva
        I want to cancel my booking
        please cancel my reservation
        quero cancelar minha reserva
        preciso cancelar a reserva
        cancelar
    """,
    ("confirm", "cancel_reservation"): """
        quiero cancelar mi reserva HA-7K2M9P
        quiero cancelar mi reserva
    """,
    ("", "thanks"): """
        gracias
        muchas gracias!
        ok gracias
        gracias por todo, nos vemos el 20
        perfecto, gracias
        thank you so much
        obrigado
        adiós
        chau
        bye
        tchau, até logo
    """,
    ("", "small_talk"): """
        eres un bot?
        hola, eres un robot o una persona?
        sos una máquina?
        cuéntame un chiste
        buen finde!
        feliz navidad 🎄
        Felices fiestas a todo el equipo
        qué amable, gracias
        jajaja
        cómo te llamas?
        🙂🙂
        você é um robô?
        bom fim de semana!
        feliz ano novo!
        muito simpático, obrigado
        kkkkk
        conta uma piada
        are you a bot?
        am I talking to a human?
        merry christmas!
        have a great weekend
        you're so helpful
        tell me a joke
    """,
    ("details", "small_talk"): """
        jajaja
        eres un robot?
        feliz año
    """,
    ("", "out_of_scope"): """
        qué tiempo hará mañana en Cádiz?
        va a llover el sábado?
        quién ganó el partido del Madrid?
        cuál es la capital de Francia?
        escríbeme un poema
        ayúdame con los deberes de mates
        a cuánto está el dólar blue?
        qué se puede visitar en la zona?
        recomiéndame otro hotel
        vai chover amanhã?
        quem ganhou o jogo do Flamengo?
        o que tem pra fazer na cidade?
        conhece outro hotel?
        what's the weather like tomorrow?
        who won the football last night?
        write me some python code
        what is there to do around here?
        can you recommend another hotel?
    """,
    ("choice", "repeat"): """
        ¿cómo?
        no entendí
        no entiendo nada
        ¿qué?
        repite por favor
        ¿me lo puede repetir?
        perdón?
        mande?
        oi?
        como assim?
        não entendi
        pode repetir?
        what?
        sorry?
        I don't understand
        can you say that again?
        come again?
    """,
    ("", "human"): """
        quiero hablar con una persona
        pásame con recepción
        can I speak to a human?
        I want to talk to someone
        quero falar com um atendente
    """,
    ("", "urgent"): """
        URGENTE
        es urgente por favor
        necesito hablar con alguien urgente
        urgente, que me llamen
        it's urgent!
        I urgently need someone from reception
        é urgente
        preciso falar com alguém urgente
    """,
    ("", "emergency"): """
        hay un incendio en el pasillo
        huele a gas
        mi marido no respira
        llamen a una ambulancia
        me están robando
        socorro
        there's a fire
        I smell gas
        my wife is having a heart attack
        call the police
        tem fogo no quarto
        meu pai desmaiou
    """,
    ("", "hotel_question"): """
        a qué hora es el desayuno?
        ¿aceptan mascotas?
        cuánto cuesta el parking?
        tienen wifi?
        where are you located?
        what time is check in?
        vocês têm piscina?
        política de cancelación
        puedo cancelar gratis?
        is breakfast included?
        se puede cancelar?
        is there parking available at the hotel?
        can I book a table for two tonight?
        se puede pagar con tarjeta?
    """,
    ("confirm", "hotel_question"): """
        y el desayuno está incluido?
        tiene parking?
        ok, ¿y si cancelo?
        sí, ¿pero tienen parking?
    """,
    ("", "unknown"): """
        asdfgh qwerty

        el perico verde canta ópera
    """,
}


def rows() -> list[tuple[str, str, str]]:
    return [
        (awaiting, intent, line.strip())
        for (awaiting, intent), lines in CASES.items()
        for line in lines.strip().splitlines()
    ]


@pytest.mark.parametrize(("awaiting", "intent", "text"), rows())
def test_intent(awaiting: str, intent: str, text: str) -> None:
    found = understand(text, today=TUESDAY, context=Context(awaiting=awaiting, room_types=ROOM_TYPES))
    assert found.intent == intent


@pytest.mark.parametrize(
    "text",
    [
        "sí?",
        "creo que sí",
        "no sé",
        "supongo",
        "quizás",
        "sí pero no",
        "tal vez sí",
        "maybe",
        "I think so",
        "acho que sim",
        "sim?",
        "ok?",
        "sí, para el 21",
        "sí, la suite",
        "sí, dos habitaciones",
        "confirmame el precio?",
        "¿confirmar?",
        "yes but no",
        "perfecto, ¿y el parking?",
        "si fuera más barato",
        "si es con vista al mar",
        "ok, lo pienso",
        "vale, te digo mañana",
        "no confirmes",
        "todavía no confirmo",
    ],
)
@pytest.mark.parametrize("awaiting", ["confirm", "cancel_confirm", "details"])
def test_a_maybe_books_nothing(text: str, awaiting: str) -> None:
    assert understand(text, today=TUESDAY, context=Context(awaiting=awaiting)).intent != "confirm"


def test_a_yes_is_surer_where_one_is_awaited() -> None:
    awaited = understand("sí", today=TUESDAY, context=Context(awaiting="confirm"))
    assert awaited.confidence > 0.9 > understand("sí", today=TUESDAY).confidence


def test_a_task_is_surer_than_nonsense() -> None:
    assert understand("blablabla", today=TUESDAY).confidence == 0.0
