"""The back office of conversations: the thread with its reasons, and what stands behind it."""

from messaging.admin import (
    canned,
    classifiers,
    conversations,
    corrections,
    facts,
    files,
    language_models,
    records,
    sessions,
)

__all__ = [
    "canned",
    "classifiers",
    "conversations",
    "corrections",
    "facts",
    "files",
    "language_models",
    "records",
    "sessions",
]
