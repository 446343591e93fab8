"""`detente brief`: the letter of the morning."""
