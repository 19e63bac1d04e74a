"""What was said is asked for again: the open question once more, else the last words; twice in vain, a person."""

from __future__ import annotations

from messaging.intents.base import Intent
from messaging.intents.lost import gave_up
from messaging.intents.offers import listed
from messaging.intents.onward import SHORT, go_on
from messaging.models import Message
from messaging.turn import Reply, Turn
from pms.terms import Contact
from reservations import availability


class Repeat(Intent):
    """The phrases are whole messages, courtesies taken off."""

    name = "repeat"
    phrases = {
        "es": (
            r"(?:no|perdon no|disculpe no|la verdad no|es que no) (?:te |le |lo |os |les |la )?(?:he )?(?:entend\w+"
            r"|entiend\w+|compren\w+|pill\w+|capt\w+)(?: nada| bien| ni papa| muy bien| eso| esto)?",
            r"(?:me lo |lo )?(?:puede|puedes|podes|podria|podrias) (?:repetir\w*|explicar\w*|aclarar\w*"
            r"|decir\w* otra vez)"
            r"(?: eso| esto| por favor| mejor)?",
            r"(?:repita|repite|repeti|repitalo|repitelo|repitame|repiteme|repetime|repetimelo)(?: eso| por favor)?",
            r"(?:como|que|eh|mande|perdon|perdona|disculpe|disculpa)(?: (?:como|dice|dices|decis|dijo|dijiste"
            r"|has dicho))?",
            r"que (?:quieres?|quiere|queres|quiso) decir(?: con eso)?|otra vez|como (?:es )?eso|de que (?:hablas"
            r"|habla)",
        ),
        "pt": (
            r"(?:desculpa |desculpe )?nao (?:te |o |a )?(?:entend\w+|compreend\w+|peguei)(?: nada| bem| direito"
            r"| isso)?",
            r"(?:voce )?(?:pode|poderia|consegue) (?:repetir|explicar|falar de novo|esclarecer)(?: isso| melhor"
            r"| por favor)?",
            r"(?:repete|repita)(?: isso| ai| por favor)?|(?:como|que|o que|ha|hein|perdao|como assim)(?: disse| e)?",
            r"o que (?:voce )?(?:quer|quis) dizer|de novo",
        ),
        "en": (
            r"(?:sorry )?(?:i )?(?:did not|didn't|don't|do not|didnt|dont) (?:understand|get|follow|catch)"
            r"(?: it| that| you| this| a thing)?",
            r"(?:could|can|would) you (?:please )?(?:repeat|say|explain|clarify)(?: it| that)?(?: again| please)?",
            r"(?:please )?(?:repeat|say)(?: it| that)?(?: again)?(?: please)?|(?:what|huh|pardon|pardon me|sorry"
            r"|excuse me"
            r"|come again|eh)(?: (?:what|was that|did you say|is that))?|what do you mean|i'm (?:lost|confused)",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        turn.frame.misses += 1
        return gave_up(turn) or _again(turn)


def _again(turn: Turn) -> Reply:
    frame = turn.frame
    match frame.awaiting:
        case "details":
            contact = Contact(frame.name, frame.email, frame.phone)
            return Reply("ask_details", contact=contact, other=frame.for_other)
        case "dates":
            return Reply("ask_dates", why="departure" if frame.arrival else "example", arrival=frame.arrival)
        case "choice" if offers := availability.recall(turn.hotel, frame.offers):
            return listed(turn, offers, "ask_choice")
    if frame.awaiting not in SHORT and (question := go_on(turn)):
        return question
    ours = Message.objects.filter(conversation=turn.conversation, direction="out")
    last = ours.order_by("-created_at", "-pk").first()
    return Reply("repeat", message=last) if last else Reply("greeting")
