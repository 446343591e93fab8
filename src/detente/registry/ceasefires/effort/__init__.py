"""What it took to see what was seen."""
