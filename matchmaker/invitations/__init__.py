"""Invitations by mail: what each calendar holds is brought into line with what is published, and links to answer."""
