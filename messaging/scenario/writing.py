"""A scenario into its file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from messaging import slots
from messaging.scenario.terms import PAUSE, VERSION, Booked, End, Fault, Line, Scenario
from messaging.turn import Slots


def dump(scenario: Scenario) -> str:
    document = _said(
        {
            "scenario": int(VERSION),
            "name": scenario.name,
            "about": scenario.about,
            "language": scenario.language,
            "hotel": scenario.hotel,
            "channel": scenario.channel,
            "clock": scenario.clock.isoformat(timespec="minutes"),
            "given": _given(scenario),
            "lines": [_line(line) for line in scenario.lines],
            "faults": [_fault(fault) for fault in scenario.faults],
            "end": _end(scenario.end),
            "must_say": list(scenario.must_say),
            "must_not_say": list(scenario.must_not_say),
        }
    )
    return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110))


def _given(scenario: Scenario) -> dict[str, Any]:
    sold_out = [
        _said(
            {
                "room_type": row.room_type,
                "arrival": row.arrival.isoformat(),
                "departure": row.departure.isoformat(),
                "left": row.left or None,
            }
        )
        for row in scenario.sold_out
    ]
    facts = [_said({"topic": row.topic, "text": row.text}) for row in scenario.facts]
    reservations = [_booked(row) for row in scenario.given]
    return _said({"reservations": reservations, "sold_out": sold_out, "facts": facts})


def _line(line: Line) -> dict[str, Any]:
    slots_said = {} if line.slots is None else {"slots": slots.plain(line.slots)}
    return _said(
        {
            "guest": _one_or_all(line.guest),
            "or": [_one_or_all(variant) for variant in line.variants],
            "press": line.press,
            "attachment": line.attachment,
            "staff": line.staff,
            "wait": line.wait or None,
            "after": None if line.after == PAUSE else line.after,
            "understood": {**_said({"intent": line.intent}), **slots_said},
            "reply": line.reply,
            "must_say": list(line.must_say),
            "must_not_say": list(line.must_not_say),
            "ideal_reply": line.ideal_reply,
        }
    )


def _fault(fault: Fault) -> dict[str, Any]:
    return _said({"pms": fault.pms, "after": fault.after, "until": fault.until})


def _end(end: End) -> dict[str, Any]:
    """An empty list says that there is none: it stays."""
    rows: dict[str, Any] = {}
    if end.reservations is not None:
        rows["reservations"] = [_booked(row) for row in end.reservations]
    if end.holds is not None:
        rows["holds"] = [_booked(row) for row in end.holds]
    if end.requests is not None:
        rows["requests"] = list(end.requests)
    if end.events:
        rows["events"] = list(end.events)
    return {**_said({"owner": end.owner}), **rows}


def _booked(row: Booked) -> dict[str, Any]:
    stay = slots.plain(Slots(arrival=row.arrival, departure=row.departure, party=row.party))
    return _said({"status": row.status, "room_type": row.room_type, "rate_plan": row.rate_plan, **stay})


def _one_or_all(texts: Sequence[str]) -> Any:
    return texts[0] if len(texts) == 1 else list(texts)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
