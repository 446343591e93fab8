"""What the desk follows, and what reports mention that no watch has."""
