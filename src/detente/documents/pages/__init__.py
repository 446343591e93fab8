"""A web page taken apart: its characters, its tree, its blocks, what each of them is, and what its head states."""
