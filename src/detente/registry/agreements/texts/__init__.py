"""The texts of agreements: cut into provisions, with who owes what by when, and held against each other."""
