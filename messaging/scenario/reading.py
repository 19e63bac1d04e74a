"""A scenario out of its file: whatever is wrong in it is named with its place."""

from __future__ import annotations

import yaml

from messaging.channels import CHANNELS
from messaging.intents import INTENTS
from messaging.models import Conversation, ConversationEvent
from messaging.scenario.places import At
from messaging.scenario.terms import PAUSE, VERSION, Booked, End, Fault, Known, Line, Scenario, ScenarioError, SoldOut
from pms.terms import LANGUAGES
from reservations.models import Reservation

ATTACHMENTS = ("audio", "image", "video", "document", "sticker", "location", "contacts")
SAID = ("guest", "press", "attachment", "staff", "wait")
TAKES_OVER, GIVES_BACK = "takes over", "gives back"
FAULTS = ("down", "slow", "refuses")


class _Words(yaml.SafeLoader):
    """Every value is the text that stands there: in a guest's mouth `no` is a word and 2026-12-20 what they wrote."""


_Words.yaml_implicit_resolvers = {}


def load(text: str) -> Scenario:
    """Raises ScenarioError, which names the place."""
    try:
        document = yaml.load(text, Loader=_Words)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1} of the file" if mark else "the file"
        raise ScenarioError(where, str(getattr(error, "problem", None) or error)) from error
    except RecursionError as error:
        raise ScenarioError("the file", "it is nested too deeply") from error
    return _scenario(At(document))


def _scenario(at: At) -> Scenario:
    at.keys(
        *("scenario", "name", "about", "language", "hotel", "channel", "clock", "given", "lines", "faults", "end"),
        *("must_say", "must_not_say"),
    )
    if at.text("scenario") != VERSION:
        raise at.within("scenario").error(f"this program reads format {VERSION}")
    language = at.one_of("language", LANGUAGES)
    lines = tuple(_line(line, language) for line in at.rows("lines"))
    if not lines:
        raise at.within("lines").error("a scenario has at least one line")
    given = at.within("given").keys("reservations", "sold_out", "facts")
    return Scenario(
        name=at.name("name"),
        about=at.text("about", required=False),
        language=language,
        hotel=at.name("hotel"),
        channel=at.one_of("channel", CHANNELS, default="web"),
        clock=at.instant("clock"),
        given=tuple(_booked(row) for row in given.rows("reservations")),
        sold_out=tuple(_sold_out(row) for row in given.rows("sold_out")),
        facts=tuple(_known(row) for row in given.rows("facts")),
        lines=lines,
        faults=tuple(_fault(fault, len(lines)) for fault in at.rows("faults")),
        end=_end(at.within("end")),
        must_say=at.texts("must_say"),
        must_not_say=at.texts("must_not_say"),
    )


def _line(at: At, language: str) -> Line:
    at.keys(
        *(*SAID, "or", "after", "understood", "reply", "must_say", "must_not_say", "ideal_reply"),
    )
    said = [key for key in SAID if at.has(key)]
    if len(said) != 1:
        raise at.error(f"a line is one of {', '.join(SAID)}")
    if at.has("or") and said != ["guest"]:
        raise at.within("or").error("only what a guest writes has other words")
    understood = at.within("understood").keys("intent", "slots")
    return Line(
        guest=at.texts("guest"),
        variants=tuple(variant.as_texts() for variant in at.rows("or")),
        press=at.text("press", required=False),
        attachment=at.one_of("attachment", ATTACHMENTS, default=""),
        staff=at.one_of("staff", (TAKES_OVER, GIVES_BACK), default=""),
        wait=at.number("wait"),
        after=at.number("after", default=PAUSE),
        intent=understood.one_of("intent", INTENTS, default=""),
        slots=understood.within("slots").slots() if understood.has("slots") else None,
        reply=at.template("reply", language),
        must_say=at.texts("must_say"),
        must_not_say=at.texts("must_not_say"),
        ideal_reply=at.text("ideal_reply", required=False),
    )


def _fault(at: At, lines: int) -> Fault:
    at.keys("pms", "after", "until")
    fault = Fault(
        pms=at.one_of("pms", FAULTS),
        after=at.number("after", default=0, most=lines),
        until=at.number("until", most=lines) if at.has("until") else None,
    )
    if fault.until is not None and fault.until <= fault.after:
        raise at.within("until").error("it ends after it begins")
    return fault


def _end(at: At) -> End:
    at.keys("owner", "reservations", "holds", "requests", "events")
    for kind in at.texts("events"):
        At({"events": kind}, at.where).one_of("events", ConversationEvent.Kind.values)
    return End(
        owner=at.one_of("owner", Conversation.Owner.values, default=""),
        reservations=tuple(_booked(row) for row in at.rows("reservations")) if at.has("reservations") else None,
        holds=tuple(_booked(row) for row in at.rows("holds")) if at.has("holds") else None,
        requests=at.texts("requests") if at.has("requests") else None,
        events=at.texts("events"),
    )


def _booked(at: At) -> Booked:
    at.keys("status", "room_type", "rate_plan", "arrival", "departure", "party")
    stay = At({key: at.value[key] for key in ("arrival", "departure", "party") if at.has(key)}, at.where).slots()
    return Booked(
        status=at.one_of("status", Reservation.Status.values, default="") or None,
        room_type=at.text("room_type", required=False) or None,
        rate_plan=at.text("rate_plan", required=False) or None,
        arrival=stay.arrival,
        departure=stay.departure,
        party=stay.party,
    )


def _sold_out(at: At) -> SoldOut:
    at.keys("room_type", "arrival", "departure", "left")
    stay = At({key: at.value[key] for key in ("arrival", "departure") if at.has(key)}, at.where).slots()
    if stay.arrival is None or stay.departure is None:
        raise at.error("from which arrival to which departure?")
    return SoldOut(stay.arrival, stay.departure, at.text("room_type", required=False), at.number("left"))


def _known(at: At) -> Known:
    at.keys("topic", "text")
    return Known(at.text("topic"), at.text("text", required=False))
