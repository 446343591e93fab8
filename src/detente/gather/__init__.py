"""Feeds and pages watched: polite, guarded, scheduled. The only room that opens the network."""
