"""Staff at work in conversations: their lists, the thread, who the guest is, and what they do there."""
