"""`manage.py talk` with lines from a pipe."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from messaging.models import ChannelAccount, Conversation
from pms.models import Hotel, LocalBooking
from pms.terms import Stay


@pytest.fixture
def talk(hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> Talk:
    return Talk(monkeypatch)


class Talk:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(self, *lines: str, **options: object) -> str:
        self.monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        heard = io.StringIO()
        call_command("talk", stdout=heard, **options)
        return heard.getvalue()


def test_a_room_is_booked_by_pressing_numbers(talk: Talk, stay: Stay) -> None:
    heard = talk(f"habitación del {stay.arrival} al {stay.departure} para 2", "1", "Ana García, ana@example.com", "1")
    assert "[1] " in heard
    assert "¡Reserva confirmada!" in heard
    assert "\x1b" not in heard
    assert LocalBooking.objects.get().guest_name == "Ana García"


def test_trace_tells_what_was_understood(talk: Talk) -> None:
    assert "hotel_question" not in talk("¿Tienen wifi?")
    heard = talk("¿Tienen wifi?", trace=True)
    assert "→ fact" in heard
    assert "topic = wifi" in heard


def test_words_of_the_terminal_itself(talk: Talk) -> None:
    heard = talk("/trace", "hola", "", "/trace", "/new", "hola", "/quit", "never said")
    assert "The trace is shown.\n" in heard
    assert "The trace is hidden.\n" in heard
    assert Conversation.objects.count() == 2


def test_guest_is_somebody_new_each_time_in_their_language(talk: Talk) -> None:
    talk("1", language="en")
    talk("1", language="pt", hotel="casa-azul")
    languages = Conversation.objects.filter(account__kind="terminal").values_list("language", flat=True)
    assert sorted(languages) == ["en", "pt"]


def test_with_staff_the_agent_is_silent(talk: Talk) -> None:
    assert "Staff have this conversation" in talk("quiero hablar con una persona", "¿hola?")


def test_what_is_missing_is_named(talk: Talk) -> None:
    with pytest.raises(CommandError, match="casa-azul"):
        talk(hotel="nowhere")
    ChannelAccount.objects.filter(kind="terminal").delete()
    with pytest.raises(CommandError, match="no active account"):
        talk("hola")
