"""Relations of any two actors: cooperation and conflict in two lanes, and who accuses whom."""
