"""`detente brief`: the daily letter."""
