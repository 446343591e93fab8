"""`detente agreements`: what is said of agreements, and what stands in them, by whose word."""
