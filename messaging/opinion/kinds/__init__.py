"""How the makers' servers are spoken to: one file each, one line in messaging.opinion.asking."""
