"""Wires the house: settings, urls, processes, health, the commands operators run."""

from hotel_agent.celery import app as celery

__all__ = ["celery"]
