"""Platforms and their meetings: who was envisaged, invited, present, absent; memberships of organisations."""
