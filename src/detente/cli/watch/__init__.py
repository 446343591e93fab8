"""`detente watch`: what the desk follows."""
