"""Calling the fake PMS as an agent does."""

from __future__ import annotations

import base64
from typing import Any

import httpx

GUEST = {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.com", "phone": "15550100"}
TWO_NIGHTS = ("2030-03-01", "2030-03-03")
IN_JSON = {"output_format": "JSON"}


def basic(key: str | None) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()} if key else {}


def booking(source: str, kind: int = 1, stay: tuple[str, str] = TWO_NIGHTS, count: int = 1, **room: Any) -> Any:
    wanted = {"id_room_type": kind, "checkin_date": stay[0], "checkout_date": stay[1], "number_of_rooms": count}
    rooms = {"rooms": [room] * count} if room else {}
    associations = {"customer_detail": GUEST, "room_types": [{**wanted, **rooms}]}
    return {"booking": {"id_property": 1, "currency": "USD", "source": source, "associations": associations}}


def create(agent: httpx.Client, source: str, *args: Any, **room: Any) -> httpx.Response:
    return agent.post("bookings", params=IN_JSON, json=booking(source, *args, **room))


def read(agent: httpx.Client, address: str) -> Any:
    response = agent.get(address, headers={"Output-Format": "JSON"})
    assert response.status_code == 200, response.text
    return response.json()


def orders(agent: httpx.Client, source: str) -> list[dict[str, Any]]:
    found = read(agent, f"orders?filter[source]=[{source}]&display=full")
    return list(found["orders"]) if found else []


def rows(agent: httpx.Client, order: int) -> list[dict[str, Any]]:
    return list(read(agent, f"room_bookings?filter[id_order]=[{order}]&display=full")["bookings"])


def live(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if not row["is_cancelled"] and not row["is_refunded"]]


def availability(agent: httpx.Client, kind: int, stay: tuple[str, str] = TWO_NIGHTS, hotel: int = 1) -> dict[str, Any]:
    asked = f"<id_hotel>{hotel}</id_hotel><id_room_type>{kind}</id_room_type>"
    dates = f"<date_from>{stay[0]}</date_from><date_to>{stay[1]}</date_to>"
    body = f"<qloapps><hotel_ari>{asked}{dates}</hotel_ari></qloapps>"
    response = agent.post("hotel_ari", params=IN_JSON, content=body)
    assert response.status_code == 200, response.text
    return dict(response.json()["hotel_ari"])


def free(agent: httpx.Client, kind: int, stay: tuple[str, str] = TWO_NIGHTS) -> int:
    return int(availability(agent, kind, stay)["total_available_rooms"])


def enter_state(agent: httpx.Client, order: int, state: int) -> httpx.Response:
    said = f"<id_order>{order}</id_order><id_order_state>{state}</id_order_state>"
    return agent.post("order_histories", content=f"<qloapps><order_history>{said}</order_history></qloapps>")
