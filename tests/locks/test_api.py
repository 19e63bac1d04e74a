from __future__ import annotations

import pytest
from django.test import Client

from locks import holds
from pms.models import Guest, Hotel
from pms.terms import Stay
from tests.conftest import API_KEY, OTHER_API_KEY

pytestmark = pytest.mark.integration


def get(client: Client, path: str, key: str = API_KEY) -> tuple[int, object]:
    response = client.get(path, headers={"Authorization": f"Bearer {key}"} if key else {})
    return response.status_code, response.json()


def test_audit_tells_the_story_of_a_room(client: Client, hotel: Hotel, guest: Guest, stay: Stay) -> None:
    hold = holds.place(hotel, "101", stay, room_type="double", guest=guest, holder="conversation:1")
    holds.place(hotel, "102", stay, room_type="double", guest=guest, holder="conversation:2")
    holds.release(hold, actor="staff:ana", reason="guest left")
    status, events = get(client, "/api/locks/audit?resource=101")
    assert status == 200
    assert [(e["operation"], e["actor"], e["reason"]) for e in events] == [  # type: ignore[attr-defined]
        ("release", "staff:ana", "guest left"),
        ("acquire", f"guest:{guest.pk}", "conversation:1"),
    ]
    assert events[0]["arrival"] == stay.arrival.isoformat()  # type: ignore[index]


@pytest.mark.security
def test_audit_is_closed_without_a_key_and_across_hotels(
    client: Client, hotel: Hotel, other_hotel: Hotel, guest: Guest, stay: Stay
) -> None:
    holds.place(hotel, "101", stay, room_type="double", guest=guest, holder="conversation:1")
    assert get(client, "/api/locks/audit", key="")[0] == 401
    assert get(client, "/api/locks/audit", key="wrong")[0] == 401
    assert get(client, "/api/locks/audit?resource=101", key=OTHER_API_KEY) == (200, [])


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=501", "resource=" + "x" * 41])
def test_audit_says_what_is_wrong_with_a_query(client: Client, hotel: Hotel, query: str) -> None:
    assert get(client, f"/api/locks/audit?{query}")[0] == 400
