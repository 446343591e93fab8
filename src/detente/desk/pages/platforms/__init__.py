"""Platforms and organisations: meetings, who came, memberships."""
