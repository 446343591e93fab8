"""The pages by which people come in, keep their own account, keep those of others, and see who did what."""
