"""The counting rules in force, read out of the code, the data files and the record that hold them."""
