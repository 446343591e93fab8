"""The page on which a number from elsewhere is held against those of the record."""
