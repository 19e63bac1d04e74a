"""Understands one message without any AI: language, slots and intent, by lexicons and rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from messaging import dangers
from messaging.nlu import contact, dates, party, rates, rooms, rules, shift, topics
from messaging.nlu import language as languages
from messaging.nlu.context import NOTHING, Context
from messaging.nlu.message import Message, is_answer
from messaging.nlu.text import Span, clean, fold, mask
from messaging.slots import shifted
from messaging.turn import Slots, Understanding

__all__ = ["Context", "understand"]

# What these are about may name a day that is no stay: "el wifi no funciona hoy", "el desayuno de mañana".
NO_STAY = {"hotel_question", "human", "emergency", "show_reservation", "cancel_reservation", "cancel_flow", "thanks"}
COUNTRY_OF = {"es": "ES", "pt": "BR", "en": "US"}
SHOWN = ("choice", "details", "confirm")


def understand(
    text: str,
    *,
    language: str | None = None,
    country: str = "ES",
    today: date,
    context: Context = NOTHING,
) -> Understanding:
    """What this message says, nothing else. `language` is the conversation's so far, `country` the hotel's.

    A date that comes with `weekday_mismatch`, `nights_mismatch` or `next_weekday` in `ask` is only what was
    said; with the other doubts there is none.
    """
    text = clean(text)
    folded = fold(text)
    spoken = languages.choose(text, folded, language)
    slots, rest = _who_and_which(text, folded, country=country or COUNTRY_OF[spoken], context=context)
    reading = languages.spoken(folded, spoken)
    moved = shift.find(rest)
    stay = dates.find(mask(rest, [moved.span] if moved else []), reading, country=country, today=today, context=context)
    if moved and stay.empty:
        slots, stay = _moved(slots, moved, context)
    if "month_only" in stay.ask:
        slots = replace(slots, month=dates.month(rest, reading))
    message = Message(folded, _with_stay(slots, stay), stay.ask, context.awaiting, stay.loose)
    intent, confidence = rules.decide(message)
    if intent in NO_STAY and (stay.loose or not stay.arrival or intent == "hotel_question"):
        stay = dates.StayDates()
    if intent == "emergency":
        slots = replace(slots, topic=dangers.kind_of(folded) or "")
    return Understanding(spoken, intent, confidence, _with_stay(slots, stay), stay.ask, stay.options)


def _with_stay(slots: Slots, stay: dates.StayDates) -> Slots:
    return replace(slots, arrival=stay.arrival, departure=stay.departure, nights=stay.nights)


def _moved(slots: Slots, moved: shift.Shift, context: Context) -> tuple[Slots, dates.StayDates]:
    """The stay under way, some nights longer or elsewhere; without one it is not known which."""
    if not (context.arrival and context.departure):
        return replace(slots, shift=str(moved)), dates.StayDates()
    arrival, departure = shifted(str(moved), context.arrival, context.departure)
    if departure <= arrival:
        return slots, dates.StayDates(ask=("impossible",))
    if moved.edge == "departure":
        return slots, dates.StayDates(None, departure)
    return slots, dates.StayDates(arrival, departure, (departure - arrival).days)


def _who_and_which(text: str, folded: str, *, country: str, context: Context) -> tuple[Slots, str]:
    """Every slot but the stay, and the folded text with them masked: no number is read twice."""
    spans: list[Span] = []
    if email := contact.email(text):
        spans.append(email.span())
    if reference := contact.reference(mask(text, spans)):
        spans.append(reference.span())
    if phone := contact.phone(mask(text, spans), country=country, awaited=context.awaiting == "details"):
        spans.append(phone[1])
    name = _name(text, mask(text, spans), folded, bool(email or phone), context)
    if name:
        spans.append((text.find(name), text.find(name) + len(name)))
    rest = mask(folded, spans)
    if many := rates.rooms(rest):
        spans.append(many[1])
    if numbered := rooms.number(rest):
        spans.append(numbered.span("room"))
    topic, rate = topics.find(rest), rates.find(rest, context.rate_plans)
    listed = context.awaiting in SHOWN or context.awaiting.startswith(rules.WHICH)
    shown = listed and not (topic and "?" in rest)
    room = text[slice(*numbered.span("room"))] if numbered else rooms.of_type(text, rest, context.room_types, shown)
    masked, narrowed = mask(rest, spans), bool(rate or room)
    awaited = context.awaiting == "choice" or context.awaiting.startswith(rules.WHICH)
    choice = rooms.choice(masked, shown=listed, awaited=awaited, narrowed=narrowed)
    if choice:
        spans.append(choice[1])
    people = party.find(mask(folded, spans), before=context.party, expected=context.awaiting == "party")
    slots = Slots(
        party=people.party,
        room=room,
        rate=rate,
        rooms=many[0] if many else None,
        choice=choice[0] if choice else None,
        topic=topic,
        name=name,
        email=email.group() if email else "",
        phone=phone[0] if phone else "",
        reference=reference.group().upper() if reference else "",
    )
    return slots, mask(folded, [*spans, *people.spans])


def _name(text: str, rest: str, folded: str, with_contact: bool, context: Context) -> str:
    asked = context.awaiting == "details" or (context.awaiting == "confirm" and contact.looks_like_a_name(text))
    awaited = asked and "?" not in text and not is_answer(folded)
    return contact.name(rest, awaited=awaited, with_contact=with_contact)
