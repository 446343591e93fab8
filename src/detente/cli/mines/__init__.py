"""`detente mines`: the mine record, and persons apart from it."""
