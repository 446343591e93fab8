"""The morning brief at the desk: the archive, each one with its words, what editors do with a draft, its letter."""
