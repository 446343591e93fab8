"""`detente platforms`: platforms, their meetings and who came, memberships."""
