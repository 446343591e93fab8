"""`detente agreements`: what was agreed, and what came of it."""
