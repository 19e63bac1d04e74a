"""Whatever is sent, an understanding comes back, soon, and its dates make a stay."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from messaging.nlu import Context, understand
from messaging.nlu.text import LIMIT, clean, fold, words
from tests.messaging.nlu.said import TUESDAY

WORDS = sorted(
    words(
        """
        del al el 20 22 31 0 12/3 30/2 2026-12-20 2024-01-01 de diciembre enero viernes hasta noches 3 para dos
        adultos niños 5 años finde próximo que viene mañana hoy y o , - ? no mejor sábado puente from to the 3rd
        of March Friday next week nights two kids aged until do dia ao sexta semana vem noites amanhã a e salida
        check in out una más
        """
    )
)
AWAITING = ["", "dates", "choice", "details", "confirm", "cancel_confirm", "party"]
CONTEXTS = st.builds(
    Context,
    awaiting=st.sampled_from(AWAITING),
    arrival=st.none() | st.just(TUESDAY + timedelta(days=30)),
    departure=st.none() | st.just(TUESDAY + timedelta(days=33)),
)
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=TEXTS,
    language=st.sampled_from([None, "es", "pt", "en"]),
    country=st.sampled_from(["", "ES", "US", "BR", "XX"]),
    today=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    context=CONTEXTS,
)
@example("finde hoy", "es", "ES", date(2025, 2, 1), Context())
@example("until 10", "en", "ES", date(2027, 1, 1), Context(arrival=date(2026, 7, 9)))
def test_any_text(text: str, language: str | None, country: str, today: date, context: Context) -> None:
    found = understand(text, language=language, country=country, today=today, context=context)
    slots = found.slots
    assert found.language in ("es", "pt", "en")
    assert 0.0 <= found.confidence <= 1.0
    if slots.arrival and slots.departure:
        assert slots.departure > slots.arrival
        assert slots.nights == (slots.departure - slots.arrival).days or "nights_mismatch" in found.ask
    assert all(day is None or day >= today for day in (slots.arrival, slots.departure))
    assert found.ask == tuple(dict.fromkeys(found.ask))


LONG = [
    "a" * 10_000,
    "1" * 10_000,
    "20 " * 3_300,
    "20/12/" * 1_700,
    "del 20 al " * 1_000,
    "niño de 5 y " * 900,
    "2 niños de 1, 2, " * 700,
    "a@" * 5_000,
    "a.b@c." * 1_700,
    "+34 " * 2_500,
    "(((((" * 2_000,
    "me llamo " * 1_100,
    "Juan " * 2_000,
    "Juan-" * 2_000,
    "habitacion " * 900,
    " " * 10_000,
    "- " * 5_000,
    "!?" * 5_000,
    "sí " * 3_300,
    "gracias " * 1_250,
    "s" + "i" * 9_999,
    "n" + "o" * 9_999,
    "quiero cancelar " * 625,
    "HA-" * 3_300,
    "€1,1.1" * 1_600,
    "hasta que hora " * 660,
    "confirmar x" * 900,
    "\u0000\u200b\ufeff" * 3_000,
    "👍" * 5_000,
    "é̀̂" * 3_000,
    "ﷺ" * 3_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:12]))
def test_a_long_message_is_read_soon(text: str) -> None:
    understand("xqz wvk qrt plm", today=TUESDAY)  # loads the detector
    started = time.perf_counter()
    understand(text, today=TUESDAY, context=Context("details"))
    assert time.perf_counter() - started < 1.0, "a pattern explodes: the measured time is under 0.1 s"


def test_text_is_capped_and_keeps_its_length_when_folded() -> None:
    text = clean("ÁÉ\u0000ñ ﬁn İstanbul 2ª " * 1000)
    assert len(text) <= LIMIT
    assert len(fold(text)) == len(text)
    assert fold("ÁÉÑ Ç") == "aen c"
