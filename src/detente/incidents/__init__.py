"""Which reports tell of the same happening: accounts, links between them, and incidents put together of them."""
