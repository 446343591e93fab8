"""The stages of a reading in order, and how documents go through them: one, or many over several processes."""
