"""From a question nobody could answer to a fact, and the agent answers it."""

from __future__ import annotations

from itertools import count

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from messaging import questions
from messaging.models import Correction, Fact
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration
PAGE = "/admin/quality/questions/"
NUMBER = count(1)


def asked(hotel: Hotel, who: str, text: str) -> str:
    """The words of the agent's answer."""
    talk = Talk(hotel)
    talk.sender, talk.count = who, next(NUMBER)
    outcome = talk.says(text)
    return f"{outcome.record.words}: {outcome.messages[0].text}"


def answer_of(question: questions.Question) -> str:
    return f"{PAGE}{question.id}/answer/"


def test_ranked_by_how_many_guests_asked(hotel: Hotel) -> None:
    for who in ("ana", "leo", "eva"):
        asked(hotel, who, "¿aceptan mascotas?")
    for _ in range(4):
        asked(hotel, "mar", "¿se puede fumar?")
    asked(hotel, "pat", "do you take dogs?")
    asked(hotel, "pat", "¿hay wifi?")
    asked(hotel, "sol", "asdf")
    total, rows = questions.ranked([hotel])
    assert [(row.topic, row.guests, row.times) for row in rows] == [("pets", 4, 4), ("smoking", 1, 4)]
    assert (total, rows[0].languages) == (2, ("en", "es"))


def test_same_question_in_other_clothes_is_one(hotel: Hotel) -> None:
    for who, text in (
        ("ana", "¿Hay pista de petanca?"),
        ("leo", "tienen una pista de petanca??"),
        ("eva", "¿y helipuerto?"),
    ):
        assert asked(hotel, who, text).startswith("unknown")
    assert [(row.topic, row.guests) for row in questions.ranked([hotel])[1]] == [("", 2), ("", 1)]


def test_question_becomes_a_fact_and_is_answered(desk: Client, ana: User, hotel: Hotel) -> None:
    assert asked(hotel, "leo", "¿aceptan mascotas?").startswith("no_fact")
    [question] = desk.get(PAGE).context["rows"]
    form = {"topic": "pets", "text_es": "Aceptamos perros pequeños por 12,00 €.", "source": "Dirección"}
    assert desk.post(answer_of(question["question"]), form).status_code == 302
    fact = Fact.objects.get(topic="pets")
    assert (fact.language, fact.source, fact.owner) == ("es", "Dirección", ana)
    assert fact.history.get().history_user == ana
    assert desk.get(PAGE).context["total"] == 0
    assert asked(hotel, "eva", "¿puedo llevar a mi perro?") == "fact: Aceptamos perros pequeños por 12,00 €."


def test_what_the_agent_did_not_even_see_is_answered_in_those_words(desk: Client, ana: User, hotel: Hotel) -> None:
    assert asked(hotel, "leo", "¿Hay pista de petanca?").startswith("unknown")
    page = desk.get(PAGE)
    question = page.context["chosen"]["question"]
    assert page.context["form"]["topic"].value() == "pista_petanca"
    form = {"topic": "petanca", "text_es": "Hay dos pistas de petanca.", "text_pt": "Há duas quadras de petanca."}
    desk.post(answer_of(question), form)
    taught = Correction.objects.get()
    assert (taught.verdict, taught.intent, taught.slots, taught.staff) == (
        "wrong",
        "hotel_question",
        {"topic": "petanca"},
        ana,
    )
    assert asked(hotel, "eva", "buenas, ¿tienen pista de petanca?") == "fact: Hay dos pistas de petanca."
    # Others do not get it by chance.
    assert asked(hotel, "mar", "¿Hay pista de bolos?").startswith("unknown")
    assert [row["title"] for row in desk.get(PAGE).context["rows"]] == ["¿Hay pista de bolos?"]


def test_question_in_the_middle_of_a_booking_goes_on(desk: Client, hotel: Hotel) -> None:
    talk = Talk(hotel)
    asked(hotel, "leo", "¿Hay pista de petanca?")
    form = {"topic": "petanca", "text_es": "Hay dos pistas de petanca."}
    desk.post(answer_of(desk.get(PAGE).context["chosen"]["question"]), form)
    talk.says("quiero una habitación")
    record = talk.says("¿hay pista de petanca?").record
    assert (record.intent, record.confidence, record.words) == ("hotel_question", 1.0, "fact")
    assert record.understanding["slots"] == {"topic": "petanca"}


