"""The file beside the record that says who may use the desk, and what they did there. None of it is of the record."""
