"""Ceasefires: what they rest on, who says that they were broken, what was done to find out, and what the figures tell."""
