"""How any two actors deal with one another: two equal lanes, month by month, accusations, positions, anniversaries."""
