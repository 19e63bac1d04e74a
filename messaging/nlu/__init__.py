"""Understands one message without any external AI: language, slots and intent, by lexicons, rules and a classifier."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from messaging import dangers
from messaging.intents import INTENTS, Rank, chat
from messaging.intents.chosen import CHEAPEST
from messaging.nlu import (
    asked,
    classifier,
    clauses,
    contact,
    dates,
    nights,
    party,
    rates,
    rooms,
    rules,
    scales,
    spelling,
    times,
    topics,
    wishes,
)
from messaging.nlu import language as languages
from messaging.nlu.classifier import SILENT, Model
from messaging.nlu.context import NOTHING, Context
from messaging.nlu.dates import feasts
from messaging.nlu.message import Message, is_answer
from messaging.nlu.text import Span, clean, fold, mask
from messaging.nlu.whose import is_other
from messaging.turn import Clause, Slots, Understanding
from pms.terms import Party

__all__ = ["Context", "hear", "is_danger", "understand", "warm_up"]

# What these are about may name a day that is no stay: "el wifi no funciona hoy", "el desayuno de mañana".
NO_STAY = {"human", "emergency", "urgent", "show_reservation", "cancel_reservation", "cancel_flow", "thanks"}
NO_STAY |= {name for name, kind in wishes.KINDS.items() if not kind.timed}
NO_DATES = {"hotel_question", "late_checkout", "early_checkin", "small_talk", "out_of_scope", "repeat"}
MOST_BESIDE = 3
SHORT = 5  # words
WANTED = {"es": "necesito", "pt": "preciso de", "en": "i need"}
COUNTRY_OF = {"es": "ES", "pt": "BR", "en": "US"}
SHOWN = ("choice", "details", "confirm")
QUESTION = "hotel_question"
# Never cut short by taking a question out: a yes with a "but" is none, and danger is all of a message.
FIRST = {"emergency", *(name for name, intent in INTENTS.items() if intent.rank is Rank.FIRST)}
WHOLE = {
    "confirm", "deny", "greeting", "thanks", "unknown", "small_talk", "out_of_scope", "repeat", QUESTION,
    *FIRST,
}  # fmt: skip


def understand(
    text: str,
    *,
    language: str | None = None,
    country: str = "ES",
    today: date,
    context: Context = NOTHING,
    model: Model | None = None,
) -> Understanding:
    """What this message says, nothing else. `language` is the conversation's so far, `country` the hotel's.
    `model` is the classifier asked where the rules are unsure; None: the one that ships with the product.

    A date that comes with `weekday_mismatch`, `nights_mismatch` or `next_weekday` in `ask` is only what was
    said; with the other doubts there is none.
    """
    text = spelling.written_out(clean(text))
    folded = fold(text)
    cards = wishes.cards(folded)
    text = mask(text, cards)
    spoken = languages.choose(text, folded, language)
    country_said = country or COUNTRY_OF[spoken]
    slots, rest, ageless = _who_and_which(text, mask(folded, cards), country=country_said, context=context)
    reading = languages.spoken(folded, spoken)
    moved, stay = nights.find(rest, reading, country=country, today=today, context=context)
    slots = replace(slots, shift=moved)
    if "month_only" in stay.ask:
        slots = replace(slots, month=dates.month(rest, reading))
    slots, stay = nights.without_repeated(slots, stay, context)
    message = Message(folded, _with_stay(slots, stay), stay.ask, context.awaiting, stay.loose)
    decided, topic = scales.weigh(rules.decide(message), message, text=text, model=model or classifier.shipped())
    intent, confidence = decided
    if intent != "emergency" and context.awaiting != "details" and languages.is_foreign(folded):
        spoken, intent, confidence, stay = language or "en", "other_language", 0.9, dates.StayDates()
    slots = replace(slots, card=bool(cards), topic=_topic(intent, folded, topic))
    slots = wishes.hear(slots, text, intent=intent, awaiting=context.awaiting)
    if intent in NO_DATES or (intent in NO_STAY and (stay.loose or not stay.arrival)):
        stay = dates.StayDates()
    slots, corrects = _with_stay(slots, stay), message.says("correction")
    return Understanding(spoken, intent, confidence, slots, stay.ask, stay.options, corrects, ageless=ageless)


def _topic(intent: str, folded: str, topic: str) -> str:
    """Which danger, and which small talk; else what a question is about."""
    if intent == "emergency":
        return dangers.kind_of(folded) or ""
    return chat.kind_of(folded) if intent == "small_talk" else topic


def warm_up() -> None:
    """Loads, once, what is otherwise loaded at first need (the classifier, the languages, the holidays)."""
    classifier.shipped()
    languages.detector()
    feasts.public("ES", "", date.today().year)
    # What is loaded stays: no collection in the middle of a turn need look at it.
    gc.collect()
    gc.freeze()


def is_danger(text: str) -> bool:
    return dangers.kind_of(fold(clean(text))) is not None


def hear(
    text: str,
    *,
    language: str | None = None,
    country: str = "ES",
    today: date,
    context: Context = NOTHING,
    model: Model | None = None,
) -> Understanding:
    """A message with all it asks: its main wish, and beside it what stands in clauses of its own.

    The clauses are read by the rules alone: what half a sentence is like tells nothing.
    """
    text = spelling.written_out(clean(text))
    text = mask(text, wishes.cards(fold(text)))
    said = understand(text, language=language, country=country, today=today, context=context, model=model)
    pieces = clauses.split(text)
    if said.intent in FIRST:
        return said

    def alone(piece: str) -> Understanding:
        return understand(piece, language=said.language, country=country, today=today, context=context, model=SILENT)

    parts = [Clause(piece, alone(piece)) for piece in pieces] if len(pieces) > 1 else [Clause(text, said)]
    parts = [wish for part in parts for wish in _wishes(part, alone)]
    questions = [part for part in parts if part.said.intent == QUESTION and clauses.asks(part.text)]
    rest = " ".join(part.text for part in parts if part not in questions)
    if questions and rest and (main := alone(rest)).intent not in WHOLE:
        said = main.but(language=said.language)
    asked = [clause for question in questions for clause in _listed(question)]
    return said.but(beside=tuple(_beside(said, [*asked, *(part for part in parts if _is_wish(part.said))])))


def _wishes(part: Clause, alone: Callable[[str], Understanding]) -> list[Clause]:
    """A clause for each that is told in one breath: "toallas y que limpien el cuarto, estamos en la 204"."""
    if not _is_wish(part.said):
        return [part]
    told: list[Clause] = []
    for piece in clauses.joined(part.text):
        wish = _wish(piece, alone, WANTED[part.said.language] if told else "")
        if told and wish.said.intent in ("", told[-1].said.intent):
            told[-1] = Clause(told[-1].text + piece, told[-1].said)
        else:
            told.append(wish)
    if len({wish.said.intent for wish in told} - {""}) < 2:
        return [part]
    whole = ((wish, alone(wish.text)) for wish in told)
    return [Clause(wish.text, said if said.intent == wish.said.intent else wish.said) for wish, said in whole]


def _wish(piece: str, alone: Callable[[str], Understanding], wanted: str) -> Clause:
    """A thing alone ("y una almohada") is `wanted` like the one before it. Not a wish: of no intent."""
    text = clauses.without_and(piece)
    short = wanted and len(text.split()) <= SHORT
    for words in (text, f"{wanted} {text}") if short else (text,):
        if _is_wish(said := alone(words)):
            return Clause(piece, said)
    return Clause(piece, said.but(intent=""))


def _beside(said: Understanding, parts: list[Clause]) -> list[Clause]:
    """Each wish and each topic once, and none that the main wish is about."""
    found: dict[tuple[str, str], Clause] = {}
    for part in parts:
        is_question = part.said.intent == QUESTION
        about = (part.said.intent, part.said.slots.topic if is_question else "")
        if about != (said.intent, said.slots.topic if is_question else ""):
            found.setdefault(about, part)
    return list(found.values())[:MOST_BESIDE]


def _listed(question: Clause) -> list[Clause]:
    """A clause for each thing a question lists: "¿tienen wifi y piscina?"."""
    slots = question.said.slots
    things = {topics.find(fold(thing)): thing for thing in clauses.things(question.text)}
    things.pop("", None)
    if len(things) < 2:
        return [question]
    return [Clause(text, question.said.but(slots=replace(slots, topic=topic))) for topic, text in things.items()]


def _is_wish(said: Understanding) -> bool:
    return said.intent in INTENTS and INTENTS[said.intent].rank is Rank.WISH


def _with_stay(slots: Slots, stay: dates.StayDates) -> Slots:
    return replace(slots, arrival=stay.arrival, departure=stay.departure, nights=stay.nights)


def _who_and_which(text: str, folded: str, *, country: str, context: Context) -> tuple[Slots, str, int]:
    """Every slot but the stay; the folded text without them: no number is read twice; how many children have no age."""
    who, spans = _who(text, folded, country=country, context=context)
    rest = mask(folded, spans)
    many, numbered = rates.rooms(rest), rooms.number(rest)
    spans += [*([many[1]] if many else []), *([numbered.span("room")] if numbered else [])]
    topic, rate = topics.find(rest), rates.find(rooms.without_cheapest(rest), context.rate_plans)
    listed = context.awaiting in SHOWN or context.awaiting.startswith(asked.WHICH)
    shown = listed and not (topic and "?" in rest)
    # "A double and a single": of several types none is the one that is wanted.
    typed = mask(rest, [many[1]] if many else [])
    room = text[slice(*numbered.span("room"))] if numbered else rooms.of_type(text, typed, context.room_types, shown)
    rate = rate or (CHEAPEST if room and listed and rooms.is_cheapest(rest) else "")
    masked, narrowed = mask(rest, spans), bool(rate or room)
    choice = _choice(masked, context, listed=listed, narrowed=narrowed)
    spans += [choice[1]] if choice else []
    expected = context.asked in ("party", "people") or context.awaiting == "ages"
    people = party.find(mask(folded, spans), before=context.party, expected=expected)
    n = many[0] if many else context.rooms
    if n > 1 and people.party and rates.in_each(rest, people.party.size):
        said = people.party
        people = replace(people, party=Party(said.adults * n, said.children * n))
    split = rates.split(rest) if context.awaiting == "split" else ()
    slots = replace(
        who,
        party=None if split else people.party,
        split=split,
        room=room,
        rate=rate,
        rooms=many[0] if many else None,
        choice=choice[0] if choice else None,
        topic=topic,
    )
    rest = "" if split else mask(folded, [*spans, *people.spans, *times.spans(folded)])
    return slots, rest, people.ageless


def _who(text: str, folded: str, *, country: str, context: Context) -> tuple[Slots, list[Span]]:
    """Name, contact and confirmation number, and where they stand."""
    spans: list[Span] = []
    if email := contact.email(text):
        spans.append(email[1])
    reference = contact.reference(mask(text, spans))
    spans += [reference.span()] if reference else []
    if phone := contact.phone(mask(text, spans), country=country, awaited=context.awaiting == "details"):
        spans.append(phone[1])
    name = _name(text, mask(text, spans), folded, bool(email or phone), context)
    if name and (at := text.find(name)) >= 0:
        spans.append((at, at + len(name)))
    who = Slots(
        name=name,
        whose="other" if is_other(folded) else "",
        email=email[0] if email else "",
        phone=phone[0] if phone else "",
        reference=reference.group().upper() if reference else "",
    )
    return who, spans


def _choice(masked: str, context: Context, *, listed: bool, narrowed: bool) -> tuple[int, Span] | None:
    """By its number in the list; asked about two dates, "la primera" is one of those."""
    if context.offers_dates:
        return None
    awaited = context.awaiting == "choice" or context.awaiting.startswith(asked.WHICH)
    return rooms.choice(masked, shown=listed, awaited=awaited, narrowed=narrowed)


def _name(text: str, rest: str, folded: str, with_contact: bool, context: Context) -> str:
    expected = (context.awaiting == "details" and not context.name) or context.asked == "who"
    asked = expected or (context.awaiting in ("details", "confirm") and contact.looks_like_a_name(text))
    # "Pedro", and then "pedro martín".
    asked = asked or bool(context.name and folded.startswith(f"{fold(context.name)} "))
    awaited = asked and "?" not in text and not is_answer(folded)
    corrected = contact.corrected(text, context.name) if context.name else ""
    found = corrected or contact.name(rest, awaited=awaited, with_contact=with_contact)
    # Of who writes, not of who stays.
    return "" if is_other(folded) and contact.is_own(text, found) else found
