"""The page on accuracy: how well the reader reads, as it was measured, on which data, and where it is weak."""
