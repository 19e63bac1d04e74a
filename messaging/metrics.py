"""What a message's journey counts."""

from prometheus_client import Counter, Gauge, Histogram

WEBHOOK_SECONDS = Histogram("webhook_processing_seconds", "A webhook, received to stored", ["endpoint", "channel"])
MESSAGE_SECONDS = Histogram("message_processing_seconds", "A turn", ["channel", "intent"])
TENANT_SECONDS = Histogram("tenant_resolution_seconds", "Which hotel a message is for", ["result"])
MESSAGES = Counter("messages_total", "Messages stored or sent", ["channel", "direction", "result"])
OUTBOX_AGE = Gauge("outbox_oldest_seconds", "Of the oldest message not sent yet", multiprocess_mode="mostrecent")
UNGROUNDED = Counter("ungrounded_replies_total", "Replies kept back because a figure had no source", ["words"])
UNQUEUED = Counter("tasks_not_queued_total", "Wake-ups Redis did not take; the sweeper finds them", ["task"])
SESSIONS = Gauge("sessions_active", "Sessions that have not expired", multiprocess_mode="mostrecent")
SESSION_ERRORS = Counter("session_cleanup_errors_total", "Clean-ups of sessions that failed")
MODEL_CALLS = Counter("language_model_calls_total", "Questions to a language model", ["outcome"])
