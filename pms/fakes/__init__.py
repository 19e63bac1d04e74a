"""PMSs to try everything with: real HTTP, books in memory, and every trouble a real one has made."""
