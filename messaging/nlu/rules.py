"""The intent of a message by rule: phrases, the slots found, and what the dialogue awaits."""

from __future__ import annotations

import re
from collections.abc import Callable

from messaging import dangers
from messaging.intents import INTENTS, Rank, chat
from messaging.intents.wish import Need, Wish
from messaging.nlu import asked, assent, booked
from messaging.nlu.asked import RANKED, UNDER_WAY, Decision
from messaging.nlu.message import Message
from messaging.nlu.rates import is_asked
from messaging.nlu.text import plain

_THUMBS = re.compile(r"[\s👍👌✅🆗🏻🏼🏽🏾🏿️]+")
_YES_FIRST = re.compile(
    r"^\W*(?:s+i+|sim|yes|ok|okay|vale|dale|claro|confirmo|confirmado|i confirm|perfecto|perfeito|perfect)\b\W"
)
_NO_CANCEL = re.compile(r"\b(?:no|nao|don't|do not|not)(?: \w+){0,2} (?:cancel|anul|desmarc)\w*")
_MINE = re.compile(r"\b(?:mi|mis|my|our|minha|nossa|nuestra)\b")
_ROOM_WORD = re.compile(
    r"\b(?:habitacion(?:es)?|cuartos?|rooms?|quartos?|noches?|nights?|noites?|diarias?|hab|estadia|stay)\b"
)
_ROOM_NUMBER = re.compile(r"[0-9]")
_THANKS_ONLY = re.compile(
    r"^(?:ok|okay|perfecto|perfeito|genial|great|perfect|vale|listo|bueno|dale|sim|si|yes|otimo|excelente)? ?"
    r"(?:muchas |mil |muito )?(?:gracias|thanks|thank you|obrigad[oa]|valeu)"
)
_RATHER = re.compile(r"\b(?:mejor|melhor|rather|instead|better)\b(?! (?:no|nao|not)\b)")
_OTHERS = re.compile(
    r"(?:(?:quiero|dame|ver|hay|tienes|tienen|quero|tem|do you have|any|show me) )?"
    r"(?:(?:la|otra|otras|o|outro|outros|the|another|other) (?:habitacion(?:es)?|quartos?|rooms?|cuartos?)"
    r"|(?:otras?|outras?|another|other|mas|mais|more) (?:opcion(?:es)?|opcao|opcoes|options?))(?: por favor| please)?"
)
_OF_THE_STAY = re.compile(
    r"\b(?:habitacion(?:es)?|cuartos?|quartos?|rooms?|reserv\w+|book(?:ing|ed)?|lleg[au]\w*|cheg\w+|arriv\w+|land(?:s|ed|ing)?"
    r"|aterriz\w+|pous\w+|check ?-?(?:in|out)|desk|recep\w+|someone|somebody|anyone|anybody|alguien|alguem|stay)\b"
)
_OI = re.compile(r"\W*oi+\W*\?+\W*")
_PICTURES = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
MOST_BESIDE = 3
YES_AWAITED = ("confirm", "cancel_confirm", "change_confirm", "waitlist", "extra_confirm")


def decide(message: Message) -> Decision:
    """The intent and how sure it is, 0 to 1."""
    for rule in RULES:
        if decision := rule(message):
            return decision
    return "unknown", 0.0


def _danger(message: Message) -> Decision | None:
    return ("emergency", 0.95) if dangers.kind_of(message.text) else None


def _first(message: Message) -> Decision | None:
    return next(((name, 0.95) for name in RANKED[Rank.FIRST] if message.says(name)), None)


def _wish(message: Message) -> Decision | None:
    """In the order of messaging.intents.FAMILY. Beside the nights of a stay it is a wish about that room."""
    found = next((name for name in RANKED[Rank.WISH] if message.says(name)), "")
    wish, nights = INTENTS.get(found), message.slots.departure or message.slots.nights
    # "A taxi on the 17th for two people": a day and people, and yet no stay.
    stay = message.has_stay and (nights or not (isinstance(wish, Wish) and wish.timed))
    new = message.says("booking_wish") or message.says("check_availability")
    if not found or (stay and new and not booked.is_named(message.text)):
        return None
    of_new_room = message.says("booking_wish") and not _MINE.search(message.text)
    if isinstance(wish, Need) and (of_new_room or nights):
        return None
    return found, 0.9


