"""The pages of ceasefires: their boards, what these rest on, what was found out, what both sides sign."""
