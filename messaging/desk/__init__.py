"""What staff see and say of conversations: lists, search, the thread, who the guest is, and ready words."""
