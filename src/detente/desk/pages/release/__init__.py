"""What is released to whom: the page, and the forms on it."""
