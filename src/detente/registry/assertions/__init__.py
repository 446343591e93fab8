"""What somebody says of what the registries keep: one form for all, and what reads it out of reports."""
