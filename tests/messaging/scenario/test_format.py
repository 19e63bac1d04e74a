from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.conf import settings

from messaging.scenario import Booked, End, Fault, Known, Line, Scenario, ScenarioError, SoldOut, dump, invent, load
from messaging.turn import Slots
from pms.terms import Party

pytestmark = pytest.mark.unit

FULL = Scenario(
    name="la-doble-en-efectivo-12",
    language="es",
    hotel="posada-del-sol",
    about="Was taken for unknown (0.00): 1 line.",
    channel="whatsapp",
    clock=datetime(2026, 11, 20, 10, 15, tzinfo=timezone(timedelta(hours=-3))),
    given=(Booked("confirmed", "doble", "flexible", date(2026, 12, 1), date(2026, 12, 3), Party(1)),),
    lines=(
        Line(guest=("hola", "no"), variants=(("buenas",), ("hola", "sí: 2026-12-20")), after=0),
        Line(press="confirm", must_say=("gracias", "1:30"), must_not_say=("null",)),
        Line(attachment="audio", after=90),
        Line(staff="takes over"),
        Line(staff="gives back"),
        Line(wait=20),
        Line(
            guest=("del 5 al 8 con dos niños # y una cuna",),
            intent="check_availability",
            slots=Slots(date(2026, 12, 5), date(2026, 12, 8), party=Party(2, (4, 0)), phone="<phone_1>", choice=-1),
            reply="availability",
            ideal_reply="Sí.\nDel 5 al 8 hay.",
        ),
    ),
    sold_out=(
        SoldOut(date(2026, 12, 5), date(2026, 12, 8)),
        SoldOut(date(2026, 12, 5), date(2026, 12, 8), "suite", 2),
    ),
    facts=(Known("pets"), Known("pool", "Cierra a las 22:00.")),
    faults=(Fault("down", 0, 2), Fault("slow", 3)),
    end=End("agent", (Booked("cancelled", arrival=date(2026, 12, 1)),), (), ("group",), ("kept",)),
    must_say=("on",),
    must_not_say=("€",),
)
SHORT = """
scenario: 1
name: hola
language: es
hotel: casa-azul
clock: 2026-11-20T10:15+01:00
lines:
  - guest: no
"""


def test_what_is_written_is_read_back() -> None:
    assert load(dump(FULL)) == FULL
    assert dump(load(dump(FULL))) == dump(FULL)


def test_people_write_little() -> None:
    short = load(SHORT)
    assert (short.lines, short.channel, short.end) == ((Line(guest=("no",)),), "web", End())


def test_nothing_that_must_be_there_is_none() -> None:
    """An empty list is looked at, what is left out is not."""
    assert load(SHORT + "end: {holds: []}").end == End(holds=())


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("scenario: 1", "scenario: 2"), "scenario: this program reads format 1"),
        (("name: hola", "name: ¡Hola!"), "name: small letters, figures and hyphens"),
        (("language: es", "language: fr"), "language: “fr” is not known: es, pt, en"),
        (("hotel: casa-azul", ""), "hotel: a text is missing"),
        (("10:15+01:00", "10:15"), "clock: the offset of the hotel's clock is missing"),
        (("2026-11-20T10:15+01:00", "mañana"), "clock: a moment is written as"),
        (("  - guest: no", ""), "lines: a scenario has at least one line"),
        (("lines:", "lines: hola\nlinea:"), "“linea” is not known; is it “lines”?"),
        (("- guest: no", "- guest: [no, {}]"), "lines 1 › guest: here stands a text, or a list of texts"),
        (("- guest: no", "- guest: no\n    press: confirm"), "lines 1: a line is one of guest, press"),
        (("- guest: no", "- gest: no"), "lines 1: “gest” is not known; is it “guest”?"),
        (("- guest: no", "- press: human\n    or: [hola]"), "lines 1 › or: only what a guest writes"),
        (("- guest: no", "- staff: gives"), "lines 1 › staff: “gives” is not known; is it “gives back”?"),
        (("- guest: no", "- guest: no\n    after: soon"), "lines 1 › after: a whole number"),
        (("- guest: no", "- guest: no\n    reply: availabilty"), "lines 1 › reply: there is no reply “availabilty”"),
        (("- guest: no", "- guest: no\n    reply: ../../es/thanks"), "lines 1 › reply: there is no reply"),
        (
            ("- guest: no", "- guest: no\n    understood: {intent: denny}"),
            "intent: “denny” is not known; is it “deny”?",
        ),
        (
            ("- guest: no", "- guest: no\n    understood: {slots: {arrival: 5 de enero}}"),
            "lines 1 › understood › slots › arrival: A date is written as 2026-12-31",
        ),
        (
            ("- guest: no", "- guest: no\n    understood: {slots: {arrival: 2026-12-05, departure: 2026-12-05}}"),
            "slots › departure: The departure is after the arrival",
        ),
        (
            ("- guest: no", "- guest: no\n    understood: {slots: {party: {adults: 2, children: [18]}}}"),
            "slots › children: From 0 to 17",
        ),
        (("- guest: no", "- guest: no\nfaults: [{pms: down, after: 2}]"), "faults 1 › after: a whole number up to 1"),
        (("- guest: no", "- guest: no\nend: {owner: nobody}"), "end › owner: “nobody” is not known"),
        (("- guest: no", "- guest: no\nend: [1]"), "end: here stand names with values"),
        (("- guest: no", "- guest: 'no"), "line 9 of the file: found unexpected end of stream"),
        (("- guest: no", "- guest: !!python/object/apply:os.system [ls]"), "line 8 of the file: "),
    ],
)
def test_mistake_is_named_with_its_place(change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(complaint)):
        load(SHORT.replace(*change))


@pytest.mark.parametrize("text", ["", "hola", "[]", "{", "\x00", "- " * 5000, "a: &a [*a, *a]", "[" * 2000])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        load(text)


def test_example_of_the_docs_is_a_scenario() -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "scenarios.md").read_text()
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert examples
    for example in examples:
        assert dump(load(example))


def test_placeholders_become_people() -> None:
    said = "soy <name_1>, <email_1>, <phone_2>, reserva <reference_1> y <reference_2>"
    assert invent(said, ["HA-0123456789"]) == (
        "soy Elena Vidal, elena.vidal@example.com, +34600000002, reserva HA-0123456789 y HA-0000000000"
    )
