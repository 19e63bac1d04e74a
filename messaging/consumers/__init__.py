"""The sockets: the guest's web chat and the staff's desk."""
