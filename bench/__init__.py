"""Measures the doors from outside, beside two references on the same PostgreSQL; nothing imports it."""
