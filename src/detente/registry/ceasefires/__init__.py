"""Ceasefires: what they rest on, who says that they were broken, what was found out, what the figures tell."""
