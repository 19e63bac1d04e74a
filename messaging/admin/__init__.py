"""The back office of conversations: the thread with its reasons, and what stands behind it."""

from messaging.admin import conversations, files, records

__all__ = ["conversations", "files", "records"]
