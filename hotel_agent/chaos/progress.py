"""What happens, for whoever watches: a line to stderr. What came of it goes to stdout at the end."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
