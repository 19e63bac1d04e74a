"""The worker's and the clock's wiring: every periodic job is a row here."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotel_agent.settings")

app = Celery("hotel_agent")
app.config_from_object("hotel_agent.settings:CELERY")
app.autodiscover_tasks()

EVERY = {
    "reservations.tasks.expire_holds": 30,
    "reservations.tasks.settle_pending": 60,
    "reservations.tasks.pull_changes": 60,
    "reservations.tasks.check_stays": 3600,
    "reservations.tasks.feel_pulse": 60,
    "reservations.tasks.examine_stale": 1800,
    "hotel_agent.tasks.look_at_setup": 3600,
    "messaging.tasks.clean_sessions": 300,
    "messaging.tasks.sweep": 15,
    "messaging.tasks.climb_alarms": 15,
    "messaging.tasks.keep_promises": 10,
    "messaging.tasks.mind_reservations": 30,
    "messaging.tasks.mind_holds": 60,
    "messaging.tasks.mind_waitlists": 60,
    "messaging.tasks.expire_take_overs": 60,
}
app.conf.beat_schedule = {
    task: {"task": task, "schedule": seconds, "options": {"queue": "upkeep", "expires": seconds}}
    for task, seconds in EVERY.items()
}
