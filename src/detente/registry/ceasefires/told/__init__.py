"""What reports tell of violations: on which days, how many, who was harmed, what was seen, and what not."""
