"""What an ambiguous date may mean, two stays at most, and which of them a guest then chooses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from messaging.nlu.dates import chosen, mentions, stay
from messaging.nlu.dates import grammar as g
from messaging.nlu.dates.mentions import Mention
from messaging.nlu.dates.message import Message, StayDates
from messaging.nlu.text import plain
from messaging.session import DateOption

# With these a date is only a proposal, so no slot holds it; with the others it is what was said.
PROPOSALS = {"order_ambiguous", "weekend", "holiday", "after_midnight"}
TWOFOLD = PROPOSALS | {"weekday_mismatch", "nights_mismatch", "next_weekday"}
_COURTEOUS = (
    r"(?:(?:no|si|sim|yes|ok|vale|dale|bueno|pues|mejor|prefiero|prefiro|quiero|quero|seria|es|e|i'd like|i mean"
    r"|i meant|let's go with|por favor|please|porfa|para|o de|a de)\s)*"
)
_ARTICLE = r"(?:(?:la|el|los|las|lo|a|o|os|as|the|de|opcion|opcao|option|numero|number)\s)*"
_AFTER = (
    r"(?:\s(?:opcion|opcao|option|one|fecha|data|date|por favor|porfa|please|gracias|thanks|obrigad[oa]"
    r"|esta bien|mejor))*"
)
_ORDINALS = (
    (r"1|1a|1o|1st|uno|una|um|uma|one|primer|primera|primero|primeira|primeiro|first|former|antes", 0),
    (r"2|2a|2o|2nd|dos|dois|duas|two|segunda|segundo|second|otra|otro|outra|outro|ultima|ultimo|last|latter|other", 1),
)
_CHOICES = [(re.compile(f"{_COURTEOUS}{_ARTICLE}(?:{words}){_AFTER}"), index) for words, index in _ORDINALS]
_AGREED = re.compile(
    r"(?:(?:s+i+|sim|yes|yep|ok|okay|vale|dale|claro|perfecto|perfeito|perfect|great|esas?|esos?|essas?|isso|those|that"
    r"|fechas|dias|noches|datas|noites|dates|nights|works?|for me|por favor|please|gracias|obrigad[oa]|thanks)\b ?)+"
)
_WHOLE = re.compile(r"\b(?:toda|entera|completa|inteira|completo|whole|entire|full|all)\b")


def weigh(message: Message) -> StayDates:
    """The stay said; where it may be two, both of them and the doubt."""
    found = stay.read(message)
    unordered = message.day_first is None
    if not (unordered or TWOFOLD & set(found.ask)):
        return found
    other = stay.read(message.other)
    options = _distinct(_options(message, found) + _options(message, other))
    doubts = ("order_ambiguous",) * unordered + found.ask
    if unordered and len(options) < 2:
        return found if found.arrival or found.departure else other
    if len(options) == 1 and set(doubts) <= {"weekend", "after_midnight", "departure"}:
        return found
    if len(options) < 2 and "holiday" not in doubts:
        options = ()
    if PROPOSALS & set(doubts):
        doubts = tuple(doubt for doubt in doubts if doubt != "departure")
        return StayDates(nights=message.nights, ask=doubts, options=options)
    return replace(found, options=options)


def _options(message: Message, found: StayDates) -> tuple[DateOption, ...]:
    arrival = found.arrival or (message.context.arrival if found.departure else None)
    fits = arrival and (found.departure is None or found.departure > arrival)
    return (DateOption(arrival, found.departure),) if arrival and fits else ()


def _distinct(options: Sequence[DateOption]) -> tuple[DateOption, ...]:
    return tuple(sorted(dict.fromkeys(options), key=lambda option: (option.arrival, option.departure or date.max)))


def chosen_of(folded: str, message: Message) -> StayDates | None:
    """The answer to a question that offered two dates: "la primera", "el 12 de marzo", "la semana entera"."""
    options = message.context.date_options
    if not message.context.offers_dates:
        return None
    option = _by_order(plain(folded), options) or _by_dates(message, options)
    if option is None:
        return None
    found = StayDates(option.arrival, option.departure)
    return stay.finished(message, found)


def _by_order(words: str, options: Sequence[DateOption]) -> DateOption | None:
    for pattern, index in _CHOICES:
        if pattern.fullmatch(words) and index < len(options):
            return options[index]
    if len(options) == 1 and _AGREED.fullmatch(words):
        return options[0]
    ends = [option for option in options if option.departure]
    if _WHOLE.search(words) and len(ends) == 2:
        return max(ends, key=lambda option: (option.departure or option.arrival) - option.arrival)
    return None


def _by_dates(message: Message, options: Sequence[DateOption]) -> DateOption | None:
    """The one option that all dates named belong to, in order."""
    said = mentions.find(message.tokens, message.kinds, day_first=message.day_first is not False)
    said = chosen.days_only(said, message.tokens, message.kinds, expected=True)
    if len(said) > 2:
        return None
    if said:
        fitting = [option for option in options if _fits(said, option, message)]
    else:
        months = {token.value for token in message.tokens if token.kind == g.MONTH}
        fitting = [option for option in options if option.arrival.month in months]
    return fitting[0] if len(fitting) == 1 else None


def _fits(said: Sequence[Mention], option: DateOption, message: Message) -> bool:
    days: tuple[date | None, ...] = (option.arrival, option.departure)
    if len(said) == 1 and chosen.roles(said, message.kinds) == ["departure"]:
        days = (option.departure,)
    return all(day is not None and _is(mention, day) for mention, day in zip(said, days, strict=False))


def _is(mention: Mention, day: date) -> bool:
    asked = (
        (mention.day, day.day),
        (mention.month, day.month),
        (mention.weekday, day.weekday()),
        (mention.year, day.year),
    )
    return mention.offset is None and not mention.near and all(said in (None, real) for said, real in asked)
