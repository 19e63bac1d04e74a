#!/usr/bin/env python
"""The command line operators use: `manage.py help` lists it."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotel_agent.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
