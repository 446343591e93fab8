"""`detente account`: who may log in at the desk, and what they did there."""
