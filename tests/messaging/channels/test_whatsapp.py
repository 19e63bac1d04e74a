"""What Meta's webhooks say, read."""

from __future__ import annotations

import pytest

from messaging.channels import CHANNELS
from tests.messaging.conftest import recorded

pytestmark = pytest.mark.unit
GUEST = "34600111222"


def test_parse_gathers_what_belongs_to_one_account():
    [parsed] = CHANNELS["whatsapp"].parse(recorded("batch"))
    assert parsed.account == "106540352242922"
    assert [message.sender for message in parsed.messages] == [GUEST, GUEST, "5511987654321", "5511987654321"]
    assert {message.sender_name for message in parsed.messages} == {"Sheena Nelson", "João Silva"}


@pytest.mark.parametrize(
    "payload", [None, [], {}, 7, "x", {"entry": {}}, {"entry": [7, {"changes": [7, {"value": [], "field": {}}]}]}]
)
def test_parse_finds_nothing_in_what_is_not_metas(payload):
    assert CHANNELS["whatsapp"].parse(payload) == []
