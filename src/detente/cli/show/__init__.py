"""`detente show`: what a record holds, as tables."""
