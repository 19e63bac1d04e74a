"""What staff send to a guest: only who owns the conversation writes in it, and only while the channel lets them."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from messaging import outbox, ownership, window
from messaging.channels.base import Template
from messaging.desk import about, approved, canned
from messaging.errors import Refused
from messaging.models import Conversation, Message


def send(conversation: Conversation, user: User, text: str) -> Message:
    """Raises Refused."""
    text, longest = text.strip(), about.longest(conversation)
    with transaction.atomic():
        _own(conversation, user)
        _check_window(conversation)
        if not text:
            raise Refused(_("Write something first."))
        if len(text) > longest:
            raise Refused(_("At most %(most)s characters.") % {"most": longest})
        if empty := canned.missing(text):
            raise Refused(_("Fill in %(places)s first.") % {"places": ", ".join(f"{{{name}}}" for name in empty)})
        return outbox.queue(conversation, text, staff=user.pk)


def send_template(conversation: Conversation, user: User, template_id: str, values: Mapping[str, str]) -> Message:
    """Raises Refused."""
    with transaction.atomic():
        _own(conversation, user)
        template, text = approved.filled(conversation, template_id, values)
        return outbox.queue(conversation, text, attached=template, staff=user.pk)


def send_again(conversation: Conversation, user: User, message: Message) -> None:
    """Raises Refused."""
    with transaction.atomic():
        _own(conversation, user)
        if message.kind != Template.kind:
            _check_window(conversation)
        if not outbox.retry(message, staff=user.pk):
            raise Refused(_("This message is on its way already."), conflict=True)


def _own(conversation: Conversation, user: User) -> None:
    """Their row stays theirs until the transaction ends."""
    if not ownership.touch(conversation, user):
        words = _("You do not answer this conversation. Take it over to write to the guest.")
        raise Refused(words, offer="take_over")


def _check_window(conversation: Conversation) -> None:
    if not window.is_open(conversation):
        words = _("The guest has been silent for too long: only an approved template goes out now.")
        raise Refused(words, offer="template")
