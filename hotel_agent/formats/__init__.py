"""How Django itself writes dates where it does not know our ways."""
