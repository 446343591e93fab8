"""What is expected: meetings, promises, deadlines and visits that are announced, and what came of each."""
