"""Turns a person should look at, and what they say of them. The only writer of Correction."""
