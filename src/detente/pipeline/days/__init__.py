"""What is said of a ceasefire, held by its days: of a few days only what is said of them is gone through."""