def _yes_or_no(message: Message) -> Decision | None:
    """Exact lists only, never with a question mark: nothing is booked on a maybe."""
    if message.question:
        return None
    if _THUMBS.fullmatch(message.text):
        return "confirm", 0.9 if message.awaiting else 0.5
    awaits_yes = message.awaiting in YES_AWAITED
    if message.awaiting == "cancel_confirm" and message.is_just("cancel_exact"):
        return "confirm", 0.95
    if message.is_just("confirm_exact"):
        if not message.awaiting and _THANKS_ONLY.match(plain(message.text)):
            return "thanks", 0.9
        wish = not message.awaiting and message.says("check_availability")
        return ("check_availability", 0.8) if wish else ("confirm", 0.98 if awaits_yes else 0.6)
    dropped = message.awaiting in UNDER_WAY and message.says("cancel_flow")  # "déjelo": a cancellation, or a booking
    if message.is_just("deny") and not dropped:
        return "deny", 0.98 if message.awaiting else 0.7
    if message.awaiting in ("choice", "details") and assent.is_yes(plain(message.text), awaiting=""):
        return "confirm", 0.6
    if awaits_yes and assent.is_yes(plain(message.text), awaiting=message.awaiting):
        return "confirm", 0.95
    return None


def _later(message: Message) -> Decision | None:
    """ "Lo consulto con mi marido y le digo mañana": no day of a stay, and nothing is dropped."""
    asks = not message.awaiting or message.question or message.slots.departure
    return ("small_talk", 0.9) if not asks and chat.kind_of(message.text) == "later" else None


def _urgent(message: Message) -> Decision | None:
    return ("urgent", 0.9) if message.says("urgent") else None


def _again(message: Message) -> Decision | None:
    """What was said, or what was booked, once more. "Oi?" and "oi" are two things."""
    again = message.is_just("repeat") or _OI.fullmatch(message.text)
    if again:
        return "repeat", 0.9
    return ("as_last_time", 0.9) if message.says("as_last_time") else None


def _beyond(message: Message) -> Decision | None:
    """What no hotel's agent can know, unless a room is spoken of; "¿lloverá el sábado?" names no stay."""
    slots = message.slots
    business = slots.party or slots.topic or message.has_contact or slots.room or message.says("check_availability")
    # "Buen finde" and "feliz Navidad" are no stay either; what is left beside them is a name or a courtesy.
    rest = message.without("small_talk")
    few = len(rest) <= (1 if business else MOST_BESIDE) and not any(map(str.isdigit, rest))
    if few and message.says("small_talk"):
        return "small_talk", 0.9
    of_the_stay = _OF_THE_STAY.search(message.text) or message.says("booking_wish")
    beyond = message.says("out_of_scope") and not (business or of_the_stay)
    return ("out_of_scope", 0.8) if beyond else None


def _human(message: Message) -> Decision | None:
    return ("human", 0.9) if message.says("human") else None


def _rate(message: Message) -> Decision | None:
    """ "Sí pero con desayuno": neither a yes nor a question about breakfast."""
    slots = message.slots
    if not slots.rate or message.awaiting not in UNDER_WAY:
        return None
    if is_asked(message.text) and not _RATHER.search(message.text):
        return None
    if message.has_stay or message.has_dates or message.ask or message.has_contact or slots.reference:
        return None
    return "choose_room", 0.9


def _cancel(message: Message) -> Decision | None:
    under_way = message.awaiting in UNDER_WAY
    if _NO_CANCEL.search(message.text):
        return "deny", 0.7
    if message.awaiting == "cancel_confirm" and message.says("costs"):
        return "cancel_reservation", 0.9  # it is quoted again, with its fee
    if message.says("cannot_come") and not (under_way or message.question):
        return "cancel_reservation", 0.85
    wished = message.says("cancel_wish") or bool(message.slots.reference)
    if message.slots.topic == "cancellation_policy" and not wished:
        return "hotel_question", 0.9
    which = message.slots.reference or (not under_way and (message.slots.month or message.has_dates))
    if which and message.says("cancel_wish"):
        return "cancel_reservation", 0.95
    if message.says("cancel_reservation"):
        dropped = under_way and not message.slots.reference and not _MINE.search(message.text)
        return ("cancel_flow", 0.8) if dropped else ("cancel_reservation", 0.95 if wished else 0.8)
    if message.is_just("cancel_exact"):
        return ("cancel_flow" if under_way else "cancel_reservation"), 0.85
    another = message.slots.room and _RATHER.search(message.text)
    if not message.awaiting and message.says("cancel_wish"):
        return "cancel_reservation", 0.85
    if message.says("cancel_flow") and not message.has_stay and not another:
        return "cancel_flow", 0.9
    return None


