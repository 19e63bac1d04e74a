"""Which numbers are days at all, and which role each mentioned date plays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from messaging.nlu.dates.calendar import Unclear
from messaging.nlu.dates.mentions import Mention
from messaging.nlu.dates.tokens import Token
from messaging.nlu.text import words

# A day's number needs a companion: "el 20", "día 20", "hasta 20", "salida: 20", "mejor 21".
_INTRODUCED = re.compile(r"(?:[Dl]|[Ne]O|[ixfucb][,:lDO]{0,3})$")
_STARTER = re.compile(r"[OfblDixp]$")
_LIST = re.compile(r"N?[,&lDO]+")
_COURTEOUS = words(
    "por favor porfa porfavor please pls gracias thanks thank you obrigado obrigada hola oi ola hello hi si sim yes "
    "ok pues bueno vale entonces entao seria serian sera el dia the on o no la"
)
_RANGE = re.compile(r"[,lDOixf]{0,3}[tu-][,lDOixf]{0,4}")


def days_only(mentions: Sequence[Mention], tokens: Sequence[Token], kinds: str, *, expected: bool) -> list[Mention]:
    """Without the numbers that are no day of a stay. `expected`: the dialogue asked for a date."""
    sure = [not m.bare or _introduced(m, tokens, kinds) for m in mentions]
    if expected and len(mentions) == 1 and is_alone(mentions[0], tokens, kinds):
        return list(mentions)
    for at in range(len(mentions) - 1):
        if _is_range_of_days(mentions[at], mentions[at + 1], tokens, kinds, (sure[at], sure[at + 1])):
            sure[at] = sure[at + 1] = True
    for at in reversed(range(len(mentions) - 1)):
        if sure[at + 1] and not sure[at] and is_list(mentions[at], mentions[at + 1], kinds):
            sure[at] = "&" in kinds[mentions[at].end : mentions[-1].start]
    for at in range(1, len(mentions)):
        before = mentions[at - 1]
        follows = before.bare or (kinds[before.start] == "m" and "&" in kinds[before.start :])
        if sure[at - 1] and follows and is_list(before, mentions[at], kinds):
            sure[at] = True
    return [mention for mention, is_day in zip(mentions, sure, strict=True) if is_day]


def is_alone(mention: Mention, tokens: Sequence[Token], kinds: str) -> bool:
    """A number that, courtesies apart, is the whole message. "Un", "one" are articles, no numbers."""
    around = [*tokens[: mention.start], *tokens[mention.end :]]
    article = kinds[mention.start] == "s" and mention.day == 1
    return not article and all(token.kind in "lDO,.:" or token.text in _COURTEOUS for token in around)


def own_month(mentions: Sequence[Mention], tokens: Sequence[Token], kinds: str) -> list[Mention]:
    """The days with the month that stands apart from them: "en enero del 12 al 15", "12 al 15 (enero)"."""
    used = {at for mention in mentions for at in range(mention.start, mention.end)}
    apart = [at for at, kind in enumerate(kinds) if kind in "mG" and at not in used]
    days = [at for at, mention in enumerate(mentions) if mention.vague_day and not mention.near]
    if not apart or not days or any(mention.month for mention in mentions):
        return list(mentions)
    if len({(kinds[at], tokens[at].value) for at in apart}) > 1:
        raise Unclear("vague")
    month = tokens[apart[0]]
    found = list(mentions)
    if month.kind == "G":
        found[days[0]] = replace(found[days[0]], near=">")
    else:
        at = days[-1] if apart[0] > mentions[days[-1]].start else days[0]
        found[at] = replace(found[at], month=month.value)
    return found


def nights_of_weekdays(said: Sequence[Mention], kinds: str) -> bool:
    """ "Friday and Saturday" are two nights, "from Friday to Saturday" is one."""
    if len(said) != 2 or any(m.weekday is None or m.day is not None for m in said):
        return False
    one, other = (m.weekday or 0 for m in said)
    return (other - one) % 7 == 1 and "&" in kinds[said[0].end : said[1].start]


def _introduced(mention: Mention, tokens: Sequence[Token], kinds: str) -> bool:
    kind = kinds[mention.start]
    if kind == "o" or kinds[mention.end - 1] in "GM":
        return True
    if not _INTRODUCED.search(kinds[max(0, mention.start - 4) : mention.start]):
        return False
    return kind == "n" or tokens[mention.start].value >= 10


def _is_range_of_days(
    one: Mention, other: Mention, tokens: Sequence[Token], kinds: str, sure: tuple[bool, bool]
) -> bool:
    if not is_range(one, other, kinds):
        return False
    started = _STARTER.search(kinds[: one.start][-1:]) is not None
    for mention, companion_is_sure in ((one, sure[1]), (other, sure[0])):
        if not mention.bare or started or companion_is_sure:
            continue
        spelled, dash = kinds[mention.start] == "s", "-" in kinds[one.end : other.start]
        if spelled or (dash and max(one.day or 0, other.day or 0) < 10):
            return False
    return True


def is_range(one: Mention, other: Mention, kinds: str) -> bool:
    joint = kinds[one.end : other.start]
    between = "b" in kinds[max(0, one.start - 4) : one.start]
    return bool(_RANGE.fullmatch(joint)) or (between and "&" in joint and len(joint) <= 4)


def is_list(one: Mention, other: Mention, kinds: str) -> bool:
    between = "b" in kinds[max(0, one.start - 4) : one.start]
    return bool(_LIST.fullmatch(kinds[one.end : other.start])) and not between


def roles(mentions: Sequence[Mention], kinds: str) -> list[str]:
    """Per mention "arrival", "departure" or "": by the nearest word before it, else the one right after."""
    found: list[str] = []
    end = 0
    for mention in mentions:
        before = [kind for kind in kinds[max(end, mention.start - 7) : mention.start] if kind in "ixfub"]
        end = mention.end
        role = before[-1] if before else ""
        if not role and (after := re.match(r"l?[ix](?![,:]?l?D?[nosdwm])", kinds[mention.end :])):
            role = after.group()[-1]
            end = mention.end + after.end()
        found.append({"i": "arrival", "f": "arrival", "b": "arrival", "x": "departure", "u": "departure"}.get(role, ""))
    return found
