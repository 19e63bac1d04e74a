"""What reservations count."""

from prometheus_client import Counter

OFFERS = Counter("offers_total", "Searches for a stay", ["result"])
RESERVATIONS = Counter("reservations_total", "Reservations by where they ended", ["status"])
