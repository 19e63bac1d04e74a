"""English of Europe, with 24 hours; in our other languages Django does the same."""
