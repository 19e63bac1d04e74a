"""Run by test_plain.py in a process of its own: opens every page with unfold switched off, and tells what failed."""

from __future__ import annotations

import json
import logging

import django


def walk() -> dict[str, object]:
    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.admin import pages

    logging.disable(logging.CRITICAL)
    setup_test_environment()
    root = User.objects.get(username="root")
    client = Client()
    client.force_login(root)
    addresses = pages.every(root)
    failed = {}
    for address in addresses:
        try:
            answer = client.get(address, follow=True)
            if answer.status_code != 200 or b"house.css" not in answer.content:
                failed[address] = str(answer.status_code)
        except Exception as error:  # told to the test, whatever it is
            failed[address] = repr(error)
    login = Client().get("/admin/login/")
    return {
        "apps": settings.INSTALLED_APPS,
        "walked": len(addresses),
        "failed": failed,
        "login": login.status_code,
        "index": client.get("/admin/").content.decode(),
        "rooms": client.get("/admin/pms/room/").content.decode(),
    }


if __name__ == "__main__":
    print(json.dumps(walk()))  # noqa: T201
