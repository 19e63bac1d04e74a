"""The channel's approved templates as staff choose and fill them, once a guest has been silent for too long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from messaging import window
from messaging.channels.base import Template
from messaging.errors import Refused
from messaging.models import Conversation, MessageTemplate

PLACE = re.compile(r"\{\{(\d+)\}\}")


@dataclass(frozen=True)
class Choice:
    template: MessageTemplate
    places: tuple[int, ...]
    parts: tuple[tuple[str, int], ...]
    """(words, the number of the place that follows; 0: none), for the preview."""


def choices(conversation: Conversation) -> list[Choice]:
    """In the guest's language first, then the hotel's."""
    first = [conversation.language, conversation.hotel.language]
    rows = MessageTemplate.objects.filter(account=conversation.account_id)
    order = {language: at for at, language in reversed(list(enumerate(first)))}
    found = sorted(rows, key=lambda row: (order.get(row.language, len(first)), row.name, row.language))
    return [_choice(row) for row in found]


def filled(conversation: Conversation, template_id: str, values: Mapping[str, str]) -> tuple[Template, str]:
    """What is sent, and as the guest reads it. `values` by p1, p2 … Raises Refused."""
    rows = MessageTemplate.objects.filter(account=conversation.account_id)
    row = rows.filter(pk=int(template_id)).first() if template_id.isdecimal() else None
    if row is None:
        raise Refused(_("Choose a template."))
    places = _choice(row).places
    params = {place: " ".join(values.get(f"p{place}", "").split()) for place in places}
    if not all(params.values()):
        raise Refused(_("Fill in every place of the template."))
    if any(len(value) > window.PARAMETER_LENGTH for value in params.values()):
        raise Refused(_("At most %(most)s characters in each place.") % {"most": window.PARAMETER_LENGTH})
    text = PLACE.sub(lambda match: params[int(match[1])], row.text)
    return Template(row.name, row.code or row.language, tuple(params[place] for place in places)), text


def _choice(row: MessageTemplate) -> Choice:
    pieces = PLACE.split(row.text)
    words, numbers = pieces[::2], [int(number) for number in pieces[1::2]]
    parts = tuple(zip(words, [*numbers, 0], strict=True))
    return Choice(row, tuple(sorted(set(numbers))), parts)
