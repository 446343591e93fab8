"""`detente subscribers`: who is sent the brief, by whose consent; add, give out, erase, suspend and resume."""
