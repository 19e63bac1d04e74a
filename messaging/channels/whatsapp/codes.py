"""What Meta's error codes mean for a message of ours."""

from __future__ import annotations

from messaging.errors import SendFailed, TooFast, WindowClosed

WINDOW_CLOSED = 131047
# Calls of the app, calls of the business, messages of the number, messages to one guest.
TOO_FAST = {4, 80007, 130429, 131056}
# Answered with a 4xx too, and they mean "later": unknown error, service away, account being moved.
LATER = {1, 2, 131000, 131016, 133004}


def refusal(status: int, code: int) -> SendFailed:
    """The reason holds codes only, never a guest's words."""
    reason = f"whatsapp {status}, code {code}"
    if code == WINDOW_CLOSED:
        return WindowClosed(reason, permanent=True)
    if code in TOO_FAST or status == 429:
        return TooFast(reason)
    return SendFailed(reason, permanent=400 <= status < 500 and code not in LATER)
