"""Reads about members: the list, one member, renewals, the public directory."""
