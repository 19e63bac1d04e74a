"""The hotel and its PMS: hotels, guests, rooms, rates, and the gateway that asks the PMS."""
