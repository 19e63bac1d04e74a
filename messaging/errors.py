"""What can go wrong between a guest and us."""

from __future__ import annotations


class BadSignature(Exception):
    """The payload was not signed by who it claims to be from."""


class UnknownAccount(Exception):
    """No hotel of ours is reached at this account."""


class SendFailed(Exception):
    """The channel did not take the message. `permanent`: trying again cannot help."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


class SendUnknown(SendFailed):
    """Whether the channel took it is not known: sent again at once, the guest might read it twice."""


class TooFast(SendFailed):
    """The channel takes no more from this number, or for this guest, for the moment."""


class WindowClosed(SendFailed):
    """The guest has been silent for too long: only the channel's approved templates go out."""


class FetchFailed(Exception):
    """A guest's file did not come. `permanent`: it never will."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Refused(Exception):
    """What staff asked for cannot be done, in words for them. `offer`: take_over or template, which would help."""

    def __init__(self, words: str, *, conflict: bool = False, offer: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.conflict = conflict or bool(offer)
        """It could have been done a moment ago, or could be by somebody else."""
        self.offer = offer
