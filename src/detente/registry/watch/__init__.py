"""The watch: what a desk follows, written in a file, and what reports mention that it lacks."""
