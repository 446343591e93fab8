"""A brief out of the record: what is new, chosen by weight, in sentences made by rules out of coded values."""
