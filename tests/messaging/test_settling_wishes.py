"""Staff settle what a guest wished for, and the guest reads it in their language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from messaging import verdicts
from messaging.models import Message
from messaging.verdicts import Decision
from pms.models import Hotel
from reservations import requests
from reservations.models import Request
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration

OWN = (requests.RECEIPT, requests.GROUP, requests.CHANGE)
WISHES = [kind for kind in requests.KINDS if kind not in OWN]


def noted(talk: Talk, kind: str, language: str) -> Request:
    conversation = talk.writes("hola")
    conversation.language = language
    conversation.save(update_fields=["language"])
    at = (timezone.now() + timedelta(days=1)).astimezone(conversation.hotel.zone).replace(second=0, microsecond=0)
    details = {"things": ["towels"], "at": at.isoformat()}
    return requests.open_request(conversation.guest, kind, asked_by=conversation.key, details=details)


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("language", ["es", "pt", "en"])
@pytest.mark.parametrize("kind", WISHES)
def test_the_guest_is_told_what_became_of_it(talk: Talk, kind: str, language: str, done: bool) -> None:
    request = noted(talk, kind, language)
    assert verdicts.settle(request, Decision("staff:ana", talk_staff(), "so it is"), done=done)
    told = Message.objects.get(direction="out").text
    assert told.strip()
    assert "{" not in told
    request.refresh_from_db()
    assert (request.status, request.settled_by) == ("done" if done else "refused", "staff:ana")


def talk_staff() -> int:
    return int(make.UserFactory().pk)


def test_what_is_not_settled_in_time_is_overdue(talk: Talk, hotel: Hotel) -> None:
    request = noted(talk, "towels", "es")
    assert not requests.overdue().exists()
    Request.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert requests.overdue().get() == request
