"""Who may have a room (holds, for minutes) or a conversation (leases, for seconds)."""
