"""From a chosen room to a reservation: hold, read back, details in any order, an explicit yes."""

from __future__ import annotations

from locks.errors import HoldExpired
from locks.models import RoomHold
from messaging.intents import asked, chosen, several, stay, wish
from messaging.intents.base import Intent
from messaging.intents.booked import reserve, told
from messaging.intents.holding import held_offer, hold, hold_instead, read_back, renew
from messaging.intents.offers import listed, no_rooms, offer_rooms, search
from messaging.intents.onward import go_on
from messaging.turn import Reply, Turn
from pms.terms import Contact
from reservations import availability, booking, waitlist
from reservations.errors import NoRooms
from reservations.models import Offer


class ChooseRoom(Intent):
    name = "choose_room"
    phrases = {
        "es": (
            r"\b(?:me quedo con|prefiero|elijo|escojo|me gusta|me llevo|opto por|dame|deme|nos quedamos con|tomo"
            r"|tomamos|reservame|reserveme|quiero|queremos|quisiera) (?:la|el|esa|ese|esta|este|una?)\b",
            r"\breserv(?:ar|a|o|e)(?: la)? habitacion\b",
        ),
        "pt": (
            r"\b(?:fico com|prefiro|escolho|vou querer|vou de|quero|pode ser|gostei d[oa]|ficamos com"
            r"|queremos) (?:o|a|ess[ae]|est[ae]|um|uma)?\b",
            r"\breserv(?:ar|a|o|e)(?: o)? quarto\b",
        ),
        "en": (
            r"\b(?:i'll take|i will take|we'll take|i prefer|i choose|i'd like|i want|let's go with|i'll go with"
            r"|give me|i'll have|take) (?:the|that|this|number|a)\b",
            r"\b(?:book|reserve)(?: the)? room\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        changed, several_rooms = stay.listen(turn), several.begins(turn)
        if question := stay.unclear(turn):
            return question
        if several_rooms and not turn.frame.split:
            return several.look(turn, changed=changed)
        try:
            if turn.slots.choice is not None and not turn.frame.offers:
                return listed(turn, search(turn))  # a number of a list that nobody has read
            return self._choose(turn, search(turn) if changed or not turn.frame.offers else _shown(turn))
        except NoRooms as no:
            return no_rooms(turn, no)

    def _choose(self, turn: Turn, offers: list[Offer]) -> Reply:
        if turn.slots.choice == chosen.OTHER and not turn.frame.offer:
            # Nothing is held: another type than those shown, else all there is.
            shown, offers = {offer.room_type for offer in offers}, search(turn)
            offers = [offer for offer in offers if offer.room_type not in shown] or offers
        meant, unit = chosen.meant(turn, offers)
        if not meant and turn.slots.choice is None:
            # The list shown may have been narrowed to one type.
            offers = search(turn)
            meant, unit = chosen.meant(turn, offers)
        if len(meant) == 1:
            return hold(turn, meant[0], unit=unit)
        return listed(turn, meant or offers, "ask_choice", gone=not meant)


class GiveDetails(Intent):
    """Who the guest is; also any other slot, in any order."""

    name = "give_details"

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if stay.listen(turn):
            return _changed(turn)
        if frame.offer is None:
            offers = availability.recall(turn.hotel, frame.offers)
            return listed(turn, offers, "ask_choice") if offers else stay.unclear(turn) or offer_rooms(turn)
        if frame.contact is None and frame.awaiting == "details" and booking.held(turn.hotel, turn.holder):
            contact = Contact(frame.name, frame.email, frame.phone)
            return Reply("ask_details", contact=contact, other=frame.for_other)
        return read_back(turn)


class Confirm(Intent):
    name = "confirm"
    phrases = {
        "es": (
            r"^\W*(?:si,? |ok,? |vale,? |dale,? )?confirm(?:ar|o|amos|a|ado|e)(?: (?:la|mi|esta))? (?:reserva"
            r"|reservacion)\b",
            r"^\W*(?:si,? )?(?:quiero|quisiera|deseo) confirmar\b",
        ),
        "pt": (
            r"^\W*(?:sim,? |ok,? )?confirm(?:ar|o|amos|a|ado|e)(?: (?:a|minha|esta))? reserva\b",
            r"^\W*(?:sim,? )?(?:quero|queria) confirmar\b",
        ),
        "en": (
            r"^\W*(?:yes,? |ok,? )?(?:please )?confirm(?:ing)?(?: (?:the|my|this))? (?:reservation|booking)\b",
            r"^\W*(?:i want|i'd like|i would like) to confirm\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if answer := asked.answered(turn, yes=True):
            return answer
        if stay.listen(turn):
            return _changed(turn)
        if frame.offer is None:
            return _nothing_held(turn)
        if frame.taken:
            return several.confirm(turn)
        # A yes is to what was read back just before, or to the button that names the offer.
        # "Claro que sí, a nombre de …" answers who it is for; "Confirmar reserva: Ana …" (any language) is a yes.
        named = turn.slots.name or turn.slots.email or turn.slots.phone
        polite = named and "confirm" not in turn.text.lower()
        agreed = not polite and (turn.slots.choice or turn.read_back) == frame.offer
        held = booking.held(turn.hotel, turn.holder)
        if held is None:
            return renew(turn)
        if frame.contact is None or not agreed:
            return read_back(turn)
        return book(turn, held)


class Deny(Intent):
    name = "deny"
    phrases = {
        "es": (
            r"n+o+|nop|no no(?: no)?|nel|para nada|nada|negativo|de ninguna manera|claro que no|por supuesto que no",
            r"todavia no|aun no|ahora no|por ahora no|no por ahora|no quiero|no (?:l[oa] )?(?:hagas?|hagan)",
            r"no (?:me |nos )?(?:l[oa] )?(?:confirm|reserv|apart)(?:o|es|e|en|ar)|no es correcto|no esta bien"
            r"|incorrecto|no asi no|eso no|no la quiero"
            r"|no me interesa|ninguna",
            r"ninguno|no es eso|esta mal|(?:mejor )?(?:l[oa] )?(?:mantengo|mantenemos|conservo|conservamos)",
            r"(?:mejor )?(?:mantenl[oa]|mantengal[oa]|mantenerl[oa]|dej(?:a|e|en|ar"
            r"|emos)l[oa])(?: (?:como esta(?:ba)?|asi))?",
        ),
        "pt": (
            r"n+a+o+|nao nao|n|negativo|de jeito nenhum|claro que nao|ainda nao|agora nao|por enquanto nao|nao quero",
            r"nao confirmo|nao pode|errado|nao esta certo|nao e isso|nenhum|nenhuma|nao obrigad[oa]",
        ),
        "en": (
            r"n+o+|nope|nah|no no|no way|not yet|not now|no don't|don't|do not|absolutely not|of course not|negative",
            r"(?:no )?(?:in that case |then |actually )?(?:i'll |we'll |i'd rather |let's )?keep (?:it|the booking"
            r"|my booking|our booking)(?: then| as it is| as is)?",
            r"i don't want it|i don't|wrong|that's wrong|not correct|incorrect|that's not right|none"
            r"|neither|no sorry",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        if answer := asked.answered(turn, yes=False):
            return answer
        if wish.drop(turn):
            return Reply("dropped", held=False).then(go_on(turn))
        if stay.listen(turn):
            return _changed(turn)
        return Reply("denied", under_way=bool(turn.frame.offer or turn.frame.offers))


class CancelFlow(Intent):
    name = "cancel_flow"
    phrases = {
        "es": (
            r"\bolvid(?:a|e|ar)(?:lo|me|te)?\b(?! (?:mi|la|el) (?:contras|cargador|e-?mail|correo|mail|nombre|tel))",
            r"\bdej(?:a|e|alo|elo|emoslo)(?:lo)? (?:asi|estar|para otro|para despues)",
            r"^\W*(?:no,? )?(?:dejalo|dejelo|deja)\W*$",
            r"\bya no (?:quiero|queremos|la quiero|lo quiero|me interesa|hace falta|necesito|vamos)",
            r"\bno (?:quiero|voy a|queremos|vamos a) (?:reservar|hacer la reserva|seguir|continuar)(?: nada| ya)?",
            r"\bme arrepenti|\bcambie de (?:idea|opinion)|\bmejor no\b|\bno,? (?:mejor )?nada\b",
            r"\bsolo (?:miraba|estaba mirando|estoy mirando|consultaba)\b",
            r"\bempe(?:zar|cemos) de (?:nuevo|cero)",
        ),
        "pt": (
            r"\bdeixa (?:pra|para) la|\bdeixa (?:quieto|isso)|^\W*(?:nao,? )?deixa\W*$|\besquec[ea]\b",
            r"\bnao (?:quero|queremos|vou|vamos) mais\b|\bdesist[oi]|\bmudei de ideia|\bmelhor nao\b",
            r"\bnao (?:quero|vou|queremos|vamos) (?:reservar|fazer a reserva|continuar)|\bcomecar de novo"
            r"|\bso (?:estava olhando|olhando)\b",
        ),
        "en": (
            r"\bforget (?:it|about it|that)|\bnever ?mind\b|\bleave it\b|\bchanged (?:my|our) minds?\b"
            r"|\bstart over\b",
            r"\b(?:don't|dont|do not) want (?:it|to book|to continue|the room|a room)(?: any ?more)?\b",
            r"\bno longer (?:want|need|interested)|\bscrap that|\bdrop it\b|\bnot interested\b"
            r"|\bjust (?:looking|browsing)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        if answer := asked.answered(turn, yes=False):
            return answer
        if wish.drop(turn):
            return Reply("dropped", held=False).then(go_on(turn))
        released = booking.release(turn.hotel, turn.holder, reason="the guest dropped the booking")
        turn.note("released", released)
        waitlist.leave(turn.hotel, turn.holder)
        turn.frame.forget_booking()
        return Reply("dropped", held=bool(released), data={"lock_acquired": False})


def book(turn: Turn, held: RoomHold) -> Reply:
    frame = turn.frame
    offer, contact = held_offer(turn), frame.contact
    assert contact, "Confirm reads back until the contact is complete"
    try:
        reservation = reserve(turn, offer, held, contact)
    except HoldExpired:
        return renew(turn)
    except NoRooms as no:
        frame.offer = None
        return no_rooms(turn, no)
    return told(turn, reservation)


def _changed(turn: Turn) -> Reply:
    if question := stay.unclear(turn):
        return question
    if turn.frame.rooms > 1:
        return several.look(turn, changed=True)
    held = booking.held(turn.hotel, turn.holder)
    return hold_instead(turn, held) if held else offer_rooms(turn)


def _shown(turn: Turn) -> list[Offer]:
    """What was listed; asked again when those prices have run out."""
    offers = availability.recall(turn.hotel, turn.frame.offers)
    return offers if offers and all(offer.is_valid for offer in offers) else search(turn)


def _nothing_held(turn: Turn) -> Reply:
    """A yes before any room was chosen: to a single offer it means that one; to nothing it is a courtesy."""
    offers = availability.recall(turn.hotel, turn.frame.offers)
    if not offers and not turn.frame.awaiting:
        return Reply("thanks")  # "ok" after everything is said
    if not offers:
        return stay.unclear(turn) or offer_rooms(turn)
    if len(offers) > 1:
        return listed(turn, offers, "ask_choice")
    try:
        return hold(turn, offers[0])
    except NoRooms as no:
        return no_rooms(turn, no)
