"""Danger by rule: what is one in each language, and what only sounds like one."""
