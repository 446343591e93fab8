"""What one report says of agreements: what became of them, with whose part in it, and what stands in them."""
