"""What a guest may book and has booked: offers, reservations and their history."""
