"""Periodic work on the installation as a whole."""

from __future__ import annotations

from celery import shared_task

from hotel_agent import setup_assistant


@shared_task
def look_at_setup() -> int:
    """How many hotels are ready for guests."""
    return setup_assistant.look_at_all()
