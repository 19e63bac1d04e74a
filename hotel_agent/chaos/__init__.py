"""A real installation under load and under faults, and an audit of what it has promised."""
