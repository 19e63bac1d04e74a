"""Quality review at its door: what is shown and why, what a judgement leaves, and nothing of other hotels."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from messaging import outbox, ownership, quality
from messaging.models import Conversation, Correction, TurnRecord
from messaging.quality import Filter
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration
PAGE = "/admin/quality/"


@pytest.fixture
def talk(hotel: Hotel) -> Talk:
    return Talk(hotel)


def turn(hotel: Hotel, text: str, **fields: Any) -> TurnRecord:
    """One that nobody needs to look at, unless told otherwise."""
    conversation = fields.pop("conversation", None) or make.ConversationFactory(hotel=hotel)
    row = make.TurnRecordFactory(
        hotel=hotel,
        conversation=conversation,
        **{"intent": "check_price", "confidence": 0.9, "words": "availability", **fields},
    )
    make.MessageFactory(hotel=hotel, conversation=conversation, text=text, turn=row)
    return row


def never_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "QUEUE", quality.QUEUE.replace(f"t.id %% {quality.SAMPLE} = 0", "FALSE"))


def reasons(hotel: Hotel) -> dict[str, set[str]]:
    return {item.text: set(item.reasons) for item in quality.queue([hotel], Filter()).items}


def test_each_reason_is_found_in_a_real_talk(talk: Talk, hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    never_sampled(monkeypatch)
    talk.says("hola")
    talk.says("asdf qwer")
    talk.says("¿cuánto cuesta una doble del 20 al 22 de enero?")
    talk.says("no")
    talk.says("quiero hablar con una persona")
    conversation = Conversation.objects.select_related("hotel", "account").get()
    user = make.UserFactory()
    ownership.take_over(conversation, user)
    outbox.queue(conversation, "Aquí estoy", staff=user.pk)
    assert reasons(hotel) == {
        "asdf qwer": {"missed"},
        "¿cuánto cuesta una doble del 20 al 22 de enero?": {"denied"},
        "quiero hablar con una persona": {"handed_over", "corrected"},
    }


def test_unsure_and_sample(hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    turn(hotel, "sure")
    low = turn(hotel, "unsure", confidence=quality.UNSURE - 0.01)
    turn(hotel, "on the edge", confidence=quality.UNSURE)
    assert reasons(hotel).get("unsure", set()) - {"sample"} == {"unsure"}
    assert "on the edge" not in {text for text, why in reasons(hotel).items() if "unsure" in why}
    monkeypatch.setattr(quality, "QUEUE", quality.QUEUE.replace(f"t.id %% {quality.SAMPLE} = 0", f"t.id = {low.pk}"))
    assert reasons(hotel) == {"unsure": {"unsure", "sample"}}


def test_left_to_staff_recovered_old_and_judged_turns_are_not_there(hotel: Hotel) -> None:
    turn(hotel, "left", intent="staff", confidence=0.1)
    turn(hotel, "by itself", intent="recovery", confidence=0.1)
    turn(hotel, "old", confidence=0.1, created_at=timezone.now() - timedelta(days=31))
    judged = turn(hotel, "judged", confidence=0.1)
    make.CorrectionFactory(hotel=hotel, turn=judged)
    assert {text for text, why in reasons(hotel).items() if "unsure" in why} == set()


def test_alike_is_one_row_and_one_judgement(desk: Client, ana: User, hotel: Hotel) -> None:
    alike = [turn(hotel, text, confidence=0.4) for text in ("¿Hay pista de pádel?", "¿hay  pista de pádel? ")]
    other = turn(hotel, "¿hay pista de pádel?", confidence=0.4, understanding={"slots": {"nights": 2}})
    items = quality.queue([hotel], Filter()).items
    assert sorted((item.count, item.id) for item in items) == [(1, other.pk), (2, alike[1].pk)]
    desk.post(f"{PAGE}{alike[0].pk}/judge/", {"verdict": "right"})
    assert set(Correction.objects.values_list("turn", "verdict", "staff")) == {
        (row.pk, "right", ana.pk) for row in alike
    }
    desk.post(f"{PAGE}undo/")
    assert not Correction.objects.exists()


def test_wrong_with_its_slots(desk: Client, hotel: Hotel) -> None:
    row = turn(hotel, "somos tres con un bebé del 5 al 8", confidence=0.3)
    form = {
        **{"verdict": "wrong", "intent": "check_availability", "ideal_reply": " Claro. "},
        **{"slot-arrival": "2026-12-05", "slot-departure": "2026-12-08"},
        **{"slot-adults": "2", "slot-children": "0, 7", "slot-room": "double", "slot-topic": ""},
    }
    answer = desk.post(f"{PAGE}{row.pk}/judge/", form)
    assert answer.status_code == 302
    stored = Correction.objects.get(turn=row)
    assert (stored.verdict, stored.intent, stored.ideal_reply) == ("wrong", "check_availability", "Claro.")
    assert stored.slots == {
        "arrival": "2026-12-05",
        "departure": "2026-12-08",
        "party": {"adults": 2, "children": [0, 7]},
        "room": "double",
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slot-arrival": "5 de enero"}, "arrival"),
        ({"slot-departure": "2026-12-05"}, "departure"),
        ({"slot-children": "4, 18"}, "children"),
        ({"slot-children": "cuatro"}, "children"),
        ({"slot-adults": "0"}, "adults"),
        ({"slot-room": "castle"}, "room"),
        ({"slot-topic": "../etc"}, "topic"),
        ({"slot-email": "juan"}, "email"),
        ({"slot-choice": "-7"}, "choice"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_lost(
    desk: Client, hotel: Hotel, change: dict[str, str], field: str
) -> None:
    row = turn(hotel, "del 5 al 8", confidence=0.3)
    form = {"verdict": "wrong", "intent": "deny", "ideal_reply": "Claro que sí", "slot-arrival": "2026-12-05", **change}
    answer = desk.post(f"{PAGE}{row.pk}/judge/", form)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert "Claro que sí" in answer.content.decode()
    assert not Correction.objects.exists()


def test_intent_must_be_one(desk: Client, hotel: Hotel) -> None:
    row = turn(hotel, "del 5 al 8", confidence=0.3)
    for intent in ("", "hack"):
        assert desk.post(f"{PAGE}{row.pk}/judge/", {"verdict": "wrong", "intent": intent}).status_code == 400
    desk.post(f"{PAGE}{row.pk}/judge/", {"verdict": "nonsense"})
    assert not Correction.objects.exists()
    # Without a script the nine keys say it under another name.
    assert desk.post(f"{PAGE}{row.pk}/judge/", {"verdict": "wrong", "short": "deny"}).status_code == 302
    assert Correction.objects.get().intent == "deny"


def test_next_one_is_open_after_a_judgement(desk: Client, hotel: Hotel) -> None:
    rows = [
        turn(hotel, f"número {n}", confidence=0.3, created_at=timezone.now() - timedelta(hours=n)) for n in range(3)
    ]
    first = desk.get(PAGE).context
    assert (first["turn"].pk, first["next"]) == (rows[0].pk, rows[1].pk)
    form = {"verdict": "right", "next": first["next"], "back": "reason=unsure"}
    answer = desk.post(f"{PAGE}{rows[0].pk}/judge/", form, follow=True)
    assert answer.context["turn"].pk == rows[1].pk
    assert answer.context["wanted"].reason == "unsure"
    assert "Right." in answer.content.decode()


def test_a_colleague_was_quicker(desk: Client, hotel: Hotel) -> None:
    row = turn(hotel, "hola", confidence=0.3)
    make.CorrectionFactory(hotel=hotel, turn=row, verdict="wrong", intent="deny", staff=make.UserFactory())
    answer = desk.post(f"{PAGE}{row.pk}/judge/", {"verdict": "right"}, follow=True)
    assert "A colleague has judged this one meanwhile." in answer.content.decode()
    assert Correction.objects.get().verdict == "wrong"
    assert desk.post(f"{PAGE}undo/").status_code == 302
    assert Correction.objects.exists()


def test_filters_and_counts(desk: Client, hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    never_sampled(monkeypatch)
    turn(hotel, "a", confidence=0.3)
    turn(hotel, "b", confidence=0.3, language="pt")
    turn(hotel, "c", intent="unknown", confidence=0.0, words="unknown")
    page = desk.get(PAGE).context
    counts = {name: count for name, _, count in page["reasons"]}
    assert (counts["unsure"], counts["missed"], counts["denied"], page["queue"].all) == (2, 1, 0, 3)
    assert [row["text"] for row in desk.get(PAGE, {"language": "pt"}).context["rows"]] == ["b"]
    assert [row["text"] for row in desk.get(PAGE, {"reason": "missed"}).context["rows"]] == ["c"]
    assert [row["text"] for row in desk.get(PAGE, {"intent": "unknown"}).context["rows"]] == ["c"]
    for query in ({"reason": "'; DROP"}, {"page": "99"}, {"page": "²"}, {"turn": "x"}, {"language": "zz"}):
        assert desk.get(PAGE, query).status_code == 200


@pytest.mark.security
def test_nothing_of_another_hotel(desk: Client, other_hotel: Hotel, hotel: Hotel) -> None:
    theirs = turn(other_hotel, "segredo da casa verde", confidence=0.1)
    page = desk.get(PAGE)
    assert "segredo" not in page.content.decode()
    assert page.context["queue"].all == 0
    assert desk.get(PAGE, {"turn": theirs.pk}).status_code == 404
    assert desk.post(f"{PAGE}{theirs.pk}/judge/", {"verdict": "right"}).status_code == 404
    assert not Correction._base_manager.exists()


@pytest.mark.security
def test_who_may(hotel: Hotel) -> None:
    row = turn(hotel, "hola", confidence=0.3)
    nobody = logged_in(staff(hotel, "eva", "view_conversation"))
    assert nobody.get(PAGE).status_code == 403
    looks = logged_in(staff(hotel, "leo", "view_correction"))
    page = looks.get(PAGE)
    assert page.status_code == 200
    assert "quality-form" not in page.content.decode()
    assert looks.post(f"{PAGE}{row.pk}/judge/", {"verdict": "right"}).status_code == 403
    assert looks.post(f"{PAGE}undo/").status_code == 403
    assert (
        logged_in(staff(hotel, "mar", "view_correction", "add_correction")).get(f"{PAGE}{row.pk}/judge/").status_code
        == 405
    )
    assert not Correction.objects.exists()


def test_what_a_guest_wrote_is_text(desk: Client, hotel: Hotel) -> None:
    turn(hotel, "<script>alert(1)</script> *hola*", confidence=0.1)
    page = desk.get(PAGE).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.performance
def test_queries_stay_few(desk: Client, hotel: Hotel) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(PAGE).status_code == 200
        return len(captured)

    for n in range(3):
        turn(hotel, f"número {n}", confidence=0.3)
    few = queries()
    for n in range(30):
        turn(hotel, f"otro {n}", confidence=0.3)
    assert queries() <= few <= 30


def test_frozen_at_the_door(desk: Client, hotel: Hotel, talk: Talk) -> None:
    row = talk.says("Soy Marta Gómez, ¿tienen pista de pádel?").record
    answer = desk.post(f"{PAGE}{row.pk}/judge/", {"verdict": "wrong", "intent": "hotel_question", "freeze": "1"})
    correction = Correction.objects.get()
    assert answer.url == reverse("admin:messaging_correction_change", args=[correction.pk])
    assert "<name_1>" in correction.scenario
    assert "Marta" not in correction.scenario
    page = desk.get(answer.url)
    assert "&lt;name_1&gt;" in page.content.decode()
    again = {"owner": "waiting", "must_say": "pádel\n\n", "hidden": "pista"}
    desk.post(reverse("admin:messaging_correction_freeze", args=[correction.pk]), again)
    correction.refresh_from_db()
    assert "owner: waiting" in correction.scenario
    assert "pista" not in correction.scenario
    file = desk.get(reverse("admin:messaging_correction_scenario", args=[correction.pk]))
    assert file.content.decode() == correction.scenario
    assert file["Content-Disposition"].startswith('attachment; filename="')
    desk.post(reverse("admin:messaging_correction_freeze", args=[correction.pk]), {"melt": "1"})
    correction.refresh_from_db()
    assert correction.scenario == ""
    assert desk.get(reverse("admin:messaging_correction_scenario", args=[correction.pk])).status_code == 302


@pytest.mark.security
def test_nobody_freezes_for_another_hotel(desk: Client, other_hotel: Hotel, hotel: Hotel) -> None:
    theirs = make.CorrectionFactory(hotel=other_hotel, turn=turn(other_hotel, "segredo"), scenario="name: segredo\n")
    assert desk.get(reverse("admin:messaging_correction_scenario", args=[theirs.pk])).status_code == 302
    desk.post(reverse("admin:messaging_correction_freeze", args=[theirs.pk]), {"melt": "1"})
    assert Correction._base_manager.get(pk=theirs.pk).scenario
    looks = logged_in(staff(hotel, "leo", "view_correction"))
    mine = make.CorrectionFactory(hotel=hotel, turn=turn(hotel, "hola"))
    looks.post(reverse("admin:messaging_correction_freeze", args=[mine.pk]), {"owner": ""})
    assert Correction.objects.get(pk=mine.pk).scenario == ""
