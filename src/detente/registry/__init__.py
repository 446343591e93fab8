"""What the desk keeps and asserts from the record: ceasefires and how they are kept, mines and how they are cleared.

Pure functions over readings, observations and what people wrote down; `store.entries` keeps the latter.
"""
