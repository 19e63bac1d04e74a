"""What a room is like, from the descriptions of its type and nothing else: size, beds, bath, view, how many sleep."""

from __future__ import annotations

import re

from messaging.grounding.policies import folded
from messaging.intents.onward import go_on
from messaging.turn import Reply, Turn
from pms.models import RoomType

TOPIC = "rooms"
# How many sleep in it stands in a column, and needs no word of the description.
SLEEPS = re.compile(r"cuant[ao]s|quant[ao]s|how many|caben|cabem|entran|sleeps?")
COMPARES = re.compile(r"diferencia|recom\w+|aconsej\w+|conviene|mejor")
AT_ALL = re.compile(r"\blike\b|\babout\b|\bcomo (?:es|e|son|sao)\b")
FEATURES = tuple(
    re.compile(pattern)
    for pattern in (
        r"baneras?|banheiras?|bath ?tubs?",
        r"balcon\w*|varandas?|balcony|balconies",
        r"m2|metros|tamano|tamanho|grande|how big|size|square",
        r"camas?|beds?|queen|king",
        r"vistas?|views?",
        r"terraz\w+|terracos?|terraces?",
        r"hidromas\w+|whirlpool|jacuzzi",
        r"chimeneas?|hogar|lareiras?|fireplaces?",
        r"hamacas?|redes?\b|hammocks?",
    )
)


def answer(turn: Turn) -> Reply:
    types = list(RoomType.objects.filter(hotel=turn.hotel))
    named = [row for row in types if row.code == turn.slots.room] or types
    question = folded(turn.text)
    wanted = [feature for feature in FEATURES if feature.search(_without_names(question, types))]
    whole = SLEEPS.search(question) or COMPARES.search(question)
    if not wanted and not whole and not (turn.slots.room and AT_ALL.search(question)):
        named = []
    said = [row for row in named if all(feature.search(_described(row)) for feature in wanted)]
    turn.note(*(("rooms", [row.code for row in said]) if said else ("fact", {"topic": TOPIC, "id": None})))
    reply = Reply("rooms_described", types=said) if said else Reply("no_fact")
    return reply.then(go_on(turn))


def _described(row: RoomType) -> str:
    return folded(" ".join(row.descriptions.values()))


def _without_names(question: str, types: list[RoomType]) -> str:
    """ "Does the suite with terrace have a bathtub?" asks for no terrace."""
    names = sorted((folded(name) for row in types for name in row.names.values() if name), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, names)), " ", question) if names else question
