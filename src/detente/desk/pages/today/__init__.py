"""Today: what is new since somebody last looked, how the ceasefires stand, what is said, due and contradicted."""
