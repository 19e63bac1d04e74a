"""Scenarios played against the real stack, in databases of their own, and what became of them."""
