"""A number that somebody read elsewhere, held against the numbers of the record."""