def test_expired_fact_opens_the_question_again(desk: Client, hotel: Hotel) -> None:
    fact = make.FactFactory(hotel=hotel, topic="pets", text="Aceptamos perros.", valid_until="2020-01-01")
    assert asked(hotel, "leo", "¿aceptan mascotas?").startswith("no_fact")
    page = desk.get(PAGE)
    assert page.context["there"] == [fact]
    desk.post(answer_of(page.context["chosen"]["question"]), {"topic": "pets", "text_es": "No aceptamos mascotas."})
    fact.refresh_from_db()
    assert (fact.text, fact.valid_until, fact.history.count()) == ("No aceptamos mascotas.", None, 2)
    assert asked(hotel, "eva", "¿aceptan mascotas?") == "fact: No aceptamos mascotas."


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"topic": ""}, "topic"),
        ({"topic": "Pista de petanca"}, "topic"),
        ({"text_es": " ", "text_en": "Dogs are welcome."}, "text_es"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"text_es": "x" * 1001}, "text_es"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_lost(
    desk: Client, hotel: Hotel, change: dict[str, str], field: str
) -> None:
    asked(hotel, "leo", "¿aceptan mascotas?")
    question = desk.get(PAGE).context["chosen"]["question"]
    form = {"topic": "pets", "text_es": "Sí.", "source": "El encargado", **change}
    answer = desk.post(answer_of(question), form)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert "El encargado" in answer.content.decode()
    assert not Fact.objects.filter(topic="pets").exists()


def test_nothing_a_hotel_could_know(desk: Client, hotel: Hotel) -> None:
    asked(hotel, "leo", "¿hay gnomos?")
    question = desk.get(PAGE).context["chosen"]["question"]
    desk.post(f"{PAGE}{question.id}/dismiss/")
    assert Correction.objects.get().verdict == "archived"
    page = desk.post(f"{PAGE}{question.id}/dismiss/", follow=True)
    assert "This question is answered, or nobody has asked it." in page.content.decode()
    assert page.context["total"] == 0


@pytest.mark.security
def test_nothing_of_another_hotel(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    conversation = make.ConversationFactory(hotel=other_hotel)
    turn = make.TurnRecordFactory(hotel=other_hotel, conversation=conversation, words="unknown", intent="unknown")
    make.MessageFactory(hotel=other_hotel, conversation=conversation, turn=turn, text="tem segredo?")
    page = desk.get(PAGE, {"q": turn.pk})
    assert "segredo" not in page.content.decode()
    desk.post(f"{PAGE}{turn.pk}/answer/", {"topic": "secret", "text_pt": "Sim."})
    desk.post(f"{PAGE}{turn.pk}/dismiss/")
    assert not Fact._base_manager.filter(topic="secret").exists()
    assert not Correction._base_manager.exists()


@pytest.mark.security
def test_what_another_hotel_was_taught_is_not_known_here(hotel: Hotel, other_hotel: Hotel) -> None:
    conversation = make.ConversationFactory(hotel=other_hotel)
    turn = make.TurnRecordFactory(hotel=other_hotel, conversation=conversation, words="unknown", intent="unknown")
    make.MessageFactory(hotel=other_hotel, conversation=conversation, turn=turn, text="¿Hay pista de petanca?")
    make.CorrectionFactory(
        hotel=other_hotel, turn=turn, verdict="wrong", intent="hotel_question", slots={"topic": "raqueta"}
    )
    for place in (hotel, other_hotel):
        make.FactFactory(hotel=place, topic="raqueta", text="Sí.")
    assert asked(hotel, "leo", "¿Hay pista de petanca?").startswith("unknown")


@pytest.mark.security
def test_who_may(hotel: Hotel) -> None:
    asked(hotel, "leo", "¿aceptan mascotas?")
    [question] = questions.ranked([hotel])[1]
    assert logged_in(staff(hotel, "eva", "view_conversation")).get(PAGE).status_code == 403
    looks = logged_in(staff(hotel, "mia", "view_fact"))
    assert "quality-form" not in looks.get(PAGE).content.decode()
    assert looks.post(answer_of(question), {"topic": "pets", "text_es": "Sí."}).status_code == 403
    assert looks.post(f"{PAGE}{question.id}/dismiss/").status_code == 403
    assert not Fact.objects.filter(topic="pets").exists()


@pytest.mark.performance
def test_queries_stay_few(desk: Client, hotel: Hotel) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(PAGE).status_code == 200
        return len(captured)

    def ask(times: int) -> None:
        for _ in range(times):
            turn = make.TurnRecordFactory(hotel=hotel, words="unknown", intent="unknown")
            make.MessageFactory(hotel=hotel, conversation=turn.conversation, turn=turn, text=f"¿hay cosa {turn.pk}?")

    ask(3)
    few = queries()
    ask(30)
    assert queries() <= few <= 30
