"""Maps: what is told of where, as precisely as it is told, over the outlines of countries."""
