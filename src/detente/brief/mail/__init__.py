"""How letters leave the house: one server, each letter once, and what comes back of them."""