def _confirm(message: Message) -> Decision | None:
    """A yes with one's details, nothing changed; with other dates it is a correction."""
    slots = message.slots
    if message.question or message.has_stay or message.ask or slots.room or slots.rate or slots.choice is not None:
        return None
    if message.says("confirm"):
        return "confirm", 0.95
    if _YES_FIRST.match(message.text) and message.has_contact and message.awaiting in ("confirm", "details"):
        return "confirm", 0.85
    return None


def _existing(message: Message) -> Decision | None:
    slots = message.slots
    wish = message.says("booking_wish") and not _MINE.search(message.text)
    named = message.says("show_reservation") or (booked.is_named(message.text) and message.has_dates)
    if named and not wish and not (message.has_stay and message.awaiting in UNDER_WAY):
        return "show_reservation", 0.85
    if slots.reference and not message.has_stay:
        return "show_reservation", 0.8
    return None


def _question(message: Message) -> Decision | None:
    topic = message.slots.topic
    if message.says("other_booking") and message.awaiting not in UNDER_WAY:
        return "hotel_question", 0.7
    if not topic or (message.has_stay and topic != "children") or (message.has_dates and not message.loose):
        return None
    about_room = _ROOM_WORD.search(message.text) is not None
    priced = message.says("check_price") and (topic == "rooms" or (about_room and topic == "breakfast"))
    if message.says("booking_wish") or priced:
        return None
    # "La suite está muy cara" chooses none.
    chosen = message.slots.choice is not None or (message.slots.room and topic not in ("discount", "rooms"))
    if message.awaiting == "choice" and chosen and not message.question:
        return None
    return "hotel_question", 0.9


def _choose(message: Message) -> Decision | None:
    slots = message.slots
    if slots.choice is not None:
        return "choose_room", 0.95
    if not slots.room:
        return None
    shown = message.awaiting in UNDER_WAY
    if _ROOM_NUMBER.search(slots.room) and (shown or message.says("choose_room") or message.says("booking_wish")):
        return "choose_room", 0.9
    if shown and not message.has_stay and not message.question:
        return "choose_room", 0.9
    return None


def _price(message: Message) -> Decision | None:
    return ("check_price", 0.9) if message.says("check_price") else None


def _details(message: Message) -> Decision | None:
    """Asked who they are, a name counts more than a room or a party beside it."""
    if message.has_contact and message.awaiting == "details" and not (message.has_dates or message.ask):
        return "give_details", 0.95
    return None


def _availability(message: Message) -> Decision | None:
    if message.awaiting and _OTHERS.fullmatch(plain(message.text)):
        return "check_availability", 0.9
    if message.says("check_availability"):
        return "check_availability", 0.95 if message.has_stay else 0.85
    if message.loose and (message.says("thanks") or message.says("how_are_you")):
        return None
    room_type = message.slots.room and not _ROOM_NUMBER.search(message.slots.room)
    if message.has_stay or message.has_dates or message.ask or room_type or message.slots.rooms:
        return "check_availability", 0.8
    return None


def _who(message: Message) -> Decision | None:
    return ("give_details", 0.85) if message.has_contact else None


def _small_talk(message: Message) -> Decision | None:
    if message.says("small_talk"):
        return "small_talk", 0.9
    if message.says("thanks"):
        return "thanks", 0.9
    if message.says("greeting"):
        return "greeting", 0.9
    return ("small_talk", 0.7) if _PICTURES.search(message.text) and not plain(message.text) else None


RULES: tuple[Callable[[Message], Decision | None], ...] = (
    _danger,
    _first,
    asked.asked,
    _later,
    _yes_or_no,
    _again,
    _wish,
    _urgent,
    _human,
    _rate,
    asked.change,
    asked.waitlist,
    asked.extra,
    _cancel,
    asked.answer,
    asked.group,
    _confirm,
    _existing,
    _beyond,
    _question,
    _details,
    _choose,
    _price,
    _availability,
    _who,
    _small_talk,
    asked.goes_on,
)
