"""Trends measured over comparable figures, beside what is claimed of trends."""
