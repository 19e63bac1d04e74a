"""What a hotel knows, who says so, and which questions it answers. Staff's changes go through here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from messaging import synonyms
from messaging.grounding.policies import folded
from messaging.models import Fact
from pms.models import Hotel

NEAR = 0.8
"""How much of the words of a question must stand in a fact that answers it."""
TRUSTED_FOR = timedelta(days=180)
"""So long after somebody last said that it is true."""

# Words a question is put with: "¿Hay pista de pádel?" and "buenas, tienen pista de padel" ask the same.
_PUT_WITH = (
    "a as ao aos da das de del do dos e el em en la las lo los o os um uma un una unos y the an and of in at is are do"
    " does hay tiene tienen tienes teneis tenes tendran ofrecen habria tem teria voces vcs ustedes you have there any"
    " got some hola oi ola hi hello hey buenas buenos bom boa dias dia tardes tarde noches noite good morning evening"
    " por favor please gracias obrigado obrigada thanks se alguna alguno algun algum alguma"
)
# What is left of a text in an SQL expression, written in one way; empty: it asks nothing.
GIST = (
    r"btrim(regexp_replace(regexp_replace(lower(unaccent({})), '[^[:alnum:]]+', ' ', 'g'), "
    rf"'\m(?:{'|'.join(_PUT_WITH.split())})\M *', '', 'g'))"
)
# A question that staff have said the topic of, by its gist; else the fact that speaks of every thing it names; else,
# where nothing we know is named, one that has nearly all of its words. A hotel has some dozens of facts: no index but
# the one by hotel is asked for.
FIND = f"""
WITH taught AS (
    SELECT c.slots ->> 'topic' AS topic FROM messaging_correction AS c
    WHERE c.hotel_id = %(hotel)s AND c.verdict = 'wrong' AND c.intent = 'hotel_question'
        AND {GIST.format("%(text)s::text")} <> '' AND {GIST.format("%(text)s::text")} = (
            SELECT {GIST.format("string_agg(m.text, ' ' ORDER BY m.created_at, m.id)")}
            FROM messaging_message AS m WHERE m.turn_id = c.turn_id AND m.direction = 'in')
    ORDER BY c.created_at DESC LIMIT 1
), known AS (
    SELECT f.*, to_tsvector('folded', replace(f.topic, '_', ' ') || '. ' || f.text) AS said,
        lower(unaccent(replace(f.topic, '_', ' ') || ' ' || f.text)) AS plain
    FROM messaging_fact AS f
    WHERE f.hotel_id = %(hotel)s AND f.language IN (%(language)s, %(own)s)
        AND (f.valid_until IS NULL OR f.valid_until >= %(today)s) AND f.checked_at >= %(since)s
), scored AS (
    SELECT k.*, CASE
        WHEN EXISTS (SELECT FROM taught) THEN 4 * (k.topic = (SELECT topic FROM taught))::int
        WHEN %(things)s <> '' AND NOT k.said @@ %(things)s::tsquery THEN 0
        WHEN k.topic = %(topic)s THEN 3
        WHEN %(things)s <> '' THEN 2 * (%(about)s = '' OR k.said @@ NULLIF(%(about)s, '')::tsquery)::int
        WHEN %(topic)s <> '' THEN (NOT EXISTS (SELECT FROM messaging_fact AS o
            WHERE o.hotel_id = %(hotel)s AND o.topic = %(topic)s) AND k.said @@ NULLIF(%(subject)s, '')::tsquery)::int
        ELSE (SELECT CASE WHEN avg(near) >= {NEAR} AND max(near) = 1 THEN avg(near) ELSE 0 END
            FROM unnest(%(words)s::text[]) AS word, LATERAL (SELECT word_similarity(word, k.plain) AS near) AS n)
        END AS score
    FROM known AS k
)
SELECT * FROM scored WHERE score > 0
ORDER BY max(score) OVER (PARTITION BY topic) DESC, topic, language = %(language)s DESC LIMIT 1
"""


@dataclass(frozen=True)
class Asked:
    """What a question is about, as far as its words are known."""

    topic: str
    things: tuple[str, ...] = ()
    """What an answer must speak of."""
    about: str = ""
    """The subject it must be about, too: heated is the pool, not the room."""

    @property
    def gap(self) -> str:
        """What nobody could tell: what staff are asked to write down."""
        return "_".join((*([self.about] if self.about else []), *self.things[:1])) or self.topic


def asked(text: str, topic: str) -> Asked:
    """`topic` is what the rules have taken it for, if anything."""
    kinds, things = synonyms.named(text, synonyms.KINDS), synonyms.named(text, synonyms.THINGS)
    far = topic in ("location", "transfer") and synonyms.asks_how_far(text)
    topic = "location" if far else topic
    places = synonyms.named(text, synonyms.PLACES) if topic == "location" else []
    if not (topic or kinds or things):
        spelt = synonyms.misspelt(text) if synonyms.asks(text) else []
        topic = next((name for name in spelt if name in synonyms.SUBJECTS), "")
        things = [name for name in spelt if name in synonyms.THINGS]
    about = topic if (kinds or places) and topic in synonyms.SUBJECTS else ""
    return Asked(topic, (*kinds, *things, *places), about)


def find(hotel: Hotel, text: str, *, topic: str, language: str) -> Fact | None:
    """In the guest's language, else in the hotel's; never one that is stale."""
    said = asked(text, topic)
    values = {
        "hotel": hotel.pk,
        "text": text,
        "topic": said.topic,
        "things": " & ".join(f"({synonyms.query(thing)})" for thing in said.things),
        "about": synonyms.query(said.about),
        "subject": synonyms.query(said.topic) if said.topic in synonyms.SUBJECTS else "",
        "words": _words_of(text) if synonyms.asks(text) else [],
        "language": language,
        "own": hotel.language,
        "today": hotel.now().date(),
        "since": timezone.now() - TRUSTED_FOR,
    }
    return next(iter(Fact.objects.raw(FIND, values)), None)


def _words_of(text: str) -> list[str]:
    """What is left of a question without the words it is put with."""
    return [word for word in re.findall(r"[^\W_]{3,}", folded(text)) if word not in _PUT_WITH.split()]


@dataclass(frozen=True)
class Told:
    """What staff say of a topic: a text in each language they write it in."""

    topic: str
    texts: Mapping[str, str]
    source: str = ""
    valid_until: date | None = None


def tell(hotel: Hotel, told: Told, user: User) -> list[Fact]:
    """Write it down, in place of what stood there; who says it keeps it true from now on."""
    with transaction.atomic():
        return [_write(hotel, told, language, text, user) for language, text in told.texts.items() if text.strip()]


def still_true(fact: Fact, user: User) -> None:
    """Somebody has looked: it is trusted for another while. A day that has passed is another matter."""
    fact.checked_at = timezone.now()
    _save(fact, user)


def keep(fact: Fact, user: User) -> None:
    """Whoever writes it has looked at it, and keeps it true unless somebody else does."""
    fact.checked_at = timezone.now()
    fact.owner = fact.owner or user
    _save(fact, user)


def stale(facts: QuerySet[Fact], hotels: Sequence[Hotel]) -> QuerySet[Fact]:
    """Not valid any more by its hotel's clock, or looked at too long ago."""
    forgotten = Q(checked_at__lt=timezone.now() - TRUSTED_FOR)
    return facts.filter(reduce(or_, (_over(hotel) for hotel in hotels), forgotten))


def is_stale(fact: Fact) -> bool:
    over = fact.valid_until is not None and fact.valid_until < fact.hotel.now().date()
    return over or fact.checked_at < timezone.now() - TRUSTED_FOR


def _over(hotel: Hotel) -> Q:
    return Q(hotel=hotel, valid_until__lt=hotel.now().date())


def _write(hotel: Hotel, told: Told, language: str, text: str, user: User) -> Fact:
    fact = Fact.objects.select_for_update().filter(hotel=hotel, topic=told.topic, language=language).first()
    fact = fact or Fact(hotel=hotel, topic=told.topic, language=language)
    fact.text, fact.source, fact.valid_until = text.strip(), told.source, told.valid_until
    fact.owner, fact.checked_at = user, timezone.now()
    _save(fact, user)
    return fact


def _save(fact: Fact, user: User) -> None:
    fact._history_user = user  # type: ignore[attr-defined]
    fact.save()
