"""For templates: who did something and why."""

from __future__ import annotations

from django import template

from pms import trails

register = template.Library()
register.filter("who", trails.who)
register.filter("reason", trails.reason)
register.filter("address", trails.address)
