"""`detente relations`: how any two actors deal with one another, and who accuses whom."""
