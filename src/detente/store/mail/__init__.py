"""The file beside the record that says who is written to, by whose consent, and which letters went out to whom."""
