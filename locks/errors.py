"""Why a hold was not given or kept."""


class HoldError(Exception):
    """A clear no; trying the same again does not help."""


class HoldConflict(HoldError):
    """Somebody else holds this unit for some of these nights."""


class HoldExpired(HoldError):
    """It is not live any more: overdue, released or already converted."""


class TooManyExtensions(HoldError):
    """A hold is extended twice at most."""


class LeaseTaken(Exception):
    """Somebody works on it right now; try again in a moment."""
