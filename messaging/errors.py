"""What can go wrong between a guest and us."""

from __future__ import annotations


class BadSignature(Exception):
    """The payload was not signed by who it claims to be from."""


class UnknownAccount(Exception):
    """No hotel of ours is reached at this account."""


class SendFailed(Exception):
    """The channel did not take the message. `permanent`: trying again cannot help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent
