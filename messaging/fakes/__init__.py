"""Stand-ins for other people's servers, spoken to over HTTP only. The product never imports them."""
