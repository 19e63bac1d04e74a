"""`python -m bench.pages`: how long the server takes for each page of the back office, with the demo in DATA_DIR."""

from __future__ import annotations

import os
import sys
import time
from statistics import median

TIMES = 10
GOAL_MS = 300


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotel_agent.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client
    from django_scopes import scope

    from pms.models import Hotel
    from tests.e2e import pages

    settings.ALLOWED_HOSTS = ["testserver"]
    hotel = Hotel.objects.get(slug="puerta-del-mar")
    client = Client()
    client.force_login(User.objects.get(username="admin"))
    with scope(hotel=hotel):
        addresses = {name: at(hotel) for name, at in {**pages.OWN, **pages.LISTS}.items()}
    slow = [name for name, address in addresses.items() if _told(client, name, address) > GOAL_MS]
    sys.stdout.write(f"Over {GOAL_MS} ms: {', '.join(slow) or 'none'}\n")


def _told(client: object, name: str, address: str) -> float:
    """The median in milliseconds; the first visit, which compiles the templates, does not count."""
    took = [_visit(client, address) for _ in range(TIMES + 1)][1:]
    sys.stdout.write(f"{name:22} {median(took):6.0f} ms   {address}\n")
    return median(took)


def _visit(client: object, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
