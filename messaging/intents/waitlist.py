"""To hear when a room is free for a stay that is sold out, and not to hear of it any more."""

from __future__ import annotations

from messaging.intents import offers, stay
from messaging.intents.base import Intent
from messaging.intents.onward import go_on
from messaging.turn import Reply, Turn
from reservations import waitlist
from reservations.errors import NoRooms


class Waitlist(Intent):
    name = "waitlist"
    phrases = {
        "es": (
            r"\blistas? de espera\b|\b(?:avis\w+|notifi\w+|escrib\w+|contact\w+)(?: \w+){0,4} (?:si"
            r"|cuando) (?:\w+ ){0,3}"
            r"(?:libera\w*|liber\w+|desocup\w+|cancel\w+|abre|aparece|hay (?:lugar|sitio|algo|disponibilidad"
            r"|habitacion))",
            r"\bsi (?:se )?(?:libera|desocupa|cancela)(?: \w+){0,5} (?:avis\w+|me dic\w+|escrib\w+)\b",
        ),
        "pt": (
            r"\blistas? de espera\b|\b(?:avis\w+|notifi\w+|escrev\w+|cham\w+|contat\w+)(?: \w+){0,4} (?:se|quando|caso)"
            r" (?:\w+ ){0,3}(?:vag\w+|liber\w+|desocup\w+|cancel\w+|surgir|aparecer|tiver (?:vaga|lugar|quarto|algo))",
            r"\bse (?:vagar|liberar|desocupar|cancelarem|surgir)(?: \w+){0,5} (?:avis\w+|me diz|escrev\w+)\b",
        ),
        "en": (
            r"\bwait(?:ing)? ?-?list\b|\b(?:let me know|tell me|notify me|write (?:to )?me|text me|message me"
            r"|alert me|contact me)"
            r"(?: \w+){0,3} (?:if|when|once|as soon as)(?: \w+){0,4} (?:free|opens?|available|cancels?"
            r"|cancell?ations?|comes up)",
            r"\bif (?:something|anything|a room|one|someone)(?: \w+){0,3} (?:opens|frees|cancels|comes up|becomes)"
            r"(?: \w+){0,4} (?:let me know|tell me)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        stay.listen(turn)
        if question := stay.unclear(turn):
            return question
        try:
            return offers.listed(turn, offers.search(turn))
        except NoRooms as no:
            return _join(turn) if no.reason == "sold_out" else offers.no_rooms(turn, no)


class LeaveWaitlist(Intent):
    name = "leave_waitlist"
    phrases = {
        "es": (
            r"\b(?:quit\w+|sa(?:c|qu)\w+|borr\w+|elimin\w+|salir)(?: \w+){0,3} lista\b|\b(?:ya )?no me (?:avis\w+"
            r"|escrib\w+)(?: mas)?\b",
            r"^\W*ya no\W*(?:gracias\W*)?$|\bno hace falta que (?:me )?avis\w+",
        ),
        "pt": (
            r"\b(?:tir\w+|remov\w+|sair)(?: \w+){0,3} lista\b|\bnao (?:precisa )?(?:mais )?(?:me )?avis\w+(?: mais)?\b",
            r"^\W*(?:ja nao|nao mais|nao precisa mais)\W*(?:obrigad[oa]\W*)?$",
        ),
        "en": (
            r"\b(?:take|remove|get)(?: \w+){0,3} (?:off|from) (?:the |your )?(?:wait(?:ing)? ?-?)?list\b",
            r"\b(?:no need to|don't|do not) (?:let me know|tell me|notify me)\b|^\W*(?:not any ?more|no longer)\W*$",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        left = waitlist.leave(turn.hotel, turn.holder)
        turn.note("waitlist", {"left": left})
        return Reply("waitlist_left" if left else "denied", under_way=False).then(go_on(turn))


def answer(turn: Turn, *, yes: bool) -> Reply:
    """To "shall I tell you if one is free?"."""
    if not yes or turn.frame.stay is None:
        turn.frame.forget_booking()
        return Reply("denied", under_way=False)
    return _join(turn)


def _join(turn: Turn) -> Reply:
    frame = turn.frame
    assert frame.stay, "asked of a stay that was sold out"
    entry = waitlist.join(turn.guest, frame.stay, frame.party, asked_by=turn.holder)
    turn.note("waitlist", {"id": entry.pk})
    frame.forget_booking()
    return Reply("waitlisted", entry=entry, stay=entry.stay, party=entry.party, data={"waiting": True})
